/** A step in the form in which a model, a search and the engine run it. */
import type { Action } from './action.js';
import { partIn, type Place } from './origin.js';

/** Marks a step that is enabled only if it changes the state; one symbol for all copies of the package. */
export const mustChange: unique symbol = Symbol.for('allways: must change');

/** Marks a step whose guard is part of what the step is, so that no analysis may leave it out. */
export const fixedGuard: unique symbol = Symbol.for('allways: fixed guard');

/** How a step sees the state that it runs in: directly, or through a view that notes reads. */
export interface Look {
  /** Shows a state or a draft of one. */
  readonly root: <T>(source: T) => T;
  /** Shows the part of the state or draft at a place. */
  readonly part: (source: unknown, place: Place) => unknown;
  /** The value behind something that was shown. */
  readonly behind: (shown: unknown) => unknown;
}

/** The symbol under which a view of a state gives that state, and how code sees it; one for all copies of the package. */
export const shownName: unique symbol = Symbol.for('allways: shown');

/** A state that code sees through a view. */
export interface Shown {
  readonly state: unknown;
  readonly look: Look;
}

/** Shows everything as it is. */
export const plainly: Look = {
  root: (source) => source,
  part: partIn,
  behind: (shown) => shown,
};

/** A step as a model runs it. It knows its name; the type of its choice is `unknown`. */
export interface CompiledStep<State> {
  /** The values to choose from; absent if the step does not choose. */
  readonly choose?: (state: State) => Iterable<unknown>;
  readonly when?: (state: State, choice: unknown) => boolean;
  /** True: the step is enabled only if it changes the state. */
  readonly mustChange?: boolean;
  /** True: the recipe may find out that the step cannot be taken: see `wait.ts`. */
  readonly mayWait?: boolean;
  /** True: the guard is part of what the step is, such as the label of a process. */
  readonly hasFixedGuard?: boolean;
  /**
   * The successor of a state. May throw anything.
   *
   * @param action - The action, with a choice that was made in this state.
   * @param look - How the recipe sees its draft. Absent: directly.
   */
  readonly run: (state: State, action: Action, look?: Look) => State;
  /** The recipe, which gets a draft; absent for a reducer, which gets the state itself. */
  readonly then?: (draft: unknown, choice: unknown) => unknown;
  /**
   * What was left out of the model on purpose, in words: `the guard of worker.run`. If present, a wrong
   * value that the step returns or writes is a finding, as if the step had thrown.
   */
  readonly lacks?: string;
  readonly says?: string | ((state: State, choice: unknown) => string);
  /** The action of this step with a choice. */
  readonly action: (choice: unknown) => Action;
}
