/** Brings the kernel up to date: whatever was learned, the loop works on the current arrays. */
import type { FiniteProperty } from '../property/property.js';
import { fitWorkspace, mostSleepWords } from './expand/workspace.js';
import type { Kernel, MutableKernel } from './expand/kernel.js';
import { updateCommuting } from './memo/leaves.js';
import { numbers } from './store/numbers.js';
import { stateCount } from './store/store.js';
import { settle } from './settle.js';
import type { Explorer } from './explorer.js';

/** The levels that are worked on. */
export interface Level {
  /** The first state of the level that is expanded, and of the next. */
  readonly levelStart: number;
  readonly nextStart: number;
  /** The most states that may be stored. */
  readonly mostStates: number;
  /** How many threads expand states at once. Absent: 1. */
  readonly threads?: number;
}

/** Brings the kernel, which the loop works on, up to date. Also makes room in the workspace and for the bits. */
export function kernelOf<State>(explorer: Explorer<State>, level: Level): Kernel {
  settle(explorer);
  const { space, known, leaves } = explorer;
  const { levelStart, nextStart } = level;
  const count = known.actions.length;
  makeRoomForActions(explorer);
  const sleepWords = explorer.sleeps ? Math.min(mostSleepWords, Math.ceil(count / 32)) : 0;
  if (sleepWords !== leaves.sleepWords) {
    const had = leaves.sleepWords;
    const later = stateCount(space.store) - nextStart;
    const { awake, awakeNext } = explorer;
    explorer.awake = widened(awake, had, sleepWords, nextStart - levelStart, space.shared);
    explorer.awakeNext = widened(awakeNext, had, sleepWords, later, space.shared);
  }
  const isStale = leaves.staleActions.size + leaves.staleFootprints.size > 0;
  if (isStale || sleepWords !== leaves.sleepWords) bringUpToDate(explorer, sleepWords);
  const { kernel } = explorer;
  refresh(explorer, kernel, level);
  return kernel;
}

/** Updates the kernel in place, field by field: this is done whenever something was learned. */
function refresh<State>(
  explorer: Explorer<State>,
  kernel: MutableKernel,
  { levelStart, nextStart, mostStates, threads = 1 }: Level,
): void {
  const { space, trees, known, leaves } = explorer;
  kernel.nodes = trees.nodes.array;
  kernel.edges = trees.edges.array;
  kernel.shapeTable = trees.shapes.table.array;
  kernel.shapeSlots = trees.shapes.slots.array;
  kernel.shapeTree = trees.shapes.tree.array;
  kernel.store = space.store;
  kernel.representatives = space.representatives;
  kernel.roots = trees.roots.array;
  kernel.steps = known.table;
  kernel.lists = known.lists.array;
  kernel.choiceLists = known.choiceLists.array;
  kernel.actionTrees = known.actionTrees.array;
  kernel.stepOf = known.stepOf.array;
  kernel.leaves = leaves.table.array;
  kernel.changes = leaves.changes.array;
  kernel.sleepWords = leaves.sleepWords;
  kernel.commuting = leaves.commuting.array;
  kernel.sparing = leaves.sparing.array;
  kernel.awake = explorer.awake;
  kernel.awakeNext = explorer.awakeNext;
  kernel.levelStart = levelStart;
  kernel.nextStart = nextStart;
  kernel.mostStates = mostStates;
  kernel.mostEnabled = explorer.workspace.actions.length;
  kernel.withinTree = withinTreeOf(explorer);
  kernel.threwAction = explorer.threwAction;
  kernel.threwChoice = explorer.threwChoice;
  kernel.learns = explorer.learns;
  kernel.threads = threads;
  // Several threads cannot run the model.
  kernel.watched = threads > 1 ? -1 : nextWatched(explorer);
  const asked = kernel.stateTrees.length + kernel.stepTrees.length + kernel.stopTrees.length;
  // The trees of properties of steps are in an array that is replaced when it grows.
  if (asked === explorer.open.size && kernel.stepTrees.length === 0) return;
  const open = (kinds: readonly FiniteProperty<State>['kind'][]) =>
    [...explorer.open].filter(({ kind }) => kinds.includes(kind));
  const treeOf = (property: FiniteProperty<State>) => known.stateTrees.get(property) as number;
  kernel.stateTrees = open(['invariant', 'reachable']).map(treeOf);
  kernel.stepTrees = open(['transition']).flatMap((one) => known.stepTrees.get(one)?.array ?? []);
  kernel.stopTrees = open(['deadlock']).map(treeOf);
}

function withinTreeOf<State>({ constraint, known }: Explorer<State>): number {
  return constraint === undefined ? -1 : (known.stateTrees.get(constraint.property) as number);
}

/** The next state in which something is checked by running the model; -1: none. */
function nextWatched<State>({ watch, orbits }: Explorer<State>): number {
  const next = [watch.next, orbits?.nextWatched ?? -1].filter((state) => state >= 0);
  return next.length === 0 ? -1 : Math.min(...next);
}

function bringUpToDate<State>(
  { known, leaves, constraint }: Explorer<State>,
  sleepWords: number,
): void {
  const blind = new Set([...known.steps.keys()].filter((step) => known.steps[step]?.blind));
  const reaches = known.actions.map(({ step, reach }) =>
    blind.has(step) || known.steps[step]?.direct === true ? undefined : reach,
  );
  updateCommuting(leaves, { reaches, blind, constrained: constraint?.reads }, sleepWords);
}

/** Makes room in the workspace for all actions that are known, and for the words of a state. */
export function makeRoomForActions<State>(explorer: Explorer<State>): void {
  const { workspace, known, space } = explorer;
  const count = known.actions.length;
  fitWorkspace(workspace, count, space.layout.words, space.store.inner.length);
  if (explorer.threwAction.length < count) {
    const room = Math.max(64, 2 * count);
    const threw = new Uint8Array(room);
    threw.set(explorer.threwAction);
    explorer.threwAction = threw;
  }
}

/**
 * Makes room for the bits of more actions. In the existing states these actions are awake, and it is not
 * known whether they are enabled.
 */
function widened(
  bits: Int32Array,
  from: number,
  to: number,
  states: number,
  shared: boolean,
): Int32Array {
  const wide = numbers(Math.max(64, states * 2) * 2 * to, shared);
  for (let state = 0; state < states; state++) {
    for (let word = 0; word < to; word++) {
      const isKnown = word < from;
      wide[state * 2 * to + word] = isKnown ? (bits[state * 2 * from + word] as number) : -1;
      wide[(state * 2 + 1) * to + word] = isKnown
        ? (bits[(state * 2 + 1) * from + word] as number)
        : 0;
    }
  }
  return wide;
}

/** Makes the bits of the next level those of this level, and clears the old bits of `states` states. */
export function fallAsleep<State>(explorer: Explorer<State>, states: number): void {
  const { awake, leaves } = explorer;
  explorer.awake = explorer.awakeNext;
  explorer.awakeNext = awake.fill(0, 0, states * 2 * leaves.sleepWords);
}
