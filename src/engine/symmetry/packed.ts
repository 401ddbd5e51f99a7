/**
 * Makes the representatives of packed states: the same as `representativeOf` makes of vectors, in less time.
 *
 * If names change places, a leaf changes a few bits of the words. These bits depend only on the leaf and on the names
 * that replace its names, so they are found once. Then an exchange of names is one pass over the leaves of a state: it
 * takes the bits of each leaf away, and puts the bits of the place to which the leaf moves.
 *
 * So each slot that a leaf leaves must be taken by another leaf. If a slot holds nothing, that moves as well (`gapOf`),
 * except that the number 0 has no bits. So a slot must not have the number 0 for nothing if, under other names, another
 * slot has another number for it (`canRepresent`).
 */
import { isWithin, unpack, type Layout } from '../store/layout.js';
import { absent, type Slot } from '../store/slots.js';
import type { Space } from '../store/space.js';
import { roomForWords } from '../store/store.js';
import { remixed, type Colours } from './colours.js';
import { noneNumbered, numberLeaf, unnoted } from './numbered.js';
import type { Exchange, Leaf, Occurrences } from './occurrences.js';
import { addFirst, exchangeFor } from './representative.js';
import { isClosed, stillLeaves } from './still.js';

/** The slots in which leaves are looked for, in arrays by their positions. */
interface Places {
  readonly layout: Layout;
  readonly slots: readonly Slot[];
  readonly words: Int32Array;
  readonly shifts: Int32Array;
  readonly masks: Int32Array;
  /** By the number of the value: one more than the number of the leaf; 0: there is none. */
  readonly rows: readonly number[][];
  /** The leaves that each state has in other slots: those that may move, by their numbers, and those that stay. */
  readonly fixed: readonly number[];
  readonly still: ReadonlySet<Leaf>;
  /** The first colours of the names, as far as the leaves that stay determine them. */
  readonly colours: Colours;
}

/** Makes the representatives of the states of a space. A class, because it remembers what it finds. */
export class PackedNames {
  private places: Places | undefined;
  private numbered = noneNumbered();
  /** By the id of the slot; see `Places`. */
  private rows: number[][] = [];
  private isPossible: boolean | undefined;
  /** The numbers of the leaves of the current state, and how many there are. */
  private found = new Int32Array(0);
  private count = 0;
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
    const { space } = this;
    if (this.places?.layout !== space.layout && !space.stale) {
      this.places = this.placesIn(space.layout);
    }
    return space.stale ? undefined : this.places;
  }

  /** Finds the leaves of a state. Returns the first colours of the names. */
  private findLeaves(places: Places, words: Int32Array): Colours {
    const { rows, words: word, shifts, masks, fixed } = places;
    const { found } = this;
    let count = 0;
    for (let at = 0; at < fixed.length; at++) found[count++] = fixed[at] as number;
    for (let at = 0; at < rows.length; at++) {
      const bits = (words[word[at] as number] as number) >>> (shifts[at] as number);
      const number = bits & (masks[at] as number);
      const leaf = (rows[at] as number[])[number] ?? this.lookAt(places, at, number);
      if (leaf > 0) found[count++] = leaf - 1;
    }
    this.count = count;
    const { leaves, names, weights } = this.numbered;
    const colours = places.colours.slice();
    for (let at = 0; at < count; at++) {
      const leaf = found[at] as number;
      const name = names.array[leaf] as number;
      if (name < 0) addFirst(leaves[leaf] as Leaf, colours);
      else colours[name] = (colours[name] as number) + (weights.array[leaf] as number);
    }
    return colours;
  }

  /** The leaves of the current state. What moves although it is nothing says nothing of names. */
  private leavesFound({ still }: Places): readonly Leaf[] {
    const leaves = [...still];
    for (let at = 0; at < this.count; at++) {
      const leaf = this.numbered.leaves[this.found[at] as number] as Leaf;
      if (leaf.slot.values[leaf.number] !== absent) leaves.push(leaf);
    }
    return leaves;
  }

  /** Exchanges names in the current state. Returns false if a value has no place yet. */
  private exchange(
    { layout }: Places,
    words: Int32Array,
    exchange: Exchange,
    into: Int32Array,
  ): boolean {
    const { found, count, numbered } = this;
    const names = numbered.names.array;
    const starts = numbered.starts.array;
    const moves = numbered.moves.array;
    const own = numbered.words.array;
    const bits = numbered.bits.array;
    into.set(words);
    for (let at = 0; at < count; at++) {
      const leaf = found[at] as number;
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

  /** Looks for a leaf in a slot with a value for the first time. Returns one more than its number; 0: there is none. */
  private lookAt({ layout, slots, rows }: Places, at: number, number: number): number {
    const slot = slots[at] as Slot;
    const { occurrences, numbered } = this;
    const isNothing = slot.values[number] === absent;
    const leaf = isNothing ? occurrences.gapOf(slot, number) : occurrences.leafOf(slot.id, number);
    const count = occurrences.names.length;
    // The number 0 for nothing has no bits, and neither has any number to which it moves.
    const isLeaf = leaf !== null && !(isNothing && number === 0);
    return ((rows[at] as number[])[number] = isLeaf
      ? numberLeaf(numbered, layout, leaf, count) + 1
      : 0);
  }

  /** The places in a layout. What is known of leaves is kept if they stay where they are. */
  private placesIn(layout: Layout): Places {
    const { space, occurrences } = this;
    const { all } = space.slots;
    if (this.places === undefined || !isWithin(this.places.layout, layout)) {
      this.numbered = noneNumbered();
      this.rows = [];
    }
    const isVaried = ({ id }: Slot) => layout.mask[id] !== 0;
    const slots = all.filter(isVaried);
    const constant = all
      .filter((slot) => !isVaried(slot))
      .map(({ id }) => occurrences.leafOf(id, 0))
      .filter((leaf) => leaf !== null);
    const still = stillLeaves(occurrences, constant);
    const colours = remixed(occurrences.colours);
    for (const leaf of still) addFirst(leaf, colours);
    const fixed = constant
      .filter((leaf) => !still.has(leaf))
      .map((leaf) => numberLeaf(this.numbered, layout, leaf, occurrences.names.length));
    this.found = new Int32Array(all.length);
    this.words = roomForWords(layout.words);
    const rows = slots.map(({ id }) => (this.rows[id] ??= []));
    const of = (numbers: Int32Array) => Int32Array.from(slots, ({ id }) => numbers[id] as number);
    return {
      layout,
      slots,
      words: of(layout.word),
      shifts: of(layout.shift),
      masks: of(layout.mask),
      rows,
      fixed,
      still,
      colours,
    };
  }
}
