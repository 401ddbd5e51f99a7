/** Stores the successors that the loop has found, and asks the properties about them. */
import { block, stop, findingKind, type Workspace, type Kernel } from './kernel.js';
import { ask } from './outcome.js';
import { wake } from './sleep.js';
import { ends } from '../memo/tree.js';
import { addPair, claimPlace, findPair, putPair, takeNumbers, touchPairs } from '../store/pairs.js';
import { loadState, type Store } from '../store/store.js';

/**
 * Stores what waits, in order.
 *
 * @param at - The state to go on with.
 * @param reason - Why the loop stopped.
 * @returns The reason, or `stop.full` if there are as many states as there may be.
 */
export function storeWaiting(
  kernel: Kernel,
  workspace: Workspace,
  at: number,
  reason: number,
): number {
  const { representatives, sleepWords, nextStart, stateTrees, stepTrees, mostStates } = kernel;
  const { waiting, hashes, pairs, takes } = workspace;
  const { states } = kernel.store;
  workspace.waiting = 0;
  workspace.at = at;
  workspace.sink ^= touchPairs(states, hashes, waiting);
  for (let entry = 0; entry < waiting; entry++) {
    const action = takes[entry] as number;
    const slept = workspace.slepts[entry] as number;
    workspace.generated += 1 + slept;
    workspace.asleep += slept;
    workspace.takenIn[action] = (workspace.states[entry] as number) + 1;
    workspace.takenTo[action] = 0;
    const one = pairs[2 * entry] as number;
    const other = pairs[2 * entry + 1] as number;
    const isFull = (states.count[0] as number) >= mostStates;
    const orbit = representatives === undefined ? -1 : orbitOf(representatives, workspace, entry);
    if (
      isFull &&
      orbit < 0 &&
      (representatives !== undefined || findPair(states, one, other) < 0)
    ) {
      workspace.at = workspace.states[entry] as number;
      workspace.sleptLast = 0;
      return stop.full;
    }
    const found = orbit >= 0 ? orbit : claimPlace(states, one, other, hashes[entry] as number);
    const isNew = found < 0;
    const successor = isNew ? nextNumber(kernel, workspace) : found;
    if (isNew && representatives !== undefined) addOrbit(representatives, workspace, entry);
    workspace.takenTo[action] = successor + 1;
    if (successor !== workspace.states[entry]) workspace.changed[action] = 1;
    // A new state must be woken before other threads see it: until then no other thread writes its bits.
    if (sleepWords > 0 && successor >= nextStart) wake(kernel, workspace, successor, entry, isNew);
    if (isNew) putPair(states, -1 - found, successor, one, other);
    if (isNew && stateTrees.length > 0) askState(kernel, workspace, successor);
    if (stepTrees.length > 0) askStep(kernel, workspace, entry);
  }
  workspace.generated += workspace.sleptLast;
  workspace.asleep += workspace.sleptLast;
  workspace.sleptLast = 0;
  return reason;
}

/** Asks the properties of states about a new state. */
function askState(kernel: Kernel, workspace: Workspace, state: number): void {
  loadState(kernel.store, state, workspace.next);
  for (const tree of kernel.stateTrees) {
    if (ask(kernel, tree, workspace.next) !== ends.no)
      workspace.findings.push(findingKind.property, state, tree, 0);
  }
}

/** Asks the transition properties about the step that led to a successor. */
function askStep(kernel: Kernel, workspace: Workspace, entry: number): void {
  const { current, next, after, before } = workspace;
  const action = workspace.takes[entry] as number;
  const width = next.length;
  next.set(after.subarray(entry * width, (entry + 1) * width));
  current.set(before.subarray(entry * width, (entry + 1) * width));
  for (const trees of kernel.stepTrees) {
    const tree = trees[action] as number;
    if (ask(kernel, tree, current, next) !== ends.no) {
      workspace.findings.push(
        findingKind.property,
        workspace.states[entry] as number,
        tree,
        action,
      );
    }
  }
}

/** The number of the orbit of a successor; -1 if it is not stored yet. */
function orbitOf({ states }: Store, { orbits }: Workspace, entry: number): number {
  const known = orbits[3 * entry] as number;
  if (known > 0) return known - 1;
  return findPair(states, orbits[3 * entry + 1] as number, orbits[3 * entry + 2] as number);
}

/** Stores the representative of a new state. It gets the number of the state. */
function addOrbit({ states }: Store, { orbits }: Workspace, entry: number): void {
  addPair(states, orbits[3 * entry + 1] as number, orbits[3 * entry + 2] as number);
}

/** A number for a new state. With several threads, each reserves a block: taking one by one would be slow. */
function nextNumber({ store, threads }: Kernel, workspace: Workspace): number {
  if (threads === 1) return takeNumbers(store.states, 1);
  if (workspace.reserved === workspace.reservedEnd) {
    workspace.reserved = takeNumbers(store.states, block);
    workspace.reservedEnd = workspace.reserved + block;
  }
  return workspace.reserved++;
}
