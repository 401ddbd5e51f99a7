/** Asks properties about states and steps, and remembers the answers if that pays. */
import {
  complaintOfState,
  complaintOfStep,
  complaintOfStop,
  type Complaint,
} from '../property/evaluate.js';
import type { FiniteProperty, TransitionProperty } from '../property/property.js';
import { lookThrough, sightOf, viewAt, viewOf } from './draft/look.js';
import { recorderFor, type Recorder } from './draft/recorder.js';
import { numberAt, remember } from './remember.js';
import type { Explorer } from './explorer.js';
import { impureAnswer } from './run/impure.js';
import { addReads, learnsNow, takeForReal } from './learn.js';
import { endOf, ends } from './memo/tree.js';
import { askUnderOtherNames, type Asked } from './other-names.js';
import { actionUnder, type Trial } from './symmetry/orbits.js';
import { tryToWatch, wroteTo } from './run/run-step.js';
import { unflatten } from './store/unflatten.js';
import type { Vector } from './store/slots.js';
import { at, stateOf } from './store/space.js';
import { setDirect, type KnownAction } from './memo/steps.js';
import { isUseless, newAnswerTrial, savedOf } from './memo/trial.js';

/** Asks a property about a state, and remembers the answer. */
export function askAboutState<State>(
  explorer: Explorer<State>,
  property: FiniteProperty<State>,
  state: number,
): Complaint | undefined {
  const { known, space } = explorer;
  const here = at(space, state);
  const tree = known.stateTrees.get(property) as number;
  if (isAnswered(explorer, tree, here.vector)) return undefined;
  const plain = complaintAbout(property, here.state);
  explorer.ran++;
  const asked: Asked<State> = {
    property,
    answer: plain,
    before: here.vector,
    plainly: (_, vector) => complaintAbout(property, unflatten(space.slots, vector) as State),
    watched: (_, recorder) => {
      const other = stateOf(space, recorder.before);
      return complaintAbout(property, viewAt(sightOf(recorder), other));
    },
  };
  if (!learnsAnswer(explorer, property, tree, state)) {
    askUnderOtherNames(explorer, asked);
    return plain;
  }
  const recorder = recorderFor(space.slots, here.vector);
  return learnAnswer(explorer, property, tree, recorder, {
    plain,
    plainly: () => complaintAbout(property, here.state),
    watched: () => complaintAbout(property, viewOf(sightOf(recorder), here.state)),
    otherwise: (noting) => askUnderOtherNames(explorer, asked, noting),
  });
}

/** What is wrong with a state, if the property is about states. */
export function complaintAbout<State>(
  property: FiniteProperty<State>,
  state: State,
): Complaint | undefined {
  if (property.kind === 'deadlock') return complaintOfStop(property, state);
  return property.kind === 'transition' ? undefined : complaintOfState(property, state);
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
  const tree = known.stepTrees.get(property)?.array[id] as number;
  if (isAnswered(explorer, tree, here.vector, taken.vector)) return undefined;
  const after = unflatten(space.slots, taken.vector) as State;
  const plainly = () => complaintOfStep(property, here.state, action, after);
  const plain = plainly();
  explorer.ran++;
  const asked: Asked<State> = {
    property,
    answer: plain,
    before: here.vector,
    after: taken.vector,
    ...askingAboutStep(explorer, property, id),
  };
  if (!learnsAnswer(explorer, property, tree, state)) {
    askUnderOtherNames(explorer, asked);
    return plain;
  }
  const recorder = recorderFor(space.slots, here.vector, taken.vector);
  const complaint = learnAnswer(explorer, property, tree, recorder, {
    plain,
    plainly,
    watched: () =>
      complaintOfStep(
        property,
        here.state,
        action,
        viewOf(sightOf(recorder, 'after'), after),
        lookThrough(sightOf(recorder)),
      ),
    otherwise: (noting) => askUnderOtherNames(explorer, asked, noting),
  });
  // What the property reads of a step counts as read by the step. Otherwise the step could sleep in a state
  // in which the answer differs.
  if (addReads(reach.reads, recorder)) leaves.staleActions.add(id);
  return complaint;
}

/** Asks a property about a step with the names exchanged. */
function askingAboutStep<State>(
  { space, known, orbits }: Explorer<State>,
  property: TransitionProperty<State>,
  id: number,
): Pick<Asked<State>, 'plainly' | 'watched'> {
  const { action } = known.actions[id] as KnownAction;
  const stateOf = (vector: Vector) => unflatten(space.slots, vector) as State;
  const actionOf = (trial: Trial) =>
    orbits === undefined ? action : actionUnder(orbits, trial, id, action);
  return {
    plainly: (trial, before, after = before) =>
      complaintOfStep(property, stateOf(before), actionOf(trial), stateOf(after)),
    watched: (trial, recorder) =>
      complaintOfStep(
        property,
        stateOf(recorder.before),
        actionOf(trial),
        viewOf(sightOf(recorder, 'after'), stateOf(recorder.after ?? recorder.before)),
        lookThrough(sightOf(recorder)),
      ),
  };
}

/** Whether a tree says by now that a property has no complaint. Many questions wait at once, and one may have taught it. */
function isAnswered<State>(
  explorer: Explorer<State>,
  tree: number,
  before: Vector,
  after?: Vector,
): boolean {
  const { trees } = explorer;
  if (trees.roots.array[tree] === ends.direct) return false;
  return endOf(trees, tree, numberAt(explorer, before, after)) === ends.no;
}

/** Whether the answer of a property is learned; otherwise that is counted. */
function learnsAnswer<State>(
  explorer: Explorer<State>,
  property: FiniteProperty<State>,
  tree: number,
  state: number,
): boolean {
  const { trials, trees, learns } = explorer;
  if (!learns || trees.roots.array[tree] === ends.direct) return false;
  let trial = trials.get(property);
  if (trial === undefined) {
    trial = newAnswerTrial();
    trials.set(property, trial);
  }
  // The number of the state tells how many questions were asked before, even if many are asked at once.
  const saved = savedOf(trial, state);
  if (learnsNow(explorer, trial, saved)) {
    trial.learned++;
    return true;
  }
  if (isUseless(trial, saved)) stopAsking(explorer, property);
  return false;
}

/** A question to a property: its answer, and how to ask it again. */
export interface Question {
  readonly plain: Complaint | undefined;
  readonly plainly: () => Complaint | undefined;
  readonly watched: () => Complaint | undefined;
  /** Asks it under other names. If there is a recorder, notes what it reads there, and returns whether that is all. */
  readonly otherwise: (recorder?: Recorder) => boolean;
}

/** Learns the answer of a property: asks it once more, and notes what it reads. */
export function learnAnswer<State>(
  explorer: Explorer<State>,
  property: FiniteProperty<State>,
  tree: number,
  recorder: Recorder,
  { plain, plainly, watched, otherwise }: Question,
): Complaint | undefined {
  const seen = tryToWatch(recorder, () => ({ complaint: watched() }));
  explorer.ran++;
  if (recorder.wrote) throw wroteTo(nameIn(explorer, property));
  if (seen === undefined || !isSameAnswer(seen.complaint, plain)) {
    const again = plainly();
    if (!isSameAnswer(again, plain)) throw impureAnswer(nameIn(explorer, property));
    stopAsking(explorer, property);
    otherwise();
    return plain;
  }
  if (!otherwise(recorder)) {
    stopAsking(explorer, property);
    return plain;
  }
  // The trees cannot tell a predicate that throws from one that is false.
  if (plain?.threw === true) return plain;
  remember(explorer, tree, recorder, plain === undefined ? ends.no : ends.yes);
  return plain;
}

/** Names a property, or the state constraint, as the start of a sentence. */
function nameIn<State>({ constraint }: Explorer<State>, property: FiniteProperty<State>): string {
  const { name } = property;
  return property === constraint?.property ? name : `Property ${JSON.stringify(name)}`;
}

/** Asks a property by running it from now on. */
export function stopAsking<State>(
  explorer: Explorer<State>,
  property: FiniteProperty<State>,
): void {
  const { known, constraint } = explorer;
  const trees = known.stepTrees.get(property);
  if (trees === undefined) {
    setDirect(known, known.stateTrees.get(property) as number);
    // It is no longer known what the constraint reads.
    if (property === constraint?.property) explorer.sleeps = false;
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
