import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  endBetweenLevels,
  isOver,
  budgetFor,
  shareOf,
  yielding,
  type BetweenLevels,
} from '../../../../src/search/common/ending.js';
import type { Progress } from '../../../../src/search/common/outcome.js';

const progress: Progress = {
  distinct: 1,
  generated: 1,
  depth: 1,
  frontier: 0,
  seconds: 0,
  memory: 0,
};

let now = 0;
beforeEach(() => {
  now = 1000;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
});
afterEach(() => {
  vi.restoreAllMocks();
});

const tooLong = { by: 'limit', limit: 'seconds', value: 10 };

describe('the limit on time', () => {
  const limits = { seconds: 10 };

  test('ends a search when it is over', () => {
    const { stopped, seconds } = budgetFor({ limits }, now, () => progress);
    now += 9_999;
    expect(stopped()).toBeUndefined();
    now += 1;
    expect(stopped()).toEqual(tooLong);
    expect(seconds).toBe(10);
  });

  test('ends a search earlier that may take only a share of it', () => {
    const { stopped } = budgetFor({ limits, share: 0.5 }, now, () => progress);
    now += 4_999;
    expect(stopped()).toBeUndefined();
    now += 1;
    expect(stopped()).toEqual(tooLong);
  });

  test('leaves a fifth for the search for loops', async () => {
    const budget = budgetFor({ limits }, now, () => progress, true);
    now += 7_999;
    expect(budget.stopped()).toBeUndefined();
    now += 1;
    const ended = budget.stopped();
    expect(ended).toEqual(tooLong);
    const loops = ended && budget.forLoops(ended);
    now += 1_499;
    expect(await loops?.ended()).toBeUndefined();
    now += 1;
    expect(await loops?.ended()).toEqual(tooLong);
    expect(loops?.isOver()).toBe(false);
    now += 500;
    expect(loops?.isOver()).toBe(true);
  });
});

describe('a signal', () => {
  test('ends a search', async () => {
    const { stopped, ended } = budgetFor({ signal: AbortSignal.abort() }, now, () => progress);
    expect(stopped()).toEqual({ by: 'interrupt' });
    expect(await ended()).toEqual({ by: 'interrupt' });
  });

  test('leaves a quarter of the time that passed for loops, two seconds at most', () => {
    for (const [passed, left] of [
      [4_000, 1_000],
      [60_000, 2_000],
    ] as const) {
      const budget = budgetFor({ signal: AbortSignal.abort() }, now, () => progress, true);
      now += passed;
      const loops = budget.forLoops({ by: 'interrupt' });
      now += left - 1;
      expect(loops.isOver()).toBe(false);
      now += 1;
      expect(loops.isOver()).toBe(true);
    }
  });
});

test('a limit on memory that is spent ends a search', async () => {
  const { ended, outOfMemory } = budgetFor({ limits: { memory: 1 } }, now, () => progress);
  expect(outOfMemory).toEqual({ by: 'limit', limit: 'memory', value: 1 });
  expect(await ended()).toBeUndefined();
  now += 100;
  expect(await ended()).toEqual(outOfMemory);
});

test('work yields about ten times a second, and tells how far it is', async () => {
  const tell = vi.fn<() => void>();
  const yieldNow = yielding(now, tell);
  expect(await yieldNow()).toBe(false);
  now += 100;
  expect(await yieldNow()).toBe(true);
  expect(await yieldNow()).toBe(false);
  expect(tell).toHaveBeenCalledTimes(1);
});

describe('between two levels', () => {
  const going: BetweenLevels = { frontier: 5, depth: 3, properties: 2, open: 1, violated: true };
  test.each([
    ['goes on', {}, {}, undefined],
    ['is complete without a frontier', { frontier: 0, open: 0 }, {}, { by: 'complete' }],
    ['ends if all is decided', { open: 0 }, {}, { by: 'decided' }],
    ['goes on without properties', { properties: 0, open: 0 }, {}, undefined],
    ['ends at a violation if it should', {}, { stopAtViolation: true }, { by: 'violation' }],
    ['goes on below the depth', {}, { limits: { depth: 4 } }, undefined],
    ['ends at the depth', {}, { limits: { depth: 3 } }, { by: 'limit', limit: 'depth', value: 3 }],
  ])('a search %s', (_, now, options, ended) => {
    expect(endBetweenLevels(options, { ...going, ...now })).toEqual(ended);
  });
});

test('a search is over without time or memory, or after a signal', () => {
  const byLimit = (limit: 'seconds' | 'memory' | 'states' | 'depth') =>
    isOver({ by: 'limit', limit, value: 1 });
  expect([byLimit('seconds'), byLimit('memory')]).toEqual([true, true]);
  expect([byLimit('states'), byLimit('depth')]).toEqual([false, false]);
  expect([isOver({ by: 'interrupt' }), isOver({ by: 'complete' })]).toEqual([true, false]);
});

test('the share of the steps that were taken again is at most 1', () => {
  expect([shareOf(1, 4), shareOf(8, 4), shareOf(0, 0)]).toEqual([0.25, 1, 0]);
});
