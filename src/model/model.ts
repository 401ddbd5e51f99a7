import type { Action } from './action.js';
import type { TakesActions } from './actor.js';
import type { DeclaredFairness } from './fairness.js';
import type { StepName } from './names.js';
import type { StepError } from './step-error.js';

export type { StepName } from './names.js';

/** The value of a parameter: a type that a recording can store and a person can read. */
export type Parameter = number | boolean | string;

/** What can happen in a state. */
export interface Enabled {
  /** The enabled actions, in the order of actors, steps and choices. */
  readonly actions: readonly Action[];
  /** The errors of guards and choices that threw. It is unknown whether their steps are enabled. */
  readonly errors: readonly StepError[];
}

/**
 * A system of actors as one pure reducer: its initial states, the actions of each state, and the state
 * after each action. `defineModel` and `fromReducer` make models. A model returns states that are deeply
 * frozen and in canonical order, except from `successor`. It accepts states in any order.
 *
 * @typeParam State - The state: plain data.
 * @typeParam Does - Its actions, for transition properties that read what a step chose.
 */
export interface Model<State, Does extends Action = Action> extends TakesActions<Does> {
  /** The name of the model. A recording stores it. */
  readonly name: string;
  /** The safeguards that are on. */
  readonly safeguards: readonly string[];
  /** The parameters that the model was built with. */
  readonly parameters: Readonly<Record<string, Parameter>>;
  /** The distinct initial states; at least one. */
  readonly initial: readonly State[];
  /** All steps that the model declares, in order. Empty for a reducer, whose steps cannot be listed. */
  readonly steps: readonly StepName[];
  /** The fairness that actors and steps declare. Absent: none. */
  readonly fairness?: readonly DeclaredFairness[];
  /**
   * The state constraint: false for a state that is not expanded. No action is enabled in such a state. Absent: there is
   * none.
   *
   * @throws ModelError if what the user gave throws, or answers neither true nor false.
   */
  within?(this: void, state: State): boolean;

  /**
   * The actions that are enabled in a state, each once.
   *
   * @throws StepError if a guard or `choose` throws.
   * @throws ModelError if a guard does not return a boolean, or `choose` does not return a list.
   */
  actions(state: State): readonly Action[];

  /**
   * Whether an actor can take a step in a state, with any choice. It is `ENABLED` of TLA+. A property may ask it too.
   *
   * @param step - A step as `actor.step`, or an actor: then any of its steps. A reducer has no list of steps, so a
   *   misspelled name is the name of no action.
   * @returns In a state outside the state constraint, too, whether guards and choices allow it.
   * @throws StepError if a guard or `choose` of these steps throws, and none of them can be taken otherwise.
   * @throws ModelError if the model has no such actor or step, also if a predicate asks.
   * @example
   * model.canTake(state, 'worker.take')
   */
  canTake(state: State, step: string): boolean;

  /**
   * Like `actions`, but returns the errors of guards and choices beside the enabled actions. Throws only
   * ModelError.
   */
  enabled(state: State): Enabled;

  /**
   * The state after an action.
   *
   * @throws StepError if the recipe throws.
   * @throws ModelError if the action is not enabled in the state, or its outcome is not a valid state.
   */
  reduce(state: State, action: Action): State;

  /**
   * Like `reduce`, for an action that is known to be enabled. It does not evaluate the guard, and it
   * does not check, sort or freeze the successor. Searches use it, and do these things once for each
   * distinct state.
   */
  successor(state: State, action: Action): State;

  /**
   * Describes the action in plain English, from the state before it.
   *
   * @throws ModelError if it is not an action.
   */
  says(state: State, action: Action): string;
}
