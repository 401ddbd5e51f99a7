/** Explores a part of a search for a while. */
import { DepthFirst } from '../depth-first.js';
import type { Exploration } from '../exploration.js';
import type { Part } from '../part.js';
import type { Setting } from '../setting.js';
import type { Work } from '../../execution/turns.js';
import type { Effort, Explorer } from './messages.js';

/** The time. A program may have another. */
const now = performance.now.bind(performance);

/** Explores a part for a while. */
export function* explorePart<State>(
  setting: Setting<State>,
  exploration: Exploration,
  part: Part,
  { runs, milliseconds, isGiving }: Effort,
): Work<Explorer> {
  const until = now() + milliseconds;
  const search = new DepthFirst(setting, exploration, undefined, part);
  const explored = yield* search.explore(runs, () => now() >= until);
  return { explored, left: search.leave(explored.isCut, isGiving) };
}
