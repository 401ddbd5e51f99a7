/** Takes the enabled actions of a state. */
import type { Workspace, Direct, Kernel } from './kernel.js';
import { ask, change } from './outcome.js';
import { noteAsleep, setBit } from './sleep.js';
import { ends, leafOf, unknown } from '../memo/tree.js';
import { findPair, hashOf } from '../store/pairs.js';
import { pairSuccessor, pairWords } from '../store/store.js';

/**
 * Takes all enabled actions of the state `workspace.at`. Their successors wait to be stored. Returns false if the state must be done again,
 * because a representative has values that have no place yet.
 */
export function takeAll(
  kernel: Kernel,
  workspace: Workspace,
  count: number,
  direct: Direct,
): boolean {
  const { store, representatives, leaves, sleepWords, stepTrees } = kernel;
  const begun = workspace.waiting;
  const { at: state, current, next, known, actions, found, pairs, settled } = workspace;
  if (known.length > 0) known.set(store.numbers);
  for (let word = 0; word < sleepWords; word++) settled[word] = workspace.dormant[word] as number;
  let slept = 0;
  for (let at = 0; at < count; at++) {
    const ref = found[at] as number;
    const action = actions[at] as number;
    const entry = workspace.waiting++;
    workspace.states[entry] = state;
    workspace.takes[entry] = action;
    const before = workspace.sleptBefore[at] as number;
    workspace.slepts[entry] = before - slept + workspace.sleptLast;
    workspace.sleptLast = 0;
    slept = before;
    const footprint = ref === ends.direct ? -1 : (leaves[leafOf(ref) * 3 + 2] as number);
    if (ref === ends.direct) direct.put(action, next);
    else {
      const step = kernel.stepOf[action] as number;
      workspace.recalled[step] = (workspace.recalled[step] as number) + 1;
      change(kernel, workspace, leafOf(ref) * 3);
    }
    pairSuccessor(store, workspace, 2 * entry);
    workspace.hashes[entry] = hashOf(pairs[2 * entry] as number, pairs[2 * entry + 1] as number);
    if (representatives !== undefined && !findOrbit(kernel, workspace, entry, direct)) {
      workspace.waiting = begun;
      return false;
    }
    if (stepTrees.length > 0) {
      workspace.after.set(next, entry * next.length);
      workspace.before.set(current, entry * current.length);
    }
    if (sleepWords === 0) continue;
    noteAsleep(kernel, workspace, entry, footprint);
    // An action may sleep only if the loop knows what it reads and writes, and what every transition property reads of it.
    if (footprint >= 0 && isAnswered(kernel, workspace, action))
      setBit(settled, action, sleepWords);
  }
  workspace.sleptLast += workspace.slept - slept;
  return true;
}

/** Finds the orbit of the current successor. Returns false if its representative has values without a place. */
function findOrbit(kernel: Kernel, workspace: Workspace, entry: number, direct: Direct): boolean {
  const { store, representatives } = kernel;
  const { current, next, orbits, pairs, representative } = workspace;
  const action = workspace.takes[entry] as number;
  // The store only knows which orbits a step leads to. A step may change the state and stay in its orbit.
  for (let word = 0; word < next.length; word++) {
    if (next[word] !== current[word]) workspace.changed[action] = 1;
  }
  const [one, other] = [pairs[2 * entry] as number, pairs[2 * entry + 1] as number];
  const known = findPair(store.states, one, other) + 1;
  orbits[3 * entry] = known;
  if (known > 0 || representatives === undefined) return true;
  if (!direct.represent(next, representative, action)) return false;
  pairWords(representatives, representative, orbits, 3 * entry + 1);
  return true;
}

/** Whether the trees have the answers of all properties for the current step. */
function isAnswered(kernel: Kernel, workspace: Workspace, action: number): boolean {
  for (const trees of kernel.stepTrees) {
    const ref = ask(kernel, trees[action] as number, workspace.current, workspace.next);
    if (ref === unknown) return false;
  }
  return true;
}
