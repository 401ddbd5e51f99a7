/** A layout packs a vector, and moves packed states if it changes. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { flatten, slotsFor } from '../../../../src/engine/store/flatten.js';
import {
  fits,
  isWithin,
  layoutOf,
  move,
  moves,
  pack,
  unpack,
  wider,
} from '../../../../src/engine/store/layout.js';
import { roomForWords } from '../../../../src/engine/store/store.js';

/** States of many large numbers, and of a few small ones, which find room in the layout that there is. */
const states = fc
  .constantFrom({ length: 20, max: 300 }, { length: 5, max: 3 })
  .chain(({ length, max }) =>
    fc.array(fc.array(fc.nat({ max }), { minLength: length, maxLength: length }), {
      minLength: 2,
      maxLength: 20,
    }),
  );

test('a packed state stays the same in every later layout', () => {
  fc.assert(
    fc.property(states, (all) => {
      const slots = slotsFor(all[0]);
      let layout = layoutOf(slots);
      let packed: Int32Array[] = [];
      const vectors: number[][] = [];
      for (const state of all) {
        const vector = flatten(slots, state);
        if (!fits(layout, slots)) {
          const to = layoutOf(slots, layout);
          expect(fits(to, slots)).toBe(true);
          const parts = moves(layout, to);
          packed = packed.map((words) => {
            const moved = roomForWords(to.words);
            move(parts, words, moved);
            if (isWithin(layout, to)) expect(moved).toEqual(words);
            return moved;
          });
          layout = to;
        }
        const words = roomForWords(layout.words);
        pack(layout, vector, words);
        vectors.push(vector);
        packed.push(words);
        expect(packed.map((one) => unpack(layout, one))).toEqual(vectors);
      }
    }),
  );
});

test('slots with one value take no room, and slots of two values one bit each', () => {
  const slots = slotsFor(Array.from({ length: 33 }, () => 0));
  expect(layoutOf(slots).words).toBe(1);
  expect([...layoutOf(slots).mask]).toEqual(Array.from({ length: 34 }, () => 0));
  flatten(
    slots,
    Array.from({ length: 33 }, () => 1),
  );
  const layout = layoutOf(slots);
  expect(layout.words).toBe(2);
  expect(new Set(layout.mask)).toEqual(new Set([0, 1]));
});

test('a wider layout has places for more slots, which are empty', () => {
  const slots = slotsFor([0]);
  flatten(slots, [1]);
  const layout = layoutOf(slots);
  expect([...wider(layout, 4).mask]).toEqual([...layout.mask, 0, 0]);
  expect(isWithin(layout, wider(layout, 4))).toBe(true);
  expect(isWithin(wider(layout, 4), { ...layout, words: 2 })).toBe(false);
});
