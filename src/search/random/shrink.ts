/**
 * Shrinking: gives the candidates that fast-check tries in place of a behaviour that fails. They are other
 * behaviours of the model, smaller in the order of `isSmaller`.
 *
 * A candidate is made from a changed list of actions: they are taken from the start, and actions that are no
 * longer possible are left out. So every candidate is a possible behaviour. If the step that picks something
 * up is dropped, the step that puts it down is left out too. The candidates drop each single step. So from a
 * behaviour that cannot shrink further, no step can be dropped.
 */
import { actionKey, type Action } from '../../model/action.js';
import { canonicalKey } from '../../model/canonical.js';
import type { StepError } from '../../model/step-error.js';
import { inSlices } from '../../model/supervised.js';
import { follow } from '../../trace/follow.js';
import { cut, lastState, stepsOf, type Trace } from '../../trace/trace.js';
import { attemptsOf, isSmaller } from './smaller.js';

/** A smaller behaviour to try. */
export interface Candidate<State> {
  readonly trace: Trace<State>;
  /** Its place among all that could be tried. */
  readonly place: number;
}

/**
 * Gives the smaller behaviours to try, each once, big cuts first. It is lazy: a candidate costs nothing until
 * it is asked for.
 *
 * @param trace - A behaviour of its model.
 * @param from - The place to begin at; the candidates before it come last. If the behaviour was itself a
 *   candidate, use its own place: the candidates before it did not fail last time, and probably will not now.
 * @throws ModelError if the model is wrong.
 */
export function* smallerTraces<State>(
  trace: Trace<State>,
  from = 0,
): Generator<Candidate<State>, void, undefined> {
  const seen = new Set<string>();
  for (const isTurn of [(place: number) => place >= from, (place: number) => place < from]) {
    let place = -1;
    for (const make of candidatesOf(trace)) {
      place++;
      if (!isTurn(place)) continue;
      const candidate = make();
      const key = keyOf(candidate);
      if (seen.has(key) || !isSmaller(candidate, trace)) continue;
      seen.add(key);
      yield { trace: candidate, place };
    }
  }
}

/** All candidates, as functions: a call computes the candidate. */
function* candidatesOf<State>(trace: Trace<State>): Generator<() => Trace<State>> {
  for (const length of shorterLengths(stepsOf(trace))) yield () => cut(trace, length);
  for (const attempts of changedLists(trace)) yield () => takeInstead(trace, attempts);
  const { model, states } = trace;
  const first = canonicalKey(states[0]);
  for (const initial of model.initial) {
    if (canonicalKey(initial) === first) break;
    const start = { model, states: [initial], actions: [] };
    yield () => takePossible(start, attemptsOf(trace));
  }
}

/** Nothing, a half, three quarters, … and all but the last step. */
function* shorterLengths(length: number): Generator<number> {
  for (let dropped = length; dropped > 0; dropped = Math.floor(dropped / 2)) {
    yield length - dropped;
  }
}

function* changedLists<State>(trace: Trace<State>): Generator<readonly Action[]> {
  const attempts = attemptsOf(trace);
  yield* withoutLoops(trace, attempts);
  yield* withoutChunks(attempts);
  yield* withoutActors(attempts);
  yield* withFewerSwitches(attempts);
  yield* withEarlierChoices(trace, attempts);
}

/** Drops steps that lead back to an earlier state: the steps after them stay possible. */
function* withoutLoops<State>(
  { states }: Trace<State>,
  attempts: readonly Action[],
): Generator<readonly Action[]> {
  const keys = states.map((state) => canonicalKey(state));
  for (const [at, key] of keys.entries()) {
    const last = keys.lastIndexOf(key);
    if (last > at) yield [...attempts.slice(0, at), ...attempts.slice(last)];
  }
}

/** Drops pieces: halves, quarters, … and each single step, the last ones first. */
function* withoutChunks(attempts: readonly Action[]): Generator<readonly Action[]> {
  for (let size = Math.floor(attempts.length / 2); size > 0; size = Math.floor(size / 2)) {
    for (let end = attempts.length; end > 0; end -= size) {
      yield [...attempts.slice(0, Math.max(0, end - size)), ...attempts.slice(end)];
    }
  }
}

function* withoutActors(attempts: readonly Action[]): Generator<readonly Action[]> {
  for (const dropped of new Set(attempts.map(({ actor }) => actor))) {
    yield attempts.filter(({ actor }) => actor !== dropped);
  }
}

/**
 * Moves a turn (the steps that an actor takes in a row): next to the actor's following turn, in either place,
 * or behind the turn after it.
 */
function* withFewerSwitches(attempts: readonly Action[]): Generator<readonly Action[]> {
  const turns = turnsOf(attempts);
  for (const [at, turn] of turns.entries()) {
    const before = turns.slice(0, at);
    const next = turns.findIndex((other, index) => index > at && isSameActor(other, turn));
    if (next >= 0) {
      const between = turns.slice(at + 1, next);
      const after = turns.slice(next + 1);
      const later = turns[next] as readonly Action[];
      yield [...before, turn, later, ...between, ...after].flat();
      yield [...before, ...between, turn, later, ...after].flat();
    }
    const neighbour = turns[at + 1];
    if (neighbour !== undefined) yield [...before, neighbour, turn, ...turns.slice(at + 2)].flat();
  }
}

/** Replaces a choice by one that the same step could have made and that comes before it. */
function* withEarlierChoices<State>(
  { model, states }: Trace<State>,
  attempts: readonly Action[],
): Generator<readonly Action[]> {
  for (const [at, action] of attempts.entries()) {
    if (action.choice === undefined) continue;
    for (const other of model.enabled(states[at] as State).actions) {
      if (actionKey(other) === actionKey(action)) break;
      if (other.actor === action.actor && other.step === action.step) {
        yield attempts.with(at, other);
      }
    }
  }
}

/** The actions, split into turns: each has the actions that one actor takes in a row. */
function turnsOf(attempts: readonly Action[]): readonly (readonly Action[])[] {
  const turns: Action[][] = [];
  for (const action of attempts) {
    const last = turns.at(-1);
    if (last?.[0]?.actor === action.actor) last.push(action);
    else turns.push([action]);
  }
  return turns;
}

function isSameActor([one]: readonly Action[], [other]: readonly Action[]): boolean {
  return one?.actor === other?.actor;
}

/** The behaviour with other actions. It keeps the steps before the first action that differs. */
function takeInstead<State>(trace: Trace<State>, attempts: readonly Action[]): Trace<State> {
  const first = trace.actions.findIndex((action, at) => attempts[at] !== action);
  const kept = first < 0 ? trace.actions.length : first;
  return takePossible(cut(trace, kept), attempts.slice(kept));
}

/** Continues a behaviour with a list of actions, in order, and skips actions that are not possible. */
function takePossible<State>(start: Trace<State>, attempts: readonly Action[]): Trace<State> {
  const { model } = start;
  const states = [...start.states];
  const actions = [...start.actions];
  let state = lastState(start);
  let failed: StepError | undefined;
  const left = attempts.values();
  const takeNext = () => {
    const { value, done } = left.next();
    if (done === true) return false;
    const { trace, stopped } = follow(model, [value], state);
    ({ failed } = trace);
    if (failed !== undefined || stopped !== undefined) return failed === undefined;
    state = lastState(trace);
    states.push(state);
    actions.push(...trace.actions);
    return true;
  };
  while (inSlices(takeNext));
  return { model, states, actions, ...(failed && { failed }) };
}

function keyOf<State>(trace: Trace<State>): string {
  const actions = attemptsOf(trace).map(actionKey);
  return [canonicalKey(trace.states[0]), ...actions].join('\n');
}
