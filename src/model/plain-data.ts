/**
 * Reads plain data part by part, and refuses everything else, naming its path.
 *
 * Plain data is null, booleans, finite numbers, bigints, strings, arrays, plain objects, Map and Set.
 */
import { WrongValueError } from '../validation/errors.js';
import type { SmallObjects } from './small-objects.js';

/** One part of a path: the name of a property, an index, or a text for anything else. */
type PathPart = string | number | { readonly text: string };

/** The path to a value: the name of the whole, then the parts. */
export type Path = [root: string, ...parts: PathPart[]];

const someKey = { text: '<key>' };
const someMember = { text: '<member>' };

/** The place of the value that is being read. */
interface Position {
  readonly path: Path;
  /** The objects that it is in. */
  readonly ancestors: object[];
}

/** How the parts of a value are read. */
export interface Reading<Part> extends Position {
  /** Reads a part, whatever it is. */
  readonly read: (value: unknown, reading: Reading<Part>) => Part;
  /** The key of a part: equal for two parts exactly if they are the same data. */
  readonly keyOf: (part: Part) => string;
  /** The small objects that copies share. */
  readonly small?: SmallObjects | undefined;
}

/** How many objects deep data may be nested. A search of deeper data would take too long, and then overflow. */
const deepest = 500;

/** Begins to read an object, and refuses one that contains itself or is too deep. `leave` ends the reading. */
export function enter(value: object, { path, ancestors }: Position): void {
  if (ancestors.includes(value)) refuse(path, 'a cycle: it contains itself');
  if (ancestors.length === deepest) {
    throw new WrongValueError(
      `${formatPath(path)} is nested more than ${deepest} objects deep; keep what is in it in a list or in a record by names.`,
    );
  }
  ancestors.push(value);
}

/** Ends the reading of the object that was entered last. */
export function leave({ ancestors }: Position): void {
  ancestors.pop();
}

/** The elements of an array. */
export function readArray<Part>(value: readonly unknown[], reading: Reading<Part>): Part[] {
  const { path, read } = reading;
  if (Object.getPrototypeOf(value) !== Array.prototype && !isForeign(value)) {
    return refuse(path, describeInstance(value));
  }
  const parts: Part[] = [];
  for (let index = 0; index < value.length; index++) {
    path.push(index);
    refuseHidden(value, index, path);
    parts.push(read(value[index], reading));
    path.pop();
  }
  // The keys of an array are its indices, `length`, and then any that do not belong to an array.
  const extra = Reflect.ownKeys(value)[value.length + 1];
  if (extra !== undefined) refuse([...path, pathPart(extra)], 'a named property of an array');
  return parts;
}

/** The entries of a Map, by the keys of their keys. */
export function readMap<Part>(
  value: ReadonlyMap<unknown, unknown>,
  reading: Reading<Part>,
): Map<string, readonly [key: Part, entry: Part]> {
  const { path, read, keyOf } = reading;
  if (Object.getPrototypeOf(value) !== Map.prototype) return refuse(path, describeInstance(value));
  refuseProperties(value, path, 'Map');
  const parts = new Map<string, readonly [Part, Part]>();
  for (const [key, entry] of value) {
    path.push(someKey);
    const keyPart = read(key, reading);
    path.pop();
    const text = keyOf(keyPart);
    if (parts.has(text)) {
      return refuse(path, `a Map with two keys that are the same data, ${text}`);
    }
    path.push({ text });
    parts.set(text, [keyPart, read(entry, reading)]);
    path.pop();
  }
  return parts;
}

/** The members of a Set, by their keys. */
export function readSet<Part>(
  value: ReadonlySet<unknown>,
  reading: Reading<Part>,
): Map<string, Part> {
  const { path, read, keyOf } = reading;
  if (Object.getPrototypeOf(value) !== Set.prototype) return refuse(path, describeInstance(value));
  refuseProperties(value, path, 'Set');
  const parts = new Map<string, Part>();
  path.push(someMember);
  for (const member of value) {
    const part = read(member, reading);
    parts.set(keyOf(part), part);
  }
  path.pop();
  return parts;
}

/** The properties of a plain object: their names, and their values in the same order. */
export function readRecord<Part>(
  value: object,
  reading: Reading<Part>,
): { readonly names: string[]; readonly parts: Part[] } {
  const { path, read } = reading;
  if (!isPlainObject(value)) return refuse(path, describeInstance(value));
  const names: string[] = [];
  const parts: Part[] = [];
  for (const key of Reflect.ownKeys(value)) {
    path.push(pathPart(key));
    if (typeof key === 'symbol') return refuse(path, 'under a symbol');
    if (key === '__proto__') return refuse(path, 'under a name that JavaScript keeps to itself');
    refuseHidden(value, key, path);
    const entry: unknown = (value as Record<string, unknown>)[key];
    if (entry !== undefined) {
      names.push(key);
      parts.push(read(entry, reading));
    }
    path.pop();
  }
  return { names, parts };
}

/** Refuses a value that is neither an object nor plain data. */
export function refuseOtherLeaf(value: unknown, path: Path): void {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) refuse(path, String(value));
  } else if (value === undefined) refuse(path, 'undefined');
  else if (typeof value === 'function' || typeof value === 'symbol') {
    refuse(path, `a ${typeof value}`);
  }
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

/** If immer froze a Map or Set, it has own methods with these names, which throw. */
const frozenMethods = new Set<string | symbol>(['set', 'add', 'clear', 'delete']);

/** True for `{}` and `Object.create(null)`, also those of another realm; false for instances. */
export function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
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
  // The promise is refused, so no other code handles its rejection.
  if (value instanceof Promise) value.catch(() => undefined);
  const { constructor } = value as { constructor?: { name?: string } };
  if (constructor?.name === 'Object') return 'an object with a prototype of its own';
  return `an instance of ${constructor?.name || 'an unnamed class'}`;
}

/** Refuses a value. */
export function refuse(path: Path, what: string): never {
  throw new WrongValueError(
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
