import type { Action } from '../model/action.js';
import { canonicalSuccessor } from '../model/compile.js';
import { isolating } from '../model/isolated.js';
import type { Model } from '../model/model.js';
import { StepError } from '../model/step-error.js';
import type { Trace } from '../trace/trace.js';
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
  return isolating(() => walked(model, initial, schedule, maxSteps));
}

function walked<State>(
  model: Model<State>,
  initial: State,
  schedule: Schedule,
  maxSteps: number,
): Trace<State> {
  const states = [initial];
  const actions: Action[] = [];
  let state = initial;
  while (actions.length < maxSteps) {
    const enabled = model.enabled(state);
    const [failed] = enabled.errors;
    if (failed !== undefined) return { model, states, actions, failed };
    if (enabled.actions.length === 0) break;
    const action = schedule(enabled.actions);
    try {
      state = canonicalSuccessor(action, model.successor(state, action));
    } catch (thrown) {
      if (!(thrown instanceof StepError)) throw thrown;
      return { model, states, actions, failed: thrown };
    }
    states.push(state);
    actions.push(action);
  }
  return { model, states, actions };
}
