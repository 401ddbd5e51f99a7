/** The explored states of each kind of search, as the search for other counterexamples needs them. */
import { successorsIn } from '../../engine/explored.js';
import type { Level } from '../../engine/current-kernel.js';
import type { Explorer } from '../../engine/explorer.js';
import { at } from '../../engine/store/space.js';
import type { KnownAction } from '../../engine/memo/steps.js';
import type { Model } from '../../model/model.js';
import { expand } from '../common/expansion.js';
import type { ExploredGraph } from './counterexample-search.js';

/**
 * Gives the states that the engine has explored to a function, between two levels. The engine learns nothing
 * until the function is done.
 *
 * @param level - The level that the engine expands next.
 */
export async function lendExplored<State>(
  explorer: Explorer<State>,
  level: Level,
  use: (graph: ExploredGraph<State>) => Promise<void>,
): Promise<void> {
  const { model, known, space } = explorer;
  const successors = successorsIn(explorer, level);
  await use({
    model,
    edges: (state) =>
      successors(state).map(({ action, number }) => ({
        action: (known.actions[action] as KnownAction).action,
        number,
      })),
    stateAt: (number) => at(space, number).state,
  });
}

/** The states that the plain search has explored. */
export function plainGraph<State>(
  model: Model<State>,
  states: readonly State[],
  numberOf: ReadonlyMap<string, number>,
): ExploredGraph<State> {
  const stateAt = (number: number) => states[number] as State;
  return {
    model,
    stateAt,
    edges: (state) =>
      expand(model, stateAt(state)).successors.map(({ action, key }) => ({
        action,
        number: numberOf.get(key) ?? -1,
      })),
  };
}
