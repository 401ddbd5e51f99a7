import { describe, expect, test, vi } from 'vitest';
import { fromReducer, invariant } from 'allways';
import { secondsLeft, withinTest } from '../../../src/vitest/test-time.js';

const endless = fromReducer<number, { type: string }>({
  initial: 0,
  actions: () => [{ type: 'add' }],
  reduce: (n) => n + 1,
});
const positive = invariant<number>('positive', (n) => n >= 0);

const outside = withinTest({ limits: { states: 3 } });

test('a search outside a test is left as it is', () => {
  expect(outside).toEqual({ limits: { states: 3 } });
});

describe('a search in a test', () => {
  test('ends before the test does, and says how far it came', { timeout: 1000 }, async () => {
    const message = await expect(endless)
      .toHold(positive)
      .catch((error: unknown) => (error as Error).message);
    expect(message).toMatch(/^reducer: undecided\n\? positive: undecided\n\n/);
    expect(message).toMatch(/; ended by the limit of \d+ ms, 1 state not expanded\.\n/);
    expect(message).toMatch(/\nGive it more time \(the test's timeout\), or bound the model\.$/);
  });

  test('keeps limits and a signal of its own', ({ signal }) => {
    const own = AbortSignal.abort();
    expect(withinTest({ limits: { seconds: 7, states: 3 }, signal: own })).toEqual({
      limits: { seconds: 7, states: 3 },
      signal: own,
    });
    expect(withinTest({}).signal).toBe(signal);
    expect(withinTest({ limits: { states: 3 } }).limits).toEqual({
      states: 3,
      seconds: expect.any(Number) as number,
    });
  });

  test('in a test without an end has none either', { timeout: 0 }, () => {
    expect(withinTest({}).limits).toBeUndefined();
  });
});

test('what is left is nine tenths of the time until the test ends', () => {
  vi.spyOn(Date, 'now').mockReturnValue(10_000);
  expect(secondsLeft(5000, 8000)).toBeCloseTo(2.7);
  expect(secondsLeft(5000, 1000)).toBe(0.001);
  expect([secondsLeft(0, 1000), secondsLeft(Infinity, 1000)]).toEqual([undefined, undefined]);
  vi.restoreAllMocks();
});
