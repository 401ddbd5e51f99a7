/**
 * Asks one property about a state, a step or a stop, for the searches that run the model plainly.
 *
 * Each function returns a complaint if the property is violated, `reached` if it is a `reachable` property and
 * the state meets it, and undefined if it stays open.
 */
import type { Action } from '../../model/action.js';
import {
  complaintOfStart,
  complaintOfState,
  complaintOfStep,
  complaintOfStop,
  type Complaint,
} from '../../property/evaluate.js';
import type { FiniteProperty } from '../../property/property.js';
import { neverSame } from './expansion.js';

/** How a property is decided: by what is wrong, or by a state that must be reachable. */
export type Answered = Complaint | 'reached';

/** Asks a property about a state. */
export function askState<State>(
  property: FiniteProperty<State>,
  state: State,
): Answered | undefined {
  switch (property.kind) {
    case 'invariant':
      return complaintOfState(property, state);
    case 'reachable': {
      const complaint = complaintOfState(property, state);
      if (complaint === undefined) return 'reached';
      return complaint.threw ? complaint : undefined;
    }
    default:
      return undefined;
  }
}

/** Asks a property of steps about an initial state, if it is a refinement. Other properties have no answer. */
export function askStart<State>(
  property: FiniteProperty<State>,
  state: State,
): Answered | undefined {
  return property.kind === 'transition' ? complaintOfStart(property, state) : undefined;
}

/** Asks a property about a step. */
export function askStep<State>(
  property: FiniteProperty<State>,
  before: State,
  action: Action,
  after: State,
): Answered | undefined {
  if (property.kind !== 'transition') return undefined;
  return complaintOfStep(property, before, action, neverSame(before, after));
}

/** Asks a property about a state in which no step is enabled. */
export function askStop<State>(
  property: FiniteProperty<State>,
  state: State,
): Answered | undefined {
  return property.kind === 'deadlock' ? complaintOfStop(property, state) : undefined;
}
