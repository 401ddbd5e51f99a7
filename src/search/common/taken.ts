/** Which steps a search took, and which of them ever changed a state. */
import type { Action } from '../../model/action.js';
import type { Model, StepName } from '../../model/model.js';
import { stepKey } from '../../model/names.js';

/** What a complete search found about the steps of its model. */
export interface StepsTaken {
  /** The declared steps that could be taken in no state. */
  readonly neverTaken: readonly StepName[];
  /** The steps that were taken, but never with an effect: the state after was always the state before. */
  readonly neverChanged: readonly StepName[];
}

/** The steps that count as taken with a step: up to symmetry, those that are the same with other names. */
export type StepsLike = (step: StepName) => readonly StepName[];

/** The answer for a search that did not explore all states: nothing is known. */
export const unknownSteps: StepsTaken = { neverTaken: [], neverChanged: [] };

/**
 * What a search found about the steps of its model, once it has explored all states.
 *
 * @param taken - An action of each step that was taken, and whether any such action changed a state.
 *   An action may come several times.
 * @param stepsLike - The steps that count as taken with a step. Absent: the step alone.
 */
export function stepsTaken<State>(
  { steps }: Model<State>,
  taken: Iterable<readonly [action: Action, changed: boolean]>,
  stepsLike: StepsLike = (step) => [step],
): StepsTaken {
  const names = new Map<string, StepName>();
  /** The steps that were taken, or that are the same as one of them with other names. */
  const alike = new Set<string>();
  const changing = new Set<string>();
  for (const [action, changed] of taken) {
    const key = stepKey(action);
    if (names.has(key) && (!changed || changing.has(key))) continue;
    names.set(key, { actor: action.actor, step: action.step });
    for (const other of stepsLike(action).map(stepKey)) {
      alike.add(other);
      if (changed) changing.add(other);
    }
  }
  // A reducer declares no steps. Then the steps that it was seen to take are used, sorted by name.
  const known = steps.length > 0 ? steps : [...names].sort(byKey).map(([, name]) => name);
  return {
    neverTaken: steps.filter((step) => !alike.has(stepKey(step))),
    neverChanged: known.filter((step) => {
      const key = stepKey(step);
      return names.has(key) && !changing.has(key);
    }),
  };
}

function byKey([one]: readonly [string, StepName], [other]: readonly [string, StepName]): number {
  return one < other ? -1 : 1;
}
