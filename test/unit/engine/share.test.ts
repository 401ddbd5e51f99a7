/** Everything that the loop reads and writes moves into memory that threads share. */
import { expect, test } from 'vitest';
import { actor, defineModel, transition } from 'allways';
import { kernelOf } from '../../../src/engine/current-kernel.js';
import { share } from '../../../src/engine/share.js';
import { addReal } from '../../../src/engine/settle.js';
import { at } from '../../../src/engine/store/space.js';
import { claimOf, exploring, twoCounters, twos, type Two } from '../../support/two-counters.js';

const level = { levelStart: 0, nextStart: 1, mostStates: 10 };
const isShared = ({ buffer }: Int32Array) => buffer instanceof SharedArrayBuffer;

test('an explorer is shared once, with all its arrays, and goes on', () => {
  const property = transition<Two>('any', () => true);
  const explorer = exploring(twoCounters(), twos([0, 0], [1, 0]), [property]);
  kernelOf(explorer, level);
  const arrays = () => {
    const { trees, known, leaves, awake, awakeNext } = explorer;
    const { nodes, edges, roots, shapes } = trees;
    const growing = [nodes, edges, roots, shapes.table, shapes.slots, shapes.tree];
    const { actionTrees, stepOf, lists, choiceLists, stepTrees } = known;
    growing.push(actionTrees, stepOf, lists, choiceLists, ...stepTrees.values());
    growing.push(leaves.table, leaves.changes, leaves.commuting, leaves.sparing);
    return [...growing.map(({ array }) => array), awake, awakeNext];
  };
  expect(arrays()).toHaveLength(17);
  const before = arrays().map((array) => [...array]);
  expect(arrays().some(isShared)).toBe(false);
  share(explorer);
  expect(arrays().every(isShared)).toBe(true);
  expect(arrays().map((array) => [...array])).toEqual(before);
  expect(explorer.space.shared).toBe(true);
  expect(isShared(explorer.space.store.states.count)).toBe(true);
  const first = arrays();
  share(explorer);
  expect(arrays().every((array, index) => array === first[index])).toBe(true);
  expect(addReal(explorer, { n: 1, m: 1 })).toBe(2);
  expect(at(explorer.space, 1).state).toEqual({ n: 1, m: 0 });
});

test('representatives are shared as well', () => {
  const model = defineModel<{ at: string }>({
    name: 'ball',
    initial: { at: 'x' },
    actors: [actor<{ at: string }>('a', { idle: { then: () => undefined } })],
  });
  const claim = claimOf<{ at: string }>([['x', 'y']]);
  const explorer = exploring(model, model.initial, [], { claim });
  share(explorer);
  expect(
    explorer.space.representatives && isShared(explorer.space.representatives.states.count),
  ).toBe(true);
});
