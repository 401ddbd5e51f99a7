/** How often steps were taken, by what the engine has explored. */
import { successorsIn } from '../engine/drive.js';
import type { Explorer } from '../engine/explorer.js';
import { at } from '../engine/space.js';
import type { KnownAction } from '../engine/steps.js';
import { stateCount } from '../engine/store.js';
import type { CompiledStep } from '../model/compile.js';
import type { StepName } from '../model/model.js';
import { stepKey } from '../model/names.js';
import { coverageOf, type StepCoverage } from './coverage.js';

/** For each step, in how many states it can be taken. */
export function covered<State>(
  explorer: Explorer<State>,
  steps: readonly CompiledStep<State>[],
): readonly StepCoverage[] {
  const { model, space, known } = explorer;
  const successors = successorsIn(explorer);
  return coverageOf({
    model,
    steps,
    states: stateCount(space.store),
    stateAt: (number) => at(space, number).state,
    actionsAt: (number) =>
      successors(number).map(({ action }) => (known.actions[action] as KnownAction).action),
  });
}

/** The steps that were never taken. */
export function neverTaken<State>({ model, known, desk }: Explorer<State>): readonly StepName[] {
  const taken = new Set<string>();
  for (const [id, { action }] of known.actions.entries()) {
    if (desk.taken[id] === 1) taken.add(stepKey(action));
  }
  return model.steps.filter((step) => !taken.has(stepKey(step)));
}
