/** The places of the states of a model, and the numbers of their values. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { slotsFor } from '../../../../src/engine/store/flatten.js';
import {
  absent,
  childrenOf,
  contentOf,
  elementOf,
  entryOf,
  filled,
  isContainer,
  isSameVector,
  keyOfVector,
  memberOf,
  mostSlots,
  numberOf,
  pathOf,
  present,
  propertyOf,
  standing,
  subtreeOf,
  TooManySlots,
  type Slot,
} from '../../../../src/engine/store/slots.js';
import { tries } from '../../../support/deep.js';

const keysOf = (slots: Iterable<Slot>): readonly unknown[] => Array.from(slots, ({ key }) => key);

describe('the value of a slot', () => {
  test('is a leaf itself, -0 as 0, and absent for undefined', () => {
    expect([1, 'a', true, null, 2n].map(standing)).toEqual([1, 'a', true, null, 2n]);
    expect(Object.is(standing(-0), 0)).toBe(true);
    expect(standing(undefined)).toBe(absent);
  });

  test('is one and the same object for containers of a kind, and for arrays of a length', () => {
    const [object, other, map, set] = [{}, { a: 1 }, new Map(), new Set()].map(standing);
    expect(other).toBe(object);
    expect([object, map, set].map((one) => isContainer(one) && one.kind)).toEqual([
      'object',
      'map',
      'set',
    ]);
    expect(standing([1, 2])).toBe(standing(['a', 'b']));
    expect(standing([1, 2])).toEqual({ kind: 'array', length: 2 });
    expect(standing([1])).not.toBe(standing([1, 2]));
  });

  test('is a container or not', () => {
    const values = [{}, [], null, 1, 'a', undefined].map(standing);
    expect([...values, present].map(isContainer)).toEqual([
      ...[true, true, false, false, false, false, false],
    ]);
  });
});

describe('slots', () => {
  test('are made once for each place', () => {
    const slots = slotsFor({ a: 1 });
    const { root } = slots;
    const make = [
      () => propertyOf(slots, root, 'b'),
      () => elementOf(slots, root, 0),
      () => entryOf(slots, root, 'b'),
      () => memberOf(slots, root, 'b'),
    ];
    const made = make.map((one) => one());
    expect(make.map((one) => one())).toEqual(made);
    expect(new Set(made).size).toBe(4);
    // 0 and 1 are the state and `a`.
    expect(made.map(({ id, kind }) => `${id} ${kind}`)).toEqual([
      '2 property',
      '3 index',
      '4 entry',
      '5 member',
    ]);
    expect(slots.all.slice(2)).toEqual(made);
  });

  test('of an array are made up to the index', () => {
    const slots = slotsFor([]);
    expect(elementOf(slots, slots.root, 2).id).toBe(3);
    expect(keysOf(slots.root.elements)).toEqual([0, 1, 2]);
    expect(elementOf(slots, slots.root, 1).id).toBe(2);
    expect(slots.all).toHaveLength(4);
  });

  test('of keys are the same for equal data, and differ for other types', () => {
    const slots = slotsFor(new Map());
    const { root } = slots;
    const slot = entryOf(slots, root, { k: 1 });
    expect(entryOf(slots, root, { k: 1 })).toBe(slot);
    expect(entryOf(slots, root, 1)).not.toBe(entryOf(slots, root, '1'));
    // An object is not kept by its identity.
    expect([...root.entries.byLeaf.keys()]).toEqual([1, '1']);
    expect(memberOf(slots, root, 0)).toBe(memberOf(slots, root, -0));
  });

  test('are absent in the states before them, which is their number 0', () => {
    const slots = slotsFor({ a: 1 });
    const [first] = slots.root.properties.byOrder.values();
    expect(first?.values).toEqual([1]);
    expect(propertyOf(slots, slots.root, 'b').values).toEqual([absent]);
  });

  test('are told to the one who listens, except those of the first state', () => {
    const slots = slotsFor({ a: 1 });
    const heard: string[] = [];
    slots.onSlot = (slot) => void heard.push(pathOf(slot));
    slots.onValue = (slot, number) => void heard.push(`${pathOf(slot)} ${number}`);
    const b = propertyOf(slots, slots.root, 'b');
    propertyOf(slots, slots.root, 'b');
    numberOf(slots, b, 'new');
    numberOf(slots, b, 'new');
    numberOf(slots, b, absent);
    expect(heard).toEqual(['state.b', 'state.b 1']);
  });

  test('are too many beyond the limit', () => {
    const slots = slotsFor([]);
    elementOf(slots, slots.root, mostSlots - 2);
    expect(slots.all).toHaveLength(mostSlots);
    expect(() => elementOf(slots, slots.root, mostSlots - 1)).toThrow(TooManySlots);
    expect(() => propertyOf(slots, slots.root, 'a')).toThrow(TooManySlots);
  });
});

describe('the slots in a slot', () => {
  const slots = slotsFor({ it: 1 });
  const it = propertyOf(slots, slots.root, 'it');
  for (const name of ['b', 'a']) propertyOf(slots, it, name);
  elementOf(slots, it, 1);
  for (const key of ['y', 'x']) entryOf(slots, it, key);
  for (const member of ['n', 'm']) memberOf(slots, it, member);

  test('are given by the kind of container, in canonical order', () => {
    expect(keysOf(contentOf(it, 'object'))).toEqual(['a', 'b']);
    expect(keysOf(contentOf(it, 'array'))).toEqual([0, 1]);
    expect(keysOf(contentOf(it, 'map'))).toEqual(['x', 'y']);
    expect(keysOf(contentOf(it, 'set'))).toEqual(['m', 'n']);
  });

  test('keep this order when another one appears', () => {
    const others = slotsFor({ c: 1, a: 1 });
    expect(keysOf(contentOf(others.root, 'object'))).toEqual(['a', 'c']);
    propertyOf(others, others.root, 'b');
    expect(keysOf(contentOf(others.root, 'object'))).toEqual(['a', 'b', 'c']);
  });

  test('are given for all kinds at once, as they appeared', () => {
    expect(keysOf(childrenOf(it))).toEqual(['b', 'a', 0, 1, 'y', 'x', 'n', 'm']);
    expect(keysOf(subtreeOf(slots.root))).toEqual([undefined, 'it', ...keysOf(childrenOf(it))]);
  });
});

describe('the numbers of values', () => {
  test('are given in the order in which the values appear', () => {
    const slots = slotsFor('first');
    const numbers = ['first', 'second', 'first', 3, '3', 'second'].map((value) =>
      numberOf(slots, slots.root, value),
    );
    expect(numbers).toEqual([0, 1, 0, 2, 3, 1]);
    expect(slots.root.values).toEqual(['first', 'second', 3, '3']);
  });

  test('change the shape for the first leaf, for containers and for absence, not for other leaves', () => {
    const slots = slotsFor([]);
    const shapes = [1, 2, 'a', standing([1]), standing([1]), absent, absent, null].map((value) => {
      numberOf(slots, slots.root, value);
      return slots.shape;
    });
    expect(shapes.map((shape) => shape - (shapes[0] ?? 0))).toEqual([0, 0, 0, 1, 1, 2, 2, 2]);
    const before = slots.shape;
    propertyOf(slots, slots.root, 'a');
    expect(slots.shape).toBe(before + 1);
  });
});

test('a path names each kind of place', () => {
  const slots = slotsFor({});
  const { root } = slots;
  const named = (name: string) => pathOf(propertyOf(slots, root, name));
  expect(pathOf(root)).toBe('state');
  expect(['a', '$_1', 'größe', '1', 'a b', '', 'a"'].map(named)).toEqual([
    'state.a',
    'state.$_1',
    'state.größe',
    'state["1"]',
    'state["a b"]',
    'state[""]',
    'state["a\\""]',
  ]);
  const a = propertyOf(slots, root, 'a');
  const entry = entryOf(slots, a, 1);
  expect(pathOf(entry)).toBe('state.a.get(1)');
  expect(pathOf(memberOf(slots, entry, 'm'))).toBe('state.a.get(1).has("m")');
  expect(pathOf(propertyOf(slots, elementOf(slots, a, 3), 'b'))).toBe('state.a[3].b');
});

describe('vectors', () => {
  const vector = fc.array(fc.nat({ max: 2 }), { maxLength: 5 });

  test('are the same state if only zeros follow in one of them', () => {
    expect(isSameVector([1, 2], [1, 2, 0, 0])).toBe(true);
    expect(isSameVector([1, 2, 0, 0], [1, 2])).toBe(true);
    expect(isSameVector([1, 2], [1, 2, 0, 1])).toBe(false);
    expect(isSameVector([1, 2], [1, 3])).toBe(false);
    expect(isSameVector([], [])).toBe(true);
  });

  test('have the same key exactly if they are the same state', () => {
    expect([keyOfVector([0, 12, 0]), keyOfVector([0, 1, 2]), keyOfVector([0, 0])]).toEqual([
      ...['0,12', '0,1,2', ''],
    ]);
    fc.assert(
      fc.property(vector, vector, (one, other) => {
        expect(keyOfVector(one) === keyOfVector(other)).toBe(isSameVector(one, other));
      }),
      { numRuns: tries(500) },
    );
  });

  test('get 0 where they have no number, from a place on', () => {
    const gaps: number[] = [7];
    gaps[2] = 5;
    gaps.length = 4;
    const from = filled(gaps, 1);
    expect(from).toBe(gaps);
    expect(from).toEqual([7, 0, 5, 0]);
    expect(Object.keys(from)).toHaveLength(4);
  });
});
