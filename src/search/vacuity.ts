/** Properties that hold because they were never put to the test. */
import { recorderFor } from '../engine/recorder.js';
import { flatten, slotsFor, TooManySlots } from '../engine/slots.js';
import { tryToWatch } from '../engine/run-step.js';
import { sightOf, viewOf } from '../engine/watch.js';
import { complaintOfState } from '../property/evaluate.js';
import {
  reachable,
  type FiniteProperty,
  type Invariant,
  type Reachable,
} from '../property/property.js';
import type { PropertyOutcome } from './outcome.js';

/** For each property with a condition: what must be reachable, or the condition never held. */
export type Conditions<State> = ReadonlyMap<FiniteProperty<State>, Reachable<State>>;

/** The conditions of properties, to be asked along with them. */
export function conditionsOf<State>(
  properties: readonly FiniteProperty<State>[],
): Conditions<State> {
  return new Map(
    properties.flatMap((property) =>
      property.kind === 'invariant' && property.condition !== undefined
        ? [[property, reachable(`where ${property.name}`, property.condition)] as const]
        : [],
    ),
  );
}

/**
 * Says of an outcome that it is vacuous.
 *
 * @param reasons - What may make it so, each with a sentence that says what it is.
 */
export function withVacuity<State>(
  outcome: PropertyOutcome<State>,
  reasons: readonly (readonly [isSo: () => boolean, says: string])[],
): PropertyOutcome<State> {
  if (outcome.verdict !== 'holds') return outcome;
  const vacuous = reasons.find(([isSo]) => isSo())?.[1];
  return vacuous === undefined ? outcome : { ...outcome, vacuous };
}

/** True where an invariant looks at nothing of an initial state: whatever else there is, it says the same. */
export function isBlind<State>(property: Invariant<State>, [first]: readonly State[]): boolean {
  try {
    const slots = slotsFor(first);
    const recorder = recorderFor(slots, flatten(slots, first));
    const view = viewOf(sightOf(recorder), first as State);
    const seen = tryToWatch(recorder, () => ({ complaint: complaintOfState(property, view) }));
    // To be shown the state at all is a read.
    return seen !== undefined && recorder.reads.size === 1;
  } catch (error) {
    // Of so large a state nobody can say what is looked at.
    if (error instanceof TooManySlots) return false;
    throw error;
  }
}

/** The sentences. */
export const because = {
  condition: 'its condition never holds',
  cause: 'its cause never comes',
  blind: 'it looks at nothing of the state',
} as const;
