/**
 * Compares the outcome of an action with that of a run by immer.
 *
 * There are two reasons for a difference. The step is not a pure function of the state, which is an error. Or the step
 * can tell a draft of ours from one of immer: then no outcome of its drafts counts, and the search begins again with
 * immer alone.
 */
import type { Explorer } from '../explorer.js';
import { refuseOtherOutcome } from '../run/impure.js';
import { takeByImmer, takeForReal } from '../learn.js';
import { isSame, type Taken } from '../run/run-step.js';
import type { KnownAction, KnownStep } from '../memo/steps.js';

/** A step can tell which draft it has. */
export class OtherDraft extends Error {}

/**
 * Refuses an outcome that differs from that of a run by immer.
 *
 * @param found - The outcome that the search has found.
 * @param real - The outcome of a run by immer.
 * @throws OtherDraft, or a ModelError that names the action.
 */
export function refuseOther<State>(
  explorer: Explorer<State>,
  state: number,
  id: number,
  found: Taken,
  real: Taken,
): void {
  if (isSame(found, real)) return;
  const { action, step } = explorer.known.actions[id] as KnownAction;
  const { byImmer } = explorer.known.steps[step] as KnownStep<State>;
  if (!byImmer && isSteady(explorer, state, id, real)) throw new OtherDraft();
  refuseOtherOutcome(action, explorer.space.slots, found, real);
}

/** Whether a draft of ours always has one outcome, and a draft of immer always another one. */
function isSteady<State>(
  explorer: Explorer<State>,
  state: number,
  id: number,
  real: Taken,
): boolean {
  const own = takeForReal(explorer, state, id);
  if (isSame(own, real)) return false;
  return (
    isSame(own, takeForReal(explorer, state, id)) && isSame(real, takeByImmer(explorer, state, id))
  );
}
