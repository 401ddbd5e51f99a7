/** The loop expands states in their order, until it is done or must stop. */
import { describe, expect, test } from 'vitest';
import { batch, findingKind, stop, type Kernel } from '../../../../src/engine/expand/kernel.js';
import { expand } from '../../../../src/engine/expand/loop.js';
import { mostAdded } from '../../../../src/engine/expand/workspace.js';
import { ends, newTrees } from '../../../../src/engine/memo/tree.js';
import { loadState, makeStoreRoom, stateCount } from '../../../../src/engine/store/store.js';
import {
  addEnd,
  addStates,
  addTree,
  directWith,
  kernelWith,
  twoSwitches,
  workspaceFor,
} from '../../../support/kernel.js';

/** Two switches that are off in state 0. There is room for all that one state may add. */
function switches(parts: Partial<Kernel> = {}, trees = newTrees()) {
  const kernel = kernelWith(trees, { ...twoSwitches(trees).parts, ...parts });
  addStates(kernel.store, [0, 0]);
  const workspace = workspaceFor(kernel);
  makeStoreRoom(kernel.store, 2 * mostAdded(workspace));
  return { kernel, workspace };
}

/** The states of a store, in their order. */
const statesIn = ({ store }: Kernel) =>
  Array.from({ length: stateCount(store) }, (_, number) => {
    const words = new Int32Array(2);
    loadState(store, number, words);
    return [...words];
  });

describe('the loop', () => {
  test('finds the states level by level, each once', () => {
    const { kernel, workspace } = switches();
    expect(expand(kernel, workspace, 0, 1, directWith())).toBe(stop.done);
    expect(statesIn(kernel)).toEqual([
      [0, 0],
      [1, 0],
      [0, 1],
    ]);
    expect(expand(kernel, workspace, 1, 3, directWith())).toBe(stop.done);
    expect(statesIn(kernel).slice(3)).toEqual([[1, 1]]);
    expect(workspace).toMatchObject({ at: 3, generated: 4, asleep: 0 });
  });

  test('counts a step that sleeps as generated, and does not take it', () => {
    const awake = Int32Array.of(-1, 0, 0, 0, 0, 0);
    const awakeNext = new Int32Array(4096);
    const commuting = Int32Array.of(0b10, 0b01);
    const sleeping = { sleepWords: 1, awake, awakeNext, commuting, sparing: Int32Array.of(0, 0) };
    const { kernel, workspace } = switches({ ...sleeping, nextStart: 1 });
    expand(kernel, workspace, 0, 1, directWith());
    // Action 0 was taken before action 1 and commutes, so it sleeps in state 2, after action 1.
    expect([...awakeNext.subarray(0, 4)]).toEqual([-1, 0, ~0b01, 0]);
    const next = { ...kernel, awake: awakeNext, awakeNext: awake, levelStart: 1, nextStart: 3 };
    const wide = { ...next, awakeNext: new Int32Array(4096) };
    expand(wide, workspace, 1, 3, directWith());
    expect(statesIn(kernel)).toHaveLength(4);
    expect(workspace).toMatchObject({ generated: 4, asleep: 1 });
    expect([...workspace.recalled.subarray(0, 2)]).toEqual([1, 2]);
  });
});

describe('the loop stops', () => {
  test('before a state for which there may be no room', () => {
    const { kernel, workspace } = switches();
    const small = { ...kernel, store: kernelWith(newTrees()).store };
    addStates(small.store, [0, 0]);
    expect(expand(small, workspace, 0, 1, directWith())).toBe(stop.room);
    expect(workspace.at).toBe(0);
    const noBits = {
      ...kernel,
      sleepWords: 1,
      awake: new Int32Array(2),
      awakeNext: new Int32Array(8),
    };
    expect(expand(noBits, workspace, 0, 1, directWith())).toBe(stop.room);
  });

  test('after the state that is watched', () => {
    const { kernel, workspace } = switches({ watched: 0 });
    addStates(kernel.store, [0, 1]);
    expect(expand(kernel, workspace, 0, 2, directWith())).toBe(stop.watched);
    expect(workspace.at).toBe(1);
    expect(statesIn(kernel)).toHaveLength(3);
  });

  test('after the state with a finding', () => {
    const trees = newTrees();
    const stateTrees = [addTree(trees, 0, { 0: ends.no, 1: ends.yes })];
    const { kernel, workspace } = switches({ stateTrees }, trees);
    expect(expand(kernel, workspace, 0, 1, directWith())).toBe(stop.findings);
    expect(workspace.at).toBe(1);
    expect(workspace.findings).toEqual([findingKind.property, 1, stateTrees[0], 0]);
  });

  test('in a state whose answer is to be learned, with all states before it done', () => {
    const { kernel, workspace } = switches({ learns: true });
    addStates(kernel.store, [5, 0]);
    const direct = directWith({ learnsAction: () => true });
    expect(expand(kernel, workspace, 0, 2, direct)).toBe(stop.action);
    expect(workspace).toMatchObject({ at: 1, subject: 0, waiting: 0, generated: 2 });
    expect(stateCount(kernel.store)).toBe(4);
  });

  test('in a state with values that have no place yet', () => {
    const { kernel, workspace } = switches();
    expect(expand(kernel, workspace, 0, 1, directWith({ isStale: () => true }))).toBe(
      stop.findings,
    );
    expect(workspace).toMatchObject({ at: 0, generated: 0 });
  });

  test('once there are as many states as there may be', () => {
    const { kernel, workspace } = switches({ mostStates: 2 });
    expect(expand(kernel, workspace, 0, 1, directWith())).toBe(stop.full);
    expect(workspace.at).toBe(0);
    expect(stateCount(kernel.store)).toBe(2);
  });
});

describe('a deadlock', () => {
  /** A property of deadlocks complains if word 0 is 1. */
  function stopping(parts: Partial<Kernel> = {}) {
    const trees = newTrees();
    const stopTrees = [addTree(trees, 0, { 0: ends.no, 1: ends.yes })];
    const made = switches({ stopTrees, ...parts }, trees);
    addStates(made.kernel.store, [1, 1], [1, 0]);
    return { ...made, tree: stopTrees[0] };
  }

  test('is a state without enabled actions', () => {
    const { kernel, workspace, tree } = stopping();
    expect(expand(kernel, workspace, 0, 3, directWith())).toBe(stop.findings);
    // In state 2 one action is enabled.
    expect(workspace.findings).toEqual([findingKind.property, 1, tree, 0]);
  });

  test('is not a state in which an action sleeps, or in which one threw', () => {
    const awakeNext = new Int32Array(4096);
    const asleep = { sleepWords: 1, awake: new Int32Array(8), awakeNext, nextStart: 3 };
    const sleeping = stopping(asleep);
    expand(sleeping.kernel, sleeping.workspace, 1, 2, directWith());
    expect(sleeping.workspace.findings).toEqual([]);
    const trees = newTrees();
    const threw = addEnd(trees, ends.yes);
    const { kernel, workspace } = switches({ stopTrees: [threw] }, trees);
    const throwing = { ...kernel, actionTrees: Int32Array.of(threw, threw) };
    expand(throwing, workspace, 0, 1, directWith());
    const { actionThrew } = findingKind;
    expect(workspace.findings).toEqual([actionThrew, 0, 0, 0, actionThrew, 0, 1, 0]);
  });
});

test('successors are stored in batches', () => {
  const trees = newTrees();
  const { kernel, workspace } = switches({}, trees);
  // The model finds two new successors of each state.
  const direct = addEnd(trees, ends.direct);
  const running = {
    ...kernel,
    roots: trees.roots.array,
    actionTrees: Int32Array.of(direct, direct),
  };
  for (let number = 1; number < batch; number++) addStates(kernel.store, [number, 7]);
  const stored: number[] = [];
  let current = 0;
  const take = (state: number, action: number) => {
    current = state;
    if (action === 0) stored.push(stateCount(kernel.store));
    return ends.direct;
  };
  const put = (action: number, words: Int32Array) => {
    words.set([current, 8 + action]);
  };
  expand(running, workspace, 0, batch, directWith({ take, put }));
  expect(stored.slice(0, batch / 2)).toEqual(Array.from({ length: batch / 2 }, () => batch));
  expect(stored[batch / 2]).toBe(2 * batch);
  expect(stateCount(kernel.store)).toBe(3 * batch);
});
