/**
 * The data of nested models, and how their descriptions speak of a place in it.
 *
 * A path is keys with dots between: `a.first.n`. The keys `first` and `last` are those of whatever
 * container they meet, in its own order; a number is an index, a key of a Map, or the number of a
 * member of a Set. A path that begins with `!` goes on without optional chaining, so that it throws
 * where there is nothing. Everything here does what ordinary code would do, and reads no more than
 * that: what is read decides which mistakes of an engine come to light.
 */
import { current, isDraft, original } from 'immer';

export type Primitive = null | boolean | number | bigint | string;
export type Container = Value[] | Dict | Map<Value, Value> | Set<Value>;
export type Value = Primitive | undefined | Container;
export interface Dict {
  [key: string]: Value;
}
export type Path = string;

/** What a path may begin with, beside a key of the state. */
export interface Scope {
  /** The state: frozen, a draft, or a copy that is being made. */
  s: Value;
  /** `$choice`: what the step chose. */
  readonly choice?: Value;
  /** `$before`: the state before a step, for what must hold of a step. */
  readonly before?: Value;
  /** `$local`: a variable of the recipe. */
  local?: Value;
  /** True once the recipe has put a part of the state in a second place. */
  moved?: boolean;
}

export const isContainer = (value: Value): value is Container =>
  typeof value === 'object' && value !== null;

export const isDict = (value: Value): value is Dict =>
  isContainer(value) && !Array.isArray(value) && !(value instanceof Map) && !(value instanceof Set);

/** A copy of described data that shares nothing with it. */
export function fresh<T extends Value>(data: T): T;
export function fresh(data: Value): Value {
  if (!isContainer(data)) return data;
  if (Array.isArray(data)) return data.map((one) => fresh(one));
  if (data instanceof Map) return new Map([...data].map(([key, one]) => [fresh(key), fresh(one)]));
  if (data instanceof Set) return new Set([...data].map((one) => fresh(one)));
  return Object.fromEntries(Object.entries(data).map(([key, one]) => [key, fresh(one)]));
}

/** `{...o}`, `[...l]`, and what is the same for a Map or Set. */
export function shallow(value: Value): Value {
  if (!isContainer(value)) return value;
  if (Array.isArray(value)) return [...value];
  if (value instanceof Map) return new Map(value);
  if (value instanceof Set) return new Set(value);
  return { ...value };
}

/** What can be said of a value at a glance: itself, or something of what is in it. */
export function glance(value: Value): Primitive | undefined {
  if (!isContainer(value)) return value;
  if (Array.isArray(value)) return value.length;
  if (value instanceof Map || value instanceof Set) return value.size;
  return isContainer(value.n) ? 'nested' : value.n;
}

/** The key that a word of a path means in a container; undefined where it means none. */
export function keyIn(container: Container, word: string): Value {
  const number = /^\d+$/.test(word) ? Number(word) : undefined;
  if (Array.isArray(container)) {
    if (word === 'first') return 0;
    return word === 'last' ? container.length - 1 : number;
  }
  if (container instanceof Set) {
    if (word === 'first') return container.values().next().value;
    if (word === 'last') return [...container].at(-1);
    return number === undefined ? word : [...container][number];
  }
  if (container instanceof Map) {
    if (word === 'last') return [...container.keys()].at(-1);
    return word === 'first' ? container.keys().next().value : (number ?? word);
  }
  if (word === 'last') return Object.keys(container).at(-1);
  return word === 'first' ? Object.keys(container)[0] : word;
}

/** What stands under a key. */
export function get(container: Container, key: Value): Value {
  if (Array.isArray(container)) return typeof key === 'number' ? container[key] : undefined;
  if (container instanceof Map) return container.get(key);
  if (container instanceof Set) return container.has(key) ? key : undefined;
  return typeof key === 'string' ? container[key] : undefined;
}

/** The most entries of an array, so that no model grows for ever. */
export const longest = 3;

/** Puts a value under a key, where that leaves plain data. */
export function put(container: Container, key: Value, value: Value): void {
  if (isDict(container)) {
    if (typeof key === 'string') container[key] = value;
  } else if (value === undefined || key === undefined) {
    return;
  } else if (Array.isArray(container)) {
    const index = Math.min(Number(key), container.length);
    if (index >= 0 && index < longest) container[index] = value;
  } else if (container instanceof Map) {
    container.set(key, value);
  } else {
    container.add(value);
  }
}

/** Takes away what stands under a key. */
export function remove(container: Container, key: Value): void {
  if (Array.isArray(container)) {
    if (typeof key === 'number' && key >= 0) container.splice(key, 1);
  } else if (container instanceof Map || container instanceof Set) {
    container.delete(key);
  } else if (typeof key === 'string') {
    // oxlint-disable-next-line typescript/no-dynamic-delete
    delete container[key];
  }
}

const roots: Record<string, (scope: Scope) => Value> = {
  $choice: ({ choice }) => choice,
  $before: ({ before }) => before,
  $local: ({ local }) => local,
  $current: ({ s }) => (isDraft(s) ? current(s) : s),
  $original: ({ s }) => (isDraft(s) ? original(s) : s),
};

/** The words of a path, and where it begins. */
export function start(scope: Scope, path: Path): { from: Value; words: string[] } {
  const words = path.replace('!', '').split('.');
  const root = roots[words[0] ?? ''];
  if (root === undefined) return { from: scope.s, words: path === '' ? [] : words };
  return { from: root(scope), words: words.slice(1) };
}

/** What stands at a path; undefined where nothing does. */
export function at(scope: Scope, path: Path): Value {
  const strict = path.startsWith('!');
  const { from, words } = start(scope, path);
  let value = from;
  for (const word of words) {
    if (isContainer(value)) value = get(value, keyIn(value, word));
    else if (strict) value = (value as unknown as Dict)[word];
    else return undefined;
  }
  return value;
}

/** All that a path passes, from where it begins to its end; containers only. */
export function passed(scope: Scope, path: Path): Value[] {
  const { from, words } = start(scope, path);
  const met: Value[] = [from];
  for (const word of words) {
    const last = met.at(-1);
    if (!isContainer(last)) break;
    met.push(get(last, keyIn(last, word)));
  }
  return met.filter(isContainer);
}

/** A path in two: the container, and the key in it. */
export function split(path: Path): { parent: Path; word: string } {
  const words = path.split('.');
  return { parent: words.slice(0, -1).join('.'), word: words.at(-1) ?? '' };
}
