/** Everything known of a model: its states, its steps, and what they did. */
import type { CompiledStep } from '../model/compiled-step.js';
import type { Model } from '../model/model.js';
import type { FiniteProperty } from '../property/property.js';
import { knownConstraint, type KnownConstraint } from './known-constraint.js';
import { newWorkspace } from './expand/workspace.js';
import type { Workspace, MutableKernel } from './expand/kernel.js';
import { newLeaves, type Leaves } from './memo/leaves.js';
import { newTrees, walkable, type Trees } from './memo/tree.js';
import { numbers } from './store/numbers.js';
import { knownShapes } from './memo/shapes.js';
import type { KnownShapes } from './memo/shapes.js';
import type { Slot } from './store/slots.js';
import { spaceFor, type Space } from './store/space.js';
import { knownSteps, type KnownSteps } from './memo/steps.js';
import type { Trial } from './memo/trial.js';
import { watchedAfter } from './purity/watched-states.js';
import { storeFor } from './store/store.js';
import { OutsideStates } from './outside.js';
import { orbitsOf, type Claim, type Orbits } from './symmetry/orbits.js';

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
  /** The state constraint of the model; undefined if it has none. */
  readonly constraint: KnownConstraint<State> | undefined;
  /** The states that were found to lie outside it. */
  readonly outside: OutsideStates;
  /**
   * For each slot that has held only one value so far, the trees that read it and have no node for it yet;
   * likewise for shapes.
   */
  readonly unasked: { readonly value: Waiting; readonly shape: Waiting };
  /** The arrays in which the loop works, and its results. */
  readonly workspace: Workspace;
  readonly kernel: MutableKernel;
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

/** For each slot the trees that wait for its second value. */
export type Waiting = Map<Slot, Set<number>>;

/** The settings of an explorer. */
export interface Tuning<State> {
  /** The share of the states that is checked by running the model again, from 0 to 1. */
  readonly watch: number;
  /** Which answers are remembered: all, those that save time, or none. */
  readonly learns: 'all' | 'what pays' | 'nothing';
  /** True: immer alone runs the steps. Absent: false. */
  readonly byImmer?: boolean;
  /** The claim that names are interchangeable. Absent: the search is not up to symmetry. */
  readonly claim?: Claim<State> | undefined;
  /** See {@link Orbits.packsFrom}. Absent: as `orbitsOf` has it. */
  readonly packsFrom?: number | undefined;
}

/**
 * Makes an explorer for a model. It has no states yet.
 */
export function explorerFor<State>(
  model: Model<State>,
  steps: readonly CompiledStep<State>[],
  properties: readonly FiniteProperty<State>[],
  { watch, learns, byImmer = false, claim, packsFrom }: Tuning<State>,
): Explorer<State> {
  const space = spaceFor(model.initial[0] as State);
  const trees = newTrees();
  const constraint = knownConstraint(model);
  const asked = constraint === undefined ? properties : [...properties, constraint.property];
  const known = knownSteps(steps, asked, trees, space.copier);
  if (claim !== undefined) space.representatives = storeFor(space.layout.words);
  if (byImmer) for (const step of known.steps) step.byImmer = true;
  return {
    model,
    space,
    trees,
    known,
    shapes: knownShapes(trees.shapes),
    leaves: newLeaves(),
    open: new Set(properties),
    constraint,
    outside: new OutsideStates(),
    unasked: { value: new Map(), shape: new Map() },
    workspace: {
      ...newWorkspace(),
      recalled: new Float64Array(steps.length),
      spared: new Float64Array(steps.length),
    },
    kernel: emptyKernel(space, trees),
    awake: numbers(0),
    awakeNext: numbers(0),
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
    orbits: claim && orbitsOf(space, claim, packsFrom),
  };
}

/** An empty kernel. */
export function emptyKernel(
  { store, representatives }: Pick<Space<unknown>, 'store' | 'representatives'>,
  trees: Trees,
): MutableKernel {
  const none = new Int32Array(0);
  return {
    ...walkable(trees),
    store,
    representatives,
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
    withinTree: -1,
    mostStates: 0,
    mostEnabled: 0,
    threwAction: new Uint8Array(0),
    threwChoice: new Uint8Array(0),
    learns: false,
    threads: 1,
    watched: -1,
  };
}
