/** Everything known of a model: its states, its steps, and what they did. */
import type { CompiledStep } from '../model/compiled-step.js';
import type { Model } from '../model/model.js';
import type { FiniteProperty } from '../property/property.js';
import { emptyDesk, fitDesk, mostSleepWords } from './expand/desk.js';
import type { Desk, Kernel } from './expand/kernel.js';
import { layOutLeaves, newLeaves, noteSlot, updateCommuting, type Leaves } from './memo/leaves.js';
import { reads, type Read } from './draft/read.js';
import { addPath, askFirst, newTrees, node, placeNode, walkable, type Trees } from './memo/tree.js';
import { numbers } from './store/pairs.js';
import type { Recorder } from './draft/recorder.js';
import { hasShapes, knownShapes, layOutShapes, shapeNumber, shapeOf } from './memo/shapes.js';
import type { KnownShapes } from './memo/shapes.js';
import { flatten, type Slot, type Vector } from './store/slots.js';
import { addVector, relayout, spaceFor, type Space } from './store/space.js';
import { knownSteps, type KnownSteps } from './memo/steps.js';
import type { Trial } from './memo/trial.js';
import { watchedAfter } from './purity/watched-states.js';
import { stateCount, storeFor } from './store/store.js';
import { orbitsOf, type Claim, type Orbits } from './symmetry/orbits.js';
import { representativeOf } from './symmetry/representative.js';

/** Everything known of a model. */
export interface Explorer<State> {
  readonly model: Model<State>;
  readonly space: Space<State>;
  readonly trees: Trees;
  readonly known: KnownSteps<State>;
  readonly shapes: KnownShapes;
  readonly leaves: Leaves;
  /** The properties that are still asked. */
  readonly open: Set<FiniteProperty<State>>;
  /**
   * For each slot that has held only one value so far, the trees that read it and have no node for it yet;
   * likewise for shapes.
   */
  readonly unasked: { readonly value: Waiting; readonly shape: Waiting };
  readonly desk: Desk;
  readonly kernel: Mutable<Kernel>;
  /** Which actions are awake in the states of this level, and of the next. */
  awake: Int32Array;
  awakeNext: Int32Array;
  /** The actions, and the steps, whose error was told already. */
  threwAction: Uint8Array;
  readonly threwChoice: Uint8Array;
  /** The next state to check by running the model, and a function that gives the one after it. */
  readonly watch: { next: number; readonly after: (state: number) => number };
  /** False: nothing is run again to see whether the model is pure. */
  readonly repeats: boolean;
  /** False: for answers that no tree has, the model is run, and the answers are not remembered. */
  learns: boolean;
  /** True: answers are remembered only if that saves time. */
  readonly thrifty: boolean;
  /** True while actions may sleep. */
  sleeps: boolean;
  /** How often a guard, choice, recipe or predicate was run. */
  ran: number;
  /** How often immer ran a step because a draft of ours was not sure of the outcome. */
  ranByImmer: number;
  /** How many steps the model took again, for a comparison with what the search had found. */
  recomputed: number;
  /** Whether the trees of a property save time. */
  readonly trials: Map<FiniteProperty<State>, Trial>;
  /** What is known of names that are interchangeable, if the search is up to symmetry. */
  readonly orbits: Orbits<State> | undefined;
}

type Waiting = Map<Slot, Set<number>>;

/** The settings of an explorer. */
export interface Tuning<State> {
  /** Whether other threads expand states as well. */
  readonly shared: boolean;
  /** The share of the states that is checked by running the model again, from 0 to 1. */
  readonly watch: number;
  /** Which answers are remembered: all, those that save time, or none. */
  readonly learns: 'all' | 'what pays' | 'nothing';
  /** True: immer alone runs the steps. Absent: false. */
  readonly byImmer?: boolean;
  /** The claim that names are interchangeable. Absent: the search is not up to symmetry. */
  readonly claim?: Claim<State> | undefined;
}

/**
 * Makes an explorer for a model. It has no states yet.
 */
export function explorerFor<State>(
  model: Model<State>,
  steps: readonly CompiledStep<State>[],
  properties: readonly FiniteProperty<State>[],
  { shared, watch, learns, byImmer = false, claim }: Tuning<State>,
): Explorer<State> {
  const space = spaceFor(model.initial[0] as State, shared);
  const trees = newTrees(shared);
  const known = knownSteps(steps, properties, trees, shared);
  if (claim !== undefined) space.representatives = storeFor(space.layout.words, shared);
  if (byImmer) for (const step of known.steps) step.byImmer = true;
  return {
    model,
    space,
    trees,
    known,
    shapes: knownShapes(trees.shapes),
    leaves: newLeaves(shared),
    open: new Set(properties),
    unasked: { value: new Map(), shape: new Map() },
    desk: { ...emptyDesk(), recalled: new Float64Array(steps.length) },
    kernel: emptyKernel(space, trees),
    awake: numbers(0, shared),
    awakeNext: numbers(0, shared),
    threwAction: new Uint8Array(0),
    threwChoice: new Uint8Array(steps.length),
    watch: { next: watch > 0 && learns !== 'nothing' ? 0 : -1, after: watchedAfter(watch) },
    repeats: watch > 0,
    learns: learns !== 'nothing',
    thrifty: learns === 'what pays',
    // If one action slept, another one with other names would have to sleep in another state of the orbit.
    sleeps: claim === undefined,
    ran: 0,
    ranByImmer: 0,
    recomputed: 0,
    trials: new Map(),
    orbits: claim && orbitsOf(space.slots, claim),
  };
}

/** Adds a state. Returns its number if it is new, otherwise -1. Up to symmetry, one state of each orbit is new. */
export function addReal<State>(explorer: Explorer<State>, state: State): number {
  const { space, orbits } = explorer;
  const vector = flatten(space.slots, state);
  const representative = orbits && representativeOf(orbits.occurrences, vector);
  settle(explorer);
  if (representative !== undefined) {
    const isNew = addVector(space, representative, space.representatives) >= 0;
    if (!isNew) return -1;
  }
  return addVector(space, vector);
}

/**
 * Gives places to new slots and values. If a slot or shape had only one value and now has more, the trees
 * that read it must now ask for it.
 */
export function settle<State>(explorer: Explorer<State>): void {
  const { space, leaves, shapes } = explorer;
  if (!space.stale) return;
  space.stale = false;
  for (const slot of space.appeared.splice(0)) noteSlot(leaves, slot);
  const varied = space.varied.splice(0);
  const reshaped = [...space.reshaped];
  space.reshaped.clear();
  if (relayout(space) || varied.length > 0 || reshaped.length > 0) {
    const { layout } = space;
    const { array, length } = explorer.trees.nodes;
    for (let at: number = node.size; at < length; at += node.size) placeNode(array, at, layout);
    layOutShapes(shapes, layout);
    layOutLeaves(leaves, layout);
  }
  for (const slot of varied) askValueFirst(explorer, slot);
  for (const slot of reshaped) askShapeFirst(explorer, slot);
}

function askValueFirst<State>({ trees, unasked, known, space }: Explorer<State>, slot: Slot) {
  for (const tree of unasked.value.get(slot) ?? []) {
    for (const { value } of kindsIn(known.subjects[tree])) {
      askFirst(trees, tree, { kind: value, target: slot.id }, 0, space.layout);
    }
  }
  unasked.value.delete(slot);
}

function askShapeFirst<State>(explorer: Explorer<State>, slot: Slot) {
  const { trees, unasked, known, space, shapes } = explorer;
  const waiting = unasked.shape.get(slot);
  if (waiting === undefined || !hasShapes(slot)) return;
  const id = shapeOf(shapes, slot, space.layout);
  const usual = shapeNumber(shapes, id, []);
  for (const tree of waiting) {
    for (const { shape } of kindsIn(known.subjects[tree])) {
      askFirst(trees, tree, { kind: shape, target: id }, usual, space.layout);
    }
  }
  unasked.shape.delete(slot);
}

/** The kinds of reads of a tree: of one state, or of the states before and after a step. */
function kindsIn<State>(about: FiniteProperty<State> | undefined) {
  const before = { value: reads.value, shape: reads.shape };
  const after = { value: reads.valueAfter, shape: reads.shapeAfter };
  return about?.kind === 'transition' ? [before, after] : [before];
}

/** Adds a path to a tree: what was read, and the outcome. */
export function remember<State>(
  explorer: Explorer<State>,
  tree: number,
  recorder: Recorder,
  end: number,
): void {
  const { space, trees, shapes, unasked } = explorer;
  settle(explorer);
  const { slots, layout } = space;
  const path: Read[] = [];
  for (const read of recorder.reads.values()) {
    const isValue = read.kind === reads.value || read.kind === reads.valueAfter;
    const slot = slots.all[read.target] as Slot;
    if (isValue) {
      if (slot.values.length > 1) path.push(read);
      else wait(unasked.value, slot, tree);
    } else if (hasShapes(slot)) {
      path.push({ kind: read.kind, target: shapeOf(shapes, slot, layout) });
    } else wait(unasked.shape, slot, tree);
  }
  addPath(trees, tree, path, numberAt(explorer, recorder.before, recorder.after), end, layout);
}

function wait(waiting: Waiting, slot: Slot, tree: number): void {
  const trees = waiting.get(slot);
  if (trees === undefined) waiting.set(slot, new Set([tree]));
  else trees.add(tree);
}

/** A function that gives the number that a read finds in a state, or before and after a step. */
export function numberAt<State>(
  { shapes }: Explorer<State>,
  before: Vector,
  after: Vector = before,
): (read: Read) => number {
  return ({ kind, target }) => {
    const vector = kind === reads.value || kind === reads.shape ? before : after;
    return kind === reads.value || kind === reads.valueAfter
      ? (vector[target] ?? 0)
      : shapeNumber(shapes, target, vector);
  };
}

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

/** Brings the kernel, which the loop works on, up to date. Also makes room on the desk and for the bits. */
export function kernelOf<State>(explorer: Explorer<State>, level: Level): Kernel {
  settle(explorer);
  const { space, known, leaves } = explorer;
  const { levelStart, nextStart } = level;
  const count = known.actions.length;
  makeRoomForActions(explorer, count, space.layout.words);
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

type Mutable<T> = { -readonly [Name in keyof T]: T[Name] };

/** An empty kernel. */
function emptyKernel(space: Space<unknown>, trees: Trees): Mutable<Kernel> {
  const none = new Int32Array(0);
  return {
    ...walkable(trees),
    store: space.store,
    representatives: space.representatives,
    roots: none,
    steps: none,
    lists: none,
    choiceLists: none,
    actionTrees: none,
    stepOf: none,
    leaves: none,
    changes: none,
    sleepWords: 0,
    commuting: none,
    sparing: none,
    awake: none,
    awakeNext: none,
    levelStart: 0,
    nextStart: 0,
    stateTrees: [],
    stepTrees: [],
    stopTrees: [],
    mostStates: 0,
    mostEnabled: 0,
    threwAction: new Uint8Array(0),
    threwChoice: new Uint8Array(0),
    learns: false,
    threads: 1,
    watched: -1,
  };
}

/** Updates the kernel in place, field by field: this is done whenever something was learned. */
function refresh<State>(
  explorer: Explorer<State>,
  kernel: Mutable<Kernel>,
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
  kernel.mostEnabled = explorer.desk.actions.length;
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

/** The next state in which something is checked by running the model; -1: none. */
function nextWatched<State>({ watch, orbits }: Explorer<State>): number {
  const next = [watch.next, orbits?.nextWatched ?? -1].filter((state) => state >= 0);
  return next.length === 0 ? -1 : Math.min(...next);
}

function bringUpToDate<State>({ known, leaves }: Explorer<State>, sleepWords: number): void {
  const blind = new Set([...known.steps.keys()].filter((step) => known.steps[step]?.blind));
  const reaches = known.actions.map(({ step, reach }) =>
    blind.has(step) || known.steps[step]?.direct === true ? undefined : reach,
  );
  updateCommuting(leaves, reaches, blind, sleepWords);
}

function makeRoomForActions<State>(explorer: Explorer<State>, count: number, words: number): void {
  const { desk } = explorer;
  fitDesk(desk, count, words, explorer.space.store.inner.length);
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
