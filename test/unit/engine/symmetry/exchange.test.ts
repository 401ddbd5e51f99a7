/** The names of a state change places in its vector as in its data. */
import { canonical } from 'allways';
import { expect, test } from 'vitest';
import { flatten, slotsFor } from '../../../../src/engine/store/flatten.js';
import { unflatten } from '../../../../src/engine/store/unflatten.js';
import { exchanged } from '../../../../src/engine/symmetry/exchange.js';
import { Occurrences } from '../../../../src/engine/symmetry/occurrences.js';
import { leavesIn } from '../../../../src/engine/symmetry/representative.js';

const groups = [['a', 'b', 'c']];
const state = canonical({ a: 1, b: { at: 'a' }, on: new Set(['a']), by: new Map([['c', ['b']]]) });

test('a state has its names exchanged, in slots that it never had before', () => {
  const slots = slotsFor(state);
  const occurrences = new Occurrences(slots, groups);
  const vector = flatten(slots, state);
  const leaves = leavesIn(occurrences, vector);
  // Each name is replaced by the next one.
  const next = exchanged(occurrences, vector, leaves, [1, 2, 0]);
  expect(unflatten(slots, next)).toEqual({
    b: 1,
    c: { at: 'b' },
    on: new Set(['b']),
    by: new Map([['a', ['c']]]),
  });
  const back = exchanged(occurrences, next, leavesIn(occurrences, next), [2, 0, 1]);
  expect(unflatten(slots, back)).toEqual(state);
});

test('a leaf has the names that occur in it, and roles that do not depend on the other names', () => {
  const slots = slotsFor(state);
  const occurrences = new Occurrences(slots, groups);
  const leaves = leavesIn(occurrences, flatten(slots, state));
  const names = leaves.map((leaf) => leaf.names.map((name) => groups[0]?.[name]).join(''));
  expect(names.sort()).toEqual(['a', 'a', 'ab', 'b', 'bc', 'c']);
  const other = canonical({ c: { at: 'a' } });
  const isAt = (leaf: { readonly names: readonly number[] }) => leaf.names.length === 2;
  const [one] = leaves.filter((leaf) => isAt(leaf) && leaf.slot.key === 'at');
  const [same] = leavesIn(occurrences, flatten(slots, other)).filter(isAt);
  // In one the name `b`, in the other the name `c` has the property in which `a` stands.
  expect(one?.roles).toEqual(same?.roles);
  expect(one?.isMoved).toBe(true);
  expect(occurrences.isNamed(slots.root)).toBe(false);
});

test('the role of a name depends on the groups of the other names', () => {
  const slots = slotsFor({ p: 'a>b', q: 'a>x' });
  const occurrences = new Occurrences(slots, [
    ['a', 'b'],
    ['x', 'y'],
  ]);
  const rolesIn = (p: string) => {
    const [leaf] = leavesIn(occurrences, flatten(slots, { p }));
    return leaf?.roles;
  };
  expect(rolesIn('a>b')?.[0]).not.toBe(rolesIn('a>x')?.[0]);
  expect(rolesIn('a>y')).toEqual(rolesIn('a>x'));
  expect(rolesIn('b>a')).toEqual(rolesIn('a>b')?.toReversed());
});
