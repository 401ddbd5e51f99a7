/**
 * A table of pairs of numbers: each pair gets a number, from 0, in the order of arrival.
 *
 * Exact: a hash only says where to look, and what is found there is compared. Open addressing with
 * linear probing, as in A. Laarman, J. van de Pol, M. Weber, "Boosting Multi-Core Reachability
 * Performance with Shared Hash Tables" (FMCAD 2010); several threads may add at once, as a place of
 * the index is claimed before it is filled.
 */

/** A table of pairs. Its arrays are replaced when it grows. */
export interface PairTable {
  /** Pair `n` is at `2n` and `2n + 1`. */
  pairs: Int32Array;
  /** The number of a pair plus 1, by hash; 0 where nothing is. A power of two long. */
  index: Int32Array;
  /** How many pairs there are, in its only place. */
  readonly count: Int32Array;
  /** Whether other threads see it. */
  readonly shared: boolean;
}

/** The share of the index that may be full. */
const load = 0.7;

/** In the index while a thread writes the pair that it found a place for. */
const claimed = -1;

/** Numbers in memory, seen by other threads or not; all 0. */
export function numbers(length: number, shared: boolean): Int32Array {
  return new Int32Array(shared ? new SharedArrayBuffer(length * 4) : new ArrayBuffer(length * 4));
}

/** An empty table. */
export function pairTable(shared: boolean, room = 64): PairTable {
  return {
    pairs: numbers(room * 2, shared),
    index: numbers(powerAbove(room / load), shared),
    count: numbers(1, shared),
    shared,
  };
}

/** How many bytes a table takes. */
export function bytesOf({ pairs, index }: PairTable): number {
  return pairs.byteLength + index.byteLength;
}

/** True where so many more pairs have room. */
export function hasRoom({ pairs, index, count }: PairTable, more: number): boolean {
  const wanted = (count[0] as number) + more;
  return wanted * 2 <= pairs.length && wanted <= index.length * load;
}

/** How many bytes a table would take beside those that it has, while it grows for so many more. */
export function bytesToGrow(table: PairTable, more: number): number {
  const { pairs, index } = table;
  const wanted = (table.count[0] as number) + more;
  const pairsBytes = wanted * 2 > pairs.length ? grownLength(table, wanted) * 4 : 0;
  const indexBytes = wanted > index.length * load ? powerAbove(wanted / load) * 4 : 0;
  return pairsBytes + indexBytes;
}

/** Makes room for so many more pairs. No other thread may use the table meanwhile. */
export function makeRoom(table: PairTable, more: number): void {
  const { pairs, index, count, shared } = table;
  const wanted = (count[0] as number) + more;
  if (wanted * 2 > pairs.length) {
    table.pairs = numbers(grownLength(table, wanted), shared);
    table.pairs.set(pairs.subarray(0, (count[0] as number) * 2));
  }
  if (wanted > index.length * load) {
    table.index = numbers(powerAbove(wanted / load), shared);
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

/** The number of a pair, or -1 where the table does not have it. */
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
 * @returns Its number where the table had it; where not, -1 minus its new number.
 */
export function addPair(table: PairTable, one: number, other: number): number {
  return addHashed(table, one, other, hashOf(one, other));
}

/** The same for a pair whose hash is known. */
export function addHashed(table: PairTable, one: number, other: number, hash: number): number {
  if (table.shared) return addSharedPair(table, one, other, hash);
  const { pairs, index, count } = table;
  const mask = index.length - 1;
  let at = hash & mask;
  for (;;) {
    const number = (index[at] as number) - 1;
    if (number < 0) break;
    if (pairs[2 * number] === one && pairs[2 * number + 1] === other) return number;
    at = (at + 1) & mask;
  }
  const number = count[0] as number;
  count[0] = number + 1;
  pairs[2 * number] = one;
  pairs[2 * number + 1] = other;
  index[at] = number + 1;
  return -1 - number;
}

function addSharedPair(
  { pairs, index, count }: PairTable,
  one: number,
  other: number,
  hash: number,
): number {
  const mask = index.length - 1;
  let at = hash & mask;
  for (;;) {
    let found = Atomics.load(index, at);
    if (found === 0) {
      found = Atomics.compareExchange(index, at, 0, claimed);
      if (found === 0) {
        const number = Atomics.add(count, 0, 1);
        pairs[2 * number] = one;
        pairs[2 * number + 1] = other;
        Atomics.store(index, at, number + 1);
        return -1 - number;
      }
    }
    // Whoever claimed the place fills it in a moment.
    while (found === claimed) found = Atomics.load(index, at);
    const number = found - 1;
    if (pairs[2 * number] === one && pairs[2 * number + 1] === other) return number;
    at = (at + 1) & mask;
  }
}

/**
 * Touches the places where pairs will be looked for. Each look waits for memory, and waiting for many
 * at once takes hardly longer than waiting for one.
 *
 * @returns A number that means nothing, so that the work is not left out.
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
