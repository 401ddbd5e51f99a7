/** What an exchange of names cannot change. */
import { canonical } from 'allways';
import { expect, test } from 'vitest';
import { flatten, slotsFor } from '../../../../src/engine/store/flatten.js';
import { Occurrences } from '../../../../src/engine/symmetry/occurrences.js';
import { leavesIn } from '../../../../src/engine/symmetry/representative.js';
import { isClosed, stillLeaves } from '../../../../src/engine/symmetry/still.js';

const names = ['a', 'b', 'c'];

const stillIn = (state: object) => {
  const slots = slotsFor(canonical(state));
  const occurrences = new Occurrences(slots, [names]);
  const leaves = leavesIn(occurrences, flatten(slots, canonical(state)));
  return [...stillLeaves(occurrences, leaves)].map(({ slot }) => String(slot.key)).sort();
};

test('leaves of all names alike are still, others are not', () => {
  expect(stillIn({ a: 1, b: 1, c: 1, first: 'a' })).toEqual(['a', 'b', 'c']);
  // Two of them can change places, but each can also take the place of the third.
  expect(stillIn({ a: 1, b: 1, c: 2 })).toEqual([]);
  expect(stillIn({ a: { at: 0 }, b: { at: 1 }, c: { at: 1 } })).toEqual(['a', 'b', 'c']);
});

test('the slots of a first state are closed if they are the same for all names', () => {
  const isClosedFrom = (state: object) =>
    isClosed(new Occurrences(slotsFor(canonical(state)), [names]));
  expect(isClosedFrom({ a: 1, b: 2, c: 3, first: 'a' })).toBe(true);
  expect(isClosedFrom({ on: new Set(['a', 'b']) })).toBe(false);
  expect(isClosedFrom({ by: new Map([['a', 1]]) })).toBe(false);
});
