/** The outcome of a step changes the bits that its tree names, and no others. */
import { expect, test } from 'vitest';
import { ask, change } from '../../../../src/engine/expand/outcome.js';
import { reads } from '../../../../src/engine/draft/read.js';
import { ends, newTrees, refOfLeaf, unknown } from '../../../../src/engine/memo/tree.js';
import { addTree, kernelWith, workspaceFor } from '../../../support/kernel.js';

test('each row of an outcome keeps some bits of a word and sets others', () => {
  const kernel = kernelWith(newTrees(), {
    // Leaf 1 has rows 1 and 2.
    leaves: Int32Array.of(0, 1, 0, 3, 2, 0),
    changes: Int32Array.of(0, 0, 99, 0, ~0xff, 7, 1, ~0xf0, 0x20),
  });
  const workspace = workspaceFor(kernel, [0x1234, 0x5678]);
  workspace.next.fill(-1);
  change(kernel, workspace, 3);
  expect([...workspace.next]).toEqual([0x1207, 0x5628]);
  expect([...workspace.current]).toEqual([0x1234, 0x5678]);
  change(kernel, workspace, 0);
  expect([...workspace.next]).toEqual([99, 0x5678]);
});

test('an outcome may leave the state as it is', () => {
  const kernel = kernelWith(newTrees(), { leaves: Int32Array.of(0, 0, 0) });
  const workspace = workspaceFor(kernel, [3, 4]);
  change(kernel, workspace, 0);
  expect([...workspace.next]).toEqual([3, 4]);
});

test('a tree is asked about one state, or about the states before and after a step', () => {
  const trees = newTrees();
  const ofState = addTree(trees, 1, { 4: refOfLeaf(2) });
  const ofStep = addTree(trees, 1, { 4: ends.yes }, reads.valueAfter);
  const kernel = kernelWith(trees);
  const [before, after] = [Int32Array.of(0, 4), Int32Array.of(0, 5)];
  expect(ask(kernel, ofState, before)).toBe(refOfLeaf(2));
  expect(ask(kernel, ofState, after)).toBe(unknown);
  expect(ask(kernel, ofStep, after, before)).toBe(ends.yes);
  expect(ask(kernel, ofStep, before, after)).toBe(unknown);
  // Without a step, the state after is the state itself.
  expect(ask(kernel, ofStep, before)).toBe(ends.yes);
});
