/**
 * Leaves with numbers, and the bits that they have in packed states.
 *
 * The arrays hold what one pass over the leaves of a state needs, so this pass reads no objects.
 */
import { append, extend, growing, type Growing } from '../store/growing.js';
import type { Layout } from '../store/layout.js';
import type { Leaf } from './occurrences.js';

/** Leaves, in arrays by their numbers. */
export interface Numbered {
  readonly leaves: Leaf[];
  readonly numbers: Map<Leaf, number>;
  /** The name that occurs in the leaf; -1: several names. */
  readonly names: Growing;
  /** What the leaf adds to the first colour of this name. */
  readonly weights: Growing;
  /** The word of its slot, and its bits there. */
  readonly words: Growing;
  readonly bits: Growing;
  /** The position of its first move. -1: there may be too many moves, so only the last one is noted, at `unnoted`. */
  readonly starts: Growing;
  /** For each way to replace its names: the word of the place to which it moves (-1: not known yet), and the bits there. */
  readonly moves: Growing;
}

/** The place in `moves` for a move that is found anew each time. */
export const unnoted = 0;

/** No leaves yet. */
export function noneNumbered(): Numbered {
  const moves = growing();
  extend(moves, 2);
  return {
    leaves: [],
    numbers: new Map(),
    names: growing(),
    weights: growing(),
    words: growing(),
    bits: growing(),
    starts: growing(),
    moves,
  };
}

/** The most ways to replace the names of a leaf that are noted. */
const mostMoves = 2 ** 8;

/**
 * The number of a leaf. It gets one if it has none.
 *
 * @param count - How many names there are.
 */
export function numberOfLeaf(
  numbered: Numbered,
  layout: Layout,
  leaf: Leaf,
  count: number,
): number {
  const known = numbered.numbers.get(leaf);
  if (known !== undefined) return known;
  const { leaves, numbers, names, weights, words, bits, starts, moves } = numbered;
  const isSingle = leaf.names.length === 1;
  const ways = count ** leaf.names.length;
  append(names, [isSingle ? (leaf.names[0] as number) : -1]);
  append(weights, [isSingle ? (leaf.weights[0] as number) : 0]);
  append(words, [layout.word[leaf.slot.id] as number]);
  append(bits, [leaf.number << (layout.shift[leaf.slot.id] as number)]);
  append(starts, [ways > mostMoves ? -1 : moves.length]);
  if (ways <= mostMoves) {
    const from = extend(moves, 2 * ways);
    moves.array.fill(-1, from, moves.length);
  }
  const number = leaves.push(leaf) - 1;
  numbers.set(leaf, number);
  return number;
}
