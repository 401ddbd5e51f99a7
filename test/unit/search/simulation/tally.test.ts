import { describe, expect, test } from 'vitest';
import { clopperPearson, meanInterval } from '../../../../src/search/simulation/interval.js';
import { ratePerRun, ratePerStep } from '../../../../src/search/simulation/tally.js';

describe('per run', () => {
  test('the share is that of the runs, with the exact interval', () => {
    const tally = { hits: 3, of: 0, squares: 0 };
    expect(ratePerRun(tally, 12, 0.95)).toEqual({ share: 0.25, ...clopperPearson(3, 12, 0.95) });
  });
});

describe('per step', () => {
  test('the share is that of the counted steps', () => {
    // Ten runs: five with 10 steps and five with 30.
    const tally = { hits: 4, of: 200, squares: 5 * 100 + 5 * 900 };
    const { share, low, high } = ratePerStep(tally, 10, 0.95);
    expect(share).toBe(4 / 200);
    const hits = clopperPearson(4, 10, 1 - 0.05 * 0.9);
    const steps = meanInterval(10, 200, 5000, 1 - 0.05 * 0.1);
    expect({ low, high }).toEqual({ low: hits.low / steps.high, high: hits.high / steps.low });
  });

  test('the interval has no upper bound if the step may never be taken', () => {
    const tally = { hits: 1, of: 1, squares: 1 };
    expect(ratePerStep(tally, 100, 0.95)).toMatchObject({ share: 1, high: Infinity });
  });
});
