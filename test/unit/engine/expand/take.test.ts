/** The loop takes the enabled actions of a state; their successors wait to be stored. */
import { describe, expect, test } from 'vitest';
import type { Kernel } from '../../../../src/engine/expand/kernel.js';
import { takeAll } from '../../../../src/engine/expand/take.js';
import { ends, newTrees, refOfLeaf, unknown } from '../../../../src/engine/memo/tree.js';
import { hashOf } from '../../../../src/engine/store/pairs.js';
import { storeFor } from '../../../../src/engine/store/store.js';
import {
  addEnd,
  addStates,
  directWith,
  kernelWith,
  twoSwitches,
  workspaceFor,
} from '../../../support/kernel.js';

/** Two switches that are off. Both can be turned on. */
function switches(parts: Partial<Kernel> = {}, trees = newTrees()) {
  const kernel = kernelWith(trees, { ...twoSwitches(trees).parts, ...parts });
  const workspace = workspaceFor(kernel, [0, 0]);
  workspace.at = 6;
  workspace.actions.set([0, 1]);
  workspace.found.set([refOfLeaf(0), refOfLeaf(1)]);
  return { kernel, workspace };
}

describe('successors', () => {
  test('wait as pairs, each with its state, its action and its hash', () => {
    const { kernel, workspace } = switches();
    expect(takeAll(kernel, workspace, 2, directWith())).toBe(true);
    expect(workspace.waiting).toBe(2);
    expect([...workspace.pairs.subarray(0, 4)]).toEqual([1, 0, 0, 1]);
    expect([...workspace.states.subarray(0, 2)]).toEqual([6, 6]);
    expect([...workspace.takes.subarray(0, 2)]).toEqual([0, 1]);
    expect([...workspace.hashes.subarray(0, 2)]).toEqual([hashOf(1, 0), hashOf(0, 1)]);
    expect([...workspace.recalled.subarray(0, 2)]).toEqual([1, 1]);
  });

  test('are those of the model if a tree does not have them', () => {
    const { kernel, workspace } = switches();
    workspace.found[1] = ends.direct;
    const put = (action: number, words: Int32Array) => {
      words.set([action, 40]);
    };
    takeAll(kernel, workspace, 2, directWith({ put }));
    expect([...workspace.pairs.subarray(0, 4)]).toEqual([1, 0, 1, 40]);
    expect([...workspace.recalled.subarray(0, 2)]).toEqual([1, 0]);
  });

  test('of three words have a new inner pair only if one of its words changed', () => {
    const store = storeFor(3);
    const { kernel, workspace } = switches({ store });
    addStates(store, [0, 0, 7]);
    // No table has this number, so it was not looked up.
    store.numbers[0] = 42;
    workspace.found[1] = ends.direct;
    const put = (_: number, words: Int32Array) => {
      words.set([0, 0, 5]);
    };
    takeAll(kernel, workspace, 2, directWith({ put }));
    expect([...(store.inner[0]?.pairs.subarray(0, 4) ?? [])]).toEqual([0, 0, 1, 0]);
    expect([...workspace.pairs.subarray(0, 4)]).toEqual([1, 0, 42, 5]);
  });

  test('keep the states before and after the step, if properties ask about steps', () => {
    const trees = newTrees();
    const asking = addEnd(trees, ends.no);
    const { kernel, workspace } = switches({ stepTrees: [Int32Array.of(asking, asking)] }, trees);
    takeAll(kernel, workspace, 2, directWith());
    expect([...workspace.after.subarray(0, 4)]).toEqual([1, 0, 0, 1]);
    expect([...workspace.before.subarray(0, 4)]).toEqual([0, 0, 0, 0]);
  });
});

describe('sleep', () => {
  const sleeping: Partial<Kernel> = {
    sleepWords: 1,
    commuting: Int32Array.of(0b110, 0b001),
    sparing: Int32Array.of(0b1000, 0),
  };

  test('comes to an action that was taken earlier and commutes', () => {
    const { kernel, workspace } = switches(sleeping);
    workspace.dormant[0] = 0b100;
    workspace.idle[0] = 0b1000;
    takeAll(kernel, workspace, 2, directWith());
    // After action 0: action 2, which slept before, and action 3, which is idle. After action 1: action 0.
    expect([...workspace.asleepIn.subarray(0, 4)]).toEqual([0b100, 0b1000, 0b001, 0]);
    expect(workspace.settled[0]).toBe(0b111);
  });

  test('does not come to an action whose effect the model found', () => {
    const { kernel, workspace } = switches(sleeping);
    workspace.found[0] = ends.direct;
    takeAll(kernel, workspace, 2, directWith({ put: (_, words) => words.fill(1) }));
    expect([...workspace.asleepIn.subarray(0, 4)]).toEqual([0, 0, 0, 0]);
    expect(workspace.settled[0]).toBe(0b10);
  });

  test.each([
    ['comes', ends.no, 0b001],
    ['does not come', unknown, 0],
  ])('%s to an action if a property answers %i about it', (_, end, expected) => {
    const trees = newTrees();
    const [asked, other] = [addEnd(trees, end), addEnd(trees, ends.no)];
    const stepTrees = [Int32Array.of(asked, other)];
    const { kernel, workspace } = switches({ ...sleeping, stepTrees }, trees);
    takeAll(kernel, workspace, 2, directWith());
    expect(workspace.asleepIn[2]).toBe(expected);
  });

  test('is counted with the next action that is taken, or else with the next state', () => {
    const { kernel, workspace } = switches();
    workspace.sleptBefore.set([1, 3]);
    workspace.slept = 4;
    workspace.sleptLast = 2;
    takeAll(kernel, workspace, 2, directWith());
    expect([...workspace.slepts.subarray(0, 2)]).toEqual([3, 2]);
    expect(workspace.sleptLast).toBe(1);
    workspace.slept = 5;
    takeAll(kernel, workspace, 0, directWith());
    expect(workspace.sleptLast).toBe(6);
  });
});

describe('orbits', () => {
  /** States 0 to 2 are stored: (0, 0), (1, 0) and (9, 9). */
  function orbits() {
    const representatives = storeFor(2);
    const made = switches({ representatives });
    addStates(made.kernel.store, [0, 0], [1, 0], [9, 9]);
    return made;
  }

  test('a successor that is stored has the number of its orbit', () => {
    const { kernel, workspace } = orbits();
    const asked: number[] = [];
    const represent = (words: Int32Array, into: Int32Array, action: number) => {
      asked.push(action);
      into.set([...words].reverse());
      return true;
    };
    expect(takeAll(kernel, workspace, 2, directWith({ represent }))).toBe(true);
    expect(asked).toEqual([1]);
    expect(workspace.orbits[0]).toBe(2);
    expect([...workspace.orbits.subarray(3, 6)]).toEqual([0, 1, 0]);
    expect([...workspace.changed.subarray(0, 3)]).toEqual([1, 1, 0]);
  });

  test('nothing waits if a representative has a value without a place', () => {
    const { kernel, workspace } = orbits();
    workspace.waiting = 5;
    expect(takeAll(kernel, workspace, 2, directWith({ represent: () => false }))).toBe(false);
    expect(workspace.waiting).toBe(5);
  });

  test('an action that leaves the state as it is has changed nothing', () => {
    const { kernel, workspace } = orbits();
    workspace.found.set([ends.direct]);
    takeAll(kernel, workspace, 1, directWith({ put: (_, words) => words.fill(0) }));
    expect(workspace.changed[0]).toBe(0);
    expect(workspace.orbits[0]).toBe(1);
  });
});
