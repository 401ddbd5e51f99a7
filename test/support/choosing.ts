/**
 * Models whose steps choose objects of their state and use them by identity, and the plain oracle for
 * them: ordinary objects that are read anew from text for each step, as in any JavaScript program.
 */
import fc from 'fast-check';
import { actor, defineModel, fromReducer, step, type Model } from 'allways';

/** An object that stands in many places of a state. */
export interface Item {
  k: number;
  done: boolean;
}

/** Every kind of container. */
export interface Places {
  list: Item[];
  set: Set<Item>;
  map: Map<string, Item>;
  keys: Map<Item, number>;
  named: Record<string, Item>;
  box: { item: Item };
  current: Item | null;
  count: number;
}

/** What a step chooses from, and the item in what it chose. */
const choosers = {
  list: choosing((s) => s.list),
  slice: choosing((s) => s.list.slice(1)),
  reversed: choosing((s) => [...s.list].reverse()),
  set: choosing((s) => s.set),
  values: choosing((s) => s.map.values()),
  keys: choosing((s) => s.keys.keys()),
  named: choosing((s) => Object.values(s.named)),
  entries: choosing(
    (s) => Object.entries(s.named),
    ([, item]) => item,
  ),
  mapEntries: choosing(
    (s) => s.map,
    ([, item]) => item,
  ),
  box: choosing(
    (s) => [s.box],
    ({ item }) => item,
  ),
  whole: choosing(
    (s) => (s.list.length > 0 ? [s] : []),
    ({ list: [item] }) => item as Item,
  ),
  arrays: choosing(
    (s) => (s.list.length > 0 ? [s.list] : []),
    ([item]) => item as Item,
  ),
  mixed: choosing((s) => [...s.list, ...s.set, ...Object.values(s.named), s.box.item]),
  pairs: choosing(
    (s) => s.list.flatMap((item) => [...s.set].map((other) => ({ other, to: { item } }))),
    ({ to: { item } }) => item,
  ),
  grouped: choosing(
    (s) => s.list.map((item) => new Set([item])),
    ([item]) => item as Item,
  ),
  mapped: choosing(
    (s) => s.list.map((item, at) => new Map([[at, item]])),
    (map) => [...map.values()][0] as Item,
  ),
  copies: choosing((s) => s.list.map((item) => ({ ...item }))),
  made: choosing(() => [{ k: 0, done: false }]),
};

interface Chooser {
  readonly choose: (s: Places) => Iterable<unknown>;
  readonly itemOf: (choice: unknown) => Item;
}

function choosing<T = Item>(
  choose: (s: Places) => Iterable<T>,
  itemOf: (choice: T) => Item = (choice) => choice as unknown as Item,
): Chooser {
  return { choose, itemOf: (choice) => itemOf(choice as T) };
}

/** What chose an item that is no part of the state, or a key, cannot be written. */
const readOnly: readonly ChooserName[] = ['copies', 'made', 'keys'];

export type ChooserName = keyof typeof choosers;

/** Guards that compare by identity. */
const guards = {
  always: () => true,
  open: (_: Places, item: Item) => !item.done,
  listed: (s: Places, item: Item) => s.list.includes(item),
  first: (s: Places, item: Item) => s.list.indexOf(item) === 0,
  inSet: (s: Places, item: Item) => s.set.has(item),
  isKey: (s: Places, item: Item) => s.keys.has(item),
  other: (s: Places, item: Item) => s.current !== item && s.box.item !== item,
  mapped: (s: Places, item: Item) => [...s.map.values()].includes(item),
};

/** What a recipe does; those that write to the item come last. */
const effects = {
  filter(s: Places, item: Item) {
    s.list = s.list.filter((one) => one !== item);
  },
  splice(s: Places, item: Item) {
    s.list.splice(s.list.indexOf(item), 1);
  },
  spliceIfThere(s: Places, item: Item) {
    const at = s.list.indexOf(item);
    if (at >= 0) s.list.splice(at, 1);
  },
  count(s: Places, item: Item) {
    if (s.list.includes(item)) s.count = (s.count + 1) % 3;
  },
  place(s: Places, item: Item) {
    s.count = s.list.findIndex((one) => one === item) + 1;
  },
  deleteMember(s: Places, item: Item) {
    s.set.delete(item);
  },
  addMember(s: Places, item: Item) {
    s.set.add(item);
  },
  deleteKey(s: Places, item: Item) {
    s.keys.delete(item);
  },
  deleteValue(s: Places, item: Item) {
    for (const [key, value] of s.map) if (value === item) s.map.delete(key);
  },
  deleteNamed(s: Places, item: Item) {
    for (const [name, value] of Object.entries(s.named))
      if (value === item) Reflect.deleteProperty(s.named, name);
  },
  setNamed(s: Places, item: Item) {
    s.named.a = item;
  },
  setValue(s: Places, item: Item) {
    s.map.set('x', item);
  },
  keep(s: Places, item: Item) {
    s.current = item;
  },
  drop(s: Places, item: Item) {
    if (s.current === item || s.box.item === item) s.current = null;
  },
  swap(s: Places, item: Item) {
    const { box } = s;
    const at = s.list.indexOf(item);
    if (at >= 0) [s.list[at], box.item] = [box.item, item];
  },
  push(s: Places, item: Item) {
    if (s.list.length < 3) s.list.push(item);
  },
  unshift(s: Places, item: Item) {
    if (s.list.length < 3) s.list.unshift({ k: item.k, done: item.done });
  },
  rotate(s: Places) {
    const [first] = s.list.splice(0, 1);
    if (first !== undefined) s.list.push(first);
  },
  toggle(_: Places, item: Item) {
    item.done = !item.done;
  },
  number(_: Places, item: Item) {
    item.k = 1 - item.k;
  },
};

const writing = ['toggle', 'number'];

/** A step: names of what is above. */
export interface ChoosingStep {
  readonly choose: ChooserName;
  readonly when: keyof typeof guards;
  readonly then: readonly (keyof typeof effects)[];
}

export interface ChoosingModel {
  readonly initial: readonly string[];
  /** One for each actor. */
  readonly steps: readonly ChoosingStep[];
}

// What they are for allways.

const partsOf = ({ choose, when, then }: ChoosingStep) => {
  const { choose: from, itemOf } = choosers[choose];
  return {
    choose: from,
    when: (s: Places, choice: unknown) => guards[when](s, itemOf(choice)),
    then: (s: Places, choice: unknown) => {
      const item = itemOf(choice);
      for (const effect of then) effects[effect](s, item);
    },
  };
};

export function choosingModelOf({ initial, steps }: ChoosingModel): Model<Places> {
  return defineModel<Places>({
    name: 'choosing',
    initial: () => initial.map(read),
    actors: steps.map((one, index) => {
      const { then, ...rest } = partsOf(one);
      return actor<Places>(String(index), {
        act: step<Places, unknown>({
          ...rest,
          then,
        }),
      });
    }),
  });
}

/** The same as a reducer, which removes the item of its action where it finds it. */
export function removingReducer(choose: ChooserName, initial: readonly string[]): Model<Places> {
  const { choose: from, itemOf } = choosers[choose];
  return fromReducer<Places, { type: string; item: unknown }>({
    name: 'removing',
    initial: () => initial.map(read),
    actions: (s) => [...from(s)].map((item) => ({ type: 'remove', item })),
    reduce: (s, action) => removed(s, itemOf(action.item)),
  });
}

/** The state without an item, by identity, and with nothing changed that was there. */
export function removed(s: Places, item: Item): Places {
  return {
    ...s,
    list: s.list.filter((one) => one !== item),
    set: new Set([...s.set].filter((one) => one !== item)),
    map: new Map([...s.map].filter(([, one]) => one !== item)),
    keys: new Map([...s.keys].filter(([one]) => one !== item)),
    named: Object.fromEntries(Object.entries(s.named).filter(([, one]) => one !== item)),
    current: s.current === item ? null : s.current,
  };
}

// The oracle.

type Json = [string, ...unknown[]] | string | number | boolean | null;

/** A state as text, the same for equal states; nothing here is shared with allways. */
export function write(value: unknown): string {
  return JSON.stringify(sorted(value));
}

function sorted(value: unknown): Json {
  if (typeof value !== 'object' || value === null) return value as Json;
  if (Array.isArray(value)) return ['array', ...value.map(sorted)];
  if (value instanceof Set) {
    return ['set', ...new Set([...value].map(write).sort())];
  }
  if (value instanceof Map) {
    const entries = [...value].map(([key, one]) => JSON.stringify([write(key), write(one)]));
    return ['map', ...entries.sort()];
  }
  const entries = Object.entries(value).map(([key, one]) => JSON.stringify([key, write(one)]));
  return ['object', ...entries.sort()];
}

/** New objects from the text. */
export function read(text: string): Places {
  return revived(JSON.parse(text) as Json) as Places;
}

function revived(json: Json): unknown {
  if (!Array.isArray(json)) return json;
  const [kind, ...parts] = json;
  const inner = (part: unknown) => revived(JSON.parse(part as string) as Json);
  if (kind === 'array') return parts.map((part) => revived(part as Json));
  if (kind === 'set') return new Set(parts.map(inner));
  const entries = parts.map((part) => JSON.parse(part as string) as [string, string]);
  return kind === 'map'
    ? new Map(entries.map(([key, one]) => [inner(key), inner(one)]))
    : Object.fromEntries(entries.map(([key, one]) => [key, inner(one)]));
}

/** Numbers for the objects of a state. */
function numbersOf(value: unknown, numbers = new Map<object, number>()): Map<object, number> {
  if (typeof value !== 'object' || value === null) return numbers;
  numbers.set(value, numbers.size);
  const parts =
    value instanceof Map ? [...value].flat() : value instanceof Set ? value : Object.values(value);
  for (const part of parts) numbersOf(part, numbers);
  return numbers;
}

/** A choice as text that tells apart which objects of the state are in it. */
function named(choice: unknown, numbers: ReadonlyMap<object, number>): unknown {
  if (typeof choice !== 'object' || choice === null) return choice;
  const number = numbers.get(choice);
  if (number !== undefined) return ['of the state', number];
  const parts = choice instanceof Map ? [...choice].flat() : Object.values(choice);
  return choice instanceof Set
    ? [...choice].map((part) => named(part, numbers))
    : parts.map((part) => named(part, numbers));
}

/** One transition: which actor, and the state that it leads to. */
export interface Edge {
  readonly actor: number;
  readonly to: string;
}

/** All that can happen in a state, once for each choice that differs in its data or its objects. */
export function edgesOf({ steps }: ChoosingModel, state: string): Edge[] {
  return steps.flatMap((one, index) => {
    const { choose, when, then } = partsOf(one);
    return choicesIn(choose, state).flatMap(([s, choice]) => {
      if (!when(s, choice)) return [];
      then(s, choice);
      return [{ actor: index, to: write(s) }];
    });
  });
}

/** Each choice in a state of its own. */
function choicesIn(
  choose: (s: Places) => Iterable<unknown>,
  state: string,
): (readonly [Places, unknown])[] {
  const seen = new Set<string>();
  const found: (readonly [Places, unknown])[] = [];
  const first = read(state);
  const numbers = numbersOf(first);
  for (const [at, choice] of [...choose(first)].entries()) {
    const text = JSON.stringify([write(choice), named(choice, numbers)]);
    if (seen.has(text)) continue;
    seen.add(text);
    const s = read(state);
    found.push([s, [...choose(s)][at]]);
  }
  return found;
}

/** The same for {@link removingReducer}. */
export function removalsIn(choose: ChooserName, state: string): Edge[] {
  const { choose: from, itemOf } = choosers[choose];
  return choicesIn(from, state).map(([s, choice]) => ({
    actor: 0,
    to: write(removed(s, itemOf(choice))),
  }));
}

/** What an exhaustive search must count. */
export interface Count {
  readonly states: ReadonlySet<string>;
  readonly generated: number;
  readonly depth: number;
  /** The actors that acted, and never changed a state. */
  readonly idle: readonly string[];
}

/** Walks everywhere; undefined if there are more states than wanted. */
export function explore(
  initial: readonly string[],
  edges: (state: string) => readonly Edge[],
  most: number,
): Count | undefined {
  const states = new Set(initial.map((text) => write(read(text))));
  const acted = new Set<number>();
  const changed = new Set<number>();
  let generated = states.size;
  let depth = 0;
  let level = [...states];
  while (level.length > 0) {
    depth++;
    const next: string[] = [];
    for (const state of level) {
      for (const { actor, to } of edges(state)) {
        generated++;
        acted.add(actor);
        if (to !== state) changed.add(actor);
        if (states.has(to)) continue;
        states.add(to);
        next.push(to);
        if (states.size > most) return undefined;
      }
    }
    level = next;
  }
  const idle = [...acted].filter((one) => !changed.has(one)).sort();
  return { states, generated, depth, idle: idle.map(String) };
}

// How they are made.

const item = fc.record({ k: fc.nat(1), done: fc.boolean() }, { noNullPrototype: true });
const places = fc
  .record(
    {
      list: fc.array(item, { maxLength: 3 }),
      set: fc.array(item, { maxLength: 2 }),
      map: fc.dictionary(fc.constantFrom('x', 'y'), item, { noNullPrototype: true }),
      keys: fc.uniqueArray(item, { maxLength: 2, selector: write }),
      named: fc.dictionary(fc.constantFrom('a', 'b'), item, { noNullPrototype: true }),
      box: fc.record({ item }, { noNullPrototype: true }),
      current: fc.option(item),
      count: fc.nat(1),
    },
    { noNullPrototype: true },
  )
  .map(({ set, map, keys, ...rest }) =>
    write({
      ...rest,
      set: new Set(set),
      map: new Map(Object.entries(map)),
      keys: new Map(keys.map((one, at) => [one, at])),
    }),
  );

const keysOf = <Name extends string>(of: Record<Name, unknown>) => Object.keys(of) as Name[];

const choosingStep = fc
  .record({
    choose: fc.constantFrom(...keysOf(choosers)),
    when: fc.oneof(
      { weight: 2, arbitrary: fc.constant<keyof typeof guards>('always') },
      { weight: 3, arbitrary: fc.constantFrom(...keysOf(guards)) },
    ),
    then: fc.array(fc.constantFrom(...keysOf(effects)), { minLength: 1, maxLength: 3 }),
  })
  .map(({ then, ...rest }): ChoosingStep => {
    const may = then.filter((one) => !readOnly.includes(rest.choose) || !writing.includes(one));
    return { ...rest, then: may };
  });

/** A few actors that choose items. */
export const choosingModel: fc.Arbitrary<ChoosingModel> = fc.record({
  initial: fc.array(places, { minLength: 1, maxLength: 2 }),
  steps: fc.array(choosingStep, { minLength: 1, maxLength: 3 }),
});

/** What a reducer removes, and the states it starts in. */
export const removing = fc.record({
  choose: fc.constantFrom(...keysOf(choosers)),
  initial: fc.array(places, { minLength: 1, maxLength: 2 }),
});
