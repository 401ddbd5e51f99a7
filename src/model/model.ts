import type { Action } from './action.js';
import type { DeclaredFairness } from './fairness.js';
import type { StepError } from './step-error.js';

/** The value of a parameter: what a recording can keep and a person can read. */
export type Parameter = number | boolean | string;

/** What can happen in a state. */
export interface Enabled {
  /** The actions that can be taken, in the order of actors, steps and choices. */
  readonly actions: readonly Action[];
  /** Steps whose guard or choice threw here: whether they are enabled is unknown. */
  readonly errors: readonly StepError[];
}

/** The name of one step of one actor. */
export interface StepName {
  readonly actor: string;
  readonly step: string;
}

/**
 * A system of actors as one pure reducer: initial states, the actions of a state, and what an
 * action makes of it. Made by `defineModel` or `fromReducer`. All states that it gives out are
 * deeply frozen and in canonical order; it takes states in any order.
 *
 * @typeParam State - The state: plain data.
 */
export interface Model<State> {
  /** Its name, as it stands in recordings. */
  readonly name: string;
  /** The safeguards that are on. */
  readonly safeguards: readonly string[];
  /** The parameters it was built with. */
  readonly parameters: Readonly<Record<string, Parameter>>;
  /** The distinct states it can start in; at least one. */
  readonly initial: readonly State[];
  /** Every step it declares, in order. Empty for a reducer, whose actions cannot be listed. */
  readonly steps: readonly StepName[];
  /** What it says of the fairness of its actors and steps; absent: nothing. */
  readonly fairness?: readonly DeclaredFairness[];

  /**
   * The actions that can be taken in a state, each once.
   *
   * @throws StepError if a guard or choice throws.
   * @throws ModelError if a guard does not answer with a boolean, or a choice with a list.
   */
  actions(state: State): readonly Action[];

  /** Like `actions`, but with what was thrown beside what can be taken. Throws ModelError only. */
  enabled(state: State): Enabled;

  /**
   * The state after an action.
   *
   * @throws StepError if the recipe throws.
   * @throws ModelError if the action is not possible in the state, or its outcome is no state.
   */
  reduce(state: State, action: Action): State;

  /**
   * Like `reduce` for an action that is known to be possible: it looks at no guard, and the
   * successor is neither checked nor canonical nor frozen. For searches, which do that once for
   * each distinct state.
   */
  successor(state: State, action: Action): State;

  /** The action in plain English, seen from the state before it. Never throws. */
  says(state: State, action: Action): string;
}
