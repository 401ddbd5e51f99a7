/**
 * How a vector is packed into words of 32 bits.
 *
 * A slot that has held only one value takes no room at all. Every other slot takes as many bits as are
 * needed to tell its values apart, within one word. If a slot needs more bits than it has, there is a new
 * layout, and the packed states are moved (see `moves`), as when a hash table grows. The number 0 is the
 * value that a slot had in the first state. So if a slot gets a second value, it is 0 in all states that
 * were packed before.
 */
import type { Slots, Vector } from './slots.js';

/** The position of each slot's number, by slot id. */
export interface Layout {
  /** How many words a state takes; at least 1. */
  readonly words: number;
  readonly word: Int32Array;
  readonly shift: Int32Array;
  /** The mask of the number; 0 for a slot that has only one value. */
  readonly mask: Int32Array;
}

/** A part of a word that moves to another place. */
interface Move {
  readonly word: number;
  readonly shift: number;
  readonly mask: number;
  readonly toWord: number;
  readonly toShift: number;
}

/** The most bits for a slot, so that a number stays positive. */
const mostBits = 31;

/**
 * The layout that fits all values held so far.
 *
 * Slots that get a second value go where there is room, and nothing moves. Only if there is no room, or if
 * a slot outgrows its place, all slots are placed anew, each with a spare bit if that needs no more words.
 */
export function layoutOf(slots: Slots, before?: Layout): Layout {
  return (
    (before && filled(slots, before)) ??
    [1, 0]
      .map((spare) => placed(slots, spare, before))
      .reduce((one, other) => (other.words < one.words ? other : one))
  );
}

/** The layout before, with more slots in it; undefined if there is no room. */
function filled(slots: Slots, before: Layout): Layout | undefined {
  const { words, word, shift, mask } = wider(before, slots.all.length);
  const used = new Uint8Array(words);
  for (let id = 0; id < mask.length; id++) {
    const at = word[id] as number;
    const end = (shift[id] as number) + bitsOf(mask[id] as number);
    if (mask[id] !== 0) used[at] = Math.max(used[at] as number, end);
  }
  for (const { id, values } of slots.all) {
    if (values.length < 2 || values.length - 1 <= (mask[id] as number)) continue;
    if (mask[id] !== 0) return undefined;
    const width = widthFor(values.length);
    const free = used.findIndex((bits) => bits + width <= 32);
    if (free < 0) return undefined;
    word[id] = free;
    shift[id] = used[free] as number;
    mask[id] = 2 ** width - 1;
    used[free] = (used[free] as number) + width;
  }
  return { words, word, shift, mask };
}

function placed(slots: Slots, spare: number, before?: Layout): Layout {
  const count = slots.all.length;
  const word = new Int32Array(count);
  const shift = new Int32Array(count);
  const mask = new Int32Array(count);
  let bits = 0;
  let words = 1;
  for (const { id, kind, values } of slots.all) {
    if (values.length < 2) continue;
    // A slot that has grown will probably grow again, so it gets one bit more than it needs.
    const had = before?.mask[id] ?? 0;
    const outgrew = had > 0 && values.length - 1 > had && values.length > 8;
    // The slot of a member of a Set only ever has two values.
    const more = kind === 'member' ? 0 : Math.max(spare, outgrew ? 1 : 0);
    const width = Math.max(Math.min(mostBits, widthFor(values.length) + more), bitsOf(had));
    if (bits + width > 32) {
      words++;
      bits = 0;
    }
    word[id] = words - 1;
    shift[id] = bits;
    mask[id] = 2 ** width - 1;
    bits += width;
  }
  return { words, word, shift, mask };
}

/** How many bits are needed to tell so many values apart. */
function widthFor(values: number): number {
  return 32 - Math.clz32(values - 1);
}

function bitsOf(mask: number): number {
  return mask === 0 ? 0 : 32 - Math.clz32(mask);
}

/** Whether the values of every slot still fit. */
export function fits(layout: Layout, slots: Slots): boolean {
  return slots.all.every(({ id, values }) => values.length - 1 <= (layout.mask[id] ?? 0));
}

/** The same layout, extended by new slots that have only one value so far. */
export function wider({ words, word, shift, mask }: Layout, slots: number): Layout {
  const grown = (array: Int32Array) => {
    const longer = new Int32Array(slots);
    longer.set(array);
    return longer;
  };
  return { words, word: grown(word), shift: grown(shift), mask: grown(mask) };
}

/** Whether every slot that has a place in one layout has the same place in the other. */
export function isWithin(one: Layout, other: Layout): boolean {
  return (
    one.words === other.words &&
    one.mask.every(
      (mask, id) =>
        mask === 0 ||
        (mask === other.mask[id] &&
          one.word[id] === other.word[id] &&
          one.shift[id] === other.shift[id]),
    )
  );
}

/** Packs a vector. */
export function pack(layout: Layout, vector: Vector, words: Int32Array): void {
  words.fill(0);
  for (let id = 0; id < vector.length; id++) {
    if (layout.mask[id] === 0) continue;
    const at = layout.word[id] as number;
    words[at] = (words[at] as number) | ((vector[id] as number) << (layout.shift[id] as number));
  }
}

/** Unpacks a vector from words. */
export function unpack(layout: Layout, words: Int32Array): Vector {
  const vector: Vector = new Array<number>(layout.mask.length);
  for (let id = 0; id < vector.length; id++) {
    const word = words[layout.word[id] as number] as number;
    vector[id] = (word >>> (layout.shift[id] as number)) & (layout.mask[id] as number);
  }
  return vector;
}

/** The moves of bits in each packed state when the layout changes. */
export function moves(from: Layout, to: Layout): readonly Move[] {
  const found: Move[] = [];
  for (let id = 0; id < from.mask.length; id++) {
    const mask = from.mask[id] as number;
    if (mask === 0) continue;
    const [word, shift] = [from.word[id] as number, from.shift[id] as number];
    const [toWord, toShift] = [to.word[id] as number, to.shift[id] as number];
    const last = found.at(-1);
    // Neighbouring slots that stay neighbours move together.
    if (
      last?.word === word &&
      last.toWord === toWord &&
      shift - last.shift === toShift - last.toShift
    ) {
      found[found.length - 1] = { ...last, mask: last.mask | (mask << (shift - last.shift)) };
    } else {
      found.push({ word, shift, mask, toWord, toShift });
    }
  }
  return found;
}

/** Moves one packed state into another layout. */
export function move(parts: readonly Move[], from: Int32Array, to: Int32Array): void {
  to.fill(0);
  for (const { word, shift, mask, toWord, toShift } of parts) {
    const bits = ((from[word] as number) >>> shift) & mask;
    to[toWord] = (to[toWord] as number) | (bits << toShift);
  }
}
