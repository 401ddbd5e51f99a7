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
 * The most bytes that may be taken between two readings of the memory. A reading takes up to a millisecond
 * in a large process, longer than a small search.
 */
const unread = 16 * megabyte;

/** The memory of the machine in bytes, or the part of it that the operating system gives the process. */
const total = Math.min(totalmem(), process.constrainedMemory() || Infinity);

/**
 * Watches the memory that the process takes.
 *
 * @param limit - The most memory, in megabytes. Absent: nine tenths of what is available now.
 * @param kept - The share of the memory that is still free now and that may not be used yet.
 */
export function memoryGuard(limit?: number, kept = 0): MemoryGuard {
  let taken = 0;
  let takenSince = 0;
  const used = () => {
    takenSince = 0;
    return (taken = process.memoryUsage.rss());
  };
  const atFirst = used();
  const least = Math.min(total, atFirst + freemem()) * share;
  const all = limit === undefined ? least : limit * megabyte;
  const most = all - Math.max(0, all - atFirst) * kept;
  return {
    limit: Math.round(all / megabyte),
    used: () => Math.round(used() / megabyte),
    mayTake: (bytes) => {
      takenSince += bytes;
      if (takenSince <= unread && taken + takenSince + unread <= most) return true;
      const may = used() + bytes <= most;
      takenSince = bytes;
      return may;
    },
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
