/**
 * Expands states by running the model, once no step is remembered: trees would only be asked in vain.
 *
 * It finds the same states in the same order as the loop in `expand/`. It does not wake the actions of the states that it
 * finds, so the loop cannot go on after it.
 */
import { complaintOfStep } from '../property/evaluate.js';
import type { FiniteProperty } from '../property/property.js';
import { timeOfLastCall } from '../model/isolated.js';
import { complaintAbout } from './ask.js';
import { askConstraint } from './constraint.js';
import { kernelOf, makeRoomForActions } from './current-kernel.js';
import { longest, makeRoom, type Bounds, type Listener, type StoppedAt } from './expand-states.js';
import type { Explorer } from './explorer.js';
import { chooseAt, takeAt } from './learn.js';
import type { KnownAction } from './memo/steps.js';
import { chooseAgain, takeAgain } from './purity/repeat.js';
import { watchState } from './purity/watch-state.js';
import { settle } from './settle.js';
import { at, findVector, stateOf, storeVector, type UnpackedState } from './store/space.js';
import { stateCount } from './store/store.js';
import type { Vector } from './store/slots.js';

/** Whether the states of a search are expanded by {@link expandPlainly} from now on. */
export function remembersNothing<State>({ learns, known, orbits }: Explorer<State>): boolean {
  return orbits === undefined && (!learns || known.steps.every(({ direct }) => direct));
}

/** How many states are expanded before the clock is read, unless the model is slow. */
const together = 64;

/** The kinds of properties that are asked about each new state, and about a state without enabled steps. */
const ofStates = ['invariant', 'reachable'] as const;
const ofDeadlocks = ['deadlock'] as const;

/** What the steps of a state did. */
interface Outcomes {
  /** The enabled actions, in order, and the numbers of the state after each. */
  readonly actions: number[];
  readonly vectors: Vector[];
  threw: boolean;
}

const nothing: Outcomes = { actions: [], vectors: [], threw: false };

/** Expands states of one level. Takes and returns what `expandStates` does. */
export function expandPlainly<State>(
  explorer: Explorer<State>,
  bounds: Bounds,
  from: number,
  to: number,
  listener: Listener<State>,
): StoppedAt {
  const { space, watch } = explorer;
  const end = performance.now() + longest;
  for (let state = from; state < to; state++) {
    const here = at(space, state);
    const isOutside = askConstraint(explorer, state);
    if (isOutside) explorer.outside.add(state);
    const outcomes = isOutside ? nothing : outcomesIn(explorer, here, listener);
    settle(explorer);
    if (!makeRoom(explorer, bounds, outcomes.actions.length)) return { at: state, by: 'memory' };
    if (!takeAll(explorer, bounds, here, outcomes, listener)) return { at: state, by: 'full' };
    if (outcomes.actions.length === 0 && !outcomes.threw && !isOutside) {
      askAbout(explorer, ofDeadlocks, here, listener);
    }
    if (watch.next === state) {
      watchState(explorer, kernelOf(explorer, bounds), state);
      watch.next = watch.after(state);
    }
    const readsClock = timeOfLastCall() > end || (state - from) % together === together - 1;
    if (readsClock && performance.now() > end) return { at: state + 1, by: 'time' };
  }
  return { at: to, by: 'done' };
}

/** Runs all steps in a state. */
function outcomesIn<State>(
  explorer: Explorer<State>,
  here: UnpackedState<State>,
  listener: Listener<State>,
): Outcomes {
  const { steps } = explorer.known;
  const outcomes: Outcomes = { actions: [], vectors: [], threw: false };
  for (let step = 0; step < steps.length; step++) {
    const only = steps[step]?.only;
    const ids = only ?? chooseAt(explorer, here, step);
    if (only === undefined) chooseAgain(explorer, here.number, step, ids);
    if (ids === undefined) {
      outcomes.threw = true;
      tellOnce(explorer.threwChoice, step, here.number, listener);
      continue;
    }
    for (const id of ids) {
      const taken = takeAt(explorer, here, id);
      const isRepeated = takeAgain(explorer, here.number, id, taken);
      if (taken.kind === 'taken') {
        if (isRepeated) explorer.recomputed++;
        outcomes.actions.push(id);
        outcomes.vectors.push(taken.vector);
      } else if (taken.kind === 'threw') {
        makeRoomForActions(explorer);
        outcomes.threw = true;
        tellOnce(explorer.threwAction, id, here.number, listener);
      }
    }
  }
  return outcomes;
}

/** Tells the listener that a choice or an action threw, if it was not told before. */
function tellOnce<State>(
  told: Uint8Array,
  subject: number,
  state: number,
  listener: Listener<State>,
): void {
  if (told[subject] === 1) return;
  told[subject] = 1;
  listener.threw(state);
}

/** Stores the successors of a state, in order. Returns false if there are as many states as there may be. */
function takeAll<State>(
  explorer: Explorer<State>,
  { mostStates }: Bounds,
  here: UnpackedState<State>,
  { actions, vectors }: Outcomes,
  listener: Listener<State>,
): boolean {
  const { space, workspace, open, known } = explorer;
  if (workspace.actions.length < known.actions.length) makeRoomForActions(explorer);
  for (let index = 0; index < actions.length; index++) {
    const action = actions[index] as number;
    const vector = vectors[index] as Vector;
    workspace.generated++;
    workspace.takenIn[action] = here.number + 1;
    workspace.takenTo[action] = 0;
    const isFull = stateCount(space.store) >= mostStates;
    if (isFull && findVector(space, vector) < 0) return false;
    const found = storeVector(space, vector);
    const successor = found < 0 ? -1 - found : found;
    workspace.takenTo[action] = successor + 1;
    if (successor !== here.number) workspace.changed[action] = 1;
    if (open.size === 0) continue;
    const after = stateOf(space, vector, successor);
    if (found < 0) askAbout(explorer, ofStates, after, listener);
    askStep(explorer, here, action, after, listener);
  }
  return true;
}

/** Asks the transition properties about a step. */
function askStep<State>(
  explorer: Explorer<State>,
  here: UnpackedState<State>,
  id: number,
  after: UnpackedState<State>,
  listener: Listener<State>,
): void {
  for (const property of explorer.open) {
    if (property.kind !== 'transition') continue;
    const { action } = explorer.known.actions[id] as KnownAction;
    explorer.ran++;
    const complaint = complaintOfStep(property, here.state, action, after.state);
    listener.answered(property, complaint, here.number, id);
  }
}

/** Asks the properties of some kinds about a state. */
function askAbout<State>(
  explorer: Explorer<State>,
  kinds: readonly FiniteProperty<State>['kind'][],
  { state, number }: UnpackedState<State>,
  listener: Listener<State>,
): void {
  for (const property of explorer.open) {
    if (!kinds.includes(property.kind)) continue;
    explorer.ran++;
    listener.answered(property, complaintAbout(property, state), number, undefined);
  }
}
