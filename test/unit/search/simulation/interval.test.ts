import { describe, expect, test } from 'vitest';
import {
  betaQuantile,
  clopperPearson,
  incompleteBeta,
  logGamma,
  meanInterval,
} from '../../../../src/search/simulation/interval.js';

describe('the exact interval of a share', () => {
  // From the tables that everybody has: C. J. Clopper and E. S. Pearson's method, two-sided.
  test.each([
    [0, 10, 0.95, 0, 0.3085],
    [1, 10, 0.95, 0.0025, 0.445],
    [5, 10, 0.95, 0.1871, 0.8129],
    [9, 10, 0.95, 0.555, 0.9975],
    [10, 10, 0.95, 0.6915, 1],
    [0, 100, 0.95, 0, 0.0362],
    [1, 100, 0.95, 0.0003, 0.0545],
    [50, 100, 0.95, 0.3983, 0.6017],
    [4, 20, 0.9, 0.0714, 0.401],
  ])('%d of %d at %d', (hits, tries, confidence, low, high) => {
    const interval = clopperPearson(hits, tries, confidence);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  test('without a hit, one-sided at 95 %, it is the rule of three', () => {
    for (const tries of [100, 10_000, 1e6, 1e9]) {
      // Two-sided at 90 % leaves 5 % above.
      const { high } = clopperPearson(0, tries, 0.9);
      expect(high).toBeCloseTo(-Math.expm1(Math.log(0.05) / tries), 12);
      expect(high * tries).toBeLessThan(3);
      expect(high * tries).toBeGreaterThan(2.95);
    }
  });

  test('of very rare things it is that of Poisson: 12 of many is from 6.2 to 20.96', () => {
    const { low, high } = clopperPearson(12, 1e9, 0.95);
    expect(low * 1e9).toBeCloseTo(6.2006, 3);
    expect(high * 1e9).toBeCloseTo(20.9616, 3);
  });

  test('holds the truth as often as it says, or more: added up over all that may come', () => {
    // The chance of k hits in n tries, from that of k - 1.
    const coverage = (share: number, tries: number) => {
      let chance = (1 - share) ** tries;
      let sum = 0;
      for (let hits = 0; hits <= tries; hits++) {
        const { low, high } = clopperPearson(hits, tries, 0.95);
        if (low <= share && share <= high) sum += chance;
        chance *= ((tries - hits) / (hits + 1)) * (share / (1 - share));
      }
      return sum;
    };
    for (const share of [0.001, 0.01, 0.05, 0.2, 0.5]) {
      expect(coverage(share, 100)).toBeGreaterThanOrEqual(0.95);
      expect(coverage(share, 100)).toBeLessThan(1);
    }
  });
});

describe('the interval of a mean', () => {
  test('is that of Student: 1, 2, 3 at 95 % is 2 ± 4.3027 / √3', () => {
    const { low, high } = meanInterval(3, 6, 14, 0.95);
    expect(low).toBeCloseTo(2 - 4.30265 / Math.sqrt(3), 4);
    expect(high).toBeCloseTo(2 + 4.30265 / Math.sqrt(3), 4);
  });

  test('of many is that of the normal distribution', () => {
    // A thousand times 0 and a thousand times 1.
    const { low, high } = meanInterval(2000, 1000, 1000, 0.95);
    expect((high - low) / 2).toBeCloseTo((1.9612 * 0.5) / Math.sqrt(1999), 5);
  });

  test('is a point where all are alike, or there is only one', () => {
    expect(meanInterval(10, 20, 40, 0.95)).toEqual({ low: 2, high: 2 });
    expect(meanInterval(1, 7, 49, 0.95)).toEqual({ low: 7, high: 7 });
  });
});

describe('the functions below', () => {
  test('ln Γ: factorials, and the root of π', () => {
    expect(logGamma(1)).toBeCloseTo(0, 13);
    expect(logGamma(11)).toBeCloseTo(Math.log(3_628_800), 13);
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 13);
    expect(logGamma(171)).toBeCloseTo(706.573062245787, 9);
  });

  test('I_x(a, b): where it has a closed form', () => {
    for (const x of [0, 1e-6, 0.1, 0.5, 0.9, 1]) {
      expect(incompleteBeta(x, 1, 1)).toBeCloseTo(x, 14);
      expect(incompleteBeta(x, 3, 1)).toBeCloseTo(x ** 3, 14);
      expect(incompleteBeta(x, 1, 4)).toBeCloseTo(1 - (1 - x) ** 4, 14);
      expect(incompleteBeta(x, 2, 2)).toBeCloseTo(x * x * (3 - 2 * x), 14);
    }
  });

  test('its quantile leads back', () => {
    for (const [a, b] of [
      [0.5, 0.5],
      [3, 7],
      [5, 1e6],
      [1e5, 1e5],
    ] as const) {
      for (const probability of [0.001, 0.025, 0.5, 0.975]) {
        expect(incompleteBeta(betaQuantile(probability, a, b), a, b)).toBeCloseTo(probability, 8);
      }
    }
  });
});
