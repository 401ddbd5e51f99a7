import type { Action } from '../model/action.js';
import type { FairnessAssumption } from '../model/fairness.js';
import type { Model } from '../model/model.js';
import type { StepError } from '../model/step-error.js';
import type { EventFootprint } from './event-footprint.js';
import { refuseOtherTrace } from './refuse-trace.js';

/**
 * One behaviour: an initial state, the actions taken from there, and the state after each action. `states`
 * has one entry more than `actions`. All states are frozen and in canonical order.
 */
export interface Trace<State> {
  /** The model of the behaviour. */
  readonly model: Model<State>;
  readonly states: readonly State[];
  readonly actions: readonly Action[];
  /** The guard, choice or recipe that threw in the last state, if one did. */
  readonly failed?: StepError;
  /** How the behaviour goes on for ever. Absent if it ends. */
  readonly lasso?: Lasso;
  /** True for a run of a program. Its steps are events, and most of them change nothing in the state. */
  readonly ofProgram?: true;
  /** What each event of a program touched in services. A page draws its arrows from this. */
  readonly footprints?: readonly EventFootprint[];
}

/** How a behaviour goes on for ever. */
export interface Lasso {
  /**
   * The number, from 0, of the state that is the same as the last state: the steps between them repeat for
   * ever. If it is the number of the last state itself, the system stops there.
   */
  readonly from: number;
  /** The assumptions of fairness under which the behaviour was found. The behaviour meets them. */
  readonly fairness: readonly FairnessAssumption[];
}

/**
 * The last state of a trace.
 *
 * @throws ModelError if it is not a trace.
 * @example
 * lastState(trace).balance // 950
 */
export function lastState<State>(trace: Trace<State>): State {
  refuseOtherTrace(trace, 'lastState');
  return trace.states.at(-1) as State;
}

/**
 * The length of a trace in steps. A step that threw counts.
 *
 * @throws ModelError if it is not a trace.
 * @example
 * stepsOf(trace) // 4
 */
export function stepsOf<State>(trace: Trace<State>): number {
  refuseOtherTrace(trace, 'stepsOf');
  return trace.actions.length + (trace.failed === undefined ? 0 : 1);
}

/** The first steps of a trace, without a step that threw and without a loop. */
export function cut<State>(trace: Trace<State>, steps: number): Trace<State> {
  const { model, states, actions, ofProgram, footprints } = trace;
  return {
    model,
    states: states.slice(0, steps + 1),
    actions: actions.slice(0, steps),
    ...(ofProgram === undefined ? {} : { ofProgram }),
    ...(footprints === undefined ? {} : { footprints: footprints.slice(0, steps) }),
  };
}
