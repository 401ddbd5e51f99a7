import { describe, expect, test } from 'vitest';
import { duration, type Duration } from 'allways';
import { streamOf } from '../../../src/search/simulation/random.js';
import { thrownBy, untyped } from './thrown.js';

/** Times drawn, sorted. */
function timesOf({ draw }: Duration, count = 100_000): number[] {
  const { next } = streamOf(1);
  return Array.from({ length: count }, () => draw(next)).sort((one, other) => one - other);
}
const mean = (times: readonly number[]) =>
  times.reduce((sum, time) => sum + time, 0) / times.length;
const quantile = (times: readonly number[], share: number) =>
  times[Math.floor(share * times.length)];

describe('what is drawn', () => {
  test('fixed: always the same', () => {
    expect(new Set(timesOf(duration.fixed(60), 10))).toEqual(new Set([60]));
  });

  test('uniform: all between the ends, a quarter below a quarter', () => {
    const times = timesOf(duration.uniform(2, 6));
    expect(times[0]).toBeGreaterThanOrEqual(2);
    expect(times.at(-1)).toBeLessThan(6);
    expect(quantile(times, 0.25)).toBeCloseTo(3, 1);
    expect(mean(times)).toBeCloseTo(4, 1);
  });

  test('exponential: the mean, and one in e above it', () => {
    const times = timesOf(duration.exponential({ mean: 60 }));
    expect(Math.abs(mean(times) / 60 - 1)).toBeLessThan(0.01);
    expect(times.filter((time) => time > 60).length / times.length).toBeCloseTo(1 / Math.E, 2);
  });

  test('log-normal: half below the median, one in a hundred above p99', () => {
    const times = timesOf(duration.logNormal({ median: 2, p99: 20 }));
    expect(quantile(times, 0.5)).toBeCloseTo(2, 1);
    expect(times.filter((time) => time > 20).length / times.length).toBeCloseTo(0.01, 3);
    // The mean of a log-normal is its median times e^(σ²/2), and σ is ln 10 in 2.3263 parts.
    const spread = Math.log(10) / 2.326348;
    expect(mean(times)).toBeCloseTo(2 * Math.exp(spread ** 2 / 2), 1);
  });

  test('log-normal without a tail: always the median', () => {
    expect(timesOf(duration.logNormal({ median: 2, p99: 2 }), 10)).toEqual(Array(10).fill(2));
  });

  test('empirical: the samples, each as likely', () => {
    const samples = [1, 2, 2, 14];
    const times = timesOf(duration.empirical(samples));
    expect(new Set(times)).toEqual(new Set([1, 2, 14]));
    expect(times.filter((time) => time === 2).length / times.length).toBeCloseTo(0.5, 2);
    samples.push(99);
    expect(timesOf(duration.empirical([5]), 3)).toEqual([5, 5, 5]);
  });

  test('never: not at all; each: the same, marked', () => {
    expect(timesOf(duration.never, 2)).toEqual([Infinity, Infinity]);
    const each = duration.each(duration.fixed(3));
    expect(each.each).toBe(true);
    expect(timesOf(each, 2)).toEqual([3, 3]);
  });

  test('the same numbers give the same times', () => {
    const some = duration.logNormal({ median: 1, p99: 5 });
    expect(timesOf(some, 100)).toEqual(timesOf(some, 100));
  });
});

test('each says what it is', () => {
  const { fixed, uniform, exponential, logNormal, empirical, each, never } = duration;
  expect(
    [
      fixed(60),
      uniform(1, 3),
      exponential({ mean: 60 }),
      logNormal({ median: 2, p99: 20 }),
      empirical([1, 2]),
      each(fixed(1)),
      never,
    ].map(({ says }) => says),
  ).toEqual([
    'exactly 60 s',
    'from 1 to 3 s',
    'mean 60 s',
    'median 2 s, 1 in 100 over 20 s',
    'one of 2 measured times',
    'exactly 1 s, for each choice',
    'never',
  ]);
});

test.each<[string, () => unknown, string]>([
  [
    'a negative time',
    () => duration.fixed(-1),
    'duration.fixed: the time is -1; give seconds, 0 or more.',
  ],
  [
    'no number',
    () => duration.fixed(untyped('60')),
    'duration.fixed: the time is "60"; give seconds, 0 or more.',
  ],
  [
    'ends in the wrong order',
    () => duration.uniform(3, 1),
    'duration.uniform: the longest time is 1, below the shortest, 3; give it as much or more.',
  ],
  [
    'a misspelled option',
    () => duration.exponential(untyped({ maen: 3 })),
    'duration.exponential has no option "maen"; did you mean mean?',
  ],
  [
    'a tail below the median',
    () => duration.logNormal({ median: 20, p99: 2 }),
    'duration.logNormal: p99 is 2, below the median, 20; give it as much or more.',
  ],
  [
    'a median of nothing',
    () => duration.logNormal({ median: 0, p99: 2 }),
    'duration.logNormal: median is 0; give a time above 0.',
  ],
  [
    'no samples',
    () => duration.empirical([]),
    'duration.empirical was given an empty list; give a list of measured times.',
  ],
  [
    'one sample on its own',
    () => duration.empirical(untyped(3)),
    'duration.empirical was given a number; give a list of measured times.',
  ],
  [
    'each of a number',
    () => duration.each(untyped(3)),
    'duration.each was given 3 in place of a duration; give duration.fixed(3).',
  ],
])('%s is refused', (_, act, message) => {
  expect(thrownBy(act)).toMatchObject({ name: 'ModelError', message });
});
