/**
 * Finds the names in the slots of a state, and the places to which they move if the names change places.
 *
 * A name occurs in a slot's path (the property of an object, the key of a Map, the member of a Set) or in its value.
 * A slot with its value is here called a leaf. If the names change places, the leaf moves: its slot becomes another
 * one, or its value, or both. Where it moves depends only on the names that occur in it.
 */
import { canonical, canonicalKey } from '../../model/canonical.js';
import {
  absent,
  elementOf,
  entryOf,
  isContainer,
  memberOf,
  numberOf,
  propertyOf,
  type Slot,
  type Slots,
} from '../store/slots.js';
import { addWeights, hashOf, mixed, type Colours } from './colours.js';
import { renameIn, wordOf, type Groups, type Renaming } from './renaming.js';

/** For each name, by its number, the number of the name that replaces it. */
export type Exchange = readonly number[];

/** A slot and the number of its value. */
export interface Placed {
  readonly slot: Slot;
  readonly number: number;
}

/** A slot with a value, in which names occur. */
export interface Leaf extends Placed {
  /** The numbers of the names that occur in it, each once. */
  readonly names: readonly number[];
  /**
   * For each of them, what the leaf says about this name: a hash of its text, in which the name is marked and the
   * other names are not told apart. So it stays the same if the names change places.
   */
  readonly roles: readonly number[];
  /** For each of them, what the leaf adds to its colour while the colours tell only groups. */
  readonly weights: readonly number[];
  /** True if a name occurs in the path. Then the leaf may move to another slot. */
  readonly isMoved: boolean;
  /** The places to which the leaf moves, by the numbers of the names that replace its names, as far as they are known. */
  readonly moved: Placed[];
  /** The same, if there are too many such numbers for an array. */
  readonly movedFar: Map<number, Placed>;
}

/** Replaces the names in a string. */
type Mark = (text: string) => string;

/** The most different ways to replace the names of a leaf that are remembered: the keys must stay exact. */
const mostKeys = 2 ** 50;

/** As many of them, or fewer, are remembered in an array, which is faster than a Map. */
const mostNear = 2 ** 10;

/** A class, because it remembers what it finds. */
export class Occurrences {
  readonly names: readonly string[];
  /** For each name the number of its group. */
  readonly groupOf: readonly number[];
  /** For each name a colour that tells only its group. */
  readonly colours: Colours;
  private readonly word: RegExp;
  private readonly numbers: ReadonlyMap<string, number>;
  /** By the id of the slot, and by the number of the value; null: no name occurs. */
  readonly known: (Leaf | null)[][] = [];
  /** By the id of the slot: what moves if it holds nothing. */
  private readonly gaps: (Leaf | null)[] = [];
  /** How many groups there are. */
  readonly groups: number;
  /** The exchanges of two names that are neighbours in a group. All other exchanges are made of these. */
  readonly neighbours: readonly Exchange[];
  private readonly swaps: Exchange[] = [];
  private readonly renamings = new WeakMap<Exchange, Renaming>();

  constructor(
    readonly slots: Slots,
    groups: Groups,
  ) {
    this.groups = groups.length;
    this.names = groups.flat();
    this.groupOf = groups.flatMap((group, number) => group.map(() => number));
    this.neighbours = this.groupOf.flatMap((group, name) =>
      this.groupOf[name + 1] === group ? [this.swapOf(name, name + 1)] : [],
    );
    this.colours = Int32Array.from(this.groupOf, (group) => mixed(group, 1));
    this.word = wordOf(this.names);
    this.numbers = new Map(this.names.map((name, number) => [name, number]));
  }

  /** The leaf of a slot with a value; null if no name occurs in it, or if the slot holds nothing. */
  leafOf(id: number, number: number): Leaf | null {
    const row = (this.known[id] ??= []);
    const known = row[number];
    if (known !== undefined) return known;
    const leaf = this.makeLeaf(this.slots.all[id] as Slot, number);
    row[number] = leaf;
    return leaf;
  }

  /** What moves in a slot with a value: its leaf, or that the slot holds nothing. Null: no exchange changes it. */
  movingOf(id: number, number: number): Leaf | null {
    const slot = this.slots.all[id] as Slot;
    if (slot.values[number] !== absent) return this.leafOf(id, number);
    const known = this.gaps[id];
    if (known !== undefined) return known;
    const gap = this.makeGap(slot, number);
    this.gaps[id] = gap;
    return gap;
  }

  /** The place to which a leaf moves. */
  placeOf(leaf: Leaf, exchange: Exchange): Placed {
    const key = this.keyOf(leaf, exchange);
    return leaf.moved[key] ?? this.findPlace(leaf, exchange, key);
  }

  /** A number for the names that replace those of a leaf. */
  keyOf({ names }: Leaf, exchange: Exchange): number {
    const count = this.names.length;
    let key = 0;
    for (let at = 0; at < names.length; at++) {
      key = key * count + (exchange[names[at] as number] as number);
    }
    return key;
  }

  /** The exchange of two names. */
  swapOf(one: number, other: number): Exchange {
    return (this.swaps[one * this.names.length + other] ??= this.names.map((_, name) =>
      name === one ? other : name === other ? one : name,
    ));
  }

  /** The slot to which a slot moves. */
  slotUnder(slot: Slot, exchange: Exchange): Slot {
    const { parent, kind, key } = slot;
    if (parent === undefined) return slot;
    const within = this.slotUnder(parent, exchange);
    switch (kind) {
      case 'property':
        return propertyOf(this.slots, within, this.renamed(key, exchange) as string);
      case 'entry':
        return entryOf(this.slots, within, this.renamed(key, exchange));
      case 'member':
        return memberOf(this.slots, within, this.renamed(key, exchange));
      default:
        return elementOf(this.slots, within, key as number);
    }
  }

  /** Whether a name occurs in the path of a slot. */
  isNamed(slot: Slot): boolean {
    let isNamed = false;
    pathTextOf(slot, (text) => {
      this.word.lastIndex = 0;
      isNamed ||= this.word.test(text);
      return text;
    });
    return isNamed;
  }

  /** Data with the names exchanged; canonical. */
  renamed<Data>(data: Data, exchange: Exchange): Data {
    let by = this.renamings.get(exchange);
    if (by === undefined) {
      const other = (number: number) => this.names[exchange[number] as number] as string;
      by = new Map(this.names.map((name, number) => [name, other(number)]));
      this.renamings.set(exchange, by);
    }
    const renamed = renameIn(data, by, this.word) as Data;
    return typeof renamed === 'string' ? renamed : canonical(renamed);
  }

  private findPlace(leaf: Leaf, exchange: Exchange, key: number): Placed {
    const known = leaf.movedFar.get(key);
    if (known !== undefined) return known;
    const place = this.move(leaf, exchange);
    const ways = this.names.length ** leaf.names.length;
    if (ways <= mostNear) leaf.moved[key] = place;
    else if (ways < mostKeys) leaf.movedFar.set(key, place);
    return place;
  }

  private move({ slot, number }: Leaf, exchange: Exchange): Placed {
    const to = this.slotUnder(slot, exchange);
    const value = slot.values[number];
    const renamed = typeof value === 'string' ? this.renamed(value, exchange) : value;
    return { slot: to, number: numberOf(this.slots, to, renamed) };
  }

  private makeLeaf(slot: Slot, number: number): Leaf | null {
    return slot.values[number] === absent ? null : this.describe(slot, number);
  }

  /** A leaf that says nothing of names, for a slot that holds nothing. Null: no name occurs in the path. */
  private makeGap(slot: Slot, number: number): Leaf | null {
    const leaf = this.describe(slot, number);
    return leaf && { ...leaf, weights: leaf.weights.map(() => 0) };
  }

  private describe(slot: Slot, number: number): Leaf | null {
    const value = slot.values[number];
    const found = new Set<number>();
    const inPath = (text: string) => {
      for (const name of text.match(this.word) ?? []) found.add(this.numbers.get(name) as number);
      return text;
    };
    pathTextOf(slot, inPath);
    const isMoved = found.size > 0;
    if (typeof value === 'string') inPath(value);
    if (found.size === 0) return null;
    const names = [...found].sort((one, other) => one - other);
    const roles = names.map((name) =>
      hashOf(
        this.groupOf[name] as number,
        textOf(slot, value, (text) => text.replace(this.word, (other) => this.marked(other, name))),
      ),
    );
    const weights = new Int32Array(this.names.length);
    addWeights(names, roles, this.colours, weights);
    return {
      slot,
      number,
      names,
      roles,
      weights: names.map((name) => weights[name] as number),
      isMoved,
      moved: [],
      movedFar: new Map(),
    };
  }

  /** The mark of a name: one for the name in question, and one for each group of other names. */
  private marked(found: string, name: number): string {
    const other = this.numbers.get(found) as number;
    return other === name ? '\u0001' : `\u0002${this.groupOf[other] as number}\u0002`;
  }
}

/** The text of a slot with a value. It does not depend on the order of names. */
function textOf(slot: Slot, value: unknown, mark: Mark): string {
  const path = pathTextOf(slot, mark);
  if (typeof value === 'string') return `${path}=${JSON.stringify(mark(value))}`;
  if (typeof value === 'symbol') return `${path}.`;
  return isContainer(value)
    ? `${path}:${value.kind}${value.length}`
    : `${path}=${canonicalKey(value)}`;
}

function pathTextOf({ parent, kind, key }: Slot, mark: Mark): string {
  if (parent === undefined) return '';
  const within = pathTextOf(parent, mark);
  return kind === 'index'
    ? `${within}[${String(key)}]`
    : `${within}${kind}<${dataText(key, mark)}>`;
}

/** The text of data. Parts whose order may depend on names are sorted by their text. */
function dataText(value: unknown, mark: Mark): string {
  if (typeof value === 'string') return JSON.stringify(mark(value));
  if (typeof value !== 'object' || value === null) return canonicalKey(value);
  const inside = (part: unknown) => dataText(part, mark);
  if (Array.isArray(value)) return `[${value.map(inside).join()}]`;
  if (value instanceof Set) return `{${Array.from(value, inside).sort().join()}}`;
  const entries: readonly (readonly [unknown, unknown])[] =
    value instanceof Map ? [...value] : Object.entries(value);
  const kind = value instanceof Map ? 'map' : 'object';
  const texts = entries.map(([key, part]) => `${inside(key)}:${inside(part)}`);
  return `${kind}{${texts.sort().join()}}`;
}
