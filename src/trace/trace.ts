import type { Action } from '../model/action.js';
import type { FairnessAssumption } from '../model/fairness.js';
import type { Model } from '../model/model.js';
import type { StepError } from '../model/step-error.js';

/**
 * One behaviour: an initial state, and the actions taken from there with the state after each.
 * `states` has one entry more than `actions`; all states are frozen and canonical.
 */
export interface Trace<State> {
  /** The model whose behaviour it is. */
  readonly model: Model<State>;
  readonly states: readonly State[];
  readonly actions: readonly Action[];
  /** The guard, choice or recipe that threw in the last state, if one did. */
  readonly failed?: StepError;
  /** Where it goes on for ever: how. */
  readonly lasso?: Lasso;
}

/** How a behaviour goes on for ever. */
export interface Lasso {
  /**
   * The number of the state, from 0, that the last one is the same as: what lies between is done
   * again and again. Where it is the last one itself, the system stops there.
   */
  readonly from: number;
  /** What was assumed of fairness; the behaviour keeps to it. */
  readonly fairness: readonly FairnessAssumption[];
}

/**
 * The last state of a trace.
 *
 * @throws RangeError if it has none.
 * @example
 * lastState(trace).balance // 950
 */
export function lastState<State>(trace: Trace<State>): State {
  const last = trace.states.at(-1);
  if (last === undefined) throw new RangeError('A trace has at least one state.');
  return last;
}

/**
 * How long a trace is, in steps; a step that threw counts.
 *
 * @example
 * stepsOf(trace) // 4
 */
export function stepsOf<State>(trace: Trace<State>): number {
  return trace.actions.length + (trace.failed === undefined ? 0 : 1);
}

/** The first steps of a trace; a step that threw is left out. */
export function cut<State>({ model, states, actions }: Trace<State>, steps: number): Trace<State> {
  return { model, states: states.slice(0, steps + 1), actions: actions.slice(0, steps) };
}
