/** The loop lists the enabled actions of a state, or says why it must stop. */
import { describe, expect, test } from 'vitest';
import { findEnabled } from '../../../../src/engine/expand/enabled.js';
import { findingKind, stop, type Kernel } from '../../../../src/engine/expand/kernel.js';
import { ends, newTrees, refOfLeaf, unknown } from '../../../../src/engine/memo/tree.js';
import {
  addEnd,
  addTree,
  directWith,
  kernelWith,
  twoSwitches,
  workspaceFor,
} from '../../../support/kernel.js';

/** Two switches, of which sleep sets know: the bits of the state are awake actions and actions not enabled. */
function switches(current: readonly number[], parts: Partial<Kernel> = {}) {
  const { trees, parts: all } = twoSwitches();
  const kernel = kernelWith(trees, {
    ...all,
    sleepWords: 1,
    awake: Int32Array.of(0b11, 0),
    ...parts,
  });
  return { kernel, workspace: workspaceFor(kernel, current) };
}

/** One step without a choice, whose action 0 has a tree that gives this end. */
function single(end: number, parts: Partial<Kernel> = {}) {
  const trees = newTrees();
  const kernel = kernelWith(trees, {
    steps: Int32Array.of(-1, 0, 0),
    lists: Int32Array.of(1, 0),
    actionTrees: Int32Array.of(addEnd(trees, end)),
    stepOf: Int32Array.of(0),
    ...parts,
  });
  return { kernel, workspace: workspaceFor(kernel) };
}

describe('answers from the trees', () => {
  test('the list has the actions in their order, with their leaves', () => {
    const { kernel, workspace } = switches([0, 0]);
    expect(findEnabled(kernel, workspace, directWith())).toBe(2);
    expect([...workspace.actions.subarray(0, 2)]).toEqual([0, 1]);
    expect([...workspace.found.subarray(0, 2)]).toEqual([refOfLeaf(0), refOfLeaf(1)]);
    expect(workspace.remembered).toBe(2);
    expect(workspace.idle[0]).toBe(0);
  });

  test('an action that is not enabled is left out, and noted as idle', () => {
    const { kernel, workspace } = switches([1, 0]);
    expect(findEnabled(kernel, workspace, directWith())).toBe(1);
    expect(workspace.actions[0]).toBe(1);
    expect(workspace.remembered).toBe(2);
    expect([...workspace.spared.subarray(0, 2)]).toEqual([1, 0]);
    expect(workspace.idle[0]).toBe(0b01);
  });

  test('an action that sleeps is not asked, and counts for the actions after it', () => {
    const { kernel, workspace } = switches([0, 0], { awake: Int32Array.of(0b10, 0) });
    expect(findEnabled(kernel, workspace, directWith())).toBe(1);
    expect(workspace.actions[0]).toBe(1);
    expect(workspace.sleptBefore[0]).toBe(1);
    expect(workspace).toMatchObject({ slept: 1, remembered: 1 });
  });

  test('an action that threw is a finding, until it was told', () => {
    const { kernel, workspace } = single(ends.yes);
    workspace.at = 7;
    expect(findEnabled(kernel, workspace, directWith())).toBe(0);
    expect(workspace.findings).toEqual([findingKind.actionThrew, 7, 0, 0]);
    kernel.threwAction[0] = 1;
    findEnabled(kernel, workspace, directWith());
    expect(workspace.findings).toHaveLength(4);
    expect(workspace.threw).toBe(true);
  });
});

describe('an action whose tree has no answer', () => {
  test('stops the loop if its answer is to be learned', () => {
    const { kernel, workspace } = switches([2, 0], { learns: true });
    workspace.subject = -1;
    expect(findEnabled(kernel, workspace, directWith({ learnsAction: () => true }))).toBe(
      -1 - stop.action,
    );
    expect(workspace.subject).toBe(0);
  });

  test.each([unknown, ends.direct])('stops a loop that has other threads beside it: %i', (end) => {
    const { kernel, workspace } = single(end, { threads: 2 });
    expect(findEnabled(kernel, workspace, directWith())).toBe(-1 - stop.action);
  });

  test.each([
    ['is taken if the model can take it', ends.direct, 1, []],
    ['is left out if the model cannot take it', ends.no, 0, []],
    ['is a finding if the model throws', ends.yes, 0, [findingKind.actionThrew, 3, 0, 0]],
  ])('%s', (_, answer, count, findings) => {
    const { kernel, workspace } = single(ends.direct, { learns: true });
    workspace.at = 3;
    const asked: (readonly number[])[] = [];
    const take = (state: number, action: number) => {
      asked.push([state, action]);
      return answer;
    };
    expect(findEnabled(kernel, workspace, directWith({ take }))).toBe(count);
    expect(asked).toEqual([[3, 0]]);
    expect(workspace.findings).toEqual(findings);
    expect(workspace.remembered).toBe(0);
    if (count === 1) expect(workspace.found[0]).toBe(ends.direct);
  });
});

describe('a step that chooses', () => {
  /** Step 4 chooses by word 0: both actions, only the second one, or it throws. */
  function choosing(current: readonly number[], parts: Partial<Kernel> = {}) {
    const trees = newTrees();
    const choice = addTree(trees, 0, { 0: refOfLeaf(0), 1: refOfLeaf(1), 2: ends.yes });
    const taken = addEnd(trees, refOfLeaf(5));
    const kernel = kernelWith(trees, {
      steps: Int32Array.of(choice, 0, 4),
      lists: Int32Array.of(2, 0, 1, 1, 1),
      choiceLists: Int32Array.of(0, 3),
      actionTrees: Int32Array.of(taken, taken),
      stepOf: Int32Array.of(4, 4),
      ...parts,
    });
    return { kernel, workspace: workspaceFor(kernel, current) };
  }

  test.each([
    [0, [0, 1]],
    [1, [1]],
  ])('offers the actions of the list that its tree has for %i', (number, expected) => {
    const { kernel, workspace } = choosing([number]);
    expect(findEnabled(kernel, workspace, directWith())).toBe(expected.length);
    expect([...workspace.actions.subarray(0, expected.length)]).toEqual(expected);
  });

  test('is a finding if its choice threw', () => {
    const { kernel, workspace } = choosing([2]);
    workspace.at = 9;
    expect(findEnabled(kernel, workspace, directWith())).toBe(0);
    expect(workspace.findings).toEqual([findingKind.choiceThrew, 9, 4, 0]);
  });

  test('stops the loop if its choice is to be learned, or if there are other threads', () => {
    const learning = choosing([3], { learns: true });
    const direct = directWith({ learnsChoice: (state, step) => state === 0 && step === 4 });
    expect(findEnabled(learning.kernel, learning.workspace, direct)).toBe(-1 - stop.choice);
    expect(learning.workspace.subject).toBe(4);
    const threaded = choosing([3], { threads: 2 });
    expect(findEnabled(threaded.kernel, threaded.workspace, directWith())).toBe(-1 - stop.choice);
  });

  test('is run by the model if its tree has no answer', () => {
    const { kernel, workspace } = choosing([3]);
    expect(findEnabled(kernel, workspace, directWith({ choices: () => [1] }))).toBe(1);
    expect(workspace.actions[0]).toBe(1);
    expect(findEnabled(kernel, workspace, directWith({ choices: () => [] }))).toBe(0);
    expect(workspace.threw).toBe(false);
    expect(findEnabled(kernel, workspace, directWith({ choices: () => undefined }))).toBe(0);
    expect(workspace.findings).toEqual([findingKind.choiceThrew, 0, 4, 0]);
  });

  test('stops the loop if the model chose what has no place yet', () => {
    const { kernel, workspace } = choosing([3]);
    const direct = directWith({ choices: () => [99], isStale: () => true });
    expect(findEnabled(kernel, workspace, direct)).toBe(-1 - stop.findings);
  });
});
