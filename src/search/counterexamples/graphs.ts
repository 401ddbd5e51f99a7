/** What each search has explored, as the search for other counterexamples sees it. */
import { successorsIn } from '../../engine/drive.js';
import type { Explorer, Level } from '../../engine/explorer.js';
import { at } from '../../engine/space.js';
import type { KnownAction } from '../../engine/steps.js';
import type { Model } from '../../model/model.js';
import { expand } from '../expansion.js';
import type { Graph } from './clean-search.js';

/**
 * Lends what the engine has explored between two levels. While it is lent, the engine learns nothing.
 *
 * @param level - The level that the engine expands next.
 */
export async function lendExplored<State>(
  explorer: Explorer<State>,
  level: Level,
  use: (graph: Graph<State>) => Promise<void>,
): Promise<void> {
  const { learns, model, known, space } = explorer;
  const successors = successorsIn(explorer, level);
  try {
    await use({
      model,
      edges: (state) =>
        successors(state).map(({ action, number }) => ({
          action: (known.actions[action] as KnownAction).action,
          number,
        })),
      stateAt: (number) => at(space, number).state,
    });
  } finally {
    explorer.learns = learns;
  }
}

/** What the plain search has explored. */
export function plainGraph<State>(
  model: Model<State>,
  states: readonly State[],
  numberOf: ReadonlyMap<string, number>,
): Graph<State> {
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
