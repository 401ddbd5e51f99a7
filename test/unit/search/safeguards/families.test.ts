import { describe, expect, test } from 'vitest';
import {
  bitOf,
  firstBitOf,
  membersOf,
  sizeOf,
  universeOf,
  without,
} from '../../../../src/search/safeguards/families.js';

const familyOf = (...sets: number[]) => sets.reduce((family, set) => family | bitOf(set), 0n);

describe('the universe', () => {
  test('has all sets of so many switches', () => {
    const { all, having } = universeOf(3, 3);
    expect(membersOf(all)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(having.map((one) => membersOf(one))).toEqual([
      [1, 3, 5, 7],
      [2, 3, 6, 7],
      [4, 5, 6, 7],
    ]);
  });

  test('leaves out the sets that are too large', () => {
    const { all, having } = universeOf(4, 2);
    expect(membersOf(all).map(sizeOf).sort()).toEqual([0, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2]);
    expect(membersOf(having[3] ?? 0n)).toEqual([8, 9, 10, 12]);
  });

  test('of no switches has one set', () => {
    expect(universeOf(0, 0)).toEqual({ all: 1n, having: [] });
  });
});

describe('a family', () => {
  test('has members in order', () => {
    expect(membersOf(0n)).toEqual([]);
    expect(membersOf(familyOf(70, 0, 5))).toEqual([0, 5, 70]);
  });

  test('has a first set', () => {
    expect(firstBitOf(familyOf(9, 4))).toBe(bitOf(4));
  });

  test('loses the sets of another', () => {
    expect(membersOf(without(familyOf(1, 2, 3), familyOf(2, 7)))).toEqual([1, 3]);
  });
});

test.each([
  [0, 0],
  [1, 1],
  [0b1011, 3],
  [2 ** 16 - 1, 16],
])('set %d has %d switches', (set, size) => {
  expect(sizeOf(set)).toBe(size);
});
