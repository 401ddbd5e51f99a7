/** The numbers of a successor are those of the successor as a whole, however much of it is new. */
import fc from 'fast-check';
import { produce } from 'immer';
import { describe, expect, test } from 'vitest';
import { canonical, canonicalKey } from 'allways';
import { vectorAfter } from '../../../../src/engine/run/successor.js';
import { flatten, slotsFor } from '../../../../src/engine/store/flatten.js';
import { isSameVector } from '../../../../src/engine/store/slots.js';
import { unflatten } from '../../../../src/engine/store/unflatten.js';
import { arbitraryValue } from '../../../support/arbitrary-value.js';
import { tries } from '../../../support/deep.js';

const action = { actor: 'user', step: 'edit' };

/** The state that the numbers of a successor stand for. */
function stateAfter(state: unknown, after: unknown): unknown {
  const slots = slotsFor(state);
  const vector = flatten(slots, state);
  const next = vectorAfter(slots, action, { state, vector }, after);
  expect(isSameVector(next, flatten(slots, canonical(after)))).toBe(true);
  // The numbers of the state before stay as they were.
  expect(unflatten(slots, vector)).toEqual(state);
  return unflatten(slots, next);
}

describe('a successor', () => {
  test.each<[string, object, object]>([
    ['has other leaves', { a: 1, b: 'x' }, { a: 2, b: null }],
    ['has a new property, and lacks another', { a: 1, b: { c: 2 } }, { a: 1, d: { c: 2 } }],
    ['has a property without a value, which is absent', { a: 1, b: 2 }, { a: 1, b: undefined }],
    ['has a longer array', { a: [1] }, { a: [1, [2], 3] }],
    ['has a shorter array', { a: [1, [2], 3] }, { a: [1] }],
    ['has other entries', { a: new Map([['k', 1]]) }, { a: new Map([['l', [1]]]) }],
    ['has other members', { a: new Set(['x', 'y']) }, { a: new Set(['y', 'z']) }],
    ['has another kind of container', { a: [1, 2] }, { a: { 0: 1, 1: 2 } }],
    ['has a leaf in place of a container', { a: { b: [1] } }, { a: 5 }],
    ['has objects as keys', { a: new Map() }, { a: new Map([[{ y: 1, x: 2 }, 3]]) }],
    ['has objects as members', { a: new Set() }, { a: new Set([[1], [2]]) }],
  ])('%s', (_, before, after) => {
    expect(stateAfter(canonical(before), after)).toEqual(canonical(after));
  });

  test('keeps the numbers of what a recipe left alone', () => {
    const state = canonical({ a: { n: 1 }, b: [{ n: 2 }, { n: 3 }] });
    const after = produce(state, (draft) => {
      const [, second] = draft.b;
      if (second !== undefined) second.n = 9;
    });
    expect(stateAfter(state, after)).toEqual({ a: { n: 1 }, b: [{ n: 2 }, { n: 9 }] });
  });

  test.each<[string, unknown, string]>([
    ['a function', () => 0, 'user.edit'],
    ['NaN', NaN, 'user.edit'],
    ['a date', new Date(0), 'user.edit'],
  ])('that holds %s is refused, with the action', (_, value, message) => {
    expect(() => stateAfter(canonical({ a: 1 }), { a: value })).toThrow(message);
  });

  test('that cannot be read is refused as the canonical form does', () => {
    const { proxy, revoke } = Proxy.revocable({ n: 1 }, {});
    revoke();
    expect(() => stateAfter(canonical({ a: 1 }), { a: proxy })).toThrow('user.edit');
  });
});

test('successors at random have the numbers of the whole state', () => {
  fc.assert(
    fc.property(arbitraryValue, arbitraryValue, arbitraryValue, (one, other, same) => {
      const state = canonical({ changed: one, same });
      const after = { ...state, changed: other };
      expect(canonicalKey(stateAfter(state, after))).toBe(canonicalKey(after));
    }),
    { numRuns: tries(300) },
  );
});
