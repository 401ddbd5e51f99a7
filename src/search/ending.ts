/** When a search ends before all is explored, and who hears how far it came. */
import { memoryGuard, type MemoryGuard } from './memory.js';
import type { Ended, Progress, SearchOptions } from './outcome.js';

/** Milliseconds between two looks at memory and the event loop. */
const breath = 100;

/** Looks up from the work. */
export interface Lookout extends Pick<MemoryGuard, 'mayTake' | 'used'> {
  /** Whether somebody stopped the search, or its time is over. */
  readonly stopped: () => Ended | undefined;
  /** The same, and now and then whether memory is spent; lets others take their turn then. */
  readonly ended: () => Promise<Ended | undefined>;
  /** Said where there is no memory left. */
  readonly outOfMemory: Ended;
}

/**
 * Watches the limits on time and memory, and the signal.
 *
 * @param started - When the search began, as `performance.now()` says.
 * @param progress - How far it has come.
 */
export function lookoutFor(
  { limits = {}, signal, onProgress }: SearchOptions,
  started: number,
  progress: () => Progress,
): Lookout {
  const { seconds, memory } = limits;
  const guard = memoryGuard(memory);
  const outOfMemory: Ended = { by: 'limit', limit: 'memory', value: guard.limit };
  const stopped = (): Ended | undefined => {
    if (seconds !== undefined && performance.now() - started >= seconds * 1000) {
      return { by: 'limit', limit: 'seconds', value: seconds };
    }
    return signal?.aborted === true ? { by: 'interrupt' } : undefined;
  };
  let lastBreath = started;
  return {
    mayTake: guard.mayTake,
    used: guard.used,
    outOfMemory,
    stopped,
    async ended() {
      let ended = stopped();
      if (performance.now() - lastBreath < breath) return ended;
      if (guard.isSpent()) ended = outOfMemory;
      onProgress?.(progress());
      await new Promise((resolve) => setImmediate(resolve));
      lastBreath = performance.now();
      return ended;
    },
  };
}

/** Where a search stands between two levels. */
export interface Standing {
  /** How many states are to be expanded next. */
  readonly frontier: number;
  readonly depth: number;
  readonly properties: number;
  /** How many of them are not decided. */
  readonly open: number;
  /** Whether anything was violated. */
  readonly violated: boolean;
}

/** Whether a search ends between two levels, and why. */
export function endBetweenLevels(
  { limits = {}, stopAtViolation = false }: SearchOptions,
  { frontier, depth, properties, open, violated }: Standing,
): Ended | undefined {
  if (frontier === 0) return { by: 'complete' };
  if (properties > 0 && open === 0) return { by: 'decided' };
  if (stopAtViolation && violated) return { by: 'violation' };
  if (limits.depth === undefined || depth < limits.depth) return undefined;
  return { by: 'limit', limit: 'depth', value: limits.depth };
}
