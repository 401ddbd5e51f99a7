import { expect, test } from 'vitest';
import { threadsFor } from '../../../../src/search/breadth-first/threads-for.js';

const machine = { processors: 4, isVitest: false };

test.each([
  [{}, machine, 4],
  [{ workers: 'auto' }, machine, 4],
  [{}, { ...machine, processors: 64 }, 8],
  [{}, { ...machine, processors: 1 }, 1],
  [{}, { ...machine, isVitest: true }, 1],
  [{ limits: { states: 1_000_000 } }, machine, 1],
  [{ limits: { memory: 8000 } }, machine, 1],
  [{ limits: { seconds: 60, depth: 100 } }, machine, 4],
  [{ workers: 1 }, machine, 1],
  [{ workers: 2, limits: { states: 9 } }, { processors: 1, isVitest: true }, 2],
] as const)('the options %o on %o mean %i threads', (options, where, count) => {
  expect(threadsFor(options, where)?.count ?? 1).toBe(count);
});

test('threads that a search starts by itself wait until it is long and its levels are wide', () => {
  expect(threadsFor({}, machine)).toMatchObject({
    least: 8192,
    patience: { growing: 750, steady: 1500 },
    mostRuns: 1 / 32,
  });
  expect(threadsFor({ workers: 2 }, machine)).toMatchObject({
    least: 1000,
    patience: { growing: 0, steady: 0 },
  });
});

test('a search in a test of Vitest has one thread', () => {
  expect(threadsFor({})).toBeUndefined();
});
