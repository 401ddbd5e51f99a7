/** The steps of a model and their known actions, with their trees. */
import type { Action } from '../../model/action.js';
import { canonical } from '../../model/canonical.js';
import { exactKey } from '../../model/choose.js';
import type { CompiledStep } from '../../model/compiled-step.js';
import type { FiniteProperty } from '../../property/property.js';
import type { Reach } from './footprint.js';
import { newChoiceTrial, newTrial, type Trial } from './trial.js';
import { newOnCopies, type OnCopies } from '../run/run-copy.js';
import type { Copier } from '../store/copier.js';
import { append, extend, growing, type Growing } from '../store/growing.js';
import { ends, type Trees } from './tree.js';

/** An action that some state has offered. */
export interface KnownAction {
  readonly action: Action;
  readonly step: number;
  readonly tree: number;
  readonly reach: Reach;
}

/** A step of the model, and the state of its trees. */
export interface KnownStep<State> {
  readonly compiled: CompiledStep<State>;
  /** The tree of its choice, or -1 if it does not choose. */
  readonly tree: number;
  readonly actions: Set<number>;
  /** The number of its only action, if it does not choose. */
  only: readonly number[] | undefined;
  /** The numbers of its actions whose choice is simple, by the key of the choice. */
  readonly byChoice: Map<unknown, number>;
  /** All that its choice was seen to read. */
  readonly choiceReads: Set<number>;
  /** True: the model is always run for its choice. Then it is not known what the choice reads. */
  blind: boolean;
  /** True: the model is always run for its actions. */
  direct: boolean;
  /** True: immer runs it, because it can tell which draft it has. */
  byImmer: boolean;
  /** How its recipe does on copies of the state. */
  readonly onCopies: OnCopies;
  /** How often it was run on a draft that notes reads and writes. */
  watched: number;
  /** Whether its trees save time: those of its actions, and that of its choice. */
  readonly trial: Trial;
  readonly choiceTrial: Trial;
}

/** All steps of a model. */
export interface KnownSteps<State> {
  readonly trees: Trees;
  /** For each tree the property that it is about; undefined if it is about a step. */
  readonly subjects: (FiniteProperty<State> | undefined)[];
  readonly steps: readonly KnownStep<State>[];
  readonly actions: KnownAction[];
  readonly ids: Map<string, number>;
  /** The questions of the loop, in order: see `Kernel.steps`. */
  table: Int32Array;
  /** The tree of each action, and its step. */
  readonly actionTrees: Growing;
  readonly stepOf: Growing;
  /** Lists of actions, each with its length first. */
  readonly lists: Growing;
  readonly listKeys: Map<string, number>;
  /** For each leaf of a choice: the position of its list. */
  readonly choiceLists: Growing;
  readonly choiceLeaves: Map<number, number>;
  /** For each property that is asked about steps, a tree for each action. */
  readonly stepTrees: Map<FiniteProperty<State>, Growing>;
  /** Those of them for which the predicate is always run. */
  readonly blindProperties: Set<FiniteProperty<State>>;
  /** For each other property, its tree. */
  readonly stateTrees: Map<FiniteProperty<State>, number>;
}

/** The steps of a model. The actions of steps that do not choose are known from the start. */
export function knownSteps<State>(
  compiled: readonly CompiledStep<State>[],
  properties: readonly FiniteProperty<State>[],
  trees: Trees,
  copier: Copier,
): KnownSteps<State> {
  const steps: KnownStep<State>[] = [];
  const known: KnownSteps<State> = {
    trees,
    subjects: [],
    steps,
    actions: [],
    ids: new Map(),
    table: new Int32Array(0),
    actionTrees: growing(),
    stepOf: growing(),
    lists: growing(),
    listKeys: new Map(),
    choiceLists: growing(),
    choiceLeaves: new Map(),
    stepTrees: new Map(),
    blindProperties: new Set(),
    stateTrees: new Map(),
  };
  for (const property of properties) {
    if (property.kind === 'transition') known.stepTrees.set(property, growing());
    else known.stateTrees.set(property, newTree(known, property));
  }
  const table: number[] = [];
  let together: number[] = [];
  const endRow = () => {
    if (together.length > 0) table.push(-1, listOf(known, together), 0);
    together = [];
  };
  for (const [step, one] of compiled.entries()) {
    const tree = one.choose === undefined ? -1 : newTree(known);
    steps.push({
      compiled: one,
      tree,
      actions: new Set(),
      only: undefined,
      byChoice: new Map(),
      choiceReads: new Set(),
      blind: false,
      direct: false,
      byImmer: false,
      onCopies: newOnCopies(copier),
      watched: 0,
      trial: newTrial(),
      choiceTrial: newChoiceTrial(),
    });
    if (tree < 0) {
      const only = idOfAction(known, step, one.action(undefined));
      (steps[step] as KnownStep<State>).only = [only];
      together.push(only);
    } else {
      endRow();
      table.push(tree, 0, step);
    }
  }
  endRow();
  known.table = Int32Array.from(table);
  return known;
}

function newTree<State>(
  { trees, subjects }: KnownSteps<State>,
  about?: FiniteProperty<State>,
): number {
  subjects.push(about);
  return extend(trees.roots, 1);
}

/** The number of an action of a step. It is a new number if the action was not known before. */
export function idOfAction<State>(known: KnownSteps<State>, step: number, action: Action): number {
  const key = `${step} ${exactKey(action)}`;
  const found = known.ids.get(key);
  if (found !== undefined) return found;
  const id = known.actions.length;
  const tree = newTree(known);
  const owner = known.steps[step] as KnownStep<State>;
  const reach = { reads: new Set<number>(), writes: new Set<number>(), asks: new Set<number>() };
  known.actions.push({ action, step, tree, reach });
  known.ids.set(key, id);
  append(known.actionTrees, [tree]);
  append(known.stepOf, [step]);
  owner.actions.add(id);
  if (owner.direct) setDirect(known, tree);
  for (const [property, own] of known.stepTrees) {
    const asking = newTree(known, property);
    append(own, [asking]);
    if (known.blindProperties.has(property)) setDirect(known, asking);
  }
  return id;
}

/**
 * The numbers of the actions of a step with simple choices.
 *
 * @param choices - The choices, by a key: see `chooseQuickly`.
 */
export function idsOfChoices<State>(
  known: KnownSteps<State>,
  step: number,
  choices: ReadonlyMap<unknown, unknown>,
): readonly number[] {
  const { byChoice, compiled } = known.steps[step] as KnownStep<State>;
  const ids: number[] = [];
  for (const [key, choice] of choices) {
    let id = byChoice.get(key);
    if (id === undefined) {
      id = idOfAction(known, step, compiled.action(canonical(choice)));
      byChoice.set(key, id);
    }
    // The same data may have several keys, such as with its names in another order.
    if (key === choice || !ids.includes(id)) ids.push(id);
  }
  return ids;
}

/** The position of a list of actions. Adds the list if it is new. */
export function listOf<State>(known: KnownSteps<State>, actions: readonly number[]): number {
  const key = actions.join();
  const found = known.listKeys.get(key);
  if (found !== undefined) return found;
  const list = append(known.lists, [actions.length, ...actions]);
  known.listKeys.set(key, list);
  return list;
}

/** The leaf of a choice whose outcome is a list of actions. */
export function choiceLeafFor<State>(known: KnownSteps<State>, list: number): number {
  const found = known.choiceLeaves.get(list);
  if (found !== undefined) return found;
  const leaf = append(known.choiceLists, [list]);
  known.choiceLeaves.set(list, leaf);
  return leaf;
}

/** Gives up a tree: it answers that the model must be run. */
export function setDirect<State>({ trees }: KnownSteps<State>, tree: number): void {
  trees.roots.array[tree] = ends.direct;
}

/** Runs the model for the actions of a step from now on. */
export function giveUp<State>(known: KnownSteps<State>, step: number): void {
  const owner = known.steps[step] as KnownStep<State>;
  owner.direct = true;
  for (const id of owner.actions) setDirect(known, (known.actions[id] as KnownAction).tree);
}

/** Runs the model for the choice of a step from now on. */
export function giveUpChoice<State>(known: KnownSteps<State>, step: number): void {
  const owner = known.steps[step] as KnownStep<State>;
  owner.blind = true;
  setDirect(known, owner.tree);
}
