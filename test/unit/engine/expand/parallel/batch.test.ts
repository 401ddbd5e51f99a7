/** A thread expands its share of a level, and leaves to others what it cannot do. */
import { describe, expect, test } from 'vitest';
import { expandShare } from '../../../../../src/engine/expand/parallel/batch.js';
import { mostAdded } from '../../../../../src/engine/expand/workspace.js';
import type { Kernel } from '../../../../../src/engine/expand/kernel.js';
import { newTrees } from '../../../../../src/engine/memo/tree.js';
import { makeStoreRoom } from '../../../../../src/engine/store/store.js';
import { addStates, kernelWith, twoSwitches, workspaceFor } from '../../../../support/kernel.js';

/** Two switches, and the states of one level. */
function switches(states: readonly (readonly number[])[], parts: Partial<Kernel> = {}) {
  const trees = newTrees();
  const kernel = kernelWith(trees, { ...twoSwitches(trees).parts, threads: 2, ...parts });
  const workspace = workspaceFor(kernel);
  makeStoreRoom(kernel.store, 4 * mostAdded(workspace) + states.length);
  addStates(kernel.store, ...states);
  return { kernel, workspace };
}

describe('a share', () => {
  test('has the counts of this level alone', () => {
    const { kernel, workspace } = switches([
      [0, 0],
      [1, 0],
      [1, 1],
    ]);
    workspace.generated = 100;
    workspace.remembered = 100;
    workspace.takenIn.set([0, 100, 100]);
    const share = expandShare(kernel, workspace, Int32Array.of(1), 3);
    expect(share).toMatchObject({ generated: 1, asleep: 0, remembered: 4, missed: [], left: [] });
    expect([...share.recalled.subarray(0, 2)]).toEqual([0, 1]);
    expect([...share.spared.subarray(0, 2)]).toEqual([2, 1]);
    // Action 1 was taken in state 1, and led to state 2.
    expect([...share.takenIn.subarray(0, 3)]).toEqual([0, 2, 0]);
    expect([...share.takenTo.subarray(0, 2)]).toEqual([0, 3]);
    expect([...share.changed.subarray(0, 2)]).toEqual([0, 1]);
  });

  test('leaves out the states for which the model must be run, and goes on after them', () => {
    const { kernel, workspace } = switches([
      [5, 0],
      [1, 0],
      [1, 5],
      [0, 1],
    ]);
    const share = expandShare(kernel, workspace, Int32Array.of(0), 4);
    expect(share.missed).toEqual([0, 2]);
    expect(share.generated).toBe(2);
  });

  test('has the numbers that it reserved and did not use', () => {
    const { kernel, workspace } = switches([[0, 0]]);
    const share = expandShare(kernel, workspace, Int32Array.of(0), 1);
    // A block of 64 numbers from 1 on, of which two were used.
    expect(share.unused).toEqual([3, 65]);
    expect(workspace).toMatchObject({ reserved: 0, reservedEnd: 0 });
  });

  test('leaves the rest of its chunk if there are as many states as there may be', () => {
    // The switches are the lower eight bits of each word.
    const states = Array.from({ length: 300 }, (_, number) => [256 * number, 0]);
    const { kernel, workspace } = switches(states, { mostStates: 300 });
    const share = expandShare(kernel, workspace, Int32Array.of(0), 300);
    expect(share.left).toEqual([
      [0, 128],
      [128, 256],
      [256, 300],
    ]);
    expect(share.missed).toEqual([]);
  });
});

test('a thread takes chunks of 128 states from the cursor until no states are left', () => {
  const states = Array.from({ length: 300 }, (_, number) => [256 * number + 1, 1]);
  const { kernel, workspace } = switches(states);
  const cursor = Int32Array.of(0);
  const share = expandShare(kernel, workspace, cursor, 300);
  // Each state was asked about both actions, and none is enabled.
  expect(share).toMatchObject({ generated: 0, remembered: 600 });
  expect(cursor[0]).toBe(4 * 128);
  expect(expandShare(kernel, workspace, cursor, 300)).toMatchObject({ remembered: 0 });
});
