/**
 * Runs the steps of the model.
 *
 * A recipe is run in one of three ways: on a draft of immer, as the reference search does; on a draft of ours
 * (see `draft/run.ts`), which is faster; or on a draft of ours that notes what the recipe reads and writes. If a
 * draft of ours is not sure of an outcome, or the recipe threw, immer decides.
 */
import type { Action } from '../../model/action.js';
import { formatAction } from '../../model/action.js';
import { handed, isEnabled } from '../../model/choose.js';
import { plainly, type CompiledStep } from '../../model/compiled-step.js';
import { describeThrown, isModelError, lookOnly, ModelError } from '../../validation/errors.js';
import { finding } from '../../model/finding.js';
import { isolatedCall } from '../../model/isolated.js';
import { refuseMisuse } from '../../model/recipe.js';
import type { Code } from '../../model/code.js';
import type { StepPart } from '../../model/step-error.js';
import { finish } from '../draft/finish.js';
import { draftRun, lookThrough, showRoot, sightOf } from '../draft/look.js';
import { noteAll, recorderFor, type Recorder } from '../draft/recorder.js';
import { nodeBehind, type Run } from '../draft/run.js';
import { isWaiting } from '../../model/wait.js';
import { isSameVector, type Slots, type Vector } from '../store/slots.js';
import { runOnCopy, type OnCopies } from './run-copy.js';
import { handedIn, runRecipe, type Before } from './run-recipe.js';
import { vectorAfter } from './successor.js';

/** The outcome of an action. */
export type Taken =
  | { readonly kind: 'disabled' }
  | { readonly kind: 'threw'; readonly part: StepPart; readonly says?: string }
  /** The numbers of the state after the action. */
  | { readonly kind: 'taken'; readonly vector: Vector };

const disabled: Taken = { kind: 'disabled' };

/** Whether two runs had the same outcome. */
export function isSame(one: Taken, other: Taken): boolean {
  if (one.kind === 'threw' && other.kind === 'threw') return one.part === other.part;
  if (one.kind !== 'taken' || other.kind !== 'taken') return one.kind === other.kind;
  return isSameVector(one.vector, other.vector);
}

/**
 * Whether a run on our own draft had the same outcome as one on immer's. If both threw, the errors must say the
 * same, because the run may have thrown only because of its draft.
 */
export function isSeen(plain: Taken, watched: Taken | undefined): boolean {
  if (watched === undefined || !isSame(plain, watched)) return false;
  return plain.kind !== 'threw' || watched.kind !== 'threw' || plain.says === watched.says;
}

/**
 * Asks a guard and runs a recipe on a draft of immer, as the reference search does.
 *
 * @param before - The state, canonical and frozen.
 * @throws ModelError if the step is wrong.
 */
export function takePlainly<State>(
  step: CompiledStep<State>,
  action: Action,
  slots: Slots,
  before: Before<State>,
): Taken {
  const { state } = before;
  let part: StepPart = 'when';
  let isAllowed = false;
  let next: State;
  try {
    if (!isEnabled(step, action, state)) return disabled;
    isAllowed = true;
    if (step.mustChange !== true) part = 'then';
    next = step.run(state, action);
  } catch (thrown) {
    // Only a recipe can say that its step waits.
    if (isAllowed && isWaiting(thrown)) return disabled;
    if (part === 'then') refuseMisuse(step, state, action, thrown);
    return { kind: 'threw', part, says: describeThrown(finding(step, thrown)) };
  }
  let vector: Vector;
  try {
    vector = vectorAfter(slots, action, before, next);
  } catch (thrown) {
    if (step.lacks === undefined) throw thrown;
    return { kind: 'threw', part: partThatRuns(step), says: describeThrown(finding(step, thrown)) };
  }
  return taken(step, before, vector);
}

function taken<State>(
  { mustChange }: CompiledStep<State>,
  before: Before<State>,
  vector: Vector,
): Taken {
  if (mustChange === true && isSameVector(vector, before.vector)) return disabled;
  return { kind: 'taken', vector };
}

/** The part of a step that an error of its recipe is reported for: the guard, if the step must change. */
function partThatRuns<State>({ mustChange }: CompiledStep<State>): StepPart {
  return mustChange === true ? 'when' : 'then';
}

/**
 * Does what {@link takePlainly} does, with a draft of ours.
 *
 * @returns Undefined if it cannot be sure of the outcome: then only {@link takePlainly} knows it.
 */
export function takeQuickly<State>(
  step: CompiledStep<State>,
  action: Action,
  slots: Slots,
  before: Before<State>,
  onCopies?: OnCopies,
): Taken | undefined {
  try {
    if (step.when !== undefined) {
      const { state } = before;
      const choice = handed(action, state, plainly);
      const code: Code = { of: action, part: 'when' };
      const allows: unknown = isolatedCall(code, before, step.when, state, choice);
      if (allows === false) return disabled;
      if (allows !== true) return undefined;
    }
    if (step.then === undefined) {
      const next = step.run(before.state, action);
      return taken(step, before, vectorAfter(slots, action, before, next));
    }
    const known = onCopies && runOnCopy(step.then, action, slots, before, onCopies);
    if (known !== undefined) return known === 'waits' ? disabled : taken(step, before, known);
    return takeOnDraft(step, step.then, action, before, draftRun(slots, before.vector));
  } catch {
    return undefined;
  }
}

/** Runs a recipe on a draft of ours. May throw anything. Returns undefined if only immer is sure of the outcome. */
function takeOnDraft<State>(
  step: CompiledStep<State>,
  then: NonNullable<CompiledStep<State>['then']>,
  action: Action,
  before: Before<State>,
  run: Run,
): Taken | undefined {
  try {
    const vector = runRecipe(then, action, before, run);
    return run.isUnsure || vector === undefined ? undefined : taken(step, before, vector);
  } catch (thrown) {
    return isWaiting(thrown) && !run.isUnsure ? disabled : undefined;
  }
}

/** A run whose reads and writes were noted. */
export interface Watched<Outcome> {
  readonly recorder: Recorder;
  /** Undefined if the run could not be watched. */
  readonly outcome: Outcome | undefined;
  /** False if a run that is not watched must have the same outcome before this one counts. */
  readonly isSure: boolean;
  /** True if the notes are right, and only a run that is not watched knows the outcome. */
  readonly isOpen?: boolean;
}

/** Does what {@link takePlainly} does, and notes what the step reads and writes. */
export function takeWatched<State>(
  step: CompiledStep<State>,
  action: Action,
  slots: Slots,
  before: Before<State>,
): Watched<Taken> {
  const recorder = recorderFor(slots, before.vector);
  const run =
    step.then === undefined ? sightOf(recorder) : draftRun(slots, before.vector, recorder);
  const outcome = tryToWatch(recorder, () => {
    const allows = watchGuard(step, action, before, recorder);
    if (allows !== true) return allows === false ? disabled : allows;
    return watchRun(step, action, before, run);
  });
  const isOpen = outcome === 'open';
  return {
    recorder,
    outcome: isOpen ? undefined : outcome,
    isSure: !run.isUnsure && outcome !== undefined && !isOpen && outcome.kind !== 'threw',
    isOpen,
  };
}

/** Runs the recipe or the reducer of a step. Returns `open` if what it left is no simple data. */
function watchRun<State>(
  step: CompiledStep<State>,
  action: Action,
  before: Before<State>,
  run: Run,
): Taken | 'open' {
  let vector: Vector | undefined;
  try {
    vector =
      step.then === undefined
        ? runReducer(step, action, before, run)
        : runRecipe(step.then, action, before, run);
  } catch (thrown) {
    if (isWaiting(thrown)) return disabled;
    return { kind: 'threw', part: partThatRuns(step), says: describeThrown(finding(step, thrown)) };
  }
  if (vector === undefined) return 'open';
  const { recorder } = run;
  if (step.mustChange === true && recorder !== undefined) {
    // Whether the step changes anything depends on the old values of all that it writes.
    for (const slot of recorder.writes) noteAll(recorder, slot, 'before');
    for (const slot of recorder.lengths) noteAll(recorder, slot, 'before');
  }
  return taken(step, before, vector);
}

/** Asks the guard of a step behind a view. Returns its answer, or that it threw. */
function watchGuard<State>(
  step: CompiledStep<State>,
  action: Action,
  before: Before<State>,
  recorder: Recorder,
): boolean | Taken | undefined {
  if (step.when === undefined) return true;
  const run = sightOf(recorder);
  run.source = before;
  let answer: unknown;
  try {
    const view = showRoot(run) as State;
    const code: Code = { of: action, part: 'when' };
    answer = isolatedCall(code, before, step.when, view, handedIn(run, action));
  } catch (thrown) {
    if (recorder.wrote) throw wroteTo(`${formatAction(action)}: when`);
    return { kind: 'threw', part: 'when', says: describeThrown(finding(step, thrown)) };
  }
  if (recorder.wrote) throw wroteTo(`${formatAction(action)}: when`);
  return typeof answer === 'boolean' ? answer : undefined;
}

function runReducer<State>(
  step: CompiledStep<State>,
  action: Action,
  before: Before<State>,
  run: Run,
): Vector | undefined {
  run.source = before;
  const next: unknown = step.run(before.state, action, lookThrough(run));
  if (nodeBehind(next)?.slot === run.slots.root) return before.vector;
  return typeof next === 'object' && next !== null ? finish(run, next) : undefined;
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
