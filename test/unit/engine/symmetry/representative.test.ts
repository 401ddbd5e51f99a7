/** All states of an orbit have one representative, and states of different orbits have different ones. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonical, canonicalKey } from 'allways';
import { Occurrences } from '../../../../src/engine/symmetry/occurrences.js';
import { renameIn, wordOf } from '../../../../src/engine/symmetry/renaming.js';
import { representativeOf } from '../../../../src/engine/symmetry/representative.js';
import { flatten, slotsFor } from '../../../../src/engine/store/flatten.js';
import { unflatten } from '../../../../src/engine/store/unflatten.js';
import { symmetryOf } from '../../../../src/search/symmetry/symmetry.js';
import { statesWithNames } from '../../../support/arbitrary-names.js';
import { tries } from '../../../support/deep.js';

test('of an orbit, exactly', () => {
  let alike = 0;
  fc.assert(
    fc.property(statesWithNames, ({ groups, states, seed }) => {
      const { trials, renamed, orbitOf } = symmetryOf(groups);
      const [by] = trials.slice(seed % trials.length);
      const all = states.flatMap((state) => [canonical(state), by ? renamed(state, by) : state]);
      const slots = slotsFor(all[0]);
      const occurrences = new Occurrences(slots, groups);
      const found = all.map((state) =>
        canonicalKey(unflatten(slots, representativeOf(occurrences, flatten(slots, state)))),
      );
      const orbits = all.map(orbitOf);
      for (const [one, orbit] of orbits.entries()) {
        for (const [other, otherOrbit] of orbits.entries()) {
          expect(found[one] === found[other]).toBe(orbit === otherOrbit);
          if (other > one && orbit === otherOrbit) alike++;
        }
        // It is a state of the orbit itself.
        expect(
          orbitOf(unflatten(slots, representativeOf(occurrences, flatten(slots, all[one])))),
        ).toBe(orbit);
      }
    }),
    { numRuns: tries(300) },
  );
  expect(alike).toBeGreaterThan(300);
});

test('of names that only differ in how they are related', () => {
  // A ring of six, and two rings of three: each name has one before it and one after it.
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  const ring = (order: readonly string[]) =>
    Object.fromEntries(order.map((name, at) => [name, order[(at + 1) % order.length] as string]));
  const one = ring(names);
  const two = { ...ring(names.slice(0, 3)), ...ring(names.slice(3)) };
  const slots = slotsFor(one);
  const occurrences = new Occurrences(slots, [names]);
  const keyOf = (state: object) => representativeOf(occurrences, flatten(slots, state)).join();
  const word = wordOf(names);
  const shuffled = (state: object) =>
    renameIn(
      state,
      new Map(names.map((name, at) => [name, names[(at * 5 + 2) % 6] as string])),
      word,
    ) as object;
  expect(keyOf(shuffled(one))).toBe(keyOf(one));
  expect(keyOf(shuffled(two))).toBe(keyOf(two));
  expect(keyOf(one)).not.toBe(keyOf(two));
});

test('of names that colours cannot tell apart, though they do not stand in the same place', () => {
  // A ring of six beside two rings of three. Colours are the same for all twelve names.
  const names = 'abcdefghijkl'.split('');
  const nextIn = (rings: readonly (readonly string[])[]) =>
    Object.fromEntries(
      rings.flatMap((ring) =>
        ring.map((name, at) => [name, ring[(at + 1) % ring.length] as string] as const),
      ),
    );
  const state = nextIn([names.slice(0, 6), names.slice(6, 9), names.slice(9)]);
  const turned = nextIn([names.slice(6), names.slice(0, 3), names.slice(3, 6)]);
  const slots = slotsFor(state);
  const occurrences = new Occurrences(slots, [names]);
  const keyOf = (one: object) => representativeOf(occurrences, flatten(slots, one)).join();
  expect(keyOf(turned)).toBe(keyOf(state));
});
