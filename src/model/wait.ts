/** A recipe that finds out while it runs that its step cannot be taken in this state. */
import type { Action } from './action.js';
import type { CompiledStep } from './compiled-step.js';
import { shared } from '../validation/copies.js';

/**
 * Marks a step whose recipe may say so, or an actor that makes the recipes of all steps of its model say so; one
 * symbol for all copies of the package.
 */
export const mayWait: unique symbol = Symbol.for('allways: may wait');

/** What such a recipe throws. A caller that catches it drops all that the recipe wrote. */
const waiting = shared('waiting', () => new Error('The step cannot be taken in this state.'));

/** Ends a recipe: its step is not enabled in this state. */
export function waitHere(): never {
  throw waiting;
}

/** True for what {@link waitHere} throws. */
export const isWaiting = (thrown: unknown): boolean => thrown === waiting;

/** Whether a recipe says that its step cannot be taken. Any other error is one of the recipe, for later. */
export function waits<State>(
  step: Pick<CompiledStep<State>, 'run'>,
  action: Action,
  state: State,
): boolean {
  try {
    step.run(state, action);
    return false;
  } catch (thrown) {
    return isWaiting(thrown);
  }
}
