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
  /** True if a name occurs in the path. Then the leaf may move to another slot. */
  readonly isMoved: boolean;
  /** If so: the number that means that its slot holds nothing. -1: it was not needed yet. */
  absent: number;
  /** The places to which the leaf moves, by the numbers of the names that replace its names. */
  readonly moved: Map<number, Placed>;
}

/** Replaces the names in a string. */
type Mark = (text: string) => string;

/** The most different ways to replace the names of a leaf that are remembered: the keys must stay exact. */
const mostKeys = 2 ** 50;

/** A class, because it remembers what it finds. */
export class Occurrences {
  readonly names: readonly string[];
  /** For each name the number of its group. */
  readonly groupOf: readonly number[];
  /** For each name a colour that tells only its group. */
  readonly colours: Int32Array;
  private readonly word: RegExp;
  private readonly numbers: ReadonlyMap<string, number>;
  /** By the id of the slot, and by the number of the value; null: no name occurs. */
  readonly known: (Leaf | null)[][] = [];
  private readonly renamings = new WeakMap<Exchange, Renaming>();

  constructor(
    readonly slots: Slots,
    groups: Groups,
  ) {
    this.names = groups.flat();
    this.groupOf = groups.flatMap((group, number) => group.map(() => number));
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

  /** The place to which a leaf moves. */
  placeOf(leaf: Leaf, exchange: Exchange): Placed {
    const { names, moved } = leaf;
    let key = 0;
    for (const name of names) key = key * this.names.length + (exchange[name] as number);
    const known = moved.get(key);
    if (known !== undefined) return known;
    const place = this.move(leaf, exchange);
    if (this.names.length ** names.length < mostKeys) moved.set(key, place);
    return place;
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

  private move({ slot, number }: Leaf, exchange: Exchange): Placed {
    const to = this.slotUnder(slot, exchange);
    const value = slot.values[number];
    const renamed = typeof value === 'string' ? this.renamed(value, exchange) : value;
    return { slot: to, number: numberOf(this.slots, to, renamed) };
  }

  private makeLeaf(slot: Slot, number: number): Leaf | null {
    const value = slot.values[number];
    if (value === absent) return null;
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
    return { slot, number, names, roles, isMoved, absent: -1, moved: new Map() };
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

/** A hash of a text: FNV-1a, and then the last step of MurmurHash3, because sums of hashes are compared. */
function hashOf(seed: number, text: string): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return mixed(hash, 0);
}

/** Mixes two numbers into one of 32 bits. */
export function mixed(one: number, other: number): number {
  let hash = one ^ Math.imul(other, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
