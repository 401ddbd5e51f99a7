/** The part of a property that says of which spec a model is a refinement. `refines` makes it. */
import type { Action } from '../model/action.js';
import type { Answer } from './answer.js';

/** How a property looks at the states of a spec. */
export interface Refinement<State> {
  /** The name of the spec. */
  readonly spec: string;
  /** Asked about each initial state: whether it maps to an initial state of the spec. */
  readonly initially: (state: State) => Answer;
  /** Whether a step leaves the state of the spec as it is. */
  readonly stutters: (before: State, action: Action, after: State) => Answer;
  /** A behaviour as it is in the spec. The last state may be one that the spec cannot reach. */
  readonly shown: (states: readonly State[]) => InSpec;
}

/** A behaviour of a model as it is in the spec that the model refines. */
export interface InSpec {
  /** The name of the spec. */
  readonly spec: string;
  /** The state of the spec to which the first state maps. */
  readonly start: unknown;
  /** One for each step of the behaviour. */
  readonly steps: readonly SpecStep[];
  /** What the spec could have done in place of its last step. Empty if every step is one of the spec. */
  readonly instead: readonly SpecAction[];
}

/** A step of a model, as it is in the spec. */
export interface SpecStep {
  /**
   * `step`: the spec takes a step. `stutters`: its state stays the same. `impossible`: the state changes, and no
   * action of the spec does that. `unknown`: the mapping threw.
   */
  readonly kind: 'step' | 'stutters' | 'impossible' | 'unknown';
  /** The action of the spec. If several actions do the same, the first one. */
  readonly action?: SpecAction;
  /** The state of the spec after the step. Absent if it is unknown. */
  readonly state?: unknown;
}

/** An action of a spec. */
export interface SpecAction {
  readonly action: Action;
  /** What it does, in words. */
  readonly says: string;
}
