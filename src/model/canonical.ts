/**
 * Plain data in canonical form: what makes two states the same state.
 *
 * `canonicalKey` maps data to a string, injectively: two values have one key exactly when they are
 * the same data. No hash, so nothing can collide. `canonical` copies data into the one order in
 * which steps meet it, so that equal states behave equally however they came about.
 */
import { freeze } from 'immer';
import { describeThrown, ModelError } from './errors.js';
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
 * The key of plain data: equal for two values exactly when they are the same data, whatever the
 * order of their keys, Map entries and Set members. A property that is undefined counts as absent,
 * `-0` as `0`, and members of a Set that are equal as data as one member.
 *
 * @param value - Any value.
 * @param root - What to call the value in an error, such as `state`.
 * @returns The key.
 * @throws ModelError where the value is not plain data, naming the path.
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
    // A proxy can throw anything, and so does what a recipe kept of a draft.
    if (error instanceof ModelError) throw error;
    return refuse(path, `unreadable (${describeThrown(error)})`);
  }
}

/**
 * A deeply frozen copy of plain data in canonical order: object keys, Map entries and Set members
 * sorted, absent instead of undefined, `0` instead of `-0`, no two places sharing one object.
 *
 * @param value - Any value.
 * @param root - What to call the value in an error, such as `state`.
 * @returns The copy; the value itself where it is such a copy already.
 * @throws ModelError where the value is not plain data, naming the path.
 * @example
 * canonical({ b: 1, a: -0, c: undefined }) // { a: 0, b: 1 }
 */
export function canonical<T>(value: T, root = 'state'): T {
  return canonicalCopy(value, root);
}

/**
 * The same for one of many values: the copies share small objects.
 *
 * @param small - The small objects of the copies before.
 */
export function canonicalCopy<T>(value: T, root: string, small?: SmallObjects): T {
  if (typeof value === 'object' && value !== null && isWholeCopy(value)) return value;
  small?.next();
  return readWhole(value, root, { read: copyOf, keyOf: keyOfPart, small }) as T;
}

/**
 * Notes that data is such a copy already, made by code that knows how.
 *
 * @param value - In canonical order, and its parts deeply frozen. It must be frozen next.
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

/** A frozen copy. Each object is frozen on its own, as immer leaves out the keys of a Map. */
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

/** Whether an object is in a copy. */
function hasObjects(copy: object): boolean {
  if (copy instanceof Map) return [...copy].flat().some(isObject);
  return copy instanceof Set ? [...copy].some(isObject) : Object.values(copy).some(isObject);
}

function sealed(copy: object, key: string, isWhole: boolean): object {
  noteKey(copy, key);
  if (isWhole) noteWhole(copy);
  return freeze(copy);
}

/** The same of what is a copy already: there is nothing to check and nothing to sort. */
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

/** The key of a copy. What is in it is plain data, and objects in it have their keys already. */
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

/** Sorts texts that mostly are in order already. */
function inOrder(texts: string[]): string[] {
  return isInOrder(texts) ? texts : texts.sort();
}

/** A property's name in quotes. The same names come again and again; a few thousand are kept. */
function quoted(name: string): string {
  const known = quotedNames.get(name);
  if (known !== undefined) return known;
  const quote = JSON.stringify(name);
  if (quotedNames.size < 4096) quotedNames.set(name, quote);
  return quote;
}

const quotedNames = new Map<string, string>();
