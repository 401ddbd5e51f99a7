/** Arrays that grow keep their numbers. */
import { expect, test } from 'vitest';
import { append, extend, growing, shareGrowing } from '../../../../src/engine/store/growing.js';

test.each([false, true])('an array that grows keeps its numbers (shared: %s)', (shared) => {
  const array = growing();
  expect(append(array, [1, 2, 3])).toBe(0);
  if (shared) shareGrowing(array);
  expect(extend(array, 100)).toBe(3);
  expect(append(array, [4])).toBe(103);
  expect(array.length).toBe(104);
  expect([...array.array.subarray(0, 5)]).toEqual([1, 2, 3, 0, 0]);
  expect(array.array[103]).toBe(4);
  expect(array.array.buffer instanceof SharedArrayBuffer).toBe(shared);
});
