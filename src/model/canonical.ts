/**
 * Plain data in canonical form: what makes two states the same state.
 *
 * `canonicalKey` maps data to a string, injectively: two values have one key exactly when they are
 * the same data. No hash, so nothing can collide. `canonical` copies data into the one order in
 * which steps meet it, so that equal states behave equally however they came about.
 */
import { freeze } from 'immer';
import { shared } from './copies.js';
import { describeThrown, ModelError } from './errors.js';

/** One step into a value: a property's name, an index, or what has no name. */
type PathPart = string | number | { readonly text: string };

/** Where a value stands: what the whole is called, then the way to it. */
type Path = [root: string, ...parts: PathPart[]];

const someKey = { text: '<key>' };
const someMember = { text: '<member>' };

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
  const path: Path = [root];
  try {
    return keyOf(value, path, new Set());
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
  if (typeof value === 'object' && value !== null && canonicalRoots.has(value)) return value;
  // The walk of canonicalKey refuses what is not plain data, so the copy need not look again.
  canonicalKey(value, root);
  const copy = copyOf(value);
  if (typeof copy === 'object' && copy !== null) canonicalRoots.add(copy);
  return copy as T;
}

/**
 * Notes that data is such a copy already, made by somebody who knows how.
 *
 * @param value - Deeply frozen and in canonical order.
 */
export function markCanonical(value: unknown): void {
  if (typeof value === 'object' && value !== null) canonicalRoots.add(value);
}

/** Copies that canonical() made: they are frozen, so they stay canonical. */
const canonicalRoots = shared('canonical roots', () => new WeakSet<object>());

/**
 * Keys of the copies that canonical() made and of all that is in them. They are frozen, so a key
 * stays right; and since immer shares what a recipe did not touch, the key of a successor is put
 * together from those of the state before.
 */
const knownKeys = shared('known keys', () => new WeakMap<object, string>());

function keyOf(value: unknown, path: Path, ancestors: Set<object>): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'boolean':
      return String(value);
    case 'number':
      if (!Number.isFinite(value)) return refuse(path, String(value));
      return String(value);
    case 'bigint':
      return `${value}n`;
    case 'object':
      return value === null ? 'null' : keyOfObject(value, path, ancestors);
    case 'undefined':
      return refuse(path, 'undefined');
    default:
      return refuse(path, `a ${typeof value}`);
  }
}

function keyOfObject(value: object, path: Path, ancestors: Set<object>): string {
  const known = knownKeys.get(value);
  if (known !== undefined) return known;
  if (ancestors.has(value)) return refuse(path, 'a cycle: it contains itself');
  ancestors.add(value);
  const key = Array.isArray(value)
    ? keyOfArray(value, path, ancestors)
    : value instanceof Map
      ? keyOfMap(value, path, ancestors)
      : value instanceof Set
        ? keyOfSet(value, path, ancestors)
        : keyOfPlainObject(value, path, ancestors);
  ancestors.delete(value);
  return key;
}

function keyOfArray(value: readonly unknown[], path: Path, ancestors: Set<object>): string {
  if (Object.getPrototypeOf(value) !== Array.prototype && !isForeign(value)) {
    return refuse(path, describeInstance(value));
  }
  const keys: string[] = [];
  for (let index = 0; index < value.length; index++) {
    path.push(index);
    refuseHidden(value, index, path);
    keys.push(keyOf(value[index], path, ancestors));
    path.pop();
  }
  // The keys of an array are its indices, `length`, and then what does not belong there.
  const extra = Reflect.ownKeys(value)[value.length + 1];
  if (extra !== undefined) refuse([...path, pathPart(extra)], 'a named property of an array');
  return `[${keys.join(',')}]`;
}

function keyOfMap(value: ReadonlyMap<unknown, unknown>, path: Path, ancestors: Set<object>) {
  if (Object.getPrototypeOf(value) !== Map.prototype) return refuse(path, describeInstance(value));
  refuseProperties(value, path, 'Map');
  const entries: string[] = [];
  const seen = new Set<string>();
  for (const [key, entry] of value) {
    path.push(someKey);
    const keyKey = keyOf(key, path, ancestors);
    path.pop();
    if (seen.has(keyKey)) {
      return refuse(path, `a Map with two keys that are the same data, ${keyKey}`);
    }
    seen.add(keyKey);
    path.push({ text: keyKey });
    entries.push(`${keyKey}=>${keyOf(entry, path, ancestors)}`);
    path.pop();
  }
  return `Map{${entries.sort().join(',')}}`;
}

function keyOfSet(value: ReadonlySet<unknown>, path: Path, ancestors: Set<object>): string {
  if (Object.getPrototypeOf(value) !== Set.prototype) return refuse(path, describeInstance(value));
  refuseProperties(value, path, 'Set');
  const members = new Set<string>();
  path.push(someMember);
  for (const member of value) members.add(keyOf(member, path, ancestors));
  path.pop();
  return `Set{${[...members].sort().join(',')}}`;
}

function keyOfPlainObject(value: object, path: Path, ancestors: Set<object>): string {
  if (!isPlainObject(value)) return refuse(path, describeInstance(value));
  const parts: string[] = [];
  for (const key of Reflect.ownKeys(value)) {
    path.push(pathPart(key));
    if (typeof key === 'symbol') return refuse(path, 'under a symbol');
    if (key === '__proto__') return refuse(path, 'under a name that JavaScript keeps to itself');
    refuseHidden(value, key, path);
    const entry: unknown = (value as Record<string, unknown>)[key];
    if (entry !== undefined) parts.push(`${JSON.stringify(key)}:${keyOf(entry, path, ancestors)}`);
    path.pop();
  }
  return `{${parts.sort().join(',')}}`;
}

/** Refuses a property that a copy would lose, or that runs code when it is read. */
function refuseHidden(value: object, key: string | number, path: Path): void {
  const descriptor = Object.getOwnPropertyDescriptor(value, key);
  if (descriptor === undefined) return refuse(path, 'a hole in an array');
  if (!('value' in descriptor)) return refuse(path, 'a getter or setter');
  if (descriptor.enumerable !== true) refuse(path, 'a hidden (non-enumerable) property');
}

/** Refuses properties that a Map or Set has beside its content: a copy would lose them. */
function refuseProperties(value: object, path: Path, kind: string): void {
  const extra = Reflect.ownKeys(value).find((key) => !frozenMethods.has(key));
  if (extra !== undefined) refuse([...path, pathPart(extra)], `a named property of a ${kind}`);
}

/** A Map or Set that immer froze has these of its own, so that they throw. */
const frozenMethods = new Set<string | symbol>(['set', 'add', 'clear', 'delete']);

/** A frozen copy. Each object is frozen on its own, as immer leaves out the keys of a Map. */
function copyOf(value: unknown): unknown {
  if (typeof value === 'number') return value + 0; // -0 + 0 is 0
  if (typeof value !== 'object' || value === null) return value;
  const copy = freeze(copyOfObject(value));
  knownKeys.set(copy, canonicalKey(value));
  return copy;
}

function copyOfObject(value: object): object {
  // Not value.map: an array of another realm would make another of that realm.
  if (Array.isArray(value)) return Array.from(value, (entry) => copyOf(entry));
  if (value instanceof Map) {
    return new Map(
      sortedByKey([...value], ([key]) => key).map(([key, entry]) => [copyOf(key), copyOf(entry)]),
    );
  }
  if (value instanceof Set) {
    const members = new Map([...value].map((member) => [canonicalKey(member), member]));
    return new Set(sortedByKey([...members.values()], (member) => member).map(copyOf));
  }
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value).sort()) {
    const entry = (value as Record<string, unknown>)[key];
    if (entry !== undefined) copy[key] = copyOf(entry);
  }
  return copy;
}

function sortedByKey<T>(items: readonly T[], by: (item: T) => unknown): T[] {
  return items
    .map((item) => ({ item, key: canonicalKey(by(item)) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ item }) => item);
}

/** True for `{}` and `Object.create(null)`, also those of another realm; false for instances. */
function isPlainObject(value: object): boolean {
  const prototype = Object.getPrototypeOf(value) as object | null;
  return prototype === null || (Object.getPrototypeOf(prototype) === null && isRoot(prototype));
}

function isRoot(prototype: object): boolean {
  return Object.hasOwn(prototype, 'hasOwnProperty');
}

/** An array made in another realm (a vm context): its prototype is that realm's Array.prototype. */
function isForeign(value: readonly unknown[]): boolean {
  return value.constructor.name === 'Array';
}

function describeInstance(value: object): string {
  const { constructor } = value as { constructor?: { name?: string } };
  if (constructor?.name === 'Object') return 'an object with a prototype of its own';
  return `an instance of ${constructor?.name || 'an unnamed class'}`;
}

function refuse(path: Path, what: string): never {
  throw new ModelError(
    `${formatPath(path)} is ${what}; only plain data can be compared: use null, booleans, finite ` +
      'numbers, bigints, strings, arrays, plain objects, Map and Set.',
  );
}

function formatPath([root, ...path]: Path): string {
  let text = root;
  for (const part of path) {
    if (typeof part === 'number') text += `[${part}]`;
    else if (typeof part === 'object') text += `[${part.text}]`;
    else if (/^[\p{L}_$][\p{L}\d_$]*$/u.test(part)) text += `.${part}`;
    else text += `[${JSON.stringify(part)}]`;
  }
  return text;
}

function pathPart(key: string | symbol): PathPart {
  return typeof key === 'string' ? key : { text: String(key) };
}
