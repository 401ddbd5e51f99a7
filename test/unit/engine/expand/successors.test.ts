/** The loop stores the successors that wait, counts them, and asks the properties about them. */
import { describe, expect, test } from 'vitest';
import { findingKind, stop, type Kernel } from '../../../../src/engine/expand/kernel.js';
import { storeWaiting } from '../../../../src/engine/expand/successors.js';
import { reads } from '../../../../src/engine/draft/read.js';
import { ends, newTrees, unknown } from '../../../../src/engine/memo/tree.js';
import { findPair, hashOf } from '../../../../src/engine/store/pairs.js';
import { stateCount, storeFor } from '../../../../src/engine/store/store.js';
import { addStates, addTree, kernelWith, workspaceFor } from '../../../support/kernel.js';

/** A step that was taken: the state, the action, the successor, and how many actions slept before it. */
type Taken = readonly [
  state: number,
  action: number,
  next: readonly [number, number],
  slept: number,
];

/** State 0 is (0, 0), and what was taken waits. */
function waiting(taken: readonly Taken[], parts: Partial<Kernel> = {}, trees = newTrees()) {
  const kernel = kernelWith(trees, parts);
  addStates(kernel.store, [0, 0]);
  const workspace = workspaceFor(kernel);
  for (const [entry, [state, action, next, slept]] of taken.entries()) {
    workspace.states[entry] = state;
    workspace.takes[entry] = action;
    workspace.slepts[entry] = slept;
    workspace.pairs.set(next, 2 * entry);
    workspace.after.set(next, 2 * entry);
    workspace.hashes[entry] = hashOf(...next);
  }
  workspace.waiting = taken.length;
  return { kernel, workspace };
}

const three: readonly Taken[] = [
  [0, 0, [1, 0], 0],
  [0, 1, [0, 1], 2],
  [0, 2, [1, 0], 0],
];

describe('successors that wait', () => {
  test('get the next numbers, each state once', () => {
    const { kernel, workspace } = waiting(three);
    expect(storeWaiting(kernel, workspace, 1, stop.done)).toBe(stop.done);
    expect(stateCount(kernel.store)).toBe(3);
    expect(findPair(kernel.store.states, 1, 0)).toBe(1);
    expect(findPair(kernel.store.states, 0, 1)).toBe(2);
    expect(workspace).toMatchObject({ waiting: 0, at: 1 });
  });

  test('are counted, with the actions that slept before them and after the last', () => {
    const { kernel, workspace } = waiting(three);
    workspace.sleptLast = 4;
    storeWaiting(kernel, workspace, 1, stop.watched);
    // Three steps, two actions that slept before the second, and four after the last.
    expect(workspace).toMatchObject({ generated: 9, asleep: 6, sleptLast: 0 });
  });

  test('are what their actions did last', () => {
    const { kernel, workspace } = waiting([...three, [0, 3, [0, 0], 0]]);
    storeWaiting(kernel, workspace, 1, stop.done);
    expect([...workspace.takenIn.subarray(0, 5)]).toEqual([1, 1, 1, 1, 0]);
    expect([...workspace.takenTo.subarray(0, 5)]).toEqual([2, 3, 2, 1, 0]);
    // Action 3 led back to the state.
    expect([...workspace.changed.subarray(0, 5)]).toEqual([1, 1, 1, 0, 0]);
  });

  test('are left out once there are as many states as there may be', () => {
    const { kernel, workspace } = waiting(three, { mostStates: 2 });
    workspace.sleptLast = 4;
    expect(storeWaiting(kernel, workspace, 1, stop.done)).toBe(stop.full);
    expect(stateCount(kernel.store)).toBe(2);
    expect(workspace).toMatchObject({ at: 0, generated: 4, asleep: 2, sleptLast: 0 });
    expect([...workspace.takenTo.subarray(0, 2)]).toEqual([2, 0]);
  });

  test('may be states that are stored, even if there is no place for others', () => {
    const { kernel, workspace } = waiting([[0, 0, [0, 0], 0]], { mostStates: 1 });
    expect(storeWaiting(kernel, workspace, 1, stop.done)).toBe(stop.done);
    expect(workspace.takenTo[0]).toBe(1);
  });

  test('get numbers from the block of their thread, if there are several threads', () => {
    const { kernel, workspace } = waiting(three, { threads: 2 });
    storeWaiting(kernel, workspace, 1, stop.done);
    expect(workspace).toMatchObject({ reserved: 3, reservedEnd: 65 });
    expect(kernel.store.states.count[0]).toBe(65);
    expect(findPair(kernel.store.states, 0, 1)).toBe(2);
    workspace.reserved = 65;
    workspace.pairs.set([5, 5]);
    workspace.waiting = 1;
    storeWaiting(kernel, workspace, 1, stop.done);
    expect(workspace).toMatchObject({ reserved: 66, reservedEnd: 129 });
  });
});

describe('properties', () => {
  test.each([
    [ends.no, []],
    [ends.yes, [findingKind.property, 1, 0, 0]],
    [unknown, [findingKind.property, 1, 0, 0]],
  ])('of states are asked about a new state: %i', (end, findings) => {
    const trees = newTrees();
    // In state 0, which is not new, the tree has a complaint as well.
    const stateTrees = [addTree(trees, 0, { 0: ends.yes, 1: end })];
    const { kernel, workspace } = waiting(
      [
        [0, 0, [1, 0], 0],
        [0, 1, [0, 0], 0],
        [0, 2, [1, 0], 0],
      ],
      { stateTrees },
      trees,
    );
    storeWaiting(kernel, workspace, 1, stop.done);
    expect(workspace.findings).toEqual(findings);
  });

  test('of steps are asked about every step, with the states before and after it', () => {
    const trees = newTrees();
    const tree = addTree(trees, 0, { 1: ends.no, 2: ends.yes }, reads.valueAfter);
    const other = addTree(trees, 1, { 0: ends.no, 8: ends.yes });
    const { kernel, workspace } = waiting(
      [
        [0, 0, [2, 0], 0],
        [0, 1, [1, 0], 0],
        [0, 1, [2, 0], 0],
      ],
      { stepTrees: [Int32Array.of(tree, other)] },
      trees,
    );
    workspace.before.set([0, 0, 0, 0, 0, 8]);
    storeWaiting(kernel, workspace, 1, stop.done);
    const { property } = findingKind;
    expect(workspace.findings).toEqual([property, 0, tree, 0, property, 0, other, 1]);
  });
});

test('a new state wakes all actions but those that may sleep, and later arrivals wake more', () => {
  const awakeNext = new Int32Array(8);
  const { kernel, workspace } = waiting(three, { sleepWords: 1, nextStart: 1, awakeNext });
  workspace.asleepIn.set([0b011, 0b1000, 0, 0, 0b010, 0]);
  storeWaiting(kernel, workspace, 1, stop.done);
  expect([...awakeNext.subarray(0, 4)]).toEqual([~0b010, 0b1000, -1, 0]);
});

test('the bits of a state stand at its place in the next level', () => {
  const awakeNext = new Int32Array(8);
  const { kernel, workspace } = waiting(three, { sleepWords: 1, nextStart: 2, awakeNext });
  storeWaiting(kernel, workspace, 1, stop.done);
  expect([...awakeNext.subarray(0, 4)]).toEqual([-1, 0, 0, 0]);
});

describe('orbits', () => {
  /** Orbit 0 is that of state 0. The steps lead to these orbits: a number plus 1, or 0 and a representative. */
  function orbits(...rows: readonly (readonly [number, number, number])[]) {
    const representatives = storeFor(2);
    addStates(representatives, [0, 0]);
    const made = waiting(three.slice(0, rows.length), { representatives });
    made.workspace.orbits.set(rows.flat());
    return { ...made, representatives };
  }

  test('of which a state is stored already get no other', () => {
    const { kernel, workspace, representatives } = orbits([1, 7, 7], [0, 0, 0]);
    storeWaiting(kernel, workspace, 1, stop.done);
    expect(stateCount(kernel.store)).toBe(1);
    expect(stateCount(representatives)).toBe(1);
    expect([...workspace.takenTo.subarray(0, 2)]).toEqual([1, 1]);
  });

  test('that are new are stored with their first state and their representative', () => {
    const { kernel, workspace, representatives } = orbits([0, 0, 1], [0, 0, 1]);
    storeWaiting(kernel, workspace, 1, stop.done);
    expect(stateCount(kernel.store)).toBe(2);
    expect(findPair(kernel.store.states, 1, 0)).toBe(1);
    expect(findPair(representatives.states, 0, 1)).toBe(1);
  });

  test('that are new have no place once there are as many states as there may be', () => {
    const { kernel, workspace } = orbits([0, 0, 0], [0, 5, 5]);
    const full = { ...kernel, mostStates: 1 };
    expect(storeWaiting(full, workspace, 1, stop.done)).toBe(stop.full);
    expect([...workspace.takenTo.subarray(0, 2)]).toEqual([1, 0]);
  });
});
