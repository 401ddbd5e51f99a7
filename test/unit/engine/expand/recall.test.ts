/** What the loop has found is read back from the trees and the store. */
import { describe, expect, test } from 'vitest';
import { stop, type Kernel } from '../../../../src/engine/expand/kernel.js';
import {
  recall,
  recallStepTree,
  recallTree,
  successorsOf,
} from '../../../../src/engine/expand/recall.js';
import { reads } from '../../../../src/engine/draft/read.js';
import { ends, newTrees, refOfLeaf, unknown } from '../../../../src/engine/memo/tree.js';
import { stateCount, storeFor } from '../../../../src/engine/store/store.js';
import {
  addEnd,
  addStates,
  addTree,
  directWith,
  kernelWith,
  twoSwitches,
  workspaceFor,
} from '../../../support/kernel.js';

/** Two switches. State 0 is (0, 0), state 1 is (0, 1), state 2 is (1, 1); (1, 0) is not stored. */
function switches(parts: Partial<Kernel> = {}, trees = newTrees()) {
  const kernel = kernelWith(trees, { ...twoSwitches(trees).parts, ...parts });
  addStates(kernel.store, [0, 0], [0, 1], [1, 1]);
  return { kernel, workspace: workspaceFor(kernel) };
}

describe('the successors of a state', () => {
  test.each([
    [0, [0, 1], [-1, 1]],
    [1, [0], [2]],
    [2, [], []],
  ])('have their numbers, or -1 if they are not stored: %i', (state, actions, expected) => {
    const { kernel, workspace } = switches();
    const numbers = new Int32Array(4);
    const count = successorsOf(kernel, workspace, state, directWith(), numbers);
    expect(count).toBe(expected.length);
    expect([...workspace.actions.subarray(0, count)]).toEqual(actions);
    expect([...numbers.subarray(0, count)]).toEqual(expected);
    expect(stateCount(kernel.store)).toBe(3);
    expect(workspace.at).toBe(state);
  });

  test('come from the model if no tree has them', () => {
    const trees = newTrees();
    const { kernel, workspace } = switches({}, trees);
    const direct = addEnd(trees, ends.direct);
    const running = {
      ...kernel,
      roots: trees.roots.array,
      actionTrees: Int32Array.of(direct, direct),
    };
    const numbers = new Int32Array(4);
    const take = (_: number, action: number) => (action === 1 ? ends.direct : ends.no);
    const put = (_: number, words: Int32Array) => {
      words.set([1, 1]);
    };
    expect(successorsOf(running, workspace, 0, directWith({ take, put }), numbers)).toBe(1);
    expect(numbers[0]).toBe(2);
  });

  test('are not stored if an inner pair is missing', () => {
    const trees = newTrees();
    const store = storeFor(3);
    const kernel = kernelWith(trees, { ...twoSwitches(trees).parts, store });
    // (1, 0) and (0, 1) are inner pairs; (0, 1, 7) is no state.
    addStates(store, [0, 0, 7], [1, 0, 7], [0, 1, 8]);
    const workspace = workspaceFor(kernel);
    const numbers = new Int32Array(4);
    expect(successorsOf(kernel, workspace, 0, directWith(), numbers)).toBe(2);
    expect([...numbers.subarray(0, 2)]).toEqual([1, -1]);
    // (1, 1) is no inner pair.
    expect(successorsOf(kernel, workspace, 1, directWith(), numbers)).toBe(1);
    expect(numbers[0]).toBe(-1);
  });

  test('are those of their orbits, if a representative is stored', () => {
    const representatives = storeFor(2);
    addStates(representatives, [0, 0], [0, 1], [1, 1]);
    const { kernel, workspace } = switches({ representatives });
    const numbers = new Int32Array(4);
    const represent = (words: Int32Array, into: Int32Array) => {
      into.set([...words].sort());
      return true;
    };
    expect(successorsOf(kernel, workspace, 0, directWith({ represent }), numbers)).toBe(2);
    // (1, 0) is not stored, and (0, 1) represents it.
    expect([...numbers.subarray(0, 2)]).toEqual([1, 1]);
    const stopped = directWith({ represent: () => false });
    expect(successorsOf(kernel, workspace, 0, stopped, numbers)).toBe(-1 - stop.findings);
  });

  test('are not told if the loop must stop', () => {
    const { kernel, workspace } = switches();
    const numbers = new Int32Array(4);
    const stale = directWith({ isStale: () => true });
    expect(successorsOf(kernel, workspace, 0, stale, numbers)).toBe(-1 - stop.findings);
    addStates(kernel.store, [5, 0]);
    const learning = { ...kernel, learns: true };
    const direct = directWith({ learnsAction: () => true });
    expect(successorsOf(learning, workspace, 3, direct, numbers)).toBe(-1 - stop.action);
  });
});

describe('the answer of a tree', () => {
  test('is that of an action, with the successor', () => {
    const { kernel, workspace } = switches();
    expect(recall(kernel, workspace, 1, 0)).toBe(refOfLeaf(0));
    expect([...workspace.next]).toEqual([1, 1]);
    workspace.next.fill(33);
    expect(recall(kernel, workspace, 2, 0)).toBe(ends.no);
    expect([...workspace.next]).toEqual([33, 33]);
  });

  test('is that of a property about a state, or about a step', () => {
    const trees = newTrees();
    const { kernel: before, workspace } = switches({}, trees);
    const ofState = addTree(trees, 1, { 0: ends.no, 1: ends.yes });
    const ofStep = addTree(trees, 0, { 3: ends.yes }, reads.valueAfter);
    const kernel = { ...kernelWith(trees), store: before.store };
    expect(recallTree(kernel, workspace, 0, ofState)).toBe(ends.no);
    expect(recallTree(kernel, workspace, 1, ofState)).toBe(ends.yes);
    workspace.next[0] = 3;
    expect(recallStepTree(kernel, workspace, ofStep)).toBe(ends.yes);
    workspace.next[0] = 4;
    expect(recallStepTree(kernel, workspace, ofStep)).toBe(unknown);
  });
});
