/** Arrays of numbers keep them when they grow, whether they are copied or grow in place. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  bytesForLonger,
  bytesToShare,
  inSharedMemory,
  longer,
  numbers,
} from '../../../../src/engine/store/numbers.js';

/** So many numbers take a mebibyte. */
const large = 2 ** 18;

test.each([false, true])('a small array is copied when it grows (shared: %s)', (shared) => {
  const array = numbers(3, shared);
  array.set([7, 8, 9]);
  expect(bytesForLonger(array, 5)).toBe(20);
  const grown = longer(array, 5);
  expect([...grown]).toEqual([7, 8, 9, 0, 0]);
  expect(grown.buffer).not.toBe(array.buffer);
  expect(grown.buffer instanceof SharedArrayBuffer).toBe(shared);
});

test.each([false, true])('a large array grows in place (shared: %s)', (shared) => {
  const array = longer(numbers(5, shared), large);
  expect(bytesForLonger(array, large + 7)).toBe(28);
  array.fill(3);
  const grown = longer(array, large + 7);
  expect(grown.buffer).toBe(array.buffer);
  expect(grown).toHaveLength(large + 7);
  expect([...grown.subarray(large - 1)]).toEqual([3, 0, 0, 0, 0, 0, 0, 0]);
});

test('a large array in memory of one thread is copied to memory that grows', () => {
  const array = numbers(large).fill(4);
  const grown = longer(array, large + 1);
  expect(grown.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect([grown[0], grown[large - 1], grown[large]]).toEqual([4, 4, 0]);
});

test('a part of a buffer is copied, so that the rest of the buffer stays as it is', () => {
  const whole = longer(numbers(1), large).fill(5);
  const part = whole.subarray(0, 2);
  expect(bytesForLonger(part, large)).toBe(4 * large);
  const grown = longer(part, large);
  expect([...grown.subarray(0, 3)]).toEqual([5, 5, 0]);
  expect(whole[2]).toBe(5);
});

test('an array that is too long to reserve addresses for is copied', () => {
  const array = longer(numbers(1), large);
  expect(bytesForLonger(array, 2 ** 30 - 2 ** 14)).toBe(4 * (2 ** 30 - 2 ** 14 - large));
  expect(bytesForLonger(array, 2 ** 30)).toBe(2 ** 32);
});

test('an array that cannot grow keeps its numbers', () => {
  const array = longer(numbers(1), large).fill(6);
  expect(() => longer(array, 2 ** 40)).toThrow(RangeError);
  expect(array).toHaveLength(large);
  expect(array.every((number) => number === 6)).toBe(true);
});

test('an array is moved into shared memory once', () => {
  const array = numbers(3);
  array.set([1, 2, 3]);
  expect(bytesToShare(array)).toBe(12);
  const shared = inSharedMemory(array);
  expect(shared.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect([...shared]).toEqual([1, 2, 3]);
  expect(bytesToShare(shared)).toBe(0);
  expect(inSharedMemory(shared)).toBe(shared);
});

test('does what copying does, however often it grows', () => {
  fc.assert(
    fc.property(
      fc.boolean(),
      fc.array(fc.integer({ min: 1, max: 100_000 }), { maxLength: 12 }),
      (shared, sizes) => {
        let array = numbers(1, shared);
        let plain = new Int32Array(1);
        for (const [index, size] of sizes.entries()) {
          array = longer(array, array.length + size);
          const copy = new Int32Array(array.length);
          copy.set(plain);
          plain = copy;
          for (const one of [array, plain]) one.fill(index + 1, one.length - Math.ceil(size / 2));
        }
        expect(
          Buffer.compare(Buffer.from(array.buffer, 0, array.byteLength), Buffer.from(plain.buffer)),
        ).toBe(0);
      },
    ),
    { numRuns: 30 },
  );
});
