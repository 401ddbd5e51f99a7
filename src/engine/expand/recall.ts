/** Reads back what the loop has found: the successors of a state, and the answers of the trees. */
import { findEnabled } from './enabled.js';
import { stop, type Workspace, type Direct, type Kernel } from './kernel.js';
import { ask, change } from './outcome.js';
import { ends, leafOf } from '../memo/tree.js';
import { findPair, hashOf, touchPairs } from '../store/pairs.js';
import { findState, findSuccessor, loadState, type Store } from '../store/store.js';

/**
 * Finds the successors of a state without storing any. No action may sleep, so that all are found.
 *
 * @param numbers - Receives their numbers, in the order of `workspace.actions`.
 * @returns How many there are; -1 minus one of `stop` if it must stop.
 */
export function successorsOf(
  kernel: Kernel,
  workspace: Workspace,
  state: number,
  direct: Direct,
  numbers: Int32Array,
): number {
  const { store, representatives } = kernel;
  const { current, next, known, pairs, hashes } = workspace;
  workspace.at = state;
  loadState(store, state, current);
  const count = findEnabled(kernel, workspace, direct);
  if (count < 0) return count;
  if (direct.isStale()) return -1 - stop.findings;
  if (known.length > 0) known.set(store.numbers);
  for (let at = 0; at < count; at++) {
    const action = workspace.actions[at] as number;
    const ref = workspace.found[at] as number;
    if (ref === ends.direct) direct.put(action, next);
    else change(kernel, workspace, leafOf(ref) * 3);
    numbers[at] = findSuccessor(store, workspace, 2 * at) ? 0 : -1;
    if (numbers[at] === 0) {
      hashes[at] = hashOf(pairs[2 * at] as number, pairs[2 * at + 1] as number);
    }
    if (representatives === undefined) continue;
    if (numbers[at] === 0) numbers[at] = findPairAt(store, pairs, at);
    if ((numbers[at] as number) >= 0) continue;
    if (!direct.represent(next, workspace.representative, action)) return -1 - stop.findings;
    numbers[at] = findState(representatives, workspace.representative);
  }
  if (representatives !== undefined) return count;
  workspace.sink ^= touchPairs(store.states, hashes, count);
  for (let at = 0; at < count; at++) {
    if (numbers[at] === 0) numbers[at] = findPairAt(store, pairs, at);
  }
  return count;
}

function findPairAt({ states }: Store, pairs: Int32Array, at: number): number {
  return findPair(states, pairs[2 * at] as number, pairs[2 * at + 1] as number);
}

/**
 * The answer of the tree of an action for a state. If the action can be taken, its successor is in
 * `workspace.next`.
 */
export function recall(
  kernel: Kernel,
  workspace: Workspace,
  state: number,
  action: number,
): number {
  const ref = recallTree(kernel, workspace, state, kernel.actionTrees[action] as number);
  if (ref < ends.yes) change(kernel, workspace, leafOf(ref) * 3);
  return ref;
}

/** The answer of a tree for a state. */
export function recallTree(
  kernel: Kernel,
  workspace: Workspace,
  state: number,
  tree: number,
): number {
  loadState(kernel.store, state, workspace.current);
  return ask(kernel, tree, workspace.current);
}

/** The answer of a tree for the step from the state in `workspace.current` to that in `workspace.next`. */
export function recallStepTree(kernel: Kernel, workspace: Workspace, tree: number): number {
  return ask(kernel, tree, workspace.current, workspace.next);
}
