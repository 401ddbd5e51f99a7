/** Numbers that threads reserved and did not use leave no gaps. */
import { expect, test } from 'vitest';
import type { Kernel } from '../../../../../src/engine/expand/kernel.js';
import { closeGaps } from '../../../../../src/engine/expand/parallel/gaps.js';
import { addPair, findPair, takeNumbers } from '../../../../../src/engine/store/pairs.js';
import { stateCount, storeFor } from '../../../../../src/engine/store/store.js';

test('the last states get the free numbers, with their bits', () => {
  const store = storeFor(2);
  addPair(store.states, 1, 1);
  takeNumbers(store.states, 2);
  for (const one of [3, 4, 5]) addPair(store.states, one, one);
  takeNumbers(store.states, 1);
  const awakeNext = Int32Array.from([10, 11, 0, 0, 0, 0, 30, 31, 40, 41, 50, 51, 0, 0]);
  const kernel = { store, nextStart: 0, sleepWords: 1, awakeNext } as unknown as Kernel;
  const moved = closeGaps(kernel, [
    [1, 3],
    [6, 7],
  ]);
  expect([...moved]).toEqual([
    [4, 1],
    [5, 2],
  ]);
  expect(stateCount(store)).toBe(4);
  expect([1, 4, 5, 3].map((one) => findPair(store.states, one, one))).toEqual([0, 1, 2, 3]);
  expect([...awakeNext]).toEqual([10, 11, 40, 41, 50, 51, 30, 31, 0, 0, 0, 0, 0, 0]);
});
