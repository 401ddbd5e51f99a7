/**
 * Runs recipes on copies of the state: plain data, which a recipe changes as it changes a draft.
 *
 * A copy is faster than a draft, but it is none. Code can find that out: by the functions of immer, by a draft that it
 * kept from an earlier step, by properties that no draft lets it define. So some runs of each step are compared with a
 * run on a draft of ours, which notices all this. A step that was seen to differ gets no more copies.
 */
import type { Action } from '../../model/action.js';
import { handed } from '../../model/choose.js';
import { plainly, type CompiledStep } from '../../model/compiled-step.js';
import { isolatedCall } from '../../model/isolated.js';
import { isWaiting } from '../../model/wait.js';
import { draftRun } from '../draft/look.js';
import type { Copier } from '../store/copier.js';
import { isSameVector, type Slots, type Vector } from '../store/slots.js';
import { runRecipe, type Before } from './run-recipe.js';

/** In place of a successor: the recipe found out that its step cannot be taken. */
type Waits = 'waits';

type Recipe<State> = NonNullable<CompiledStep<State>['then']>;

/** How the recipe of a step does on copies. */
export interface OnCopies {
  readonly copier: Copier;
  /** How often it was run on a copy, and how often the outcome was not known then. */
  runs: number;
  failed: number;
  /** True: it gets drafts. */
  isOver: boolean;
}

/** So many runs of each step are compared with a run on a draft; of the others, one in `sample`. */
const first = 16;
const sample = 64;

/** With more failures than so many, and than half of its runs, a step gets drafts. */
const mostFailed = 8;

/** Begins for a step. */
export function newOnCopies(copier: Copier): OnCopies {
  return { copier, runs: 0, failed: 0, isOver: false };
}

/**
 * Runs the recipe of a step on a copy of the state.
 *
 * @returns The numbers of the successor, or that the step waits; undefined if a draft must decide.
 */
export function runOnCopy<State>(
  then: Recipe<State>,
  action: Action,
  slots: Slots,
  before: Before<State>,
  own: OnCopies,
): Vector | Waits | undefined {
  if (own.isOver || !own.copier.isReady(before.vector)) return undefined;
  const known = vectorOnCopy(then, action, before, own.copier);
  const run = own.runs++;
  if (known === undefined) {
    own.isOver = ++own.failed > Math.max(mostFailed, own.runs / 2);
    return undefined;
  }
  if (run >= first && run % sample > 0) return known;
  if (isSameOnDraft(then, action, slots, before, known)) return known;
  own.isOver = true;
  return undefined;
}

function vectorOnCopy<State>(
  then: Recipe<State>,
  action: Action,
  before: Before<State>,
  copier: Copier,
): Vector | Waits | undefined {
  try {
    const copy = copier.copy(before.vector);
    const choice = handed(action, copy, plainly);
    const returned = isolatedCall({ of: action, part: 'then' }, before, then, copy, choice);
    if (returned !== undefined && returned !== copy) return undefined;
    return copier.numbers(copy, before.vector);
  } catch (thrown) {
    return isWaiting(thrown) ? 'waits' : undefined;
  }
}

/** Whether a run on a draft is sure of the same outcome. */
function isSameOnDraft<State>(
  then: Recipe<State>,
  action: Action,
  slots: Slots,
  before: Before<State>,
  known: Vector | Waits,
): boolean {
  const run = draftRun(slots, before.vector);
  try {
    const other = runRecipe(then, action, before, run);
    return other !== undefined && known !== 'waits' && isSameVector(known, other);
  } catch (thrown) {
    return known === 'waits' && isWaiting(thrown) && !run.isUnsure;
  }
}
