/**
 * Plain data in canonical form. It decides whether two states are the same state.
 *
 * `canonicalKey` maps data to a string. The map is injective: two values have the same key exactly if
 * they are the same data. The key is not a hash, so keys cannot collide. `canonical` copies data into one
 * fixed order. Steps always see this order, so equal states behave equally, however they were reached.
 */
import { freeze } from 'immer';
import { describeThrown, ModelError } from '../validation/errors.js';
import type { SmallObjects } from './small-objects.js';
import { isWholeCopy, knownKey, noteKey, noteWhole } from './marks.js';
import {
  enter,
  leave,
  readArray,
  readMap,
  readRecord,
  readSet,
  refuse,
  refuseOtherLeaf,
  type Path,
  type Reading,
} from './plain-data.js';

/**
 * The key of plain data. Two values have the same key exactly if they are the same data; the order of
 * keys, Map entries and Set members does not count. A property that is undefined counts as absent, and
 * `-0` as `0`. Members of a Set that are equal as data count as one member.
 *
 * @param value - Any value.
 * @param root - The name of the value in an error, such as `state`.
 * @returns The key.
 * @throws ModelError that names the path, if the value is not plain data.
 * @example
 * canonicalKey({ b: 1, a: new Set([2, 1]) }) // '{"a":Set{1,2},"b":1}'
 */
export function canonicalKey(value: unknown, root = 'state'): string {
  return readWhole(value, root, { read: keyOf, keyOf: itself });
}

const itself = (key: string) => key;

/** Reads a value from its root on. */
function readWhole<Part>(
  value: unknown,
  root: string,
  { read, keyOf, small }: Omit<Reading<Part>, 'path' | 'ancestors'>,
): Part {
  const path: Path = [root];
  try {
    return read(value, { read, keyOf, small, path, ancestors: [] });
  } catch (error) {
    // A proxy can throw anything, and so can a draft that a recipe kept.
    if (error instanceof ModelError) throw error;
    return refuse(path, `unreadable (${describeThrown(error)})`);
  }
}

/**
 * A deeply frozen copy of plain data in canonical order. Object keys, Map entries and Set members are
 * sorted. Properties that are undefined are left out, and `-0` becomes `0`. No two places of the copy
 * share one object.
 *
 * @param value - Any value.
 * @param root - The name of the value in an error, such as `state`.
 * @returns The copy. If the value is such a copy already, the value itself.
 * @throws ModelError that names the path, if the value is not plain data.
 * @example
 * canonical({ b: 1, a: -0, c: undefined }) // { a: 0, b: 1 }
 */
export function canonical<T>(value: T, root = 'state'): T {
  return canonicalCopy(value, root);
}

/**
 * Like {@link canonical}, for one of many values whose copies share small objects.
 *
 * @param small - The small objects of the earlier copies.
 */
export function canonicalCopy<T>(value: T, root: string, small?: SmallObjects): T {
  if (typeof value === 'object' && value !== null && isWholeCopy(value)) return value;
  small?.next();
  return readWhole(value, root, { read: copyOf, keyOf: keyOfPart, small }) as T;
}

/**
 * Marks data as such a copy, if other code made it in canonical order.
 *
 * @param value - The data, in canonical order, with deeply frozen parts. The caller must freeze the data
 *   itself right after.
 */
export function markCanonical(value: object): void {
  noteWhole(value);
}

/** The key of a value that may be anything. */
function keyOf(value: unknown, reading: Reading<string>): string {
  if (typeof value === 'object' && value !== null) {
    const known = knownKey(value);
    if (known !== undefined) return known;
    enter(value, reading);
    const key = keyOfObject(value, reading);
    leave(reading);
    return key;
  }
  refuseOtherLeaf(value, reading.path);
  return keyOfLeaf(value);
}

function keyOfObject(value: object, reading: Reading<string>): string {
  if (Array.isArray(value)) return formatArray(readArray(value, reading));
  if (value instanceof Map) {
    return formatMap(Array.from(readMap(value, reading), ([key, [, entry]]) => [key, entry]));
  }
  if (value instanceof Set) return formatSet([...readSet(value, reading).keys()]);
  const { names, parts } = readRecord(value, reading);
  return formatRecord(names, parts);
}

function keyOfLeaf(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  return typeof value === 'bigint' ? `${value}n` : String(value);
}

const formatArray = (parts: readonly string[]) => `[${parts.join(',')}]`;
const formatSet = (parts: string[]) => `Set{${parts.sort().join(',')}}`;
const formatMap = (entries: readonly (readonly [string, string])[]) =>
  `Map{${entries
    .map(([key, entry]) => `${key}=>${entry}`)
    .sort()
    .join(',')}}`;

function formatRecord(names: readonly string[], parts: readonly string[]): string {
  const texts: string[] = [];
  for (let at = 0; at < names.length; at++) {
    texts.push(`${quoted(names[at] as string)}:${parts[at] as string}`);
  }
  return `{${inOrder(texts).join(',')}}`;
}

/** A frozen copy. It freezes each object on its own, because immer does not freeze the keys of a Map. */
function copyOf(value: unknown, reading: Reading<unknown>): unknown {
  if (typeof value === 'object' && value !== null) {
    const isWhole = reading.ancestors.length === 0;
    const key = knownKey(value);
    if (key !== undefined) return sealed(copyOfCopy(value), key, isWhole);
    enter(value, reading);
    const copy = copyOfObject(value, reading);
    leave(reading);
    const ownKey = keyOfCopy(copy);
    if (reading.small === undefined || isWhole || hasObjects(copy)) {
      return sealed(copy, ownKey, isWhole);
    }
    return reading.small.take(ownKey) ?? kept(reading.small, ownKey, sealed(copy, ownKey, false));
  }
  refuseOtherLeaf(value, reading.path);
  return typeof value === 'number' ? value + 0 : value; // -0 + 0 is 0
}

function kept(small: SmallObjects, key: string, object: object): object {
  small.keep(key, object);
  return object;
}

/** Whether a copy has an object as a direct part. */
function hasObjects(copy: object): boolean {
  if (copy instanceof Map) return [...copy].flat().some(isObject);
  return copy instanceof Set ? [...copy].some(isObject) : Object.values(copy).some(isObject);
}

function sealed(copy: object, key: string, isWhole: boolean): object {
  noteKey(copy, key);
  if (isWhole) noteWhole(copy);
  return freeze(copy);
}

/** A copy of a canonical copy: there is nothing to check and nothing to sort. */
function copyOfCopy(value: object): object {
  if (Array.isArray(value)) return value.map(copyOfPart);
  if (value instanceof Map) {
    return new Map(Array.from(value, ([key, entry]) => [copyOfPart(key), copyOfPart(entry)]));
  }
  if (value instanceof Set) return new Set(Array.from(value, copyOfPart));
  const copy: Record<string, unknown> = {};
  for (const name of Object.keys(value)) {
    copy[name] = copyOfPart((value as Record<string, unknown>)[name]);
  }
  return copy;
}

function copyOfPart(part: unknown): unknown {
  if (typeof part !== 'object' || part === null) return part;
  return sealed(copyOfCopy(part), knownKey(part) as string, false);
}

function copyOfObject(value: object, reading: Reading<unknown>): object {
  if (Array.isArray(value)) return readArray(value, reading);
  if (value instanceof Map) {
    const entries = readMap(value, reading);
    return new Map(inOrder([...entries.keys()]).map((key) => entries.get(key) as Entry));
  }
  if (value instanceof Set) {
    const members = readSet(value, reading);
    return new Set(inOrder([...members.keys()]).map((key) => members.get(key)));
  }
  const { names, parts } = readRecord(value, reading);
  const copy: Record<string, unknown> = {};
  for (let at = 0; at < names.length; at++) copy[names[at] as string] = parts[at];
  return isInOrder(names) ? copy : sortedRecord(copy);
}

type Entry = readonly [key: unknown, entry: unknown];

function sortedRecord(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const sorted: Record<string, unknown> = {};
  for (const name of Object.keys(record).sort()) sorted[name] = record[name];
  return sorted;
}

/** The key of a copy. Its parts are plain data, and the objects among them already have keys. */
function keyOfCopy(copy: object): string {
  if (Array.isArray(copy)) return formatArray(copy.map(keyOfPart));
  if (copy instanceof Map) {
    return formatMap(Array.from(copy, ([key, entry]) => [keyOfPart(key), keyOfPart(entry)]));
  }
  if (copy instanceof Set) return formatSet(Array.from(copy, keyOfPart));
  const names = Object.keys(copy);
  return formatRecord(
    names,
    names.map((name) => keyOfPart((copy as Record<string, unknown>)[name])),
  );
}

/** The key of a part of a copy. */
function keyOfPart(part: unknown): string {
  return isObject(part) ? (knownKey(part) as string) : keyOfLeaf(part);
}

function isObject(part: unknown): part is object {
  return typeof part === 'object' && part !== null;
}

function isInOrder(texts: readonly string[]): boolean {
  for (let at = 1; at < texts.length; at++) {
    if ((texts[at - 1] as string) > (texts[at] as string)) return false;
  }
  return true;
}

/** Sorts texts that are usually in order already. */
function inOrder(texts: string[]): string[] {
  return isInOrder(texts) ? texts : texts.sort();
}

/** The name of a property in quotes. The same names come again and again, so a few thousand are cached. */
function quoted(name: string): string {
  const known = quotedNames.get(name);
  if (known !== undefined) return known;
  const quote = JSON.stringify(name);
  if (quotedNames.size < 4096) quotedNames.set(name, quote);
  return quote;
}

const quotedNames = new Map<string, string>();
