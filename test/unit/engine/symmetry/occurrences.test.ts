/** Names are found in the path and in the value of a slot, and a leaf moves with them. */
import { describe, expect, test } from 'vitest';
import { canonical } from 'allways';
import { flatten, slotsFor } from '../../../../src/engine/store/flatten.js';
import {
  elementOf,
  entryOf,
  memberOf,
  pathOf,
  propertyOf,
  type Slots,
} from '../../../../src/engine/store/slots.js';
import { Occurrences } from '../../../../src/engine/symmetry/occurrences.js';

/** The names have the numbers 0 to 4. Exchanges within the groups: a and b change places, and x and y. */
const groups = [
  ['a', 'b', 'c'],
  ['x', 'y'],
];
const swap = [1, 0, 2, 4, 3];

/** The slots of a state, and the leaf of a property of it. */
function setting(state: Readonly<Record<string, unknown>>) {
  const slots = slotsFor(canonical(state));
  const occurrences = new Occurrences(slots, groups);
  const vector = flatten(slots, canonical(state));
  const leafAt = (name: string) => {
    const { id } = propertyOf(slots, slots.root, name);
    return occurrences.leafOf(id, vector[id] ?? 0);
  };
  return { slots, occurrences, leafAt };
}

test('names have the numbers and groups of their order, and a colour of their group', () => {
  const { names, groupOf, colours } = setting({}).occurrences;
  expect(names).toEqual(['a', 'b', 'c', 'x', 'y']);
  expect(groupOf).toEqual([0, 0, 0, 1, 1]);
  expect(new Set(colours.subarray(0, 3)).size).toBe(1);
  expect(colours[3]).toBe(colours[4]);
  expect(colours[3]).not.toBe(colours[0]);
});

describe('a leaf', () => {
  test('is null if no name occurs, or if the slot holds nothing', () => {
    const { leafAt, slots, occurrences } = setting({ free: 'abc', one: 1 });
    expect(leafAt('free')).toBeNull();
    expect(leafAt('one')).toBeNull();
    // A slot that appears later holds nothing at first.
    const late = propertyOf(slots, slots.root, 'a');
    expect(occurrences.leafOf(late.id, 0)).toBeNull();
  });

  test('has each name once, in order, and says whether its path has one', () => {
    const { leafAt } = setting({ owner: 'y>a>y', b: 'a', c: 7 });
    expect(leafAt('owner')).toMatchObject({ names: [0, 4], isMoved: false });
    expect(leafAt('b')).toMatchObject({ names: [0, 1], isMoved: true });
    expect(leafAt('c')).toMatchObject({ names: [2], isMoved: true });
  });

  test('is the same object each time', () => {
    const { leafAt } = setting({ owner: 'a' });
    expect(leafAt('owner')).toBe(leafAt('owner'));
  });

  test('says the same about two names that stand in the same place, and only about them', () => {
    const roles = (state: Readonly<Record<string, unknown>>) =>
      setting(state).leafAt('owner')?.roles;
    expect(roles({ owner: 'a' })).toEqual(roles({ owner: 'b' }));
    expect(roles({ owner: 'a' })).not.toEqual(roles({ owner: 'x' }));
    expect(roles({ owner: 'a' })).not.toEqual(roles({ owner: 'a!' }));
    expect(roles({ owner: 'a>b' })).toEqual(roles({ owner: 'a>c' }));
    expect(roles({ owner: 'a>b' })).not.toEqual(roles({ owner: 'b>a' }));
  });
});

describe('a leaf moves', () => {
  const placed = (state: Readonly<Record<string, unknown>>, name: string) => {
    const { leafAt, occurrences } = setting(state);
    const leaf = leafAt(name);
    if (leaf === null) throw new Error('There is no leaf.');
    const { slot, number } = occurrences.placeOf(leaf, swap);
    expect(occurrences.placeOf(leaf, swap)).toBe(occurrences.placeOf(leaf, [...swap]));
    return [pathOf(slot), slot.values[number]];
  };

  test.each([
    ['to another value', { owner: 'a>y>c' }, 'owner', ['state.owner', 'b>x>c']],
    ['to another slot', { b: 5 }, 'b', ['state.a', 5]],
    ['to both', { a: 'b' }, 'a', ['state.b', 'a']],
    ['nowhere if its name keeps its place', { c: 'c' }, 'c', ['state.c', 'c']],
  ])('%s', (_, state, name, expected) => {
    expect(placed(state, name)).toEqual(expected);
  });

  test('to a place for each exchange', () => {
    const { leafAt, occurrences } = setting({ owner: 'a' });
    const leaf = leafAt('owner');
    if (leaf === null) throw new Error('There is no leaf.');
    const values = [swap, [2, 1, 0, 3, 4], [0, 1, 2, 3, 4]].map((exchange) => {
      const { slot, number } = occurrences.placeOf(leaf, exchange);
      return slot.values[number];
    });
    expect(values).toEqual(['b', 'c', 'a']);
  });
});

describe('a slot', () => {
  /** One slot of each kind, in the property `a`. */
  const slotsIn = (slots: Slots) => {
    const a = propertyOf(slots, slots.root, 'a');
    return [
      slots.root,
      a,
      elementOf(slots, a, 2),
      entryOf(slots, a, canonical(['x', 1])),
      memberOf(slots, a, canonical({ x: 'c' })),
      propertyOf(slots, slots.root, 'free'),
    ];
  };

  test('moves with the names in its path', () => {
    const { slots, occurrences } = setting({});
    const moved = slotsIn(slots).map((slot) => pathOf(occurrences.slotUnder(slot, swap)));
    expect(moved).toEqual([
      'state',
      'state.b',
      'state.b[2]',
      'state.b.get(["y",1])',
      'state.b.has({"y":"c"})',
      'state.free',
    ]);
  });

  test('is named if a name is in its path', () => {
    const { slots, occurrences } = setting({});
    const named = slotsIn(slots).map((slot) => occurrences.isNamed(slot));
    expect(named).toEqual([false, true, true, true, true, false]);
    // The pattern has no memory of the text before.
    expect(occurrences.isNamed(propertyOf(slots, slots.root, '- a'))).toBe(true);
    expect(occurrences.isNamed(propertyOf(slots, slots.root, 'a'))).toBe(true);
  });
});

test('data with the names exchanged is canonical', () => {
  const { occurrences } = setting({});
  const renamed = occurrences.renamed({ a: 1, b: new Set(['x', 'a']) }, swap);
  expect(Object.keys(renamed)).toEqual(['a', 'b']);
  expect(renamed).toEqual(canonical({ a: new Set(['b', 'y']), b: 1 }));
  expect(occurrences.renamed('a-x', swap)).toBe('b-y');
  expect(occurrences.renamed(12, swap)).toBe(12);
});
