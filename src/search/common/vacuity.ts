/** Vacuity: properties that hold only because they were never put to the test. */
import { recorderFor } from '../../engine/draft/recorder.js';
import { flatten, slotsFor } from '../../engine/store/flatten.js';
import { TooManySlots } from '../../engine/store/slots.js';
import { tryToWatch } from '../../engine/run/run-step.js';
import { sightOf, viewOf } from '../../engine/draft/look.js';
import { complaintOfState } from '../../property/evaluate.js';
import {
  reachable,
  type FiniteProperty,
  type Invariant,
  type Reachable,
  type TransitionProperty,
  transition,
} from '../../property/property.js';
import type { Explored } from './explored.js';
import type { PropertyOutcome } from './outcome.js';

/**
 * For each property with a condition: a property that is decided as soon as the condition holds. That of a refinement is
 * about steps: some step must change the state of the spec.
 */
export type Conditions<State> = ReadonlyMap<
  FiniteProperty<State>,
  Reachable<State> | TransitionProperty<State>
>;

/** The conditions of properties, for the search to ask together with the properties. */
export function conditionsOf<State>(
  properties: readonly FiniteProperty<State>[],
): Conditions<State> {
  return new Map(
    properties.flatMap((property) => {
      const condition = conditionOf(property);
      return condition === undefined ? [] : [[property, condition] as const];
    }),
  );
}

/** What tells whether a property was put to the test; undefined if it always is. */
export function conditionOf<State>(property: FiniteProperty<State>) {
  const name = `where ${property.name}`;
  if (property.kind === 'invariant' && property.condition !== undefined) {
    return reachable(name, property.condition);
  }
  if (property.kind === 'transition' && property.refinement !== undefined) {
    return transition(name, property.refinement.stutters);
  }
  return undefined;
}

/**
 * Marks an outcome as vacuous if there is a reason.
 *
 * @param reasons - Tests for the possible reasons, each with its sentence.
 */
export function withVacuity<State>(
  outcome: PropertyOutcome<State>,
  reasons: readonly (readonly [isSo: () => boolean, says: string])[],
): PropertyOutcome<State> {
  if (outcome.verdict !== 'holds') return outcome;
  const vacuous = reasons.find(([isSo]) => isSo())?.[1];
  return vacuous === undefined ? outcome : { ...outcome, vacuous };
}

/** True if an invariant reads nothing of an initial state: then it has the same answer in every state. */
export function isBlind<State>(property: Invariant<State>, [first]: readonly State[]): boolean {
  try {
    const slots = slotsFor(first);
    const recorder = recorderFor(slots, flatten(slots, first));
    const view = viewOf(sightOf(recorder), first as State);
    const seen = tryToWatch(recorder, () => ({ complaint: complaintOfState(property, view) }));
    // The one read is that of the root: to pass the state to the predicate counts as a read.
    return seen !== undefined && recorder.reads.size === 1;
  } catch (error) {
    // The state is too large to note what is read.
    if (error instanceof TooManySlots) return false;
    throw error;
  }
}

/** Why a property says nothing whose condition was never met. */
export function becauseUnmet({ kind }: FiniteProperty<never>, explored: Explored): string {
  const reason = kind === 'transition' ? because.stutters : because.condition;
  return explored === 'inside' ? whileInside(reason) : reason;
}

/** The same reason, if what never comes may come behind a state outside the state constraint. */
export const whileInside = (reason: string): string => `${reason} within the state constraint`;

/** The reasons why a property is vacuous, as sentences. */
export const because = {
  condition: 'its condition never holds',
  cause: 'its cause never comes',
  blind: 'it looks at nothing of the state',
  noStart: 'no initial state meets its condition',
  stutters: 'no step of the spec was ever taken',
} as const;
