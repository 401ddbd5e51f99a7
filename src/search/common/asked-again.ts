/**
 * Asks properties once more when a search is over. A property that depends on more than the state may answer otherwise
 * then: its verdict would mean nothing.
 */
import { impureModel, impureProperty } from '../../engine/run/impure.js';
import { someOf } from '../../engine/purity/recompute.js';
import { canonicalSuccessor, hasOwnFunctions } from '../../model/compile.js';
import type { Model } from '../../model/model.js';
import { supervised } from '../../model/supervised.js';
import { isOutside } from '../../model/within.js';
import { complaintOfState, complaintOfStep, complaintOfStop } from '../../property/evaluate.js';
import type { FiniteProperty, Property } from '../../property/property.js';
import { isDecidedIn } from '../../trace/judge.js';
import { expand, neverSame, type Expansion } from './expansion.js';
import type { PropertyOutcome } from './outcome.js';

/** No further state is asked about after so many steps. A state may have a hundred thousand. */
const someSteps = 4096;

/** The states that a search expanded, and the properties that none of them decided. */
interface Expanded<State> {
  readonly model: Model<State>;
  readonly open: Iterable<FiniteProperty<State>>;
  /** How many states were expanded: the first ones. */
  readonly expanded: number;
  readonly stateAt: (number: number) => State;
  /** Whether the search found the state with this key. Absent if it did not find all. */
  readonly isKnown?: ((key: string) => boolean) | undefined;
}

/**
 * The pieces of asking each open property again, about states from all parts of the search, the last ones first. All
 * have answered that nothing is decided in these states, or the property would not be open.
 *
 * @returns A function that asks about one state. It returns false if there are none left.
 * @throws ModelError from a piece, if a property answers otherwise now, or if the model leads to a state that the search
 *   did not find.
 */
export function askingAgain<State>({
  model,
  open,
  expanded,
  stateAt,
  isKnown = () => true,
}: Expanded<State>): () => boolean {
  const properties = [...open];
  // The search took the steps of the package's own functions again itself.
  const isByHand = !hasOwnFunctions(model);
  const needsSteps = isByHand || properties.some(({ kind }) => kind in kindsAboutSteps);
  const left = isByHand || properties.length > 0 ? someOf(expanded) : [];
  let steps = 0;
  return () => {
    const number = left.pop();
    if (number === undefined || steps > someSteps) return false;
    const state = stateAt(number);
    const expansion = needsSteps ? expand(model, state) : noSteps;
    steps += expansion.successors.length;
    const other = expansion.successors.find(({ key }) => !isKnown(key));
    if (other !== undefined) throw impureModel(model.name, other.action);
    const decided = properties.find((one) => isDecidedAt(model, one, state, expansion));
    if (decided !== undefined) throw impureProperty(decided.name);
    return true;
  };
}

const kindsAboutSteps = { deadlock: true, transition: true };
const noSteps: Expansion<never> = { successors: [], errors: [] };

/** Whether a state or its steps decide a property. */
function isDecidedAt<State>(
  model: Model<State>,
  property: FiniteProperty<State>,
  state: State,
  { successors, errors }: Expansion<State>,
): boolean {
  switch (property.kind) {
    case 'invariant':
      return complaintOfState(property, state) !== undefined;
    case 'reachable':
      return complaintOfState(property, state)?.threw !== false;
    case 'deadlock':
      return (
        successors.length + errors.length === 0 &&
        complaintOfStop(property, state) !== undefined &&
        !isOutside(model, state)
      );
    case 'transition':
      return successors.some(({ action, state: next, key }) => {
        const after = neverSame(state, canonicalSuccessor(action, next, key));
        return complaintOfStep(property, state, action, after) !== undefined;
      });
  }
}

/**
 * Refuses a property that gives another answer now than when the search asked it: its counterexample would show
 * nothing.
 *
 * @param limit - The user's limit on time, in seconds.
 * @throws ModelError that names the property.
 */
export function refuseOtherAnswers<State>(
  properties: readonly Property<State>[],
  outcomes: readonly PropertyOutcome<State>[],
  limit: number | undefined,
): void {
  const decided = outcomes.flatMap(({ name, trace }) => {
    const property = properties.find((one) => one.name === name && one.kind !== 'temporal');
    // A step that throws has its error at the end of its trace.
    if (property === undefined || trace === undefined || trace.failed !== undefined) return [];
    return [{ property: property as FiniteProperty<State>, trace }];
  });
  if (decided.length === 0) return;
  const other = supervised(
    () =>
      decided.find(({ property, trace }) => {
        const end = trace.states.length - 1;
        // A search finds the first place that decides a property.
        return (
          !isDecidedIn(property, trace, end) ||
          someOf(end).some((at) => isDecidedIn(property, trace, at))
        );
      }),
    limit,
  );
  if (other !== undefined) throw impureProperty(other.property.name);
}
