/** What commutes, and what a write touches. */
import { describe, expect, test } from 'vitest';
import { reads } from '../../../../src/engine/draft/read.js';
import {
  addWrite,
  commutes,
  isWritten,
  spares,
  touched,
  writtenIn,
} from '../../../../src/engine/memo/footprint.js';
import { slotsFor } from '../../../../src/engine/store/flatten.js';
import { elementOf, propertyOf } from '../../../../src/engine/store/slots.js';

const footprint = (read: number[], write: number[]) => ({
  step: -1,
  reads: new Set(read),
  writes: new Set(write),
  written: [],
  deep: new Set<never>(),
  kept: new Set<never>(),
});
const reach = (read: number[], write: number[], asks: number[] = []) => ({
  reads: new Set(read),
  writes: new Set(write),
  asks: new Set(asks),
});

describe('two steps', () => {
  test.each<[string, number[], number[], number[], number[], boolean]>([
    ['commute if they touch different places', [2], [4], [6], [8], true],
    ['commute if they only read the same place', [2], [], [2], [], true],
    ['do not commute if one writes what the other reads', [], [2], [2], [], false],
    ['do not commute if one reads what the other writes', [2], [], [], [2], false],
    ['do not commute if they write the same value', [], [2], [], [2], false],
    ['commute if they write the same shape', [], [3], [], [3], true],
    ['do not commute if one writes the shape that the other reads', [], [3], [3], [], false],
  ])('%s', (_, read, write, otherRead, otherWrite, does) => {
    expect(commutes(footprint(read, write), reach(otherRead, otherWrite))).toBe(does);
  });
});

test('a step spares an action if it writes nothing that decides whether it is enabled', () => {
  expect(spares(footprint([], [2]), reach([2], [], [4]))).toBe(true);
  expect(spares(footprint([], [2]), reach([], [], [2]))).toBe(false);
});

test('a read touches a value or a shape, before or after a step', () => {
  expect(touched({ kind: reads.value, target: 3 })).toBe(6);
  expect(touched({ kind: reads.valueAfter, target: 3 })).toBe(6);
  expect(touched({ kind: reads.shape, target: 3 })).toBe(7);
  expect(touched({ kind: reads.shapeAfter, target: 3 })).toBe(7);
});

test('a write also writes the shape around it, unless that is an array', () => {
  const slots = slotsFor({ list: [0] });
  const list = propertyOf(slots, slots.root, 'list');
  const element = elementOf(slots, list, 0);
  const writes = new Set<number>();
  addWrite(writes, element);
  expect([...writes]).toEqual([2 * element.id]);
  addWrite(writes, list);
  expect([...writes]).toEqual([2 * element.id, 2 * list.id, 2 * slots.root.id + 1]);
});

test('a slot is written with all that is in it, except for what was kept', () => {
  const slots = slotsFor({ a: [0, [1]], b: 2 });
  const a = propertyOf(slots, slots.root, 'a');
  const kept = elementOf(slots, a, 1);
  expect([...writtenIn(a, new Set([kept]))]).toEqual([a, elementOf(slots, a, 0)]);
  const written = { deep: new Set([a]), kept: new Set([kept]) };
  expect(isWritten(written, elementOf(slots, kept, 0))).toBe(false);
  expect(isWritten(written, elementOf(slots, a, 2))).toBe(true);
  expect(isWritten(written, propertyOf(slots, slots.root, 'b'))).toBe(false);
});
