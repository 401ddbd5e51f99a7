/** Decides how many threads a search may have. */
import { availableParallelism } from 'node:os';
import { threadsOf, type Threads } from '../../engine/expand/parallel/threads.js';
import type { SearchOptions } from '../common/outcome.js';

/** The most threads that a search starts of its own accord. */
export const mostByItself = 8;

/** What decides about the threads of a search besides its options. */
const machine = () => ({
  processors: availableParallelism(),
  isVitest: process.env['VITEST'] !== undefined,
});

/**
 * The threads for a search, not started yet.
 *
 * @returns Undefined if it has one thread.
 */
export function threadsFor(
  { workers = 'auto', limits = {} }: SearchOptions,
  { processors, isVitest } = machine(),
): Threads | undefined {
  if (workers !== 'auto') return workers > 1 ? threadsOf(workers, 'at once') : undefined;
  // Vitest runs test files side by side. With several threads, a limit of states does not always end a search alike, and
  // the same memory is enough for fewer states.
  const { states, memory } = limits;
  if (isVitest || states !== undefined || memory !== undefined) return undefined;
  const count = Math.min(mostByItself, processors);
  return count > 1 ? threadsOf(count, 'if it pays') : undefined;
}
