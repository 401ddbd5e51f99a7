/** A table of pairs numbers each pair once, in the order of arrival. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addPair,
  bytesOf,
  bytesToGrow,
  bytesToShareTable,
  claimPlace,
  findPair,
  hashOf,
  hasRoom,
  makeRoom,
  movePair,
  pairTable,
  putPair,
  shareTable,
  takeNumbers,
} from '../../../../src/engine/store/pairs.js';

const numbers = fc.array(fc.tuple(fc.nat({ max: 9 }), fc.nat({ max: 9 })), { maxLength: 200 });

/** A table; a shared one is moved into the memory of threads while it has a few pairs. */
function tableOf(shared: boolean, room?: number) {
  const table = pairTable(room);
  if (shared) shareTable(table);
  return table;
}

test('a table keeps its pairs when it is shared', () => {
  const table = pairTable(4);
  for (const one of [1, 2, 3]) addPair(table, one, one);
  shareTable(table);
  for (const part of ['pairs', 'index', 'count'] as const) {
    expect(table[part].buffer).toBeInstanceOf(SharedArrayBuffer);
  }
  expect([1, 2, 3, 4].map((one) => findPair(table, one, one))).toEqual([0, 1, 2, -1]);
  makeRoom(table, 100);
  expect(table.pairs.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect(addPair(table, 4, 4)).toBe(-4);
});

describe.each([false, true])('a table (shared: %s)', (shared) => {
  test('does what a Map does', () => {
    fc.assert(
      fc.property(numbers, (pairs) => {
        const table = tableOf(shared, 4);
        const known = new Map<string, number>();
        for (const [one, other] of pairs) {
          if (!hasRoom(table, 1)) makeRoom(table, 1);
          const key = `${one} ${other}`;
          const number = known.get(key);
          expect(findPair(table, one, other)).toBe(number ?? -1);
          expect(addPair(table, one, other)).toBe(number ?? -1 - known.size);
          if (number === undefined) known.set(key, known.size);
        }
        for (const [key, number] of known) {
          const [one, other] = key.split(' ').map(Number) as [number, number];
          expect(findPair(table, one, other)).toBe(number);
        }
      }),
    );
  });

  test('a pair that moved has another number', () => {
    const table = tableOf(shared);
    addPair(table, 3, 4);
    takeNumbers(table, 1);
    addPair(table, 5, 6);
    movePair(table, 2, 1);
    expect(findPair(table, 5, 6)).toBe(1);
    expect(findPair(table, 3, 4)).toBe(0);
    expect([...table.pairs.subarray(0, 6)]).toEqual([3, 4, 5, 6, 0, 0]);
  });

  test('a claimed place is filled with a number that was taken before', () => {
    const table = tableOf(shared);
    expect(takeNumbers(table, 10)).toBe(0);
    const place = claimPlace(table, 1, 2, hashOf(1, 2));
    expect(place).toBeLessThan(0);
    putPair(table, -1 - place, 7, 1, 2);
    expect(claimPlace(table, 1, 2, hashOf(1, 2))).toBe(7);
  });
});

test('a large table grows in place, and finds all of its pairs', () => {
  const table = pairTable();
  const buffers = new Set<unknown>();
  for (let pair = 0; pair < 600_000; pair++) {
    if (!hasRoom(table, 1)) {
      const bytes = bytesToGrow(table, 1);
      const before = bytesOf(table);
      makeRoom(table, 1);
      // From a mebibyte on, only what is added takes memory.
      if (before > 2 ** 23) expect(bytesOf(table) - before).toBe(bytes);
    }
    addPair(table, pair >>> 8, pair);
    if (pair > 400_000) buffers.add(table.pairs.buffer);
  }
  expect(buffers.size).toBe(1);
  const found = Array.from({ length: 600_000 }, (_, pair) => findPair(table, pair >>> 8, pair));
  expect(found.every((number, pair) => number === pair)).toBe(true);
  expect(findPair(table, 0, 600_000)).toBe(-1);
  expect(table.pairs.subarray(1_200_000).every((number) => number === 0)).toBe(true);
  expect(bytesToShareTable(table)).toBe(0);
});

test('a table says how much it grows before it does', () => {
  const table = pairTable(16);
  for (const more of [1, 20, 500]) {
    const bytes = bytesToGrow(table, more);
    expect(bytes === 0).toBe(hasRoom(table, more));
    const { pairs, index } = table;
    makeRoom(table, more);
    expect(hasRoom(table, more)).toBe(true);
    // Both arrays are replaced here, or none.
    if (bytes > 0 && pairs !== table.pairs && index !== table.index) {
      expect(bytesOf(table)).toBe(bytes);
    }
  }
});
