/** Runs the steps of the model: plainly, and behind a view that notes reads and writes. */
import type { Action } from '../model/action.js';
import { formatAction } from '../model/action.js';
import { actionsOf, isEnabled } from '../model/choose.js';
import { plainly, type CompiledStep, type Look } from '../model/compiled-step.js';
import { describeThrown, isModelError, lookOnly, ModelError } from '../model/errors.js';
import { finding } from '../model/finding.js';
import { refuseMisuse } from '../model/recipe.js';
import type { StepPart } from '../model/step-error.js';
import { lookThrough } from './look.js';
import { noteAll, recorderFor, type Recorder } from './recorder.js';
import type { Slots, Vector } from './slots.js';
import { vectorAfter } from './successor.js';
import { noteReplacement, sightOf, withoutViews } from './watch.js';

/** The outcome of an action. */
export type Taken<State> =
  | { readonly kind: 'disabled' }
  | { readonly kind: 'threw'; readonly part: StepPart; readonly says?: string }
  | {
      readonly kind: 'taken';
      /** The state after the action, not canonical yet. */
      readonly state: State;
      readonly vector: Vector;
    };

/** Whether two runs had the same outcome. */
export function isSame<State>(one: Taken<State>, other: Taken<State>): boolean {
  if (one.kind === 'threw' && other.kind === 'threw') return one.part === other.part;
  if (one.kind !== 'taken' || other.kind !== 'taken') return one.kind === other.kind;
  return isSameVector(one.vector, other.vector);
}

/**
 * Whether a run behind a view had the same outcome as one without. If both threw, the errors must say the
 * same, because the watched run may have thrown only because it was watched.
 */
export function isSeen<State>(plain: Taken<State>, watched: Taken<State> | undefined): boolean {
  if (watched === undefined || !isSame(plain, watched)) return false;
  return plain.kind !== 'threw' || watched.kind !== 'threw' || plain.says === watched.says;
}

/** Whether two vectors are the same state. */
export function isSameVector(one: Vector, other: Vector): boolean {
  const length = Math.max(one.length, other.length);
  for (let slot = 0; slot < length; slot++)
    if ((one[slot] ?? 0) !== (other[slot] ?? 0)) return false;
  return true;
}

/** A state, with its numbers. */
export interface Before<State> {
  readonly state: State;
  readonly vector: Vector;
}

/**
 * Asks a guard and runs a recipe, as the reference search does.
 *
 * @param before - The state, canonical and frozen.
 * @throws ModelError if the step is wrong.
 */
export function takePlainly<State>(
  step: CompiledStep<State>,
  action: Action,
  slots: Slots,
  before: Before<State>,
): Taken<State> {
  const { state } = before;
  let part: StepPart = 'when';
  let next: State;
  try {
    if (!isEnabled(step, action, state)) return { kind: 'disabled' };
    if (step.mustChange !== true) part = 'then';
    next = step.run(state, action);
  } catch (thrown) {
    if (part === 'then') refuseMisuse(step, state, action, thrown);
    return { kind: 'threw', part, says: describeThrown(finding(step, thrown)) };
  }
  return taken(step, action, slots, before, next);
}

function taken<State>(
  step: CompiledStep<State>,
  action: Action,
  slots: Slots,
  before: Before<State>,
  next: State,
): Taken<State> {
  let vector: Vector;
  try {
    vector = vectorAfter(slots, action, before, next);
  } catch (thrown) {
    if (step.lacks === undefined) throw thrown;
    return { kind: 'threw', part: partThatRuns(step), says: describeThrown(finding(step, thrown)) };
  }
  if (step.mustChange === true && isSameVector(vector, before.vector)) return { kind: 'disabled' };
  return { kind: 'taken', state: next, vector };
}

/** The part of a step that an error of its recipe is reported for: the guard, if the step must change. */
function partThatRuns<State>({ mustChange }: CompiledStep<State>): StepPart {
  return mustChange === true ? 'when' : 'then';
}

/** A run behind a view, and what it read and wrote. It has no outcome if it could not be watched. */
export interface Watched<Outcome> {
  readonly recorder: Recorder;
  readonly outcome: Outcome | undefined;
}

/** Does what {@link takePlainly} does, behind a view. */
export function takeWatched<State>(
  step: CompiledStep<State>,
  action: Action,
  slots: Slots,
  before: Before<State>,
): Watched<Taken<State>> {
  const recorder = recorderFor(slots, before.vector);
  const outcome = tryToWatch(recorder, () => watchStep(step, action, before, recorder));
  return { recorder, outcome };
}

function watchStep<State>(
  step: CompiledStep<State>,
  action: Action,
  before: Before<State>,
  recorder: Recorder,
): Taken<State> {
  let enabled: boolean | undefined;
  let says = '';
  try {
    enabled = isEnabled(step, action, before.state, lookThrough(sightOf(recorder)));
  } catch (thrown) {
    says = describeThrown(finding(step, thrown));
  }
  if (recorder.wrote) throw wroteTo(`${formatAction(action)}: when`);
  if (enabled === undefined) return { kind: 'threw', part: 'when', says };
  if (!enabled) return { kind: 'disabled' };
  let next: State;
  try {
    const runWatched = step.drafts ? watchRecipe : watchReducer;
    next = runWatched(step, action, before.state, recorder);
  } catch (thrown) {
    return { kind: 'threw', part: partThatRuns(step), says: describeThrown(finding(step, thrown)) };
  }
  if (step.mustChange === true) {
    // Whether the step changes anything depends on the old values of all that it writes.
    for (const slot of recorder.writes) noteAll(recorder, slot, 'before');
    for (const slot of recorder.lengths) noteAll(recorder, slot, 'before');
  }
  return taken(step, action, recorder.slots, before, next);
}

function watchRecipe<State>(
  step: CompiledStep<State>,
  action: Action,
  state: State,
  recorder: Recorder,
): State {
  const next = step.run(state, action, lookThrough(sightOf(recorder)));
  const isReplaced = next !== state && recorder.writes.size + recorder.lengths.size === 0;
  if (isReplaced) recorder.writes.add(recorder.slots.root);
  return next;
}

function watchReducer<State>(
  step: CompiledStep<State>,
  action: Action,
  state: State,
  recorder: Recorder,
): State {
  const sight = sightOf(recorder);
  const next = step.run(state, action, lookThrough(sight));
  noteReplacement(sight, recorder.slots.root, next);
  return withoutViews(sight, next) as State;
}

/** The actions that a step offers in a state. If it threw: what it threw, as a text. */
export function choosePlainly<State>(
  step: CompiledStep<State>,
  state: State,
  look: Look = plainly,
): readonly Action[] | string {
  try {
    return actionsOf(step, state, look);
  } catch (thrown) {
    return describeThrown(finding(step, thrown));
  }
}

/** Does what {@link choosePlainly} does, behind a view. */
export function chooseWatched<State>(
  step: CompiledStep<State>,
  state: State,
  slots: Slots,
  vector: Vector,
): Watched<readonly Action[] | string> {
  const recorder = recorderFor(slots, vector);
  const look = lookThrough(sightOf(recorder));
  const outcome = tryToWatch(recorder, () => choosePlainly(step, state, look));
  if (recorder.wrote) throw wroteTo(`${formatAction(step.action(undefined))}: choose`);
  return { recorder, outcome };
}

/** The error for code that wrote to a state that it may only read. */
export class WroteToState extends ModelError {}

/** Makes this error. */
export function wroteTo(where: string): WroteToState {
  return new WroteToState(`${where} ${lookOnly}`);
}

/**
 * Runs code behind a view. If it throws a ModelError, this may be only because of the view, so the code has
 * no outcome then.
 */
export function tryToWatch<T>(recorder: Recorder, act: () => T): T | undefined {
  try {
    const outcome = act();
    return recorder.baffled ? undefined : outcome;
  } catch (thrown) {
    if (!isModelError(thrown) || thrown instanceof WroteToState) throw thrown;
    return undefined;
  }
}
