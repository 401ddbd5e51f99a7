/** A workspace grows with the actions and with the words of a state, and keeps what the search counted. */
import { describe, expect, test } from 'vitest';
import { batch, block } from '../../../../src/engine/expand/kernel.js';
import {
  fitWorkspace,
  mostAdded,
  mostSleepWords,
  newWorkspace,
} from '../../../../src/engine/expand/workspace.js';

test('a workspace has room for each action, and for a batch of successors besides', () => {
  const workspace = newWorkspace();
  fitWorkspace(workspace, 10, 3, 2);
  const { actions, found, sleptBefore, takenIn, takenTo, changed } = workspace;
  const byAction = [actions, found, sleptBefore, takenIn, takenTo, changed];
  expect(byAction.map(({ length }) => length)).toEqual([10, 10, 10, 10, 10, 10]);
  const entries = 10 + batch;
  const { states, takes, slepts, hashes, pairs, orbits, asleepIn, after, before } = workspace;
  expect([states, takes, slepts, hashes].map(({ length }) => length)).toEqual(
    Array.from({ length: 4 }, () => entries),
  );
  expect(pairs).toHaveLength(2 * entries);
  expect(orbits).toHaveLength(3 * entries);
  expect(asleepIn).toHaveLength(2 * mostSleepWords * entries);
  expect([after, before].map(({ length }) => length)).toEqual([3 * entries, 3 * entries]);
  const { current, next, representative, known } = workspace;
  expect([current, next, representative, known].map(({ length }) => length)).toEqual([3, 3, 3, 2]);
});

test('a state has room for two words, even if one would be enough', () => {
  const workspace = newWorkspace();
  fitWorkspace(workspace, 1, 1, 0);
  expect(workspace.current).toHaveLength(2);
  expect(workspace.after).toHaveLength(2 * (1 + batch));
});

describe('more room', () => {
  test('for actions keeps what was noted of the others', () => {
    const workspace = newWorkspace();
    fitWorkspace(workspace, 2, 2, 0);
    workspace.takenIn.set([5, 6]);
    workspace.takenTo.set([7, 8]);
    workspace.changed.set([1, 0]);
    fitWorkspace(workspace, 4, 2, 0);
    expect([...workspace.takenIn]).toEqual([5, 6, 0, 0]);
    expect([...workspace.takenTo]).toEqual([7, 8, 0, 0]);
    expect([...workspace.changed]).toEqual([1, 0, 0, 0]);
    expect(workspace.states).toHaveLength(4 + batch);
  });

  test('for words makes the copies of states wider', () => {
    const workspace = newWorkspace();
    fitWorkspace(workspace, 2, 2, 0);
    fitWorkspace(workspace, 2, 5, 3);
    expect(workspace.current).toHaveLength(5);
    expect(workspace.after).toHaveLength(5 * (2 + batch));
    expect(workspace.known).toHaveLength(3);
  });

  test('is not made if there is enough', () => {
    const workspace = newWorkspace();
    fitWorkspace(workspace, 4, 3, 1);
    const { actions, current, states, after, known } = workspace;
    fitWorkspace(workspace, 2, 3, 1);
    expect(workspace.actions).toBe(actions);
    expect(workspace.current).toBe(current);
    expect(workspace.states).toBe(states);
    expect(workspace.after).toBe(after);
    expect(workspace.known).toBe(known);
  });
});

test('before it looks for room again, a thread may add the successors of a state, a batch, and a block', () => {
  const workspace = newWorkspace();
  fitWorkspace(workspace, 10, 2, 0);
  expect(mostAdded(workspace)).toBe(10 + batch + block);
});
