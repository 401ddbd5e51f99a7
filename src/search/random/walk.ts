import type { Action } from '../../model/action.js';
import { enabledIn, errorOfModel } from '../../model/by-hand.js';
import { canonicalSuccessor } from '../../model/compile.js';
import { inSlices } from '../../model/supervised.js';
import type { Model } from '../../model/model.js';
import { StepError } from '../../model/step-error.js';
import type { Trace } from '../../trace/trace.js';
import type { Schedule } from './schedule.js';

/**
 * Makes one behaviour. A schedule chooses each step.
 *
 * The behaviour ends if no step is enabled, after the most steps, or if a step throws. A guard that throws
 * ends it at once, even if other steps could be taken: it is unknown what is possible in such a state, and
 * the error is a finding already.
 *
 * @param model - The model.
 * @param initial - One of its initial states.
 * @param schedule - Chooses among the actions of each state.
 * @param maxSteps - The most steps to take.
 * @throws ModelError if the model is wrong.
 */
export function walk<State>(
  model: Model<State>,
  initial: State,
  schedule: Schedule,
  maxSteps: number,
): Trace<State> {
  const states = [initial];
  const actions: Action[] = [];
  let failed: StepError | undefined;
  let state = initial;
  const takeStep = () => {
    const enabled = enabledIn(model, state);
    failed = enabled.errors[0];
    if (failed !== undefined || enabled.actions.length === 0) return false;
    const action = schedule(enabled.actions);
    try {
      state = canonicalSuccessor(action, model.successor(state, action));
    } catch (thrown) {
      if (!(thrown instanceof StepError)) throw errorOfModel(model, thrown);
      failed = thrown;
      return false;
    }
    states.push(state);
    actions.push(action);
    return actions.length < maxSteps;
  };
  while (inSlices(takeStep));
  return { model, states, actions, ...(failed === undefined ? {} : { failed }) };
}
