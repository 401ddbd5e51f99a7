import { Immer } from 'immer';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { canonical, canonicalKey } from '../../../../src/model/canonical.js';
import { Copier } from '../../../../src/engine/store/copier.js';
import { flatten, slotsFor } from '../../../../src/engine/store/flatten.js';
import type { Slots, Vector } from '../../../../src/engine/store/slots.js';
import { unflatten } from '../../../../src/engine/store/unflatten.js';
import { tries } from '../../../support/deep.js';
import { arbitraryRecipe, arbitraryState, run, type Recipe } from '../../../support/recipes.js';

const immer = new Immer({ autoFreeze: false });

/** Data as a text, also if it is no plain data. */
function text(value: unknown): string {
  try {
    return canonicalKey(value);
  } catch {
    return 'no plain data';
  }
}

/** The slots of several states, and a copier that is ready for them. */
function copierFor(raw: readonly unknown[]) {
  const states = raw.map((one) => canonical(one));
  const slots = slotsFor(states[0]);
  for (const state of states) flatten(slots, state);
  // By now all slots are known, so all vectors have numbers for all of them.
  const vectors = states.map((state) => flatten(slots, state));
  return { states, slots, vectors, copier: readyFor(slots, vectors[0] as Vector) };
}

function readyFor(slots: Slots, vector: Vector): Copier {
  const copier = new Copier(slots);
  for (let time = 0; !copier.isReady(vector); time++) {
    if (time > 1000) throw new Error('The copier is never ready.');
  }
  return copier;
}

const many = { numRuns: Number(process.env['TRIES'] ?? tries(400)) };
const someStates = fc.array(arbitraryState, { minLength: 1, maxLength: 3 });

test('a copy is the state and has its numbers, and a frozen one is what the plain function builds', () => {
  fc.assert(
    fc.property(someStates, (raw) => {
      const { states, slots, vectors, copier } = copierFor(raw);
      for (const [index, vector] of vectors.entries()) {
        const copy = copier.copy(vector);
        expect(copy).toStrictEqual(states[index]);
        expect(copier.numbers(copy, vector)).toEqual(vector);
        const frozen = copier.frozen(vector);
        const plain = unflatten(slots, vector);
        expect(frozen).toStrictEqual(plain);
        // Also in the order of its names, keys and members.
        expect(inOrder(frozen)).toBe(inOrder(plain));
        expect(allFrozen(frozen)).toBe(true);
      }
    }),
    many,
  );
});

/** Data as a text that tells in which order its parts come. */
function inOrder(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part === 'bigint') return `${part}n`;
    return part instanceof Map || part instanceof Set ? [...(part as Iterable<unknown>)] : part;
  });
}

function allFrozen(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  const parts = value instanceof Map ? value.values() : Object.values(value);
  return Object.isFrozen(value) && [...parts].every(allFrozen);
}

/** What a copy cannot do as a draft does: no draft has these properties, and a copy tells that it is none. */
const onlyDrafts = new Set([
  'isDraft',
  'current',
  'original',
  'define',
  'freeze',
  'describe',
  'describeSame',
]);

const arbitraryOnCopies = arbitraryRecipe.map(({ operations, returns }): Recipe => ({
  operations: operations.filter(({ does }) => !onlyDrafts.has(does)),
  returns,
}));

/** What a recipe came to: the key of the state after it, or what it threw; and all that it saw. */
interface Came {
  readonly to: string;
  readonly seen: string;
}

function byImmer(recipe: Recipe, state: unknown): Came {
  const seen: string[] = [];
  try {
    const next: unknown = immer.produce(state, (draft: unknown) => {
      const returned = run(recipe, draft, (value) => void seen.push(text([value])));
      return returned === draft ? undefined : returned;
    });
    return { to: text(next), seen: seen.join('\n') };
  } catch (thrown) {
    return { to: `threw ${String(thrown)}`, seen: seen.join('\n') };
  }
}

/** Undefined if only immer knows the outcome. */
function byCopy(recipe: Recipe, slots: Slots, copier: Copier, vector: Vector): Came | undefined {
  const seen: string[] = [];
  try {
    const copy = copier.copy(vector);
    const returned = run(recipe, copy, (value) => void seen.push(text([value])));
    if (returned !== undefined && returned !== copy) return undefined;
    const next = copier.numbers(copy, vector);
    return next && { to: text(unflatten(slots, next)), seen: seen.join('\n') };
  } catch {
    return undefined;
  }
}

test('a recipe does to a copy what it does to a draft of immer', () => {
  let sure = 0;
  let open = 0;
  fc.assert(
    fc.property(someStates, arbitraryOnCopies, (raw, recipe) => {
      const { states, slots, vectors, copier } = copierFor(raw);
      for (const [index, vector] of vectors.entries()) {
        const before = [...vector];
        const came = byCopy(recipe, slots, copier, vector);
        if (came === undefined) open++;
        else {
          sure++;
          expect(came).toEqual(byImmer(recipe, states[index]));
        }
        expect(vector).toEqual(before);
      }
    }),
    many,
  );
  expect(open).toBeLessThan(sure);
});

test('the numbers of a copy with new names, a longer list and other members have no gaps', () => {
  const slots = slotsFor({ a: { b: 1 }, list: [1], set: new Set(['x', 'y']) });
  const vector = flatten(slots, { a: { b: 1 }, list: [1], set: new Set(['x', 'y']) });
  const copier = readyFor(slots, vector);
  const copy = copier.copy(vector) as {
    a: Record<string, number>;
    list: number[];
    set: Set<string>;
  };
  copy.a['c'] = 2;
  copy.list.push(3, 4);
  copy.set.delete('x');
  copy.set.add('z');
  // This slot is new, too, and the copy has nothing in it.
  flatten(slots, { a: { b: 1, other: 1 }, list: [1], set: new Set() });
  const numbers = copier.numbers(copy, vector) as Vector;
  expect(numbers).toHaveLength(slots.all.length);
  expect(Object.keys(numbers)).toHaveLength(numbers.length);
  expect(unflatten(slots, numbers)).toEqual({
    a: { b: 1, c: 2 },
    list: [1, 3, 4],
    set: new Set(['y', 'z']),
  });
  const smaller = copier.copy(vector) as { set: Set<string> };
  smaller.set.delete('y');
  expect(unflatten(slots, copier.numbers(smaller, vector) as Vector)).toEqual({
    a: { b: 1 },
    list: [1],
    set: new Set(['x']),
  });
});

test('functions are made only when no new slot has appeared for a while', () => {
  const slots = slotsFor({ a: 1 });
  const copier = new Copier(slots);
  const vector = [0, 0];
  const calls = () => {
    let count = 1;
    while (!copier.isReady(vector)) count++;
    return count;
  };
  expect(calls()).toBe(17);
  expect(copier.isReady(vector)).toBe(true);
  flatten(slots, { a: 1, b: 2 });
  expect(copier.isReady(vector)).toBe(false);
  vector.push(0);
  // Each time it waits twice as long.
  expect(calls()).toBe(32);
  // A vector from before a slot appeared has no number for it.
  expect(copier.isReady([0, 0])).toBe(false);
});

test('no functions are made for a state that is no container, for keys that are objects, for many slots, and in a process that refuses them', () => {
  const isEverReady = (state: unknown) => {
    const slots = slotsFor(state);
    const copier = new Copier(slots);
    const vector = flatten(slots, state);
    return Array.from({ length: 100 }, () => copier.isReady(vector)).some(Boolean);
  };
  expect(isEverReady(1)).toBe(false);
  expect(isEverReady({ map: new Map([[{ a: 1 }, 1]]) })).toBe(false);
  expect(isEverReady({ set: new Set([{ a: 1 }]) })).toBe(false);
  expect(isEverReady({ list: Array.from({ length: 398 }, (_, index) => index) })).toBe(true);
  expect(isEverReady({ list: Array.from({ length: 399 }, (_, index) => index) })).toBe(false);
  const refusing = vi.spyOn(globalThis, 'Function').mockImplementation(function () {
    throw new EvalError('Code generation from strings disallowed for this context');
  });
  expect(isEverReady({ a: 1 })).toBe(false);
  refusing.mockRestore();
  expect(isEverReady({ a: 1 })).toBe(true);
});

test.each<[string, (list: unknown[], part: object) => unknown]>([
  ['an element before the first', (list) => (list[-1] = 1)],
  ['an element between two', (list) => (list[0.5] = 1)],
  ['an element without a number', (list) => (list[NaN] = 1)],
  ['a named property', (list) => Object.assign(list, { name: 1 })],
  ['a gap', (list) => (list[4] = 1)],
  ['a frozen list', (list) => Object.freeze(list)],
  ['a sealed object', (_, part) => Object.seal(part)],
  ['an object that cannot grow', (_, part) => Object.preventExtensions(part)],
  ['an object of a class', (_, part) => Object.setPrototypeOf(part, Error.prototype) as unknown],
  ['an object of no class', (_, part) => Object.assign(part, { ['__proto__']: null })],
  ['a list of no class', (list) => Object.setPrototypeOf(list, null) as unknown],
])('a copy knows no numbers for %s', (_, act) => {
  const { vectors, copier } = copierFor([
    { list: ['a', 'b'], part: { a: 1 } },
    { list: [], part: { a: 2 } },
  ]);
  for (const vector of vectors) {
    const copy = copier.copy(vector) as { list: unknown[]; part: object };
    act(copy.list, copy.part);
    expect(() => copier.numbers(copy, vector)).toThrow();
  }
});

test.each([
  ['an object', { a: 1 }],
  ['a list', ['a']],
  ['a Map', new Map([['a', 1]])],
  ['a Set', new Set(['a'])],
])('a leaf in place of %s makes functions out of date, however it came there', (_, container) => {
  const { slots, copier } = copierFor([{ part: container, other: 1 }]);
  const vector = flatten(slots, { part: 'done', other: 1 });
  expect(copier.isReady(vector)).toBe(false);
  while (!copier.isReady(vector)) void 0;
  expect(copier.copy(vector)).toEqual({ part: 'done', other: 1 });
  const before = slots.shape;
  flatten(slots, { part: 'failed', other: 2 });
  expect(slots.shape).toBe(before);
});

test('a copy that a recipe kept from another step is no part of the state', () => {
  const slots = slotsFor({ a: { b: 1 }, c: { b: 1 } });
  flatten(slots, { a: null, c: { b: 1 } });
  const vector = flatten(slots, { a: { b: 1 }, c: { b: 1 } });
  const without = flatten(slots, { a: null, c: { b: 1 } });
  const copier = readyFor(slots, vector);
  const kept = (copier.copy(vector) as { a: { b: number } }).a;
  kept.b = 5;
  const copy = copier.copy(without) as { a: unknown };
  copy.a = kept;
  const numbers = copier.numbers(copy, without) as Vector;
  expect(unflatten(slots, numbers)).toEqual({ a: { b: 5 }, c: { b: 1 } });
});
