/** What a recipe or reducer does to a state, in many ways to do it. */
import { current, freeze, isDraft, original } from 'immer';
import { answer, areSo, type Condition, type Question } from './condition.js';
import {
  at,
  fresh,
  get,
  glance,
  isContainer,
  isDict,
  keyIn,
  longest,
  passed,
  put,
  remove,
  shallow,
  split,
  start,
  type Container,
  type Dict,
  type Path,
  type Primitive,
  type Scope,
  type Value,
} from './value.js';

/** Where a value comes from that is written somewhere. */
export type Source =
  | { readonly data: Value }
  /** The same frozen object every time, as of a constant of the module. */
  | { readonly constant: Value }
  | { readonly answer: Question }
  /** A number one or two or three higher. */
  | { readonly more: Path; readonly by: number }
  /** A part of the state, in a second place from then on. */
  | { readonly part: Path }
  /** A new container with the parts of the old one. */
  | { readonly copy: Path; readonly how: Copying }
  /** What shares nothing with the state that is being changed. */
  | { readonly clone: Path; readonly how: Cloning };

export const copyings = {
  spread: shallow,
  assign: (value) => (isDict(value) ? Object.assign({}, value) : shallow(value)),
  without: (value) => {
    if (!isDict(value)) return Array.isArray(value) ? value.slice(1) : shallow(value);
    const { n, ...others } = value;
    return n === 0 ? { ...others, n: 1 } : others;
  },
  filter: (value) => (Array.isArray(value) ? value.filter((one) => glance(one) !== 0) : value),
  values: (value) => (isContainer(value) ? [...valuesOf(value)].slice(0, longest) : value),
} as const satisfies Record<string, (value: Value) => Value>;
type Copying = keyof typeof copyings;

export const clonings = {
  json: (value) => JSON.parse(JSON.stringify(value)) as Value,
  current: (value) => (isDraft(value) ? current(value) : value),
  original: (value) => (isDraft(value) ? original(value) : value),
  structured: (value) => structuredClone(isDraft(value) ? current(value) : value),
} as const satisfies Record<string, (value: Value) => Value>;
export type Cloning = keyof typeof clonings;

export const cloned = (value: Value, how: Cloning): Value =>
  value === undefined ? undefined : clonings[how](value);

export type Effect =
  | { readonly do: 'put'; readonly at: Path; readonly value: Source }
  | { readonly do: 'delete' | 'let' | 'write again' | 'reorder'; readonly at: Path }
  /** A number, or that of an object, goes round from 0 to 3. */
  | { readonly do: 'count'; readonly at: Path }
  | { readonly do: Call; readonly on: Path; readonly value: Source }
  /** What each member has under a key is written anew. */
  | { readonly do: 'each'; readonly of: Path; readonly by: Walk; readonly n: Primitive }
  | { readonly do: 'swap'; readonly at: Path; readonly and: Path }
  /** One new object in two places, changed afterwards. */
  | { readonly do: 'share'; readonly at: Path; readonly and: Path; readonly n: Primitive }
  | {
      readonly do: 'if';
      readonly if: readonly Condition[];
      readonly then: readonly Effect[];
      readonly else: readonly Effect[];
    }
  | { readonly do: 'throw'; readonly if: readonly Condition[]; readonly says: Question };

/** Methods of arrays; a Map, Set or object does what is most like them. */
export const calls = {
  push: (it, value) => {
    if (Array.isArray(it)) {
      if (it.length < longest && value !== undefined) it.push(value);
    } else if (isDict(it)) {
      if (isDict(value)) Object.assign(it, value);
    } else put(it, it instanceof Map ? 'x' : value, value);
  },
  unshift: (it, value) => {
    if (Array.isArray(it) && it.length < longest && value !== undefined) it.unshift(value);
  },
  pop: (it) => (Array.isArray(it) ? void it.pop() : remove(it, keyIn(it, 'last'))),
  shift: (it) => (Array.isArray(it) ? void it.shift() : remove(it, keyIn(it, 'first'))),
  splice: (it, value) => {
    if (!Array.isArray(it)) return;
    if (value === undefined) it.splice(0, 1);
    else it.splice(1, 1, value);
  },
  sort: (it) => {
    if (Array.isArray(it)) it.sort((one, other) => Number(glance(one)) - Number(glance(other)));
  },
  'sort as text': (it) => {
    if (Array.isArray(it)) it.sort();
  },
  reverse: (it) => {
    if (Array.isArray(it)) it.reverse();
  },
  fill: (it, value) => {
    if (Array.isArray(it) && value !== undefined) it.fill(value, 0, 2);
  },
  copyWithin: (it) => {
    if (Array.isArray(it)) it.copyWithin(0, 1);
  },
  shorten: (it) => {
    if (Array.isArray(it)) it.length = Math.min(it.length, 1);
  },
  empty: (it) => {
    if (Array.isArray(it)) it.length = 0;
    else if (!isDict(it)) it.clear();
    else for (const key in it) remove(it, key);
  },
} as const satisfies Record<string, (it: Container, value: Value) => void>;
type Call = keyof typeof calls;
const isCall = (effect: Effect): effect is Extract<Effect, { do: Call }> => effect.do in calls;

/** Ways to walk through what is in a container. */
export const walks = {
  values: (it) => [...valuesOf(it)],
  entries: (it) =>
    it instanceof Map || Array.isArray(it)
      ? [...it.entries()].map(([, one]) => one)
      : [...valuesOf(it)],
  forEach: (it) => {
    const met: Value[] = [];
    if (isDict(it)) Object.values(it).forEach((one) => met.push(one));
    else it.forEach((one: Value) => met.push(one));
    return met;
  },
  index: (it) => {
    if (!Array.isArray(it)) return [...valuesOf(it)];
    const met: Value[] = [];
    for (let index = 0; index < it.length; index++) met.push(it[index]);
    return met;
  },
  /** Keys of a Map are frozen, so to change one throws. */
  keys: (it) => (it instanceof Map ? [...it.keys()] : [...valuesOf(it)]),
} as const satisfies Record<string, (it: Container) => Value[]>;
type Walk = keyof typeof walks;

const valuesOf = (it: Container): Iterable<Value> => (isDict(it) ? Object.values(it) : it.values());

/** How a recipe reaches the container that it changes. */
export type Edit = (scope: Scope, path: Path, change: (it: Container) => void) => void;

/** As on a draft: the container itself is changed. */
export const inPlace: Edit = (scope, path, change) => {
  const it = at(scope, path);
  if (isContainer(it)) change(it);
};

/** As with spreads: the container and all around it are copied, and the copy is changed. */
export const byCopying: Edit = (scope, path, change) => {
  const { from, words } = start(scope, path);
  if (from === scope.s) scope.s = withChanged(from, words, change);
};

function withChanged(it: Value, [word, ...rest]: string[], change: (it: Container) => void): Value {
  const copy = shallow(it);
  if (!isContainer(copy)) return it;
  if (word === undefined) change(copy);
  else {
    const key = keyIn(copy, word);
    const inner = get(copy, key);
    if (!isContainer(inner)) return it;
    if (copy instanceof Set) copy.delete(inner);
    put(copy, key, withChanged(inner, rest, change));
  }
  return copy;
}

const constants = new WeakMap<Source, Value>();

function valueFrom(scope: Scope, source: Source): Value {
  if ('data' in source) return fresh(source.data);
  if ('answer' in source) return bounded(answer(scope, source.answer));
  if ('part' in source) return at(scope, source.part);
  if ('copy' in source) return copyings[source.how](at(scope, source.copy));
  if ('clone' in source) return cloned(at(scope, source.clone), source.how);
  if ('more' in source) return more(at(scope, source.more), source.by);
  // As immer does it: Object.freeze alone keeps nobody from adding to a Set.
  if (!constants.has(source)) constants.set(source, freeze(fresh(source.constant), true));
  return constants.get(source);
}

const more = (value: Value, by: number) => (typeof value === 'number' ? (value + by) % 4 : by);

/** What is put into a state must not grow with it. */
function bounded(found: Primitive | undefined): Value {
  if (typeof found === 'string') return found.slice(-8);
  if (typeof found !== 'number') return found;
  return Number.isFinite(found) ? found % 8 : null;
}

/** True where a source may make a state ever larger: a part of it in a second place. */
const grows = (source: Source) => 'part' in source || 'copy' in source || 'clone' in source;

/** True where effects may make a state ever larger, if they happen again and again. */
export const mayGrow = (effects: readonly Effect[]): boolean =>
  effects.some((effect) => {
    if (effect.do === 'if') return mayGrow(effect.then) || mayGrow(effect.else);
    return effect.do === 'swap' || ('value' in effect && grows(effect.value));
  });

/**
 * The value of a source, where it may stand in a container at that path: not where the container
 * would come to contain itself. Once a part has a second place, that is no longer plain to see.
 */
function valueFor(scope: Scope, source: Source, container: Path): Value {
  const value = valueFrom(scope, source);
  if (!grows(source) || !isContainer(value)) return value;
  const moved = scope.moved === true;
  scope.moved = true;
  if (container === '') return value;
  const whole = 'part' in source ? value : 'copy' in source ? at(scope, source.copy) : undefined;
  const closes = passed(scope, container).includes(whole);
  return moved || closes || container.startsWith('$') ? undefined : value;
}

export function perform(scope: Scope, effects: readonly Effect[], edit: Edit): void {
  for (const effect of effects) performOne(scope, effect, edit);
}

function performOne(scope: Scope, effect: Effect, edit: Edit): void {
  if (isCall(effect)) {
    const value = valueFor(scope, effect.value, effect.on);
    edit(scope, effect.on, (it) => calls[effect.do](it, value));
    return;
  }
  switch (effect.do) {
    case 'put': {
      const { parent } = split(effect.at);
      write(scope, effect.at, valueFor(scope, effect.value, parent), edit);
      return;
    }
    case 'count': {
      const value = at(scope, effect.at);
      const path = isContainer(value) ? `${effect.at}.n` : effect.at;
      write(scope, path, more(at(scope, path), 1), edit);
      return;
    }
    case 'write again':
      write(scope, effect.at, at(scope, effect.at), edit);
      return;
    case 'delete': {
      const { parent, word } = split(effect.at);
      edit(scope, parent, (it) => remove(it, keyIn(it, word)));
      return;
    }
    case 'let':
      scope.local = at(scope, effect.at);
      return;
    case 'reorder':
      edit(scope, effect.at, reorder);
      return;
    case 'each':
      edit(scope, effect.of, (it) => {
        for (const one of walks[effect.by](it)) if (isDict(one)) one.n = effect.n;
      });
      return;
    case 'share': {
      const shared: Dict = { n: 0, k: [0] };
      scope.moved = true;
      write(scope, effect.at, shared, edit);
      if (!passed(scope, effect.and).includes(shared)) write(scope, effect.and, shared, edit);
      shared.n = effect.n;
      return;
    }
    case 'swap':
      swap(scope, effect.at, effect.and, edit);
      return;
    case 'if':
      perform(scope, areSo(scope, effect.if) ? effect.then : effect.else, edit);
      return;
    case 'throw':
      if (areSo(scope, effect.if)) throw new Error(String(answer(scope, effect.says)));
  }
}

function write(scope: Scope, path: Path, value: Value, edit: Edit): void {
  const { parent, word } = split(path);
  edit(scope, parent, (it) => put(it, keyIn(it, word), value));
}

function swap(scope: Scope, one: Path, other: Path, edit: Edit): void {
  const [left, right] = [at(scope, one), at(scope, other)];
  const nested = one.includes('.') || other.includes('.');
  if (nested && scope.moved === true) return;
  if (passed(scope, one).includes(right) || passed(scope, other).includes(left)) return;
  scope.moved = true;
  write(scope, one, right, edit);
  write(scope, other, left, edit);
}

/** The same data in another order: of an array, what its elements are made of. */
function reorder(it: Container): void {
  if (Array.isArray(it)) it.filter(isContainer).forEach(reorder);
  else if (it instanceof Map) {
    const entries = [...it].reverse();
    it.clear();
    for (const [key, one] of entries) it.set(key, one);
  } else if (it instanceof Set) {
    const members = [...it].reverse();
    it.clear();
    for (const one of members) it.add(one);
  } else {
    const entries = Object.entries(it).reverse();
    for (const [key] of entries) remove(it, key);
    for (const [key, one] of entries) it[key] = one;
  }
}
