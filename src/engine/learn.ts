/**
 * Finds the answers that no tree has, by running the model.
 *
 * The model is run twice: once plainly, as the reference search does, and once behind a view that notes
 * reads. Both runs must have the same outcome. Then the reads become a path of the tree, and the outcome
 * becomes its end. If the outcomes differ, there are two cases. The step is not a pure function of the
 * state, which is an error. Or the step can tell that it is watched (for example, it asks whether its state
 * is frozen); then it is never remembered, and the model is always run for it.
 */
import type { Action } from '../model/action.js';
import { exactKey } from '../model/choose.js';
import {
  complaintOfState,
  complaintOfStep,
  complaintOfStop,
  type Complaint,
} from '../property/evaluate.js';
import type { FiniteProperty } from '../property/property.js';
import { numberAt, remember, type Explorer } from './explorer.js';
import { touched } from './footprint.js';
import { impureProperty, refuseOtherOutcome, unsteadyChoice } from './impure.js';
import { leafFor, widenChoice, widenReach, type Leaf } from './leaves.js';
import { lookThrough } from './look.js';
import { endOf, ends, refOfLeaf } from './memo.js';
import { recorderFor, type Recorder } from './recorder.js';
import {
  choosePlainly,
  chooseWatched,
  isSeen,
  takePlainly,
  takeWatched,
  tryToWatch,
  wroteTo,
  type Taken,
} from './run-step.js';
import { unflatten, type Vector } from './slots.js';
import { at } from './space.js';
import {
  choiceLeafFor,
  giveUp,
  giveUpChoice,
  idOfAction,
  listOf,
  setDirect,
  type KnownAction,
  type KnownStep,
} from './steps.js';
import { failsAt, newTrial } from './trial.js';
import { sightOf, viewOf } from './watch.js';

/** Finds the outcome of an action in a state. */
export function learnAction<State>(explorer: Explorer<State>, state: number, id: number): void {
  const { known, space, leaves } = explorer;
  const { action, step, tree, reach } = known.actions[id] as KnownAction;
  const own = known.steps[step] as KnownStep<State>;
  const here = at(space, state);
  const take = () => takePlainly(own.compiled, action, space.slots, here);
  const plain = take();
  const { recorder, outcome } = takeWatched(own.compiled, action, space.slots, here);
  explorer.ran += 2;
  if (!isSeen(plain, outcome)) {
    refuseOtherOutcome(action, space.slots, plain, take());
    stopRemembering(explorer, step);
    return;
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
  // Each state asks each action of the step, except those that sleep or are known not to be enabled.
  const asked = state * Math.max(1, own.actions.size / 4);
  if (failsAt(own.trial, asked)) stopRemembering(explorer, step);
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
  if (failsAt(own.choiceTrial, state)) stopChoosing(explorer, step);
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
function addReads(known: Set<number>, recorder: Recorder): boolean {
  const before = known.size;
  for (const read of recorder.reads.values()) known.add(touched(read));
  return known.size > before;
}

/** Asks a property about a state, and remembers the answer. */
export function askAboutState<State>(
  explorer: Explorer<State>,
  property: FiniteProperty<State>,
  state: number,
): Complaint | undefined {
  const { known, space } = explorer;
  const here = at(space, state);
  const recorder = recorderFor(space.slots, here.vector);
  const ask = (about: State) =>
    property.kind === 'deadlock'
      ? complaintOfStop(property, about)
      : property.kind === 'transition'
        ? undefined
        : complaintOfState(property, about);
  return answer(explorer, known.stateTrees.get(property) as number, property, state, recorder, {
    plainly: () => ask(here.state),
    watched: () => ask(viewOf(sightOf(recorder), here.state)),
  });
}

/** Asks a property about a step, and remembers the answer. */
export function askAboutStep<State>(
  explorer: Explorer<State>,
  property: FiniteProperty<State>,
  state: number,
  id: number,
): Complaint | undefined {
  const { known, space, leaves } = explorer;
  const { action, reach } = known.actions[id] as KnownAction;
  const here = at(space, state);
  const taken = takeForReal(explorer, state, id);
  if (property.kind !== 'transition' || taken.kind !== 'taken') return undefined;
  const recorder = recorderFor(space.slots, here.vector, taken.vector);
  const after = unflatten(space.slots, taken.vector) as State;
  const complaint = answer(
    explorer,
    known.stepTrees.get(property)?.array[id] as number,
    property,
    state,
    recorder,
    {
      plainly: () => complaintOfStep(property, here.state, action, after),
      watched: () =>
        complaintOfStep(
          property,
          here.state,
          action,
          viewOf(sightOf(recorder, 'after'), after),
          lookThrough(sightOf(recorder)),
        ),
    },
  );
  // What the property reads of a step counts as read by the step. Otherwise the step could sleep in a state
  // in which the answer differs.
  if (addReads(reach.reads, recorder)) leaves.staleActions.add(id);
  return complaint;
}

interface Question {
  readonly plainly: () => Complaint | undefined;
  readonly watched: () => Complaint | undefined;
}

function answer<State>(
  explorer: Explorer<State>,
  tree: number,
  property: FiniteProperty<State>,
  state: number,
  recorder: Recorder,
  { plainly, watched }: Question,
): Complaint | undefined {
  const { trees } = explorer;
  // With several threads, many questions wait at once. An earlier one may have taught the tree this answer.
  const known = endOf(trees, tree, numberAt(explorer, recorder.before, recorder.after));
  if (known === ends.no) return undefined;
  const plain = plainly();
  explorer.ran++;
  if (!explorer.learns || trees.roots.array[tree] === ends.direct) return plain;
  const seen = tryToWatch(recorder, () => ({ complaint: watched() }));
  explorer.ran++;
  if (recorder.wrote) throw wroteTo(`Property ${JSON.stringify(property.name)}`);
  if (seen === undefined || !isSameAnswer(seen.complaint, plain)) {
    const again = plainly();
    if (!isSameAnswer(again, plain)) throw impureProperty(property.name);
    stopAsking(explorer, property);
    return plain;
  }
  remember(explorer, tree, recorder, plain === undefined ? ends.no : ends.yes);
  const trial = explorer.trials.get(property) ?? newTrial();
  explorer.trials.set(property, trial);
  // The number of the state tells how many questions were asked before, even if many are asked at once.
  if (failsAt(trial, state)) stopAsking(explorer, property);
  return plain;
}

/** Asks a property by running it from now on. */
function stopAsking<State>(explorer: Explorer<State>, property: FiniteProperty<State>): void {
  const { known } = explorer;
  const trees = known.stepTrees.get(property);
  if (trees === undefined) {
    setDirect(known, known.stateTrees.get(property) as number);
    return;
  }
  for (const tree of trees.array.subarray(0, trees.length)) setDirect(known, tree);
  known.blindProperties.add(property);
  // It is no longer known what the property reads of a step, so it is not known which steps commute.
  explorer.sleeps = false;
}

function isSameAnswer(one: Complaint | undefined, other: Complaint | undefined): boolean {
  return one?.says === other?.says && one?.threw === other?.threw;
}

/** The outcome of an action, from running the model. It is not remembered. */
export function takeForReal<State>(
  explorer: Explorer<State>,
  state: number,
  id: number,
): Taken<State> {
  const { known, space } = explorer;
  const { action, step } = known.actions[id] as KnownAction;
  explorer.ran++;
  const own = known.steps[step] as KnownStep<State>;
  return takePlainly(own.compiled, action, space.slots, at(space, state));
}

/** The actions that a step offers, from running the model; undefined if it threw. They are not remembered. */
export function chooseForReal<State>(
  explorer: Explorer<State>,
  state: number,
  step: number,
): readonly number[] | undefined {
  const { known, space } = explorer;
  explorer.ran++;
  const own = known.steps[step] as KnownStep<State>;
  const chosen = choosePlainly(own.compiled, at(space, state).state);
  if (typeof chosen === 'string') return undefined;
  return chosen.map((action) => idOfAction(known, step, action));
}
