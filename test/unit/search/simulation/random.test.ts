import { expect, test } from 'vitest';
import { streamOf, type Stream } from '../../../../src/search/simulation/random.js';

const take = ({ next }: Stream, count: number) => Array.from({ length: count }, next);

test('the same seed gives the same numbers, and another seed others', () => {
  expect(take(streamOf(7), 20)).toEqual(take(streamOf(7), 20));
  expect(take(streamOf(7), 1)).not.toEqual(take(streamOf(8), 1));
});

test('a copy goes on with the same numbers, and leaves the stream alone', () => {
  const stream = streamOf(7);
  take(stream, 5);
  const copy = stream.clone();
  const after = take(copy, 10);
  expect(take(stream, 10)).toEqual(after);
});

test('numbers are from 0 to below 1, and fill the range', () => {
  const numbers = take(streamOf(1), 2000);
  expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...numbers)).toBeLessThan(1);
  const mean = numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
  expect(mean).toBeGreaterThan(0.45);
  expect(mean).toBeLessThan(0.55);
});

test('the first numbers of neighbouring seeds are not alike', () => {
  const first = Array.from({ length: 200 }, (_, seed) => streamOf(seed).next());
  const isLow = first.filter((one) => one < 0.5).length;
  expect(isLow).toBeGreaterThan(60);
  expect(isLow).toBeLessThan(140);
});
