import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { smallerLists, type Shrinking } from '../../../../src/program/random/smaller.js';

const everything: Shrinking = { from: 0, sizes: Infinity, moves: true };

const used = (list: readonly number[]) => [...list.keys()].filter((at) => list[at] !== 0);
const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);

/** What decides which of two lists is smaller, the first that differs. */
const sizeOf = (list: readonly number[]) => [
  used(list).length,
  sum(used(list)),
  sum(list.map(Math.abs)),
];

function isSmaller(one: readonly number[], other: readonly number[]): boolean {
  const [mine, others] = [sizeOf(one), sizeOf(other)];
  const at = mine.findIndex((size, index) => size !== others[index]);
  return at >= 0 && (mine[at] ?? 0) < (others[at] ?? 0);
}

const lists = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: -50, max: 50 })), {
  maxLength: 12,
});

/** Shrinks as fast-check does: takes the first candidate that fails, and goes on from its place. */
function shrunk(
  list: readonly number[],
  fails: (list: readonly number[]) => boolean,
  shrinking = everything,
): readonly number[] {
  for (const candidate of smallerLists(list, shrinking)) {
    if (!fails(candidate.list)) continue;
    return shrunk(candidate.list, fails, { ...shrinking, from: candidate.place });
  }
  return list;
}

test('every candidate is smaller, and as long as the list', () => {
  fc.assert(
    fc.property(lists, fc.boolean(), fc.nat(12), fc.nat(100), (list, moves, sizes, from) => {
      for (const { list: smaller } of smallerLists(list, { from, sizes, moves })) {
        expect(smaller).toHaveLength(list.length);
        expect(isSmaller(smaller, list)).toBe(true);
      }
    }),
  );
});

test('wherever it begins, the candidates are the same', () => {
  fc.assert(
    fc.property(lists, fc.nat(100), (list, from) => {
      const all = [...smallerLists(list, everything)];
      const other = [...smallerLists(list, { ...everything, from })];
      expect(other).toEqual([
        ...all.filter(({ place }) => place >= from),
        ...all.filter(({ place }) => place < from),
      ]);
    }),
  );
});

test('big changes come first', () => {
  const [first, second] = smallerLists([3, 0, 5, 7], everything);
  expect(first).toEqual({ list: [0, 0, 0, 0], place: 0 });
  expect(second).toEqual({ list: [3, 0, 0, 0], place: 1 });
});

test('numbers neither move nor become smaller if they must not', () => {
  const kept = [...smallerLists([0, 9, -9], { from: 0, sizes: 0, moves: false })];
  expect(new Set(kept.map(({ list }) => list.join()))).toEqual(
    new Set(['0,0,0', '0,9,0', '0,0,-9']),
  );
  const sized = [...smallerLists([3, 3], { from: 0, sizes: 1, moves: false })];
  expect(sized.map(({ list }) => list)).toContainEqual([1, 3]);
  expect(sized.map(({ list }) => list)).not.toContainEqual([3, 1]);
});

describe('a list shrinks to', () => {
  const long = Array.from({ length: 20 }, (_, at) => 700_000 + at);

  test('the one number that is needed, as small as it may be', () => {
    expect(shrunk(long, (list) => (list[7] ?? 0) % 4 === 3)).toEqual(
      long.map((_, at) => (at === 7 ? 3 : 0)),
    );
  });

  test('the earliest places', () => {
    expect(shrunk(long, (list) => used(list).length >= 2)).toEqual(
      long.map((_, at) => (at < 2 ? 1 : 0)),
    );
  });

  test('a list without two numbers that are needed only together', () => {
    const pairs = (list: readonly number[]) => (list[3] !== 0) === (list[8] !== 0);
    const needed = (list: readonly number[]) => list[1] !== 0 && pairs(list);
    expect(used(shrunk([0, 5, 0, 5, 0, 0, 0, 0, 5, 0], needed))).toEqual([1]);
  });

  test('a list in which a number one place later replaces two', () => {
    const needed = (list: readonly number[]) => ['1,4', '2'].includes(used(list).join());
    expect(shrunk([0, 5, 0, 0, 5, 0], needed)).toEqual([0, 0, 1, 0, 0, 0]);
  });
});
