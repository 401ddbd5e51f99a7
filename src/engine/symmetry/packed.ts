/**
 * Makes the representatives of packed states: the same as `representativeOf` makes of vectors, in less time.
 *
 * If names change places, a leaf changes a few bits of the words. These bits depend only on the leaf and on the names
 * that replace its names, so they are found once. Then an exchange of names is one pass over the leaves of a state: it
 * takes the bits of each leaf away, and puts the bits of the place to which the leaf moves.
 *
 * So each slot that a leaf leaves must be taken by another leaf. If a slot holds nothing, that moves as well (`movingOf`),
 * except that the number 0 has no bits. So a slot must not have the number 0 for nothing if, under other names, another
 * slot has another number for it (`canRepresent`).
 */
import { isWithin, unpack, type Layout } from '../store/layout.js';
import { absent, type Slot } from '../store/slots.js';
import type { Space } from '../store/space.js';
import { roomForWords } from '../store/store.js';
import type { Colours } from './colours.js';
import { noneNumbered, numberOfLeaf, unnoted } from './numbered.js';
import type { Exchange, Leaf, Occurrences } from './occurrences.js';
import { firstLeaf, placesIn, type Places } from './places.js';
import { addFirst, exchangeFor } from './representative.js';
import { isClosed } from './still.js';

/** Makes the representatives of the states of a space. A class, because it remembers what it finds. */
export class PackedNames {
  private places: Places | undefined;
  private numbered = noneNumbered();
  private isPossible: boolean | undefined;
  /** The current state with its names exchanged. */
  private words: Int32Array = new Int32Array(0);

  constructor(
    private readonly space: Space<unknown>,
    private readonly occurrences: Occurrences,
  ) {}

  /** Whether this can make the representatives: each slot that the first state fills is moved to one that it fills. */
  canRepresent(): boolean {
    return (this.isPossible ??= isClosed(this.occurrences));
  }

  /**
   * Puts the representative of a state into other words. Returns false if it has values that have no place yet.
   *
   * @param words - A state whose values all have places.
   */
  represent(words: Int32Array, into: Int32Array): boolean {
    const { occurrences } = this;
    const places = this.placesNow();
    if (places === undefined) return false;
    const { layout } = places;
    const exchange = exchangeFor(occurrences, this.findLeaves(places, words), {
      leaves: () => this.leavesFound(places),
      canSwap: (one, other) =>
        this.exchange(places, words, occurrences.swapOf(one, other), this.words) &&
        words.every((word, at) => word === this.words[at]),
      under: (other) => {
        this.exchange(places, words, other, this.words);
        return unpack(layout, this.words);
      },
    });
    if (exchange === undefined) into.set(words);
    else this.exchange(places, words, exchange, into);
    return !this.space.stale;
  }

  /** The places in the current layout. Undefined if there are values that have no place yet. */
  private placesNow(): Places | undefined {
    const { space, occurrences } = this;
    const { layout } = space;
    if (this.places?.layout !== layout && !space.stale) {
      // What is known of leaves is kept if they stay where they are.
      if (this.places === undefined || !isWithin(this.places.layout, layout)) {
        this.numbered = noneNumbered();
      }
      this.places = placesIn(layout, occurrences, (leaf) => this.numberOf(layout, leaf));
      this.words = roomForWords(layout.words);
    }
    return space.stale ? undefined : this.places;
  }

  /** Finds the leaves of a state. Returns the first colours of the names. */
  private findLeaves(places: Places, words: Int32Array): Colours {
    const { current, firsts } = places;
    const colours = places.colours.slice();
    const names = colours.length;
    for (let word = 0; word < firsts.length - 1; word++) {
      if (current.words[word] !== words[word] || (current.counts[word] as number) < 0) {
        this.findInWord(places, word, words[word] as number);
      }
      for (let name = 0; name < names; name++) {
        const weight = current.weights[word * names + name] as number;
        colours[name] = (colours[name] as number) + weight;
      }
    }
    return colours;
  }

  /** Finds the leaves in a word of a state. */
  private findInWord(places: Places, word: number, bits: number): void {
    const { current, firsts, shifts, masks, starts, index, colours } = places;
    const { leaves, names, weights } = this.numbered;
    const sums = current.weights.subarray(word * colours.length, (word + 1) * colours.length);
    sums.fill(0);
    const first = firsts[word] as number;
    const end = firsts[word + 1] as number;
    let count = 0;
    for (let at = first; at < end; at++) {
      const number = (bits >>> (shifts[at] as number)) & (masks[at] as number);
      const start = starts[at] as number;
      let leaf = start < 0 ? 0 : (index[start + number] as number);
      if (leaf === 0) leaf = this.lookAt(places, at, number);
      leaf -= firstLeaf;
      if (leaf < 0) continue;
      current.leaves[first + count++] = leaf;
      const name = names.array[leaf] as number;
      if (name < 0) addFirst(leaves[leaf] as Leaf, sums);
      else sums[name] = (sums[name] as number) + (weights.array[leaf] as number);
    }
    current.words[word] = bits;
    current.counts[word] = count;
  }

  /** The leaves of the current state. What moves although it is nothing says nothing of names. */
  private leavesFound({ still, firsts, current }: Places): readonly Leaf[] {
    const leaves = [...still];
    for (let word = 0; word < firsts.length; word++) {
      const first = firsts[word] as number;
      for (const number of current.leaves.subarray(
        first,
        first + (current.counts[word] as number),
      )) {
        const leaf = this.numbered.leaves[number] as Leaf;
        if (leaf.slot.values[leaf.number] !== absent) leaves.push(leaf);
      }
    }
    return leaves;
  }

  /** Exchanges names in the current state. Returns false if a value has no place yet. */
  private exchange(
    places: Places,
    words: Int32Array,
    exchange: Exchange,
    into: Int32Array,
  ): boolean {
    const { firsts, current } = places;
    into.set(words);
    for (let word = 0; word < firsts.length; word++) {
      const first = firsts[word] as number;
      const end = first + (current.counts[word] as number);
      if (!this.exchangeLeaves(places, first, end, exchange, into)) return false;
    }
    return true;
  }

  /** Exchanges names in some leaves of the current state. */
  private exchangeLeaves(
    { layout, current }: Places,
    first: number,
    end: number,
    exchange: Exchange,
    into: Int32Array,
  ): boolean {
    const { numbered } = this;
    const names = numbered.names.array;
    const starts = numbered.starts.array;
    const moves = numbered.moves.array;
    const own = numbered.words.array;
    const bits = numbered.bits.array;
    for (let at = first; at < end; at++) {
      const leaf = current.leaves[at] as number;
      const name = names[leaf] as number;
      if (name >= 0 && exchange[name] === name) continue;
      const start = starts[leaf] as number;
      const key = name < 0 ? this.keyOf(leaf, exchange) : (exchange[name] as number);
      const move = start < 0 ? unnoted : start + 2 * key;
      if (start < 0 || (moves[move] as number) < 0) {
        if (!this.learnMove(layout, leaf, exchange, move)) return false;
      }
      const from = own[leaf] as number;
      into[from] = (into[from] as number) ^ (bits[leaf] as number);
      const to = moves[move] as number;
      into[to] = (into[to] as number) ^ (moves[move + 1] as number);
    }
    return true;
  }

  private keyOf(leaf: number, exchange: Exchange): number {
    return this.occurrences.keyOf(this.numbered.leaves[leaf] as Leaf, exchange);
  }

  /** Finds where a leaf moves. Returns false if that has no place yet. */
  private learnMove(layout: Layout, leaf: number, exchange: Exchange, move: number): boolean {
    const { leaves, moves } = this.numbered;
    const { slot, number } = this.occurrences.placeOf(leaves[leaf] as Leaf, exchange);
    if (this.space.stale) return false;
    moves.array[move] = layout.word[slot.id] as number;
    moves.array[move + 1] = number << (layout.shift[slot.id] as number);
    return true;
  }

  /** Looks for a leaf in a slot with a value that is not in the index yet. Returns what the index has for it. */
  private lookAt({ layout, slots, starts, index }: Places, at: number, number: number): number {
    const slot = slots[at] as Slot;
    // The number 0 for nothing has no bits, and neither has any number to which it moves.
    const isNothing = number === 0 && slot.values[number] === absent;
    const leaf = isNothing ? null : this.occurrences.movingOf(slot.id, number);
    const found = leaf === null ? 1 : firstLeaf + this.numberOf(layout, leaf);
    const start = starts[at] as number;
    if (start >= 0) index[start + number] = found;
    return found;
  }

  private numberOf(layout: Layout, leaf: Leaf): number {
    return numberOfLeaf(this.numbered, layout, leaf, this.occurrences.names.length);
  }
}
