/** The states that are done again at the end come from all parts of the search. */
import { expect, test } from 'vitest';
import { someOf } from '../../../../src/engine/purity/recompute.js';

test('sixteen numbers from all parts, or all if there are fewer', () => {
  expect(someOf(0)).toEqual([]);
  expect(someOf(3)).toEqual([0, 1, 2]);
  const some = someOf(1600);
  expect(some).toEqual(Array.from({ length: 16 }, (_, at) => at * 100));
  expect(new Set(someOf(17)).size).toBe(16);
});
