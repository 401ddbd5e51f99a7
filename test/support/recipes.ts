/**
 * Recipes at random: what code may do with a draft, one thing after the other.
 *
 * A recipe has a pool of objects that it holds: first the draft itself, then every object that it read or made. Each
 * operation works on one of them. What a recipe sees goes into a log, so that two drafts can be compared by all that
 * a recipe can see of them.
 */
import { current, Immer, isDraft, original } from 'immer';
import fc from 'fast-check';

const immer = new Immer({ autoFreeze: false });

/** One operation. Numbers select an object of the pool or a key of it; they wrap around. */
export interface Operation {
  readonly does: keyof typeof operations;
  readonly on: number;
  readonly key: number;
  readonly value: Given;
}

/** A value that a recipe puts somewhere: a leaf, new data, or an object of the pool. */
type Given = { readonly data: unknown } | { readonly held: number } | { readonly around: number };

/** A recipe, and what it returns in the end. */
export interface Recipe {
  readonly operations: readonly Operation[];
  readonly returns: 'nothing' | 'draft' | 'part' | 'new' | 'number';
}

const leaf = fc.oneof(
  fc.integer({ min: 0, max: 3 }),
  fc.constantFrom('a', 'b', '', true, null, -0, 2n),
);

const data = fc.oneof(
  { weight: 5, arbitrary: leaf },
  { weight: 1, arbitrary: fc.record({ a: leaf }, { noNullPrototype: true }) },
  { weight: 1, arbitrary: fc.array(leaf, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.constant(undefined) },
);

/** Keys that objects have, and some that they do not have. */
const names = ['a', 'b', 'c', 'list', 'map', 'set', 'z', 'toString'] as const;

/** States: every kind of container in some other. */
export const arbitraryState: fc.Arbitrary<Record<string, unknown>> = fc.letrec<{
  state: Record<string, unknown>;
  value: unknown;
}>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    tie('state'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc
      .array(fc.tuple(fc.constantFrom('a', 'b', 1), tie('value')), { maxLength: 3 })
      .map((entries) => new Map(entries)),
    fc.array(fc.constantFrom('a', 'b', 1, 2), { maxLength: 3 }).map((members) => new Set(members)),
  ),
  state: fc.record(
    { a: tie('value'), b: leaf, c: tie('value'), list: fc.array(tie('value'), { maxLength: 4 }) },
    { requiredKeys: ['b'], noNullPrototype: true },
  ),
})).state;

type Any = Record<string, unknown> & unknown[] & Map<unknown, unknown> & Set<unknown>;
/** Notes what a recipe sees. It returns nothing, so that an operation can end with it. */
type Log = (seen: unknown) => undefined;

interface Turn {
  readonly target: Any;
  /** A key that the target has, if it has any. */
  readonly key: unknown;
  /** A name, whether the target has it or not. */
  readonly name: string;
  readonly value: unknown;
  readonly log: Log;
}

const isMap = (value: unknown) => value instanceof Map;
const isSet = (value: unknown) => value instanceof Set;
const isList = Array.isArray;
const isRecord = (value: unknown) => !isMap(value) && !isSet(value) && !isList(value);

/** Does something with a target of one kind. Returns what goes into the pool. */
const on =
  (is: (value: unknown) => boolean, act: (turn: Turn) => unknown) =>
  (turn: Turn): unknown =>
    is(turn.target) ? act(turn) : undefined;

const operations = {
  get: on(
    (target) => isRecord(target) || isList(target),
    ({ target, key }) => target[key as string],
  ),
  getMissing: on(isRecord, ({ target, name }) => target[name]),
  set: on(isRecord, ({ target, name, value }) => void (target[name] = value)),
  setAgain: on(isRecord, ({ target, key }) => {
    const name = key as string;
    const value: unknown = target[name];
    Object.assign(target, { [name]: value });
  }),
  increase: on(isRecord, ({ target }) => void (target['b'] = Number(target['b']) + 1)),
  remove: on(isRecord, ({ target, key }) => void Reflect.deleteProperty(target, key as string)),
  removeMissing: on(isRecord, ({ target, name }) => void Reflect.deleteProperty(target, name)),
  has: ({ target, name, log }: Turn) => log(name in target),
  hasOwn: ({ target, name, log }: Turn) => log(Object.hasOwn(target, name)),
  keys: ({ target, log }: Turn) => log(Object.keys(target)),
  entries: on(isRecord, ({ target }) => Object.entries(target)),
  spread: on(isRecord, ({ target }) => ({ ...(target as object) })),
  assign: on(isRecord, ({ target, value }) => Object.assign(target, { a: value, z: 1 })),
  json: ({ target, log }: Turn) =>
    log(JSON.stringify(target, (_, part: unknown) => (typeof part === 'bigint' ? 'big' : part))),
  forIn: on(isRecord, ({ target, log }) => {
    for (const name in target as object) log(name);
  }),
  typeOf: ({ target, log }: Turn) =>
    log([Object.prototype.toString.call(target), Array.isArray(target), isMap(target)]),
  frozen: ({ target, log }: Turn) => log([Object.isFrozen(target), Object.isSealed(target)]),
  element: on(isList, ({ target, key, value }) => void (target[key as number] = value)),
  before: on(isList, ({ target, value }) => void (target[-1] = value)),
  named: on(isList, ({ target, name, value }) => Object.assign(target, { [name]: value })),
  append: on(isList, ({ target, value }) => void (target[target.length] = value)),
  push: on(isList, ({ target, value, log }) => log(target.push(value))),
  pushSome: on(isList, ({ target, value, log }) => log(target.push(value, 1, value))),
  pop: on(isList, ({ target }) => target.pop()),
  shift: on(isList, ({ target }) => target.shift()),
  unshift: on(isList, ({ target, value, log }) => log(target.unshift(value))),
  splice: on(isList, ({ target, key, value }) => target.splice(key as number, 1, value)),
  cutOut: on(isList, ({ target, key }) => target.splice(key as number, 1)),
  shorten: on(isList, ({ target, key }) => void (target.length = Number(key))),
  reverse: on(isList, ({ target }) => target.reverse()),
  sort: on(isList, ({ target }) =>
    target.sort((one, other) => (String(one) < String(other) ? -1 : 1)),
  ),
  fill: on(isList, ({ target, value }) => target.fill(value, 1)),
  indexOf: on(isList, ({ target, value, log }) => {
    log([target.indexOf(value), target.includes(value), target.lastIndexOf(value)]);
  }),
  join: on(isList, ({ target, log }) => log(target.slice(1).map(String).join())),
  sliceOf: on(isList, ({ target }) => target.slice(0, 2)),
  concat: on(isList, ({ target, value }) => target.concat([value])),
  filter: on(isList, ({ target }) => target.filter((part) => part !== 1)),
  find: on(isList, ({ target }) => target.find((part) => typeof part === 'object')),
  last: on(isList, ({ target }) => target.at(-1)),
  each: on(isList, ({ target, log }) => {
    target.forEach((part, index) => {
      log([index, typeof part]);
    });
  }),
  iterate: on(isList, ({ target, log }) => {
    for (const part of target) log(typeof part);
  }),
  mapGet: on(isMap, ({ target, key }) => target.get(key)),
  mapGetMissing: on(isMap, ({ target, name, log }) => log(target.get(name))),
  mapSet: on(isMap, ({ target, name, value }) => void target.set(name, value)),
  mapSetAgain: on(isMap, ({ target, key }) => void target.set(key, target.get(key))),
  mapDelete: on(isMap, ({ target, key, log }) => log(target.delete(key))),
  mapHas: on(isMap, ({ target, name, key, log }) => log([target.has(name), target.has(key)])),
  mapClear: on(isMap, ({ target }) => {
    target.clear();
  }),
  mapSize: on(isMap, ({ target, log }) => log(target.size)),
  mapKeys: on(isMap, ({ target, log }) => log([...target.keys()])),
  mapValues: on(isMap, ({ target }) => [...target.values()]),
  mapEach: on(isMap, ({ target, log }) => {
    target.forEach((part: unknown, key: unknown) => {
      log([key, typeof part]);
    });
  }),
  mapOfObject: on(isMap, ({ target, value }) => void target.set({ a: 1 }, value)),
  setAdd: on(isSet, ({ target, value }) => void target.add(value)),
  setAddName: on(isSet, ({ target, name }) => void target.add(name)),
  setDelete: on(isSet, ({ target, key, log }) => log(target.delete(key))),
  setHas: on(isSet, ({ target, name, key, log }) => log([target.has(name), target.has(key)])),
  setClear: on(isSet, ({ target }) => {
    target.clear();
  }),
  setSize: on(isSet, ({ target, log }) => log(target.size)),
  setMembers: on(isSet, ({ target, log }) => log([...target].map(String))),
  same: ({ target, key, log }: Turn) => {
    const name = key as string;
    log(isRecord(target) && target[name] === target[name]);
  },
  current: ({ target, log }: Turn) => void (isDraft(target) && log(current(target))),
  original: ({ target, log }: Turn) => void (isDraft(target) && log(original(target))),
  isDraft: ({ target, log }: Turn) => log(isDraft(target)),
  symbol: on(isRecord, ({ target, log }) => log(String((target as never)[Symbol.iterator]))),
  describe: on(
    (target) => isRecord(target) || isList(target),
    ({ target, key, log }) => {
      const found = Object.getOwnPropertyDescriptor(target, key as string);
      const value: unknown = found?.value;
      log([found?.enumerable, found?.writable, found?.configurable, typeof value, isList(value)]);
      return value;
    },
  ),
  describeSame: on(isRecord, ({ target, key, log }) => {
    const name = key as string;
    const part: unknown = Object.getOwnPropertyDescriptor(target, name)?.value;
    log(part === target[name]);
    log(part === (Object.getOwnPropertyDescriptor(target, name)?.value as unknown));
  }),
  define: on(isRecord, ({ target, name, value }) => Object.defineProperty(target, name, { value })),
  freeze: ({ target }: Turn) => Object.freeze(target),
  prototype: ({ target, log }: Turn) =>
    log([Object.getPrototypeOf(target) === Object.prototype, typeof target['__proto__']]),
  produce: on(isRecord, ({ target }) => {
    immer.produce(target, (draft: { b: unknown; c?: { b?: unknown } }) => {
      draft.b = 7;
      if (typeof draft.c === 'object') draft.c.b = 7;
    });
  }),
  mapCopy: on(isMap, ({ target }) => new Map(target)),
  setCopy: on(isSet, ({ target, log }) => log([...new Set(target)])),
  throws: () => {
    throw new RangeError('on purpose');
  },
  catches: on(isRecord, ({ target, log }) => {
    try {
      (target['b'] as { no: { way: number } }).no.way = 1;
    } catch (thrown) {
      log(String(thrown));
    }
  }),
};

const rare = new Set<keyof typeof operations>([
  'before',
  'named',
  'throws',
  'current',
  'original',
  'isDraft',
  'frozen',
  'describe',
  'define',
  'freeze',
  'produce',
]);

const number = fc.nat({ max: 11 });

const given: fc.Arbitrary<Given> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ data }) },
  { weight: 2, arbitrary: fc.record({ held: number }) },
  { weight: 1, arbitrary: fc.record({ around: number }) },
);

/** Recipes. */
export const arbitraryRecipe: fc.Arbitrary<Recipe> = fc.record({
  operations: fc.array(
    fc.record({
      does: fc.oneof(
        ...(Object.keys(operations) as (keyof typeof operations)[]).map((name) => ({
          // Without an object to work on, most operations do nothing.
          weight: name === 'get' ? 60 : rare.has(name) ? 1 : 6,
          arbitrary: fc.constant(name),
        })),
      ),
      on: number,
      key: number,
      value: given,
    }),
    { minLength: 1, maxLength: 8 },
  ),
  returns: fc.oneof(
    { weight: 20, arbitrary: fc.constant('nothing' as const) },
    { weight: 4, arbitrary: fc.constantFrom('draft', 'new') },
    { weight: 1, arbitrary: fc.constantFrom('part', 'number') },
  ),
});

/** The keys of a container, as many as it has at least one. */
function keysOf(target: Any): readonly unknown[] {
  if (isMap(target) || isSet(target)) return [...target.keys()];
  return Object.keys(target);
}

/**
 * Runs a recipe.
 *
 * @param root - The draft.
 * @param log - Is told what the recipe sees.
 * @returns What the recipe returns.
 */
export function run({ operations: list, returns }: Recipe, root: unknown, log: Log): unknown {
  const pool: object[] = [root as object];
  const hold = (value: unknown) => {
    if (typeof value === 'object' && value !== null) pool.push(value);
  };
  const valueOf = (one: Given): unknown => {
    if ('data' in one) return structuredClone(one.data);
    const held = pool[('held' in one ? one.held : one.around) % pool.length];
    return 'held' in one ? held : { a: held, b: 1 };
  };
  for (const { does, on: which, key, value } of list) {
    const target = pool[which % pool.length] as Any;
    const keys = keysOf(target);
    const turn = {
      target,
      key: keys.length === 0 ? 0 : keys[key % keys.length],
      name: names[key % names.length] as string,
      value: valueOf(value),
      log,
    };
    const found: unknown = operations[does](turn);
    log(typeof found === 'object' && found !== null ? 'an object' : found);
    hold(found);
    hold(turn.value);
  }
  const last = pool.at(-1);
  return { nothing: undefined, draft: root, part: last, number: 3, new: { b: 0, c: last } }[
    returns
  ];
}
