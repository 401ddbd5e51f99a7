/**
 * A table of pairs of numbers: each pair gets a number, from 0, in the order of arrival.
 *
 * The table is exact: a hash only tells where to look, and the pair that is found there is compared. It uses
 * open addressing with linear probing, as in A. Laarman, J. van de Pol, M. Weber, "Boosting Multi-Core
 * Reachability Performance with Shared Hash Tables" (FMCAD 2010). Several threads may add at once: a thread
 * claims a place of the index before it fills it.
 */
import { bytesForLonger, bytesToShare, inSharedMemory, longer, numbers } from './numbers.js';

/** A table of pairs. Its arrays are replaced when it grows. */
export interface PairTable {
  /** Pair `n` is at `2n` and `2n + 1`. */
  pairs: Int32Array;
  /** The number of a pair plus 1, by hash; 0 if the place is free. Its length is a power of two. */
  index: Int32Array;
  /** How many pairs there are: an array of one number, which threads share. */
  count: Int32Array;
  /** Whether other threads use the table. */
  shared: boolean;
}

/** The share of the index that may be full. */
const load = 0.7;

/** In the index, marks a place that a thread has claimed and not filled yet. */
const claimed = -1;

/** An empty table. */
export function pairTable(room = 64): PairTable {
  return {
    pairs: numbers(room * 2),
    index: numbers(powerAbove(room / load)),
    count: numbers(1),
    shared: false,
  };
}

/** Moves a table into memory that threads share. */
export function shareTable(table: PairTable): void {
  table.pairs = inSharedMemory(table.pairs);
  table.index = inSharedMemory(table.index);
  table.count = inSharedMemory(table.count);
  table.shared = true;
}

/** How many bytes a table takes. */
export function bytesOf({ pairs, index }: PairTable): number {
  return pairs.byteLength + index.byteLength;
}

/** Whether there is room for so many more pairs. */
export function hasRoom({ pairs, index, count }: PairTable, more: number): boolean {
  const wanted = (count[0] as number) + more;
  return wanted * 2 <= pairs.length && wanted <= index.length * load;
}

/** How many bytes {@link shareTable} takes. */
export function bytesToShareTable({ pairs, index }: PairTable): number {
  return bytesToShare(pairs) + bytesToShare(index);
}

/** How many more bytes a table needs while it grows for so many more pairs. */
export function bytesToGrow(table: PairTable, more: number): number {
  const { pairs, index } = table;
  const wanted = (table.count[0] as number) + more;
  let bytes = 0;
  if (wanted * 2 > pairs.length) bytes += bytesForLonger(pairs, grownLength(table, wanted));
  if (wanted > index.length * load) bytes += bytesForLonger(index, powerAbove(wanted / load));
  return bytes;
}

/** Makes room for so many more pairs. No other thread may use the table during this. */
export function makeRoom(table: PairTable, more: number): void {
  const { pairs, index, count } = table;
  const wanted = (count[0] as number) + more;
  if (wanted * 2 > pairs.length) table.pairs = longer(pairs, grownLength(table, wanted));
  if (wanted > index.length * load) {
    // All places change. The old index must not be cleared first, because there may be no memory for a longer one.
    table.index = longer(index, powerAbove(wanted / load)).fill(0);
    fillIndex(table);
  }
}

function grownLength({ pairs }: PairTable, wanted: number): number {
  return Math.max(wanted * 2, Math.ceil(pairs.length * 0.75) * 2);
}

function powerAbove(least: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(16, least)));
}

function fillIndex({ pairs, index, count }: PairTable): void {
  const mask = index.length - 1;
  const end = count[0] as number;
  for (let number = 0; number < end; number++) {
    let at = hashOf(pairs[2 * number] as number, pairs[2 * number + 1] as number) & mask;
    while (index[at] !== 0) at = (at + 1) & mask;
    index[at] = number + 1;
  }
}

/** Spreads two numbers over 32 bits. */
export function hashOf(one: number, other: number): number {
  let hash = Math.imul(one ^ 0x2c1b3c6d, 0x9e3779b1);
  hash ^= hash >>> 15;
  hash = Math.imul(hash + other, 0x85ebca77);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae3d);
  return hash ^ (hash >>> 16);
}

/** The number of a pair, or -1 if the table does not have it. */
export function findPair(table: PairTable, one: number, other: number): number {
  const { pairs, index } = table;
  const mask = index.length - 1;
  let at = hashOf(one, other) & mask;
  for (;;) {
    const number = (index[at] as number) - 1;
    if (number < 0) return -1;
    if (pairs[2 * number] === one && pairs[2 * number + 1] === other) return number;
    at = (at + 1) & mask;
  }
}

/**
 * Adds a pair. There must be room for it.
 *
 * @returns Its number if the table had it; otherwise -1 minus its new number.
 */
export function addPair(table: PairTable, one: number, other: number): number {
  const found = claimPlace(table, one, other, hashOf(one, other));
  if (found >= 0) return found;
  const number = takeNumbers(table, 1);
  putPair(table, -1 - found, number, one, other);
  return -1 - number;
}

/**
 * Looks for a pair. If the table does not have it, claims a place in the index for it. The caller must then
 * fill this place with `putPair`, because other threads may wait for that.
 *
 * @returns The number of the pair; if the table does not have it, -1 minus the place.
 */
export function claimPlace(table: PairTable, one: number, other: number, hash: number): number {
  const { pairs, index } = table;
  const mask = index.length - 1;
  let at = hash & mask;
  for (;;) {
    const number = (index[at] as number) - 1;
    if (number < 0) break;
    const first = pairs[2 * number] as number;
    const second = pairs[2 * number + 1] as number;
    // Writes of another thread may become visible late. A pair is written once, over zeros: a 0 may be old.
    if (table.shared && (first === 0 || second === 0)) break;
    if (first === one && second === other) return number;
    at = (at + 1) & mask;
  }
  return table.shared ? claimShared(table, one, other, at) : -1 - at;
}

/** Continues from a place with atomic reads. These are slower, so only if plain reads cannot decide. */
function claimShared({ pairs, index }: PairTable, one: number, other: number, from: number) {
  const mask = index.length - 1;
  let at = from;
  for (;;) {
    let found = Atomics.load(index, at);
    if (found === 0) {
      found = Atomics.compareExchange(index, at, 0, claimed);
      if (found === 0) return -1 - at;
    }
    // The thread that claimed the place fills it in a moment.
    while (found === claimed) found = Atomics.load(index, at);
    const number = found - 1;
    if (pairs[2 * number] === one && pairs[2 * number + 1] === other) return number;
    at = (at + 1) & mask;
  }
}

/** Takes so many numbers that no pair has yet. Returns the first. */
export function takeNumbers({ count, shared }: PairTable, many: number): number {
  if (shared) return Atomics.add(count, 0, many);
  const number = count[0] as number;
  count[0] = number + many;
  return number;
}

/** Writes a pair under its number, and then makes it visible at the place that was claimed for it. */
export function putPair(
  { pairs, index, shared }: PairTable,
  place: number,
  number: number,
  one: number,
  other: number,
): void {
  pairs[2 * number] = one;
  pairs[2 * number + 1] = other;
  if (shared) Atomics.store(index, place, number + 1);
  else index[place] = number + 1;
}

/** Gives a pair another, free number. Its old number is free then. No other thread may use the table. */
export function movePair({ pairs, index }: PairTable, from: number, to: number): void {
  const mask = index.length - 1;
  const one = pairs[2 * from] as number;
  const other = pairs[2 * from + 1] as number;
  let at = hashOf(one, other) & mask;
  while (index[at] !== from + 1) at = (at + 1) & mask;
  pairs[2 * to] = one;
  pairs[2 * to + 1] = other;
  index[at] = to + 1;
  pairs.fill(0, 2 * from, 2 * from + 2);
}

/**
 * Reads the places in which pairs will be looked up soon, to bring them into the cache. Each read waits for
 * memory, and to wait for many reads at once takes hardly longer than for one.
 *
 * @returns A number without meaning. If the caller uses it, the compiler cannot remove the reads.
 */
export function touchPairs(table: PairTable, hashes: Int32Array, count: number): number {
  const { pairs, index } = table;
  const mask = index.length - 1;
  let sum = 0;
  for (let at = 0; at < count; at++) sum ^= index[(hashes[at] as number) & mask] as number;
  for (let at = 0; at < count; at++) {
    const number = (index[(hashes[at] as number) & mask] as number) - 1;
    if (number >= 0) sum ^= pairs[2 * number] as number;
  }
  return sum;
}
