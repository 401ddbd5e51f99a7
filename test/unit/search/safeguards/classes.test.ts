import { expect, test } from 'vitest';
import { classesOf } from '../../../../src/search/safeguards/classes.js';
import { membersOf } from '../../../../src/search/safeguards/families.js';

/** The classes of the sets 0 to 3, as lists of their members. */
const classesBy = (...families: bigint[]) =>
  classesOf(0b1111n, families)
    .map((one) => membersOf(one))
    .sort(([one = 0], [other = 0]) => one - other);

test('sets that nothing tells apart are one class', () => {
  expect(classesBy()).toEqual([[0, 1, 2, 3]]);
  expect(classesBy(0b1111n, 0n)).toEqual([[0, 1, 2, 3]]);
});

test('a family tells its sets from the others', () => {
  expect(classesBy(0b0101n)).toEqual([
    [0, 2],
    [1, 3],
  ]);
});

test('several families tell apart what each of them does', () => {
  expect(classesBy(0b0011n, 0b0110n)).toEqual([[0], [1], [2], [3]]);
});

test('no set is no class', () => {
  expect(classesOf(0n, [1n])).toEqual([]);
});
