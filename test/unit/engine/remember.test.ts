/** What was read becomes a path of a tree, and the outcome its end. */
import { expect, test } from 'vitest';
import { noteShape, noteValue, recorderFor } from '../../../src/engine/draft/recorder.js';
import { reads } from '../../../src/engine/draft/read.js';
import { endOf, ends, unknown } from '../../../src/engine/memo/tree.js';
import { numberAt, remember } from '../../../src/engine/remember.js';
import { at } from '../../../src/engine/store/space.js';
import { pathsOf } from '../../support/drafts.js';
import { exploring, twoCounters, twos } from '../../support/two-counters.js';

/** Three states of two counters, of which n has two values and m only one. */
function setting() {
  const explorer = exploring(twoCounters(), twos([0, 0], [1, 0], [2, 0]));
  const [root, m, n] = explorer.space.slots.all;
  if (root === undefined || m === undefined || n === undefined) throw new Error('No slots.');
  const vectors = [0, 1, 2].map((state) => at(explorer.space, state).vector);
  const [first = [], second = []] = vectors;
  const tree = explorer.known.actions[0]?.tree ?? -1;
  const answers = () => vectors.map((one) => endOf(explorer.trees, tree, numberAt(explorer, one)));
  return { explorer, root, m, n, first, second, tree, answers };
}

test('a tree answers for the states in which the same was read', () => {
  const { explorer, n, first, tree, answers } = setting();
  expect(answers()).toEqual([unknown, unknown, unknown]);
  const recorder = recorderFor(explorer.space.slots, first);
  noteValue(recorder, n, 'before');
  remember(explorer, tree, recorder, ends.no);
  expect(answers()).toEqual([ends.no, unknown, unknown]);
});

test('an outcome for which nothing was read is that of all states', () => {
  const { explorer, first, tree, answers } = setting();
  remember(explorer, tree, recorderFor(explorer.space.slots, first), ends.yes);
  expect(answers()).toEqual([ends.yes, ends.yes, ends.yes]);
});

test('a place or shape that never changed is no part of the path, but waits for another value', () => {
  const { explorer, root, m, first, tree, answers } = setting();
  const recorder = recorderFor(explorer.space.slots, first);
  noteValue(recorder, m, 'before');
  noteShape(recorder, root, 'before');
  remember(explorer, tree, recorder, ends.no);
  expect(answers()).toEqual([ends.no, ends.no, ends.no]);
  const { value, shape } = explorer.unasked;
  expect([pathsOf(value.keys()), pathsOf(shape.keys())]).toEqual([['state.m'], ['state']]);
  remember(explorer, tree + 1, recorder, ends.no);
  expect(value.get(m)).toEqual(new Set([tree, tree + 1]));
});

test('a read finds the number before or after a step', () => {
  const { explorer, n, first, second } = setting();
  const found = numberAt(explorer, first, second);
  expect(found({ kind: reads.value, target: n.id })).toBe(0);
  expect(found({ kind: reads.valueAfter, target: n.id })).toBe(1);
  // A slot that appeared later has the number 0 in states before it.
  expect(found({ kind: reads.value, target: 99 })).toBe(0);
  expect(numberAt(explorer, second)({ kind: reads.valueAfter, target: n.id })).toBe(1);
});
