/** Which steps a search took, and which of them ever changed a state. */
import type { Action } from '../model/action.js';
import type { Model, StepName } from '../model/model.js';
import { stepKey } from '../model/names.js';

/** What a whole search says of the steps of its model. */
export interface StepsTaken {
  /** The steps that the model declares and that no state allowed. */
  readonly neverTaken: readonly StepName[];
  /** The steps that were taken, each time with no effect: the state after was the state before. */
  readonly neverChanged: readonly StepName[];
}

/** If not all was explored, nothing is known of what lies behind. */
export const unknownSteps: StepsTaken = { neverTaken: [], neverChanged: [] };

/**
 * What a search says of the steps of its model once it has explored all.
 *
 * @param taken - An action of each step that was taken, and whether any such action changed a state.
 *   An action may come several times.
 */
export function stepsTaken<State>(
  { steps }: Model<State>,
  taken: Iterable<readonly [action: Action, changed: boolean]>,
): StepsTaken {
  const names = new Map<string, StepName>();
  const changing = new Set<string>();
  for (const [action, changed] of taken) {
    const key = stepKey(action);
    names.set(key, { actor: action.actor, step: action.step });
    if (changed) changing.add(key);
  }
  // A reducer declares no steps: those that it was seen to take are named, in an order of their own.
  const known = steps.length > 0 ? steps : [...names].sort(byKey).map(([, name]) => name);
  return {
    neverTaken: steps.filter((step) => !names.has(stepKey(step))),
    neverChanged: known.filter((step) => {
      const key = stepKey(step);
      return names.has(key) && !changing.has(key);
    }),
  };
}

function byKey([one]: readonly [string, StepName], [other]: readonly [string, StepName]): number {
  return one < other ? -1 : 1;
}
