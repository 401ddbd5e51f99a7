/** The representatives of packed states are those of vectors. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonical, canonicalKey } from 'allways';
import { pack, unpack } from '../../../../src/engine/store/layout.js';
import { flatten } from '../../../../src/engine/store/flatten.js';
import { relayout, spaceFor } from '../../../../src/engine/store/space.js';
import { roomForWords } from '../../../../src/engine/store/store.js';
import { unflatten } from '../../../../src/engine/store/unflatten.js';
import { Occurrences } from '../../../../src/engine/symmetry/occurrences.js';
import { PackedNames } from '../../../../src/engine/symmetry/packed.js';
import type { Groups } from '../../../../src/engine/symmetry/renaming.js';
import { representativeOf } from '../../../../src/engine/symmetry/representative.js';
import { symmetryOf } from '../../../../src/search/symmetry/symmetry.js';
import { statesWithNames } from '../../../support/arbitrary-names.js';
import { tries } from '../../../support/deep.js';

/** Makes representatives in both ways. The first state fills the slots that have names in no state, or in each. */
function bothWays(first: object, groups: Groups) {
  const space = spaceFor<object>(canonical(first));
  const occurrences = new Occurrences(space.slots, groups);
  const packed = new PackedNames(space, occurrences);
  flatten(space.slots, canonical(first));
  const settle = () => {
    space.stale = false;
    relayout(space);
  };
  return {
    packed,
    plainly: (state: object) =>
      canonicalKey(
        unflatten(
          space.slots,
          representativeOf(occurrences, flatten(space.slots, canonical(state))),
        ),
      ),
    inWords: (state: object) => {
      const vector = flatten(space.slots, canonical(state));
      for (;;) {
        settle();
        const [words, into] = [0, 0].map(() => roomForWords(space.layout.words)) as [
          Int32Array,
          Int32Array,
        ];
        pack(space.layout, vector, words);
        if (!packed.represent(words, into)) continue;
        return canonicalKey(unflatten(space.slots, unpack(space.layout, into)));
      }
    },
  };
}

test('of random states', () => {
  let moved = 0;
  fc.assert(
    fc.property(statesWithNames, fc.nat(), ({ groups, states }, seed) => {
      const { trials, renamed } = symmetryOf(groups);
      const { packed, plainly, inWords } = bothWays({ p: groups.flat() }, groups);
      expect(packed.canRepresent()).toBe(true);
      const by = trials[seed % trials.length];
      const all = states.flatMap((state) => [state, by ? renamed(state, by) : state]);
      for (const state of all) {
        const found = inWords(state);
        expect(found).toBe(plainly(state));
        if (found !== canonicalKey(canonical(state))) moved++;
      }
      // All that was learned for earlier states is still right.
      for (const state of all.toReversed()) expect(inWords(state)).toBe(plainly(state));
    }),
    { numRuns: tries(300) },
  );
  expect(moved).toBeGreaterThan(100);
});

test('of states whose slots are in the first state, also if they hold nothing later', () => {
  const names = ['a', 'b', 'c'];
  const first = { by: { a: 1, b: 1, c: 1 }, on: new Set(names), at: new Map([['x', 'a']]), q: [] };
  const { plainly, inWords } = bothWays(first, [names]);
  const by = fc.dictionary(fc.constantFrom(...names), fc.nat({ max: 2 }), {
    noNullPrototype: true,
  });
  const on = fc.subarray(names);
  const states = fc.record({ by, on, q: on, at: fc.constantFrom(...names) }).map((state) => ({
    ...state,
    on: new Set(state.on),
    at: new Map([['x', state.at]]),
  }));
  fc.assert(
    fc.property(states, (state) => {
      expect(inWords(state)).toBe(plainly(state));
    }),
    { numRuns: tries(300) },
  );
});

test('of leaves with so many names that their moves are not noted', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
  const { plainly, inWords } = bothWays({ p: '' }, [names]);
  for (const p of ['a>b>c', 'g>c>a', 'b>a>g', 'a>b>a']) expect(inWords({ p })).toBe(plainly({ p }));
  expect(inWords({ p: 'g>c>a' })).toBe(inWords({ p: 'a>b>c' }));
  expect(inWords({ p: 'a>b>a' })).not.toBe(inWords({ p: 'a>b>c' }));
});

test('not if the first state fills a slot of one name alone', () => {
  const groups = [['a', 'b']];
  expect(bothWays({ a: 1 }, groups).packed.canRepresent()).toBe(false);
  expect(bothWays({ a: 1, b: 2 }, groups).packed.canRepresent()).toBe(true);
  expect(bothWays({ on: new Set(['b']) }, groups).packed.canRepresent()).toBe(false);
});
