/**
 * Finds the answers that no tree has, by running the model.
 *
 * A step is run on a draft that notes what it reads and writes. What it read becomes a path of the tree, and the
 * outcome becomes its end. The search compares some of these runs, and each run whose outcome is not sure, with a run on a
 * draft of immer, as the reference search does it. If the outcomes differ, there are two cases. The step is not a pure
 * function of the state, which is an error. Or the step can tell which draft it has; then it is never remembered, and
 * immer runs it. A choice and a property are always asked both ways: plainly, and behind a view that notes reads.
 */
import type { Action } from '../model/action.js';
import { exactKey } from '../model/choose.js';
import type { Recorder } from './draft/recorder.js';
import { remember } from './remember.js';
import type { Explorer } from './explorer.js';
import { touched } from './memo/footprint.js';
import { refuseOtherOutcome, unsteadyChoice } from './run/impure.js';
import { leafFor, widenChoice, widenReach, type Leaf } from './memo/leaves.js';
import { ends, refOfLeaf } from './memo/tree.js';
import { choosePlainly, chooseQuickly, chooseWatched } from './run/run-choice.js';
import { isSeen, takePlainly, takeQuickly, takeWatched, type Taken } from './run/run-step.js';
import type { Vector } from './store/slots.js';
import { at, type UnpackedState } from './store/space.js';
import {
  choiceLeafFor,
  giveUp,
  giveUpChoice,
  idOfAction,
  idsOfChoices,
  listOf,
  type KnownAction,
  type KnownStep,
  type KnownSteps,
} from './memo/steps.js';
import { isUseless, mayLearn, savedOf, type Trial } from './memo/trial.js';

/** Finds the outcome of an action in a state. */
export function learnAction<State>(explorer: Explorer<State>, state: number, id: number): void {
  const { known, space, leaves } = explorer;
  const { action, step, tree, reach } = known.actions[id] as KnownAction;
  const own = known.steps[step] as KnownStep<State>;
  const here = at(space, state);
  const { recorder, outcome, isSure, isOpen } = takeWatched(
    own.compiled,
    action,
    space.slots,
    here,
  );
  explorer.ran++;
  // A reducer has no draft.
  const isRecipe = own.compiled.then !== undefined;
  let plain = outcome;
  if (plain === undefined || !isSure || isChecked(own)) {
    if (!isSure && isRecipe) explorer.ranByImmer++;
    const take = () => takePlainly(own.compiled, action, space.slots, here);
    plain = take();
    explorer.ran++;
    if (isOpen !== true && !isSeen(plain, outcome)) {
      refuseOtherOutcome(action, space.slots, plain, take());
      own.byImmer = isRecipe;
      stopRemembering(explorer, step);
      return;
    }
  }
  if (plain.kind !== 'taken') {
    remember(explorer, tree, recorder, plain.kind === 'threw' ? ends.yes : ends.no);
    noteAsks(explorer, id, recorder);
  } else {
    const next = plain.vector;
    const owner = { step: own.tree < 0 ? -1 : step, choiceReads: own.choiceReads };
    const leaf = leafFor(leaves, recorder, next, owner, space.layout);
    if (!explains(leaves.all[leaf] as Leaf, here.vector, next)) {
      stopRemembering(explorer, step);
      return;
    }
    noteAsks(explorer, id, recorder);
    widenReach(leaves, id, reach, (leaves.all[leaf] as Leaf).footprint);
    remember(explorer, tree, recorder, refOfLeaf(leaf));
  }
  own.trial.learned++;
}

/** So many runs of each step are compared with a run by immer; of the others, one in so many. */
const checked = 16;

/** Whether the next run of a step on a draft of ours is compared with a run by immer. */
function isChecked<State>(own: KnownStep<State>): boolean {
  return own.watched++ < checked || own.watched % checked === 0;
}

/**
 * Whether the next answer is learned; otherwise the model is run for it, and that is counted.
 *
 * @param saved - How many runs the trees saved until now.
 */
export function learnsNow<State>(
  { thrifty }: Explorer<State>,
  trial: Trial,
  saved: number,
): boolean {
  if (!thrifty || mayLearn(trial, saved)) return true;
  trial.ran++;
  return false;
}

/** A guard that does not hold takes such a part of the time of a step that is taken. */
const priceOfGuard = 1 / 2;

/** Whether the outcome of an action is learned in this state. */
export function learnsAction<State>(explorer: Explorer<State>, id: number): boolean {
  const { step } = explorer.known.actions[id] as KnownAction;
  const { trial } = explorer.known.steps[step] as KnownStep<State>;
  const { recalled, spared } = explorer.workspace;
  const saved = (recalled[step] as number) + (spared[step] as number) * priceOfGuard;
  if (learnsNow(explorer, trial, saved)) return true;
  if (isUseless(trial, saved)) stopRemembering(explorer, step);
  return false;
}

/** Whether the choice of a step is learned in this state. */
export function learnsChoice<State>(
  explorer: Explorer<State>,
  state: number,
  step: number,
): boolean {
  const { choiceTrial } = explorer.known.steps[step] as KnownStep<State>;
  const saved = savedOf(choiceTrial, state);
  if (learnsNow(explorer, choiceTrial, saved)) return true;
  if (isUseless(choiceTrial, saved)) stopChoosing(explorer, step);
  return false;
}

/** Notes what was read to find out whether an action can be taken. A write there may enable or disable it. */
function noteAsks<State>({ known, leaves }: Explorer<State>, id: number, recorder: Recorder): void {
  const { asks } = (known.actions[id] as KnownAction).reach;
  if (addReads(asks, recorder)) leaves.staleActions.add(id);
}

/** Whether a step changed only what it was seen to write. */
function explains({ sets }: Leaf, before: Vector, next: Vector): boolean {
  const longer = Math.max(before.length, next.length);
  for (let slot = 0; slot < longer; slot++) {
    if ((before[slot] ?? 0) !== (next[slot] ?? 0) && !sets.has(slot)) return false;
  }
  return true;
}

/** Finds the actions that a step offers in a state. */
export function learnChoice<State>(explorer: Explorer<State>, state: number, step: number): void {
  const { known, space } = explorer;
  const own = known.steps[step] as KnownStep<State>;
  const here = at(space, state);
  const choose = () => choosePlainly(own.compiled, here.state);
  const plain = choose();
  const { recorder, outcome } = chooseWatched(own.compiled, here.state, space.slots, here.vector);
  explorer.ran += 2;
  if (outcome === undefined || keysOf(outcome) !== keysOf(plain)) {
    if (!isSameChoice(choose(), plain)) throw unsteadyChoice(own.compiled.action(undefined));
    stopChoosing(explorer, step);
    return;
  }
  noteChoiceReads(explorer, step, recorder);
  if (typeof plain === 'string') remember(explorer, own.tree, recorder, ends.yes);
  else {
    const ids = plain.map((action) => idOfAction(known, step, action));
    const leaf = choiceLeafFor(known, listOf(known, ids));
    remember(explorer, own.tree, recorder, refOfLeaf(leaf));
  }
  own.choiceTrial.learned++;
}

/**
 * Notes what a choice read. Whether the step offers an action depends on this, so an action that changes it
 * may not sleep after an action of this step. An action of this step itself may sleep after such a change:
 * where it fell asleep, the step offered it; and if the choice does not offer it, its sleep has no effect.
 */
function noteChoiceReads<State>(explorer: Explorer<State>, step: number, recorder: Recorder): void {
  const { choiceReads } = explorer.known.steps[step] as KnownStep<State>;
  if (addReads(choiceReads, recorder)) widenChoice(explorer.leaves, step, choiceReads);
}

/**
 * Makes the choice of a step by running the model from now on. Actions that sleep already may stay asleep:
 * when they fell asleep, it was known what the choice read.
 */
function stopChoosing<State>({ known, leaves }: Explorer<State>, step: number): void {
  giveUpChoice(known, step);
  for (const id of (known.steps[step] as KnownStep<State>).actions) leaves.staleActions.add(id);
  for (const id of leaves.footprints.keys()) leaves.staleFootprints.add(id);
}

/** Runs the model for the actions of a step from now on. It is no longer known what they read and write. */
function stopRemembering<State>({ known, leaves }: Explorer<State>, step: number): void {
  giveUp(known, step);
  for (const id of (known.steps[step] as KnownStep<State>).actions) leaves.staleActions.add(id);
}

function isSameChoice(one: readonly Action[] | string, other: readonly Action[] | string): boolean {
  const bothThrew = typeof one === 'string' && typeof other === 'string';
  return bothThrew || keysOf(one) === keysOf(other);
}

function keysOf(actions: readonly Action[] | string): string {
  return typeof actions === 'string' ? `threw ${actions}` : actions.map(exactKey).join('\n');
}

/** Adds what was read to a set of known reads. Returns true if any of it is new. */
export function addReads(known: Set<number>, recorder: Recorder): boolean {
  const before = known.size;
  for (const read of recorder.reads.values()) known.add(touched(read));
  return known.size > before;
}

/** The outcome of an action, from running the model. It is not remembered. */
export function takeForReal<State>(explorer: Explorer<State>, state: number, id: number): Taken {
  return takeAt(explorer, at(explorer.space, state), id);
}

/** The same, in a state that need not be stored. */
export function takeAt<State>(
  explorer: Explorer<State>,
  here: UnpackedState<State>,
  id: number,
): Taken {
  const { known, space } = explorer;
  const { action, step } = known.actions[id] as KnownAction;
  const { compiled, byImmer, onCopies } = known.steps[step] as KnownStep<State>;
  explorer.ran++;
  const taken = byImmer ? undefined : takeQuickly(compiled, action, space.slots, here, onCopies);
  if (taken !== undefined) return taken;
  if (compiled.then !== undefined) explorer.ranByImmer++;
  return takePlainly(compiled, action, space.slots, here);
}

/** The outcome of an action with a draft of immer, as in the reference search. */
export function takeByImmer<State>(explorer: Explorer<State>, state: number, id: number): Taken {
  const { known, space } = explorer;
  const { action, step } = known.actions[id] as KnownAction;
  explorer.ran++;
  const { compiled } = known.steps[step] as KnownStep<State>;
  return takePlainly(compiled, action, space.slots, at(space, state));
}

/** The actions that a step offers, from running the model; undefined if it threw. They are not remembered. */
export function chooseForReal<State>(
  explorer: Explorer<State>,
  state: number,
  step: number,
): readonly number[] | undefined {
  return chooseAt(explorer, at(explorer.space, state), step);
}

/** The same, in a state that need not be stored. */
export function chooseAt<State>(
  explorer: Explorer<State>,
  here: UnpackedState<State>,
  step: number,
): readonly number[] | undefined {
  const { known } = explorer;
  const { compiled, only } = known.steps[step] as KnownStep<State>;
  if (only !== undefined) return only;
  explorer.ran++;
  const ids = simpleIds(known, step, chooseQuickly(compiled, here));
  if (ids !== undefined) return ids;
  const chosen = choosePlainly(compiled, here.state);
  if (typeof chosen === 'string') return undefined;
  return chosen.map((action) => idOfAction(known, step, action));
}

/** The numbers of simple choices. Undefined if there are none, or if an action has no name: `choosePlainly` says why. */
function simpleIds<State>(
  known: KnownSteps<State>,
  step: number,
  choices: ReadonlyMap<unknown, unknown> | undefined,
): readonly number[] | undefined {
  if (choices === undefined) return undefined;
  try {
    return idsOfChoices(known, step, choices);
  } catch {
    return undefined;
  }
}
