/** How often steps were taken, by what the engine has explored. */
import { successorsIn } from '../../engine/explored.js';
import type { Explorer } from '../../engine/explorer.js';
import { at } from '../../engine/store/space.js';
import type { KnownAction } from '../../engine/memo/steps.js';
import { stateCount } from '../../engine/store/store.js';
import type { Action } from '../../model/action.js';
import type { CompiledStep } from '../../model/compiled-step.js';
import { coverageOf, type StepCoverage } from '../../analysis/coverage.js';

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

/** The actions that were taken, each with whether it ever changed a state; see `stepsTaken`. */
export function takenIn<State>({
  known,
  workspace,
}: Explorer<State>): readonly (readonly [action: Action, changed: boolean])[] {
  return known.actions.flatMap(({ action }, id) =>
    (workspace.takenIn[id] ?? 0) > 0 ? [[action, workspace.changed[id] === 1] as const] : [],
  );
}
