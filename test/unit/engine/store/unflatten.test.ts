/** Numbers become states again: frozen, canonical, and without what is absent. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonical, canonicalKey } from 'allways';
import { flatten, slotsFor } from '../../../../src/engine/store/flatten.js';
import { numberOf, propertyOf } from '../../../../src/engine/store/slots.js';
import { frozen, unflatten, valueAt } from '../../../../src/engine/store/unflatten.js';
import { arbitraryValue } from '../../../support/arbitrary-value.js';
import { tries } from '../../../support/deep.js';

describe('a state', () => {
  const state = canonical({
    b: [1, [2]],
    a: new Map<unknown, unknown>([
      ['k', { deep: true }],
      [2, null],
    ]),
    c: new Set(['y', 'x']),
  });

  test('comes back as it was, in canonical order', () => {
    const slots = slotsFor(state);
    const back = unflatten(slots, flatten(slots, state));
    expect(back).toEqual(state);
    if (typeof back !== 'object' || back === null) throw new Error('It is no object.');
    expect(Object.keys(back)).toEqual(['a', 'b', 'c']);
    // It is known to be canonical, so it need not be copied.
    expect(canonical(back)).toBe(back);
  });

  test('is frozen with all that is in it', () => {
    const slots = slotsFor(state);
    const back = unflatten(slots, flatten(slots, state));
    expect(Object.isFrozen(back)).toBe(true);
    const map = valueAt(propertyOf(slots, slots.root, 'a'), flatten(slots, state));
    if (!(map instanceof Map)) throw new Error('It is no Map.');
    expect(() => map.set('k', 1)).toThrow();
    expect(Object.isFrozen(map.get('k'))).toBe(true);
  });

  test('has nothing of other states, although they use the same slots', () => {
    const slots = slotsFor({ list: [1, 2], on: true });
    const all: readonly object[] = [
      { list: [3] },
      { list: [], on: false },
      { list: { 0: 'x' } },
      {},
    ];
    const states = all.map((one) => canonical(one));
    const vectors = states.map((one) => flatten(slots, one));
    expect(vectors.map((vector) => unflatten(slots, vector))).toStrictEqual(states);
  });

  test('has the first value of every slot that its vector does not reach', () => {
    const slots = slotsFor({ a: 1 });
    const late = propertyOf(slots, slots.root, 'b');
    numberOf(slots, late, 5);
    expect(unflatten(slots, [0, 0])).toEqual({ a: 1 });
    expect(unflatten(slots, [0, 0, 1])).toEqual({ a: 1, b: 5 });
    expect(unflatten(slots, [])).toEqual({ a: 1 });
  });

  test('may be no container', () => {
    const slots = slotsFor(5);
    expect(unflatten(slots, flatten(slots, 'text'))).toBe('text');
    expect(unflatten(slots, [0])).toBe(5);
  });
});

test('the value of a slot is undefined if it holds nothing', () => {
  const slots = slotsFor({ a: 1 });
  const late = propertyOf(slots, slots.root, 'b');
  expect(valueAt(late, [0, 0, 0])).toBeUndefined();
  expect(valueAt(propertyOf(slots, slots.root, 'a'), [0, 0, 0])).toBe(1);
});

test('what freezes a container leaves its parts as they are', () => {
  const part = { n: 1 };
  const set = new Set([part]);
  expect(frozen(set)).toBe(set);
  expect(() => set.add({ n: 2 })).toThrow();
  expect(Object.isFrozen(frozen([part]))).toBe(true);
  expect(Object.isFrozen(part)).toBe(false);
});

test('states at random come back as they were', () => {
  fc.assert(
    fc.property(fc.array(arbitraryValue, { minLength: 1, maxLength: 4 }), (values) => {
      const states = values.map((value) => canonical({ value }));
      const slots = slotsFor(states[0]);
      const vectors = states.map((state) => flatten(slots, state));
      for (const [index, vector] of vectors.entries()) {
        expect(canonicalKey(unflatten(slots, vector))).toBe(canonicalKey(states[index]));
      }
    }),
    { numRuns: tries(200) },
  );
});
