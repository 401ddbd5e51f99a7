/** A step in the form in which a model, a search and the engine run it. */
import type { Action } from './action.js';
import { partIn, type Place } from './origin.js';

/** Marks a step that is enabled only if it changes the state; one symbol for all copies of the package. */
export const mustChange: unique symbol = Symbol.for('allways: must change');

/** How a step is shown the state that it runs in: as it is, or through a view that notes reads. */
export interface Look {
  /** Shows a state or a draft of one. */
  readonly root: <T>(source: T) => T;
  /** Shows what stands in a place of the state or draft. */
  readonly part: (source: unknown, place: Place) => unknown;
  /** What is behind something that was shown. */
  readonly behind: (shown: unknown) => unknown;
}

/** Shows everything as it is. */
export const plainly: Look = {
  root: (source) => source,
  part: partIn,
  behind: (shown) => shown,
};

/** A step as a model runs it: its name is known, its choice type forgotten. */
export interface CompiledStep<State> {
  /** The values to choose from; absent if the step does not choose. */
  readonly choose?: (state: State) => Iterable<unknown>;
  readonly when?: (state: State, choice: unknown) => boolean;
  /** True: the step is enabled only if it changes the state. */
  readonly mustChange?: boolean;
  /**
   * The successor of a state, or what the recipe returned in its stead; may throw anything.
   *
   * @param action - The action, with a choice that was made in this state.
   * @param look - How the recipe is shown its draft; as it is if absent.
   */
  readonly run: (state: State, action: Action, look?: Look) => State;
  /** True if `run` gives a recipe a draft; false if it is a reducer that is given the state. */
  readonly drafts: boolean;
  /**
   * What was left out of the model on purpose, in words: `the guard of worker.run`. If it is given, a value
   * that the step must not answer or write is a finding, as if the step had thrown it.
   */
  readonly lacks?: string;
  readonly says?: string | ((state: State, choice: unknown) => string);
  /** The action that this step is with a choice. */
  readonly action: (choice: unknown) => Action;
}
