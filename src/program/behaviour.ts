/** One run of a program as a trace, which timelines, pages and recordings take as they take that of a model. */
import { actionKey, type Action } from '../model/action.js';
import { hasActionOf } from '../model/can-take.js';
import { ModelError } from '../validation/errors.js';
import type { Model } from '../model/model.js';
import type { EventFootprint } from '../trace/event-footprint.js';
import type { Trace } from '../trace/trace.js';

/** A quiet point of a run. */
export interface Moment<State> {
  readonly state: State;
  /** The events that could happen, as actions. */
  readonly possible: readonly Action[];
  /** The event that happened, with what it says; undefined at the end. */
  readonly taken?: { readonly action: Action; readonly says: string };
}

/**
 * The trace of a run.
 *
 * The state of a program that its properties see does not tell what can happen next. So the model of this trace
 * knows the states of this one run only, each by its identity: two quiet points may have equal states.
 *
 * @param tasks - The tasks, in the order in which they have lanes. Services come after them.
 * @param footprints - What each event touched.
 */
export function traceOf<State>(
  program: string,
  moments: readonly Moment<State>[],
  tasks: readonly string[],
  footprints: readonly EventFootprint[],
): Trace<State> {
  const states = moments.map(({ state }) => distinct(state));
  const at = new Map(states.map((state, place) => [state, moments[place]]));
  const momentOf = (state: State): Moment<State> => {
    const moment = at.get(state);
    if (moment !== undefined) return moment;
    throw new ModelError(
      `Program ${JSON.stringify(program)}: its code cannot be run from a state; give a state of this trace, or check the program.`,
    );
  };
  const refuse = (state: State): never => {
    momentOf(state);
    throw new ModelError(
      `Program ${JSON.stringify(program)}: its code cannot be run from a state; use replay, or check the program.`,
    );
  };
  const model: Model<State> = {
    name: program,
    safeguards: [],
    parameters: {},
    initial: states.slice(0, 1),
    steps: tasks.map((actor) => ({ actor, step: 'starts' })),
    actions: (state) => momentOf(state).possible,
    canTake: (state, step) => hasActionOf(momentOf(state).possible, step),
    enabled: (state) => ({ actions: momentOf(state).possible, errors: [] }),
    reduce: (state, action) => next(state, action) ?? refuse(state),
    successor: (state, action) => next(state, action) ?? refuse(state),
    says: (state, action) => {
      const { taken } = momentOf(state);
      return taken !== undefined && actionKey(taken.action) === actionKey(action)
        ? taken.says
        : action.step;
    },
  };
  const next = (state: State, action: Action): State | undefined => {
    const { taken } = momentOf(state);
    if (taken === undefined || actionKey(taken.action) !== actionKey(action)) return undefined;
    return states[states.indexOf(state) + 1];
  };
  const actions = moments.flatMap(({ taken }) => taken?.action ?? []);
  return { model, states, actions, ofProgram: true, footprints };
}

/** A copy of a state that is not the same object as any other. A value that is no object stays as it is. */
function distinct<State>(state: State): State {
  if (typeof state !== 'object' || state === null) return state;
  if (Array.isArray(state)) return Object.freeze([...(state as unknown[])]) as State;
  if (state instanceof Map || state instanceof Set) return state;
  return Object.freeze({ ...state });
}
