/** What a guard, a branch of a recipe or a predicate asks of a state, in many ways to ask. */
import {
  at,
  glance,
  isContainer,
  type Dict,
  type Path,
  type Primitive,
  type Scope,
  type Value,
} from './value.js';

type Answer = Primitive | undefined;
type Looks<Kind> = Readonly<Record<string, (it: Kind, x: Primitive) => Answer>>;

const glances = (values: Iterable<Value>) => Array.from(values, (one) => String(glance(one)));
function keysBefore(it: object, x: Primitive): number {
  let before = 0;
  for (const key in it) {
    if (key === String(x)) break;
    before++;
  }
  return before;
}

const total = (sum: number, value: Value) => sum + Number(glance(value) ?? 0);

/** Each of these is how somebody may look at an array; `x` is what they look for. */
const ofArray: Looks<Value[]> = {
  has: (list, x) => Number(x) in list,
  get: (list, x) => glance(list[Number(x)]),
  size: (list) => list.length,
  keys: (list) => Object.keys(list).join(),
  values: (list) => glances(list.values()).join(),
  entries: (list, x) => {
    for (const [index, one] of list.entries()) if (glance(one) === x) return index;
    return null;
  },
  forEach: (list) => {
    let sum = 0;
    list.forEach((one) => (sum = total(sum, one)));
    return sum;
  },
  forOf: (list, x) => {
    let before = 0;
    for (const one of list) {
      if (glance(one) === x) break;
      before++;
    }
    return before;
  },
  forIn: keysBefore,
  find: (list, x) => glance(list.find((one) => glance(one) === x)),
  findLast: (list, x) => glance(list.findLast((one) => glance(one) !== x)),
  findIndex: (list, x) => list.findIndex((one) => glance(one) === x),
  some: (list, x) => list.some((one) => glance(one) === x),
  every: (list, x) => list.every((one) => glance(one) !== x),
  includes: (list, x) => list.includes(x),
  indexOf: (list, x) => list.indexOf(x),
  itself: (list) => list.lastIndexOf(list[0]),
  last: (list) => glance(list.at(-1)),
  slice: (list) => glances(list.slice(1, 2)).join(),
  filter: (list, x) => list.filter((one) => glance(one) === x).length,
  map: (list) => list.map((one) => glance(one) ?? '').join(),
  reduce: (list) => list.reduce(total, 0),
  join: (list) => (list as Primitive[]).join('+'),
  concat: (list) => list.concat([0], list).length,
  sorted: (list) => glances(list.toSorted()).join(),
  spread: (list) => [...list, ...list].length,
  rest: (list) => {
    const [first, ...others] = list;
    return `${String(glance(first))} and ${others.length}`;
  },
  default: (list) => {
    const [, second = 'none'] = list;
    return glance(second);
  },
  json: (list) => JSON.stringify(list),
};

const ofDict: Looks<Dict> = {
  has: (it, x) => String(x) in it,
  hasOwn: (it, x) => Object.hasOwn(it, String(x)),
  get: (it, x) => glance(it[String(x)]),
  size: (it) => Object.keys(it).length,
  keys: (it) => Object.keys(it).join(),
  values: (it) => glances(Object.values(it)).join(),
  entries: (it, x) => {
    for (const [key, one] of Object.entries(it)) if (glance(one) === x) return key;
    return null;
  },
  forEach: (it) => {
    let sum = 0;
    Object.values(it).forEach((one) => (sum = total(sum, one)));
    return sum;
  },
  forIn: keysBefore,
  find: (it, x) => Object.keys(it).find((key) => glance(it[key]) === x),
  some: (it, x) => Object.values(it).some((one) => glance(one) === x),
  every: (it, x) => Object.values(it).every((one) => glance(one) !== x),
  last: (it) => Object.keys(it).at(-1),
  spread: (it) => Object.keys({ x: 0, ...it }).join(),
  rest: ({ n, ...others }) => `${String(glance(n))} and ${Object.keys(others).join()}`,
  default: ({ k = 'none' }) => glance(k),
  json: (it) => JSON.stringify(it),
};

const ofMap: Looks<Map<Value, Value>> = {
  has: (map, x) => map.has(x),
  get: (map, x) => glance(map.get(x)),
  size: (map) => map.size,
  keys: (map) => glances(map.keys()).join(),
  values: (map) => glances(map.values()).join(),
  entries: (map, x) => {
    for (const [key, one] of map.entries()) if (glance(one) === x) return glance(key);
    return null;
  },
  forEach: (map) => {
    let sum = 0;
    map.forEach((one) => (sum = total(sum, one)));
    return sum;
  },
  forOf: (map, x) => {
    let before = 0;
    for (const [key] of map) {
      if (key === x) break;
      before++;
    }
    return before;
  },
  find: (map, x) => glance([...map.values()].find((one) => glance(one) === x)),
  some: (map, x) => [...map].some(([, one]) => glance(one) === x),
  last: (map) => glance([...map.keys()].at(-1)),
  itself: (map) => map.has([...map.keys()][0]),
  spread: (map) => [...map].length,
  json: (map) => JSON.stringify([...map]),
};

const ofSet: Looks<Set<Value>> = {
  has: (set, x) => set.has(x),
  size: (set) => set.size,
  keys: (set) => glances(set.keys()).join(),
  values: (set) => glances(set.values()).join(),
  entries: (set, x) => {
    for (const [one] of set.entries()) if (glance(one) === x) return true;
    return false;
  },
  forEach: (set) => {
    let sum = 0;
    set.forEach((one) => (sum = total(sum, one)));
    return sum;
  },
  forOf: (set, x) => {
    let before = 0;
    for (const one of set) {
      if (glance(one) === x) break;
      before++;
    }
    return before;
  },
  find: (set, x) => glance([...set].find((one) => glance(one) === x)),
  some: (set, x) => Array.from(set).some((one) => glance(one) === x),
  last: (set) => glance([...set].at(-1)),
  itself: (set) => set.has([...set][0]),
  spread: (set) => [...set].length,
  json: (set) => JSON.stringify([...set]),
};

export const looks: readonly string[] = [
  ...new Set([ofArray, ofDict, ofMap, ofSet].flatMap((table) => Object.keys(table))),
];

/** A look at a place. Where what stands there has no such look, what it is at a glance. */
export interface Question {
  readonly at: Path;
  readonly look: string;
  readonly x: Primitive;
}

export function answer(scope: Scope, { at: path, look, x }: Question): Answer {
  const value = at(scope, path);
  if (!isContainer(value)) return value;
  if (Array.isArray(value)) return (ofArray[look] ?? glance)(value, x);
  if (value instanceof Map) return (ofMap[look] ?? glance)(value, x);
  if (value instanceof Set) return (ofSet[look] ?? glance)(value, x);
  return (ofDict[look] ?? glance)(value, x);
}

export type Condition = { readonly not: boolean } &
  /** The answer is this; or it is `truthy`, or `odd`, as half of all answers are. */
  (
    | (Question & { readonly is: Primitive })
    /** They are one and the same: for containers that is seldom so, whatever is in them. */
    | { readonly same: readonly [Path, Path] }
    /** They are the same data, as JSON sees it. */
    | { readonly alike: readonly [Path, Path] }
    /** They are of one kind. */
    | { readonly kin: readonly [Path, Path] }
  );

export function isSo(scope: Scope, condition: Condition): boolean {
  return plainly(scope, condition) !== condition.not;
}

export const areSo = (scope: Scope, conditions: readonly Condition[]): boolean =>
  conditions.every((one) => isSo(scope, one));

function plainly(scope: Scope, condition: Condition): boolean {
  if ('same' in condition) {
    const [one, other] = condition.same;
    return at(scope, one) === at(scope, other);
  }
  if ('alike' in condition) {
    const [one, other] = condition.alike;
    return JSON.stringify(at(scope, one)) === JSON.stringify(at(scope, other));
  }
  if ('kin' in condition) {
    const [one, other] = condition.kin;
    return kindOf(at(scope, one)) === kindOf(at(scope, other));
  }
  const found = answer(scope, condition);
  if (condition.is === 'truthy') return Boolean(found);
  if (condition.is === 'odd') return isOdd(String(found));
  return found === condition.is;
}

const kindOf = (value: Value): string =>
  Array.isArray(value) ? 'array' : Object.prototype.toString.call(value);

function isOdd(text: string): boolean {
  let sum = 0;
  for (const character of text) sum += character.charCodeAt(0);
  return sum % 2 === 1;
}
