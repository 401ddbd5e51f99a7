import { freemem, totalmem } from 'node:os';
import { getHeapStatistics } from 'node:v8';

/** Foresees that memory runs out. */
export interface MemoryGuard {
  /** The most that the process may take, in megabytes. */
  readonly limit: number;
  /** What it takes, in megabytes. */
  readonly used: () => number;
  /** True where it may take so many bytes more. */
  readonly mayTake: (bytes: number) => boolean;
  /** True where there is none left. */
  readonly isSpent: () => boolean;
}

const megabyte = 2 ** 20;

/** The share of what is there that may be used. */
const share = 0.9;

/**
 * Watches over the memory that the process takes.
 *
 * @param limit - The most, in megabytes; nine tenths of what is there now where absent.
 * @param kept - The share of what is free now that is not to be used yet.
 */
export function memoryGuard(limit?: number, kept = 0): MemoryGuard {
  const used = () => process.memoryUsage.rss();
  // Where the process may not have all of the machine's memory, the operating system says so.
  const constrained = process.constrainedMemory();
  const total = constrained > 0 ? Math.min(totalmem(), constrained) : totalmem();
  const least = Math.min(total, used() + freemem()) * share;
  const all = limit === undefined ? least : limit * megabyte;
  const most = all - Math.max(0, all - used()) * kept;
  return {
    limit: Math.round(all / megabyte),
    used: () => Math.round(used() / megabyte),
    mayTake: (bytes) => used() + bytes <= most,
    isSpent: () => {
      const { used_heap_size: heap, heap_size_limit: heapLimit } = getHeapStatistics();
      return used() > most || heap > share * (1 - kept) * heapLimit;
    },
  };
}

/** True where an array could not be had. */
export function isOutOfMemory(error: unknown): boolean {
  return (
    error instanceof RangeError &&
    /allocation failed|invalid (typed )?array (buffer )?length|map maximum size/i.test(
      error.message,
    )
  );
}
