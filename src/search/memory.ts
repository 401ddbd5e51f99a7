import { freemem, totalmem } from 'node:os';
import { getHeapStatistics } from 'node:v8';

/** Tells whether memory is about to run out. */
export interface MemoryGuard {
  /** The most that the process may take, in megabytes. */
  readonly limit: number;
  /** The memory that the process takes, in megabytes. */
  readonly used: () => number;
  /** True if the process may take so many more bytes. */
  readonly mayTake: (bytes: number) => boolean;
  /** True if no memory is left. */
  readonly isSpent: () => boolean;
}

const megabyte = 2 ** 20;

/** The share of the available memory that may be used. */
const share = 0.9;

/**
 * Watches the memory that the process takes.
 *
 * @param limit - The most memory, in megabytes. Absent: nine tenths of what is available now.
 * @param kept - The share of the memory that is still free now and that may not be used yet.
 */
export function memoryGuard(limit?: number, kept = 0): MemoryGuard {
  const used = () => process.memoryUsage.rss();
  // The operating system may give the process less than all of the machine's memory.
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

/** True for the error of an array or Map for which there was no memory. */
export function isOutOfMemory(error: unknown): boolean {
  return (
    error instanceof RangeError &&
    /allocation failed|invalid (typed )?array (buffer )?length|map maximum size/i.test(
      error.message,
    )
  );
}
