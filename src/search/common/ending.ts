/** Decides when a search ends early, and reports its progress. */
import { memoryGuard, type MemoryGuard } from './memory.js';
import type { Ended, Progress, SearchOptions } from './outcome.js';

/** Milliseconds between two checks of memory. After each, the search yields to other work. */
const pause = 100;

/**
 * The share of the limits on time and memory that a search with temporal properties keeps, so that it
 * can still look for loops when a limit has ended it.
 */
const kept = 1 / 5;

/** After a signal, the search for loops takes this share of the time that the search took. */
const afterSignal = 1 / 4;

/** The most milliseconds that it takes after a signal. */
const mostAfterSignal = 2000;

/** The share of the time for loops that is for collecting the graph. The rest is for deciding. */
const forGraph = 3 / 4;

/** The share of the time for the graph that is for the regions of properties (see `liveness/region.ts`). */
const forRegions = 1 / 2;

/** Watches the limits while the search works. */
export interface Budget extends Pick<MemoryGuard, 'mayTake' | 'used'> {
  /** Why a signal or the limit on time ends the search; undefined if neither does. */
  readonly stopped: () => Ended | undefined;
  /** The same, and from time to time also whether memory is spent. Other work then gets its turn. */
  readonly ended: () => Promise<Ended | undefined>;
  /** The reason for a search that has no memory left. */
  readonly outOfMemory: Ended;
  /** The limit on time, in seconds: code of the model that runs longer is ended. Undefined if there is none. */
  readonly seconds: number | undefined;
  /**
   * Watches the search for loops, which comes next. It has what is left of the limits, and after a
   * signal a quarter of the time that the search took, two seconds at most.
   */
  readonly forLoops: (ended: Ended) => LoopBudget;
}

/** Watches the limits while the search looks for loops. */
export interface LoopBudget extends Pick<Budget, 'ended' | 'mayTake' | 'outOfMemory' | 'seconds'> {
  /** The same as `ended`, with half of the time: the whole graph may be needed after the regions. */
  readonly endedEarly: Budget['ended'];
  /** Whether the time to decide properties is over. */
  readonly isOver: () => boolean;
}

/** Options of a search that may take a share of the time and the memory only, from 0 to 1. */
export interface Shared extends Pick<SearchOptions, 'limits' | 'signal' | 'onProgress'> {
  readonly share?: number;
}

/**
 * Watches the limits on time and memory, and the signal.
 *
 * @param started - When the search began, as `performance.now()` says.
 * @param progress - How far it has come.
 * @param looksForLoops - Whether the search looks for loops when it has ended: then it keeps a fifth of
 *   the time and of the memory for that.
 */
export function budgetFor(
  options: Shared,
  started: number,
  progress: () => Progress,
  looksForLoops = false,
): Budget {
  const { limits = {}, signal, share = 1 } = options;
  const { seconds = Infinity, memory } = limits;
  const reserve = looksForLoops ? kept : 1 - share;
  const guard = memoryGuard(memory, reserve);
  const outOfMemory: Ended = { by: 'limit', limit: 'memory', value: guard.limit };
  const deadline = started + seconds * 1000;
  const isAborted = () => signal?.aborted === true;
  const stoppedAt = (end: number): Ended | undefined => {
    const isOver = end < Infinity && performance.now() >= end;
    if (isOver) return { by: 'limit', limit: 'seconds', value: seconds };
    return isAborted() ? { by: 'interrupt' } : undefined;
  };
  const stopped = () => stoppedAt(started + seconds * 1000 * (1 - reserve));
  const yieldNow = yielding(started, () => options.onProgress?.(progress()));
  const endedBy = async (
    stop: () => Ended | undefined,
    isSpent: () => boolean,
  ): Promise<Ended | undefined> => {
    const ended = stop();
    if (!(await yieldNow())) return ended;
    return isSpent() ? outOfMemory : ended;
  };
  return {
    mayTake: guard.mayTake,
    used: guard.used,
    outOfMemory,
    seconds: limits.seconds,
    stopped,
    ended: () => endedBy(stopped, guard.isSpent),
    forLoops(ended) {
      const { mayTake, isSpent } = memoryGuard(guard.limit);
      const now = performance.now();
      const allowed = Math.min(mostAfterSignal, (now - started) * afterSignal);
      const end = ended.by === 'interrupt' ? Math.min(deadline, now + allowed) : deadline;
      const endedAfter = (part: number) => {
        const partEnd = Number.isFinite(end) ? now + (end - now) * part : end;
        const stop = ended.by === 'interrupt' ? timeOver(partEnd) : () => stoppedAt(partEnd);
        return () => endedBy(stop, isSpent);
      };
      return {
        mayTake,
        outOfMemory,
        seconds: limits.seconds,
        ended: endedAfter(forGraph),
        endedEarly: endedAfter(forGraph * forRegions),
        isOver: () => performance.now() >= end || (ended.by !== 'interrupt' && isAborted()),
      };
    },
  };
}

/** After a signal, only the time ends the search for loops. */
function timeOver(end: number): () => Ended | undefined {
  return () => (performance.now() >= end ? { by: 'interrupt' } : undefined);
}

/**
 * Reports the progress and lets other work have its turn, about ten times a second.
 *
 * @param started - When the work began, as `performance.now()` says.
 * @param tell - Reports the progress.
 * @returns A function to call often. It resolves to true if other work had its turn.
 */
export function yielding(started: number, tell: () => void): () => Promise<boolean> {
  let last = started;
  return async () => {
    if (performance.now() - last < pause) return false;
    tell();
    await new Promise((resolve) => setImmediate(resolve));
    last = performance.now();
    return true;
  };
}

/** The state of a search between two levels. */
export interface BetweenLevels {
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
  { frontier, depth, properties, open, violated }: BetweenLevels,
): Ended | undefined {
  if (frontier === 0) return { by: 'complete' };
  if (properties > 0 && open === 0) return { by: 'decided' };
  if (stopAtViolation && violated) return { by: 'violation' };
  if (limits.depth === undefined || depth < limits.depth) return undefined;
  return { by: 'limit', limit: 'depth', value: limits.depth };
}

/** Whether a search has no time or no memory left. */
export const isOver = (ended: Ended): boolean =>
  ended.by === 'interrupt' ||
  (ended.by === 'limit' && (ended.limit === 'seconds' || ended.limit === 'memory'));

/** The share of the steps that were taken again, from 0 to 1. A step may have been taken more than twice. */
export const shareOf = (again: number, steps: number): number =>
  steps === 0 ? 0 : Math.min(1, again / steps);
