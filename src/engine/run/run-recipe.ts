/** Runs recipes on drafts of ours. */
import type { Action } from '../../model/action.js';
import { handed } from '../../model/choose.js';
import type { CompiledStep } from '../../model/compiled-step.js';
import { isolatedCall } from '../../model/isolated.js';
import { finish } from '../draft/finish.js';
import { lookThrough, showRoot } from '../draft/look.js';
import { nodeBehind, type Run } from '../draft/run.js';
import type { Vector } from '../store/slots.js';

/** A state, with its numbers. It may be built only when it is asked for. */
export interface Before<State> {
  readonly state: State;
  readonly vector: Vector;
}

/**
 * Runs the recipe of a step on a draft of ours.
 *
 * @returns The numbers of the successor; undefined if immer must decide. Throws what the recipe throws.
 */
export function runRecipe<State>(
  then: NonNullable<CompiledStep<State>['then']>,
  action: Action,
  before: Before<State>,
  run: Run,
): Vector | undefined {
  try {
    const draft = showRoot(run);
    // Only an object has a draft.
    if (nodeBehind(draft) === undefined) return undefined;
    const returned = isolatedCall(
      { of: action, part: 'then' },
      before,
      then,
      draft,
      handedIn(run, action),
    );
    if (run.isUnsure && run.recorder === undefined) return undefined;
    if (returned === undefined || returned === draft) return finish(run);
    const isState = typeof returned === 'object' && returned !== null;
    if (!isState || run.isChanged || nodeBehind(returned) !== undefined) return undefined;
    return finish(run, returned);
  } finally {
    run.isOver = true;
  }
}

/** The choice of an action as a run shows it. */
export function handedIn(run: Run, action: Action): unknown {
  // Only an object can be a part of the state.
  if (typeof action.choice !== 'object') return action.choice;
  return handed(action, undefined, lookThrough(run));
}
