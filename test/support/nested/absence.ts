/**
 * Ways to notice that something is there now which was not there before. Whoever remembers what such
 * a look came to must have noted that there was nothing.
 */
import { inspect, isDeepStrictEqual } from 'node:util';
import { serialize } from 'node:v8';
import { canonicalKey } from 'allways';

export interface Scene {
  /** Time, until the scene changes; then 3. */
  n: number;
  seen: boolean;
  list: number[];
  items: { id: number }[];
  record: Record<string, number>;
  outer: { inner?: { x: number } };
  map: Map<string, number>;
  set: Set<number>;
  /** An object in a bare scene, an array in a full one. */
  kind: object;
  extra?: number;
}

export const bare = (): Scene => ({
  n: 0,
  seen: false,
  list: [1, 2],
  items: [{ id: 1 }, { id: 2 }],
  record: { a: 1 },
  outer: {},
  map: new Map([['a', 1]]),
  set: new Set([1]),
  kind: { 0: 7 },
});

export const full = (): Scene => ({ ...bare(), ...more() });

/** What a full scene has, and a bare one has not. */
const more = () => ({
  list: [1, 2, 7],
  items: [{ id: 1 }, { id: 2 }, { id: 7 }],
  record: { a: 1, k: 7 },
  outer: { inner: { x: 7 } },
  map: new Map([
    ['a', 1],
    ['k', 7],
  ]),
  set: new Set([1, 7]),
  kind: [7],
  extra: 7,
});

/** Makes a bare scene full, little by little. */
export function fill(s: Scene): void {
  s.list.push(7);
  s.items.push({ id: 7 });
  s.record.k = 7;
  s.outer.inner = { x: 7 };
  s.map.set('k', 7);
  s.set.add(7);
  s.kind = [7];
  s.extra = 7;
}

/** Makes a full scene bare, little by little. */
export function strip(s: Scene): void {
  s.list.pop();
  s.items.length = 2;
  delete s.record.k;
  delete s.outer.inner;
  s.map.delete('k');
  s.set.delete(7);
  s.kind = { 0: 7 };
  delete s.extra;
}

type Look = (s: Scene) => boolean;

/** Each is false of a bare scene and true of a full one. */
export const looks: Readonly<Record<string, Look>> = {
  'an index beyond the end': (s) => s.list[2] !== undefined,
  'an index in an array': (s) => 2 in s.list,
  length: (s) => s.list.length > 2,
  at: (s) => s.list.at(-1) === 7,
  find: (s) => s.list.find((one) => one === 7) === 7,
  'find of an object': (s) => s.items.find(({ id }) => id === 7)?.id === 7,
  findLast: (s) => s.list.findLast((one) => one > 2) === 7,
  findIndex: (s) => s.list.findIndex((one) => one === 7) === 2,
  findLastIndex: (s) => s.list.findLastIndex((one) => one === 7) === 2,
  some: (s) => s.list.some((one) => one === 7),
  every: (s) => !s.list.every((one) => one < 7),
  includes: (s) => s.list.includes(7),
  indexOf: (s) => s.list.indexOf(7) === 2,
  lastIndexOf: (s) => s.list.lastIndexOf(7) === 2,
  filter: (s) => s.list.filter((one) => one > 2).length === 1,
  map: (s) => s.items.map(({ id }) => id).length === 3,
  flatMap: (s) => s.list.flatMap((one) => [one, one]).length === 6,
  reduce: (s) => s.list.reduce((sum, one) => sum + one, 0) === 10,
  reduceRight: (s) => s.list.reduceRight((first) => first) === 7,
  slice: (s) => s.list.slice(2).length === 1,
  concat: (s) => s.list.concat([0]).length === 4,
  flat: (s) => [s.list].flat().length === 3,
  join: (s) => s.list.join() === '1,2,7',
  'an array as text': (s) => String(s.list) === '1,2,7',
  'an array in a template': (s) => `${s.list.toString()}!` === '1,2,7!',
  'entries of an array': (s) => [...s.list.entries()].length === 3,
  'keys of an array': (s) => [...s.list.keys()].length === 3,
  'values of an array': (s) => [...s.list.values()].length === 3,
  'forEach of an array': (s) => {
    let sum = 0;
    s.list.forEach((one) => (sum += one));
    return sum === 10;
  },
  'for … of an array, that stops early': (s) => {
    for (const one of s.list) if (one === 7) return true;
    return false;
  },
  'for … in an array': (s) => keysOf(s.list).includes('2'),
  'an array, spread': (s) => [...s.list].length === 3,
  'an array, spread into arguments': (s) => Math.max(...s.list) === 7,
  'an array, destructured': ({ list: [, , third = 0] }) => third === 7,
  'the rest of an array': ({ list: [, ...others] }) => others.length === 2,
  'Array.from': (s) => Array.from(s.list).length === 3,
  'Array.isArray': (s) => Array.isArray(s.kind),
  toSorted: (s) => s.list.toSorted((one, other) => other - one)[0] === 7,
  toReversed: (s) => s.list.toReversed()[0] === 7,
  toSpliced: (s) => s.list.toSpliced(0, 2).length === 1,
  with: (s) => s.list.with(0, 9).length === 3,
  'an array as JSON': (s) => JSON.stringify(s.list) === '[1,2,7]',
  'Object.keys of an array': (s) => Object.keys(s.list).length === 3,
  'a method, borrowed': (s) => Array.prototype.includes.call(s.list, 7),

  'a property': (s) => s.extra !== undefined,
  'a key of a record': (s) => s.record.k === 7,
  'a key by Reflect': (s) => Reflect.get(s.record, 'k') === 7,
  'optional chaining': (s) => s.outer.inner?.x === 7,
  'the nullish': (s) => (s.outer.inner ?? null) !== null,
  'a property, destructured': ({ extra = 0 }) => extra === 7,
  'the rest of an object': ({ record: { a, ...others } }) => a === 1 && 'k' in others,
  in: (s) => 'k' in s.record,
  'in, of the state': (s) => 'extra' in s,
  'Reflect.has': (s) => Reflect.has(s.record, 'k'),
  'Object.hasOwn': (s) => Object.hasOwn(s.record, 'k'),
  'the method hasOwnProperty': (s) => Object.prototype.hasOwnProperty.call(s.record, 'k'),
  'the method propertyIsEnumerable': (s) =>
    Object.prototype.propertyIsEnumerable.call(s.record, 'k'),
  'Object.keys': (s) => Object.keys(s.record).length === 2,
  'Object.keys of the state': (s) => Object.keys(s).includes('extra'),
  'Object.values': (s) => Object.values(s.record).includes(7),
  'Object.entries': (s) => Object.entries(s.record).some(([key]) => key === 'k'),
  'Object.assign': (s) => Object.assign({ k: 0 }, s.record).k === 7,
  'Object.getOwnPropertyNames': (s) => Object.getOwnPropertyNames(s.record).length === 2,
  'Reflect.ownKeys': (s) => Reflect.ownKeys(s.record).length === 2,
  'a descriptor': (s) => Object.getOwnPropertyDescriptor(s.record, 'k') !== undefined,
  descriptors: (s) => 'k' in Object.getOwnPropertyDescriptors(s.record),
  'for … in an object': (s) => keysOf(s.record).includes('k'),
  'for … in an object, that stops early': (s) => {
    for (const key in s.record) if (key === 'k') return true;
    return false;
  },
  'an object, spread': (s) => ({ k: 0, ...s.record }).k === 7,
  'an object as JSON': (s) => JSON.stringify(s.record) === '{"a":1,"k":7}',
  'the state as JSON': (s) => JSON.stringify(s).includes('extra'),
  'a prototype': (s) => Object.getPrototypeOf(s.kind) === Array.prototype,
  'a constructor': (s) => s.kind.constructor === Array,
  instanceof: (s) => s.kind instanceof Array,
  'the name of a kind': (s) => Object.prototype.toString.call(s.kind) === '[object Array]',
  canonicalKey: (s) => canonicalKey(s.record) === '{"a":1,"k":7}',
  'isDeepStrictEqual of objects': (s) => isDeepStrictEqual({ ...s.record }, { a: 1, k: 7 }),

  'get of a Map': (s) => s.map.get('k') === 7,
  'has of a Map': (s) => s.map.has('k'),
  'size of a Map': (s) => s.map.size === 2,
  'keys of a Map': (s) => [...s.map.keys()].includes('k'),
  'values of a Map': (s) => [...s.map.values()].includes(7),
  'entries of a Map': (s) => [...s.map.entries()].some(([key]) => key === 'k'),
  'forEach of a Map': (s) => {
    let found = false;
    s.map.forEach((_, key) => (found ||= key === 'k'));
    return found;
  },
  'for … of a Map, that stops early': (s) => {
    for (const [key] of s.map) if (key === 'k') return true;
    return false;
  },
  'a Map, spread': (s) => [...s.map].length === 2,
  'a Map, copied': (s) => new Map(s.map).size === 2,
  'a Map as an object': (s) => 'k' in Object.fromEntries(s.map),
  'Array.from of a Map': (s) => Array.from(s.map, ([key]) => key).includes('k'),

  'has of a Set': (s) => s.set.has(7),
  'size of a Set': (s) => s.set.size === 2,
  'keys of a Set': (s) => [...s.set.keys()].includes(7),
  'values of a Set': (s) => [...s.set.values()].includes(7),
  'entries of a Set': (s) => [...s.set.entries()].some(([one]) => one === 7),
  'forEach of a Set': (s) => {
    let sum = 0;
    s.set.forEach((one) => (sum += one));
    return sum === 8;
  },
  'for … of a Set, that stops early': (s) => {
    for (const one of s.set) if (one === 7) return true;
    return false;
  },
  'a Set, spread': (s) => [...s.set].at(-1) === 7,
  'a Set, copied': (s) => new Set(s.set).size === 2,
  'Array.from of a Set': (s) => Array.from(s.set).length === 2,
};

/**
 * The same with what looks past a proxy, or refuses one. Not for recipes: there, the state is a
 * draft, and so a proxy in any case.
 */
export const looksAtPlainData: Readonly<Record<string, Look>> = {
  'structuredClone of an object': (s) => 'k' in structuredClone(s.record),
  'structuredClone of the state': (s) => 'extra' in structuredClone(s),
  'structuredClone of a Map': (s) => structuredClone(s.map).size === 2,
  'isDeepStrictEqual of an object': (s) => isDeepStrictEqual(s.record, { a: 1, k: 7 }),
  'isDeepStrictEqual of an array': (s) => isDeepStrictEqual(s.list, [1, 2, 7]),
  'isDeepStrictEqual of a Map': (s) => isDeepStrictEqual(s.map, full().map),
  'isDeepStrictEqual of a Set': (s) => isDeepStrictEqual(s.set, full().set),
  'inspect of an object': (s) => inspect(s.record).includes('k'),
  'inspect of a Map': (s) => inspect(s.map).includes('k'),
  serialize: (s) => serialize(s.map).includes('k'),
  'a method of Map, borrowed': (s) => Map.prototype.get.call(s.map, 'k') === 7,
  'a method of Set, borrowed': (s) => Set.prototype.has.call(s.set, 7),
  'what is frozen': (s) => Object.isFrozen(s) && Object.isFrozen(s.record) && 'k' in s.record,
};

function keysOf(it: object): string[] {
  const keys: string[] = [];
  for (const key in it) keys.push(key);
  return keys;
}
