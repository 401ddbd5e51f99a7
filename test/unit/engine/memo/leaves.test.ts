/** Outcomes of steps are told apart by what they write, and know which actions commute. */
import { expect, test } from 'vitest';
import { noteValue, recorderFor } from '../../../../src/engine/draft/recorder.js';
import {
  layOutLeaves,
  leafFor,
  newLeaves,
  noteSlot,
  updateCommuting,
  widenChoice,
  widenReach,
} from '../../../../src/engine/memo/leaves.js';
import { flatten, slotsFor } from '../../../../src/engine/store/flatten.js';
import { layoutOf, pack } from '../../../../src/engine/store/layout.js';
import { propertyOf } from '../../../../src/engine/store/slots.js';
import { roomForWords } from '../../../../src/engine/store/store.js';

const noChoice = { step: -1, choiceReads: new Set<number>() };
const noReach = () => ({
  reads: new Set<number>(),
  writes: new Set<number>(),
  asks: new Set<number>(),
});

/** Two slots, `a` and `b`, and the outcomes of steps that set one of them. */
function setting() {
  const slots = slotsFor({ a: 0, b: 0 });
  const [before, one, two] = [
    { a: 0, b: 0 },
    { a: 1, b: 0 },
    { a: 2, b: 1 },
  ].map((state) => flatten(slots, state)) as [number[], number[], number[]];
  const layout = layoutOf(slots);
  const leaves = newLeaves();
  const leaf = (name: string, next: number[]) => {
    const recorder = recorderFor(slots, before);
    const slot = propertyOf(slots, slots.root, name);
    noteValue(recorder, slot, 'before');
    recorder.writes.add(slot);
    return leafFor(leaves, recorder, next, noChoice, layout);
  };
  return { slots, layout, leaves, leaf, before, one, two };
}

test('an outcome is the same if a step reads, writes and sets the same', () => {
  const { leaf, one, two, leaves } = setting();
  const first = leaf('a', one);
  expect(leaf('a', two)).not.toBe(first);
  expect(leaf('b', one)).not.toBe(first);
  expect(leaf('a', one)).toBe(first);
  expect(leaves.footprints).toHaveLength(2);
});

test('the changes of an outcome turn the words of a state into those of the next', () => {
  const { slots, leaf, one, two, leaves, before } = setting();
  const [first, other] = [leaf('a', one), leaf('b', two)];
  for (let a = 3; a < 40; a++) flatten(slots, { a, b: 0 });
  const layout = layoutOf(slots);
  layOutLeaves(leaves, layout);
  const words = roomForWords(layout.words);
  pack(layout, before, words);
  for (const leaf of [first, other]) {
    const [from, count] = leaves.table.array.subarray(3 * leaf) as unknown as [number, number];
    for (let at = from; at < from + 3 * count; at += 3) {
      const [word, keep, put] = leaves.changes.array.subarray(at) as unknown as number[];
      words[word as number] =
        ((words[word as number] as number) & (keep as number)) | (put as number);
    }
  }
  const expected = roomForWords(layout.words);
  pack(layout, flatten(slots, { a: 1, b: 1 }), expected);
  expect(words).toEqual(expected);
});

test('footprints know which actions commute with them, and which they spare', () => {
  const { leaf, one, two, leaves } = setting();
  leaf('a', one);
  leaf('b', two);
  const reaches = [noReach(), noReach()];
  for (const [action, reach] of reaches.entries()) widenReach(leaves, action, reach, action);
  reaches[1]?.asks.add(2 * 1);
  updateCommuting(leaves, { reaches, blind: new Set() }, 1);
  expect([...leaves.commuting.array.subarray(0, 2)]).toEqual([0b10, 0b01]);
  expect([...leaves.sparing.array.subarray(0, 2)]).toEqual([0b01, 0b11]);
  updateCommuting(leaves, { reaches: [undefined, ...reaches.slice(1)], blind: new Set() }, 2);
  // Two words for each footprint. It is not known what action 0 touches.
  expect([leaves.commuting.array[0], leaves.commuting.array[2]]).toEqual([0b10, 0]);
});

test('an outcome that wrote all of a container also writes a slot that appears in it', () => {
  const { slots, layout, leaves, before, one } = setting();
  const recorder = recorderFor(slots, before);
  recorder.writes.add(slots.root);
  leafFor(leaves, recorder, one, { step: 3, choiceReads: new Set() }, layout);
  const slot = propertyOf(slots, slots.root, 'c');
  noteSlot(leaves, slot);
  expect(leaves.all[0]?.sets.get(slot.id)).toBe(0);
  expect(leaves.footprints[0]?.writes.has(2 * slot.id)).toBe(true);
  widenChoice(leaves, 3, new Set([99]));
  expect(leaves.footprints[0]?.reads.has(99)).toBe(true);
});
