/**
 * Stores the states that were found, packed (see `layout.ts`) and paired.
 *
 * A state of two words is a pair in the table of states. If a state has more words, its words are paired,
 * and the numbers of the pairs are paired again, up to the one pair that is the state. This is recursive
 * pairing, from A. Laarman, J. van de Pol, M. Weber, "Parallel Recursive State Compression for Free" (SPIN
 * 2011). It is exact. Parts that states have in common are stored once. The tree of pairs is balanced.
 */
import { move, moves, type Layout } from './layout.js';
import {
  addPair,
  bytesOf,
  bytesToGrow,
  bytesToShareTable,
  findPair,
  hasRoom,
  makeRoom,
  pairTable,
  shareTable,
  type PairTable,
} from './pairs.js';

/** The store of states. The number of a state is that of its pair. */
export interface Store {
  /** The words of a state. */
  readonly words: number;
  readonly states: PairTable;
  /** The tables of the inner pairs, children before parents. */
  readonly inner: readonly PairTable[];
  /**
   * The two parts of each inner pair. A part is the position of a word, or -1 minus the position of an
   * earlier inner pair.
   */
  readonly parts: Int32Array;
  /** The two parts of a state's own pair. */
  readonly left: number;
  readonly right: number;
  /** The numbers of the inner pairs of the current state. */
  readonly numbers: Int32Array;
}

/** An empty store for states of so many words. */
export function storeFor(words: number): Store {
  const parts: number[] = [];
  const partOf = (from: number, to: number): number => {
    if (to - from === 1) return from;
    const [left, right] = halves(from, to);
    parts.push(left, right);
    return -(parts.length / 2);
  };
  const halves = (from: number, to: number): [number, number] => {
    const middle = from + Math.ceil((to - from) / 2);
    return [partOf(from, middle), partOf(middle, to)];
  };
  // If there is only one word, the other half is a word that is always 0.
  const [left, right] = words === 1 ? [0, 1] : halves(0, words);
  return {
    words,
    states: pairTable(),
    inner: Array.from({ length: parts.length / 2 }, () => pairTable()),
    parts: Int32Array.from(parts),
    left,
    right,
    numbers: new Int32Array(parts.length / 2),
  };
}

/** The room for the words of one state has so many, even if one would be enough. */
export const fewestWords = 2;

/** Moves a store into memory that threads share. */
export function shareStore({ states, inner }: Store): void {
  shareTable(states);
  for (const table of inner) shareTable(table);
}

/** Room for the words of one state. */
export function roomForWords(words: number): Int32Array {
  return new Int32Array(Math.max(fewestWords, words));
}

/** How many states there are. */
export function stateCount({ states }: Store): number {
  return states.count[0] as number;
}

/** How many bytes the store takes. */
export function storeBytes({ states, inner }: Store): number {
  return inner.reduce((sum, table) => sum + bytesOf(table), bytesOf(states));
}

/** Whether there is room for so many more states, whatever they are. */
export function storeHasRoom({ states, inner }: Store, more: number): boolean {
  if (!hasRoom(states, more)) return false;
  for (const table of inner) if (!hasRoom(table, more)) return false;
  return true;
}

/** How many bytes {@link shareStore} takes. */
export function storeBytesToShare({ states, inner }: Store): number {
  return inner.reduce((sum, table) => sum + bytesToShareTable(table), bytesToShareTable(states));
}

/** How many more bytes are needed to make room for so many more states. */
export function storeBytesToGrow({ states, inner }: Store, more: number): number {
  return inner.reduce((sum, table) => sum + bytesToGrow(table, more), bytesToGrow(states, more));
}

/** Makes room for so many more states. */
export function makeStoreRoom({ states, inner }: Store, more: number): void {
  makeRoom(states, more);
  for (const table of inner) makeRoom(table, more);
}

/** Adds a state, and returns what `addPair` returns. */
export function addState(store: Store, words: Int32Array): number {
  const { numbers, left, right, states } = store;
  addInnerPairs(store, words);
  return addPair(states, partAt(left, words, numbers), partAt(right, words, numbers));
}

/** Adds the inner pairs of a state. Puts their numbers into `numbers`. */
function addInnerPairs({ inner, parts, numbers }: Store, words: Int32Array): void {
  for (let table = 0; table < inner.length; table++) {
    const one = partAt(parts[2 * table] as number, words, numbers);
    const other = partAt(parts[2 * table + 1] as number, words, numbers);
    const number = addPair(inner[table] as PairTable, one, other);
    numbers[table] = number < 0 ? -1 - number : number;
  }
}

/** A successor that is looked up. */
export interface SuccessorWords {
  /** The words of the state before it, and of the successor. */
  readonly current: Int32Array;
  readonly next: Int32Array;
  /** The numbers of the inner pairs of the state before it, as `loadState` left them in `numbers`. */
  readonly known: Int32Array;
  /** Receives the two halves of the last pair. */
  readonly pairs: Int32Array;
}

/**
 * Pairs the words of a successor, except for the last pair, which the caller adds. It only looks up the inner
 * pairs above a word that changed.
 *
 * @param at - The position of the first half of the last pair in `pairs`.
 */
export function pairSuccessor(
  store: Store,
  { current: before, next: words, known, pairs: into }: SuccessorWords,
  at: number,
): void {
  const { inner, parts, numbers, left, right } = store;
  for (let table = 0; table < inner.length; table++) {
    const one = parts[2 * table] as number;
    const other = parts[2 * table + 1] as number;
    const first = partAt(one, words, numbers);
    const second = partAt(other, words, numbers);
    if (first === partAt(one, before, known) && second === partAt(other, before, known)) {
      numbers[table] = known[table] as number;
    } else {
      const number = addPair(inner[table] as PairTable, first, second);
      numbers[table] = number < 0 ? -1 - number : number;
    }
  }
  into[at] = partAt(left, words, numbers);
  into[at + 1] = partAt(right, words, numbers);
}

/**
 * Does the same as `pairSuccessor`, and adds no pair. Returns false if the store lacks an inner pair: then it does not
 * have the state.
 */
export function findSuccessor(
  store: Store,
  { current: before, next: words, known, pairs: into }: SuccessorWords,
  at: number,
): boolean {
  const { inner, parts, numbers, left, right } = store;
  for (let table = 0; table < inner.length; table++) {
    const one = parts[2 * table] as number;
    const other = parts[2 * table + 1] as number;
    const first = partAt(one, words, numbers);
    const second = partAt(other, words, numbers);
    if (first === partAt(one, before, known) && second === partAt(other, before, known)) {
      numbers[table] = known[table] as number;
    } else {
      const number = findPair(inner[table] as PairTable, first, second);
      if (number < 0) return false;
      numbers[table] = number;
    }
  }
  into[at] = partAt(left, words, numbers);
  into[at + 1] = partAt(right, words, numbers);
  return true;
}

/** Pairs the words of a state, except for the last pair. Puts its two halves into an array, at a position. */
export function pairWords(store: Store, words: Int32Array, into: Int32Array, at: number): void {
  const { numbers, left, right } = store;
  addInnerPairs(store, words);
  into[at] = partAt(left, words, numbers);
  into[at + 1] = partAt(right, words, numbers);
}

/** The number of a state, or -1 if it was not found yet. */
export function findState(store: Store, words: Int32Array): number {
  const { inner, parts, numbers, left, right, states } = store;
  for (let at = 0; at < inner.length; at++) {
    const one = partAt(parts[2 * at] as number, words, numbers);
    const other = partAt(parts[2 * at + 1] as number, words, numbers);
    const number = findPair(inner[at] as PairTable, one, other);
    if (number < 0) return -1;
    numbers[at] = number;
  }
  return findPair(states, partAt(left, words, numbers), partAt(right, words, numbers));
}

function partAt(part: number, words: Int32Array, numbers: Int32Array): number {
  return (part >= 0 ? words[part] : numbers[-1 - part]) as number;
}

/** The words of a state. */
export function loadState(store: Store, number: number, words: Int32Array): void {
  const { pairs } = store.states;
  const { inner, parts, numbers, left, right } = store;
  putPart(left, pairs[2 * number] as number, words, numbers);
  putPart(right, pairs[2 * number + 1] as number, words, numbers);
  for (let at = inner.length - 1; at >= 0; at--) {
    const table = (inner[at] as PairTable).pairs;
    const pair = numbers[at] as number;
    putPart(parts[2 * at] as number, table[2 * pair] as number, words, numbers);
    putPart(parts[2 * at + 1] as number, table[2 * pair + 1] as number, words, numbers);
  }
}

function putPart(part: number, value: number, words: Int32Array, numbers: Int32Array): void {
  if (part >= 0) words[part] = value;
  else numbers[-1 - part] = value;
}

/** The same states in another layout, under the same numbers. */
export function movedStore(store: Store, from: Layout, to: Layout): Store {
  const moved = storeFor(to.words);
  if (store.states.shared) shareStore(moved);
  const parts = moves(from, to);
  const old = roomForWords(from.words);
  const words = roomForWords(to.words);
  const count = stateCount(store);
  makeRoom(moved.states, count);
  for (let number = 0; number < count; number++) {
    loadState(store, number, old);
    move(parts, old, words);
    for (const table of moved.inner) if (!hasRoom(table, 1)) makeRoom(table, 1);
    addState(moved, words);
  }
  return moved;
}
