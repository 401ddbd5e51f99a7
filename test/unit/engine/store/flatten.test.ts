/** A state becomes a vector of numbers and back. */
import fc from 'fast-check';
import { canonical, canonicalKey } from 'allways';
import { expect, test } from 'vitest';
import { clear, flatten, slotsFor, write } from '../../../../src/engine/store/flatten.js';
import { numberOf, pathOf, propertyOf } from '../../../../src/engine/store/slots.js';
import { unflatten, valueAt } from '../../../../src/engine/store/unflatten.js';

const leaf = fc.oneof(fc.nat({ max: 2 }), fc.constantFrom('a', 'b', true, null));
const { data } = fc.letrec((tie) => ({
  data: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.array(tie('data'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('p', 'q'), tie('data'), { noNullPrototype: true }),
    fc.uniqueArray(leaf, { maxLength: 3 }).map((all) => new Set(all)),
    fc
      .uniqueArray(fc.tuple(leaf, tie('data')), { maxLength: 3, selector: ([key]) => key })
      .map((all) => new Map(all)),
  ),
}));
const states = fc.array(
  fc.record({ p: data, q: data }).map((state) => canonical(state)),
  { minLength: 1, maxLength: 6 },
);

test('every state comes back, and equal states have equal vectors', () => {
  fc.assert(
    fc.property(states, (all) => {
      const slots = slotsFor(all[0]);
      const vectors = all.map((state) => flatten(slots, state));
      const widened = vectors.map((vector) => slots.all.map((_, id) => vector[id] ?? 0).join());
      for (const [at, state] of all.entries()) {
        const back = unflatten(slots, vectors[at] as number[]);
        expect(canonicalKey(back)).toBe(canonicalKey(state));
        expect(back).toEqual(state);
        expect(Object.isFrozen(back)).toBe(true);
        for (const [other, one] of all.entries()) {
          const isSame = canonicalKey(one) === canonicalKey(state);
          expect(widened[other] === widened[at]).toBe(isSame);
        }
      }
    }),
  );
});

test('a slot is cleared with all that is in it, and written', () => {
  const slots = slotsFor({ p: [1, [2]], q: 3 });
  const vector = flatten(slots, { p: [1, [2]], q: 3 });
  const slot = propertyOf(slots, slots.root, 'p');
  clear(slots, slot, vector);
  expect(vector).toEqual(flatten(slots, { q: 3 }));
  expect(valueAt(slot, vector)).toBeUndefined();
  write(slots, slot, [5], vector);
  expect(unflatten(slots, vector)).toEqual({ p: [5], q: 3 });
});

test('a slot numbers its values in their order, and has a path', () => {
  const slots = slotsFor({ 'a-b': { c: [0] } });
  const slot = propertyOf(slots, propertyOf(slots, slots.root, 'a-b'), 'c');
  expect(pathOf(slot)).toBe('state["a-b"].c');
  const element = slot.elements[0];
  expect(element && pathOf(element)).toBe('state["a-b"].c[0]');
  expect([1, 7, 0, 7].map((value) => element && numberOf(slots, element, value))).toEqual([
    1, 2, 0, 2,
  ]);
});
