import type { Action } from '../model/action.js';
import { offeredIn } from '../model/choose.js';
import type { StepError } from '../model/step-error.js';
import { isOutside } from '../model/within.js';
import {
  complaintOfStart,
  complaintOfState,
  complaintOfStep,
  complaintOfStop,
  type Complaint,
} from '../property/evaluate.js';
import { propertyFor } from '../property/for-model.js';
import { isAskedFrom } from '../property/from.js';
import { refuseSeveral } from '../property/list.js';
import type { FiniteProperty, Property } from '../property/property.js';
import type { Fault } from './fault.js';
import { faultOfWhole } from './lasso.js';
import { refuseOtherTrace } from './refuse-trace.js';
import type { Trace } from './trace.js';

export type { Fault } from './fault.js';

/**
 * Finds the first place in a trace at which a property does not hold.
 *
 * One behaviour cannot refute that something is possible, so for `reachable` there is a fault only if its
 * predicate throws.
 *
 * A temporal property is about the behaviour as a whole, so there is a fault only if the behaviour goes on
 * for ever, or if a predicate throws. `until` can also fail earlier, at the step that breaks it.
 *
 * A property that `from` restricts has no fault in a behaviour that starts elsewhere.
 *
 * @param asked - The property.
 * @returns The place and what is wrong; undefined if the property holds all along.
 * @throws ModelError if the property or the trace is none, or if a predicate returns neither a boolean nor a
 *   sentence.
 * @example
 * faultOf(noLostUpdate, trace)?.at // the number of the state, or of the step, at which it breaks
 */
export function faultOf<State>(asked: Property<State>, trace: Trace<State>): Fault | undefined {
  refuseSeveral(asked, 'faultOf');
  refuseOtherTrace(trace, 'faultOf');
  const property = propertyFor(asked, trace.model);
  if (!isAskedFrom(property, trace.states[0] as State)) return undefined;
  if (property.kind === 'temporal') return faultOfWhole(property, trace);
  for (const at of trace.states.keys()) {
    const complaint = complaintAt(property, trace, at);
    if (complaint !== undefined) return { at, says: complaint.says };
  }
  return undefined;
}

/** The name under which a step that throws is reported. */
export function nameOfStepError({ action }: StepError): string {
  return nameOfStep(action);
}

/** The name under which an error of a step would be reported. */
export function nameOfStep({ actor, step }: Action): string {
  return `${actor}.${step} does not throw`;
}

/**
 * Whether a place in a trace decides a property: the property is violated there, or for `reachable` the state is one of
 * those that must be possible.
 *
 * @param at - The number of the state, or of the step to it.
 */
export function isDecidedIn<State>(
  property: FiniteProperty<State>,
  trace: Trace<State>,
  at: number,
): boolean {
  if (complaintAt(property, trace, at) !== undefined) return true;
  return (
    property.kind === 'reachable' &&
    complaintOfState(property, trace.states[at] as State) === undefined
  );
}

function complaintAt<State>(
  property: FiniteProperty<State>,
  trace: Trace<State>,
  at: number,
): Complaint | undefined {
  const state = trace.states[at] as State;
  switch (property.kind) {
    case 'invariant':
      return complaintOfState(property, state);
    case 'reachable': {
      const complaint = complaintOfState(property, state);
      return complaint?.threw === true ? complaint : undefined;
    }
    case 'transition': {
      const action = trace.actions[at - 1];
      if (action === undefined) return at === 0 ? complaintOfStart(property, state) : undefined;
      const before = trace.states[at - 1] as State;
      const taken = offeredIn(trace.model, before, action);
      return complaintOfStep(property, before, taken, state);
    }
    case 'deadlock': {
      if (at < trace.actions.length) return undefined;
      const { actions, errors } = trace.model.enabled(state);
      if (actions.length + errors.length > 0 || isOutside(trace.model, state)) return undefined;
      return complaintOfStop(property, state);
    }
  }
}
