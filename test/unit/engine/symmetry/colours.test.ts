/** Colours tell names apart by what states say about them. */
import { expect, test } from 'vitest';
import { addWeights, hashOf, mixed, remixed } from '../../../../src/engine/symmetry/colours.js';

test('two numbers are mixed in their order', () => {
  expect(mixed(0, 0)).toBe(0);
  expect(mixed(1, 2)).not.toBe(mixed(2, 1));
  const all = new Set(
    Array.from({ length: 100 }, (_, one) => one).flatMap((one) => [mixed(one, 1), mixed(1, -one)]),
  );
  expect(all.size).toBe(200);
});

test('texts and seeds tell hashes apart', () => {
  const hashes = [hashOf(0, ''), hashOf(1, ''), hashOf(0, 'a'), hashOf(0, 'b'), hashOf(0, 'ab')];
  expect(new Set([...hashes, hashOf(0, 'ba')]).size).toBe(6);
  expect(hashOf(0, 'ab')).toBe(hashOf(0, 'ab'));
});

test('a leaf with one name adds its role, and leaves the other names alone', () => {
  const into = Int32Array.of(1, 2, 3);
  addWeights([1], [40], Int32Array.of(7, 8, 9), into);
  expect([...into]).toEqual([1, 42, 3]);
});

test('a leaf with several names tells them apart by their roles and by the colours of the others', () => {
  const added = (roles: readonly number[], colours: readonly number[]) => {
    const into = new Int32Array(3);
    addWeights([0, 1, 2], roles, Int32Array.from(colours), into);
    return [...into];
  };
  const [first, second, third] = added([5, 5, 5], [7, 7, 7]);
  expect([second, third]).toEqual([first, first]);
  expect(new Set(added([5, 6, 7], [7, 7, 7])).size).toBe(3);
  // Names 0 and 1 see the same others, name 2 does not.
  const [one, other, last] = added([5, 5, 5], [7, 7, 8]);
  expect(one).toBe(other);
  expect(last).not.toBe(one);
  // The same leaf under other names gives the names in the same places the same.
  const moved = new Int32Array(3);
  addWeights([2, 0, 1], [5, 6, 7], Int32Array.of(20, 30, 10), moved);
  const [atFirst, atSecond, atThird] = added([5, 6, 7], [10, 20, 30]);
  expect([moved[2], moved[0], moved[1]]).toEqual([atFirst, atSecond, atThird]);
});

test('other colours are equal exactly if the colours are', () => {
  const [one, two, three] = remixed(Int32Array.of(4, 5, 4));
  expect(three).toBe(one);
  expect(two).not.toBe(one);
});
