/** A kernel made by hand, for tests of the parts of the loop. No model stands behind it: trees and outcomes are numbers. */
import type { Direct, Kernel, Workspace } from '../../src/engine/expand/kernel.js';
import { emptyKernel } from '../../src/engine/explorer.js';
import { fitWorkspace, newWorkspace } from '../../src/engine/expand/workspace.js';
import { reads } from '../../src/engine/draft/read.js';
import { addPath } from '../../src/engine/memo/paths.js';
import { newTrees, unknown, type Trees } from '../../src/engine/memo/tree.js';
import { append } from '../../src/engine/store/growing.js';
import type { Layout } from '../../src/engine/store/layout.js';
import { addState, storeFor, type Store } from '../../src/engine/store/store.js';

/** Each word of a state is one slot of eight bits. The slot has the number of its word. */
export const plainLayout: Layout = {
  words: 3,
  word: Int32Array.of(0, 1, 2),
  shift: Int32Array.of(0, 0, 0),
  mask: Int32Array.of(255, 255, 255),
};

/** For each number that a tree finds in the word that it asks: the end. */
export type Ends = Readonly<Record<number, number>>;

/** Adds a tree that asks one word of a state, and returns its number. */
export function addTree(trees: Trees, word: number, endsBy: Ends, kind = reads.value as number) {
  const tree = append(trees.roots, [unknown]);
  for (const [number, end] of Object.entries(endsBy)) {
    const path = { reads: [{ kind, target: word }], numberAt: () => Number(number), end };
    addPath(trees, tree, path, plainLayout);
  }
  return tree;
}

/** Adds a tree that gives the same end in every state. */
export const addEnd = (trees: Trees, end: number): number => append(trees.roots, [end]);

/** A kernel for such trees. It has room for some actions and steps. */
export function kernelWith(trees: Trees, parts: Partial<Kernel> = {}): Kernel {
  return {
    ...emptyKernel({ store: storeFor(2), representatives: undefined }, trees),
    roots: trees.roots.array,
    mostStates: Infinity,
    mostEnabled: 8,
    threwAction: new Uint8Array(8),
    threwChoice: new Uint8Array(8),
    ...parts,
  };
}

/** Two steps without a choice: action 0 sets word 0 to 1 if it is 0, and action 1 does the same with word 1. */
export function twoSwitches(trees: Trees = newTrees()): {
  readonly trees: Trees;
  readonly parts: Partial<Kernel>;
} {
  const actionTrees = [0, 1].map((word) => addTree(trees, word, { 0: -4 - word, 1: -1 }));
  return {
    trees,
    parts: {
      steps: Int32Array.of(-1, 0, 0),
      lists: Int32Array.of(2, 0, 1),
      actionTrees: Int32Array.from(actionTrees),
      stepOf: Int32Array.of(0, 1),
      leaves: Int32Array.of(0, 1, 0, 3, 1, 1),
      changes: Int32Array.of(0, 0, 1, 1, 0, 1),
    },
  };
}

/** A workspace with room for eight actions and steps. */
export function workspaceFor({ store }: Kernel, current: readonly number[] = []): Workspace {
  const workspace = newWorkspace();
  fitWorkspace(workspace, 8, store.words, store.inner.length);
  workspace.recalled = new Float64Array(8);
  workspace.spared = new Float64Array(8);
  workspace.current.set(current);
  return workspace;
}

/** Adds states to a store. Their numbers are their positions. */
export function addStates(store: Store, ...states: readonly (readonly number[])[]): void {
  for (const words of states) addState(store, Int32Array.from(words));
}

const refuse = () => {
  throw new Error('The loop ran the model.');
};

/** Runs the model only as given. For everything else it throws, since the trees should have the answer. */
export const directWith = (parts: Partial<Direct> = {}): Direct => ({
  learnsChoice: refuse,
  learnsAction: refuse,
  isOutside: refuse,
  choices: refuse,
  take: refuse,
  put: refuse,
  represent: refuse,
  isStale: () => false,
  ...parts,
});
