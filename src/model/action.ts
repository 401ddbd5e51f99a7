import { canonicalKey } from './canonical.js';
import { ModelError } from '../validation/errors.js';
import { describeGiven } from '../validation/refuse.js';
import { visible } from '../validation/visible.js';

/**
 * One thing that can happen: a step of an actor, with a choice if the step chooses.
 * Two actions are the same if their actor, step, choice and `nth` are the same data.
 */
export interface Action {
  /** Name of the actor that takes the step. */
  readonly actor: string;
  /** Name of the step. */
  readonly step: string;
  /** What the step chose: plain data. Absent if the step does not choose. */
  readonly choice?: unknown;
  /**
   * Which of several equal choices this is. `choose` can return equal data from several places of the
   * state: in its order, the second has the number 2, the third 3. Absent for the first and for an only one.
   */
  readonly nth?: number;
}

/**
 * A string that is equal for two actions exactly when they are the same action.
 *
 * @throws ModelError if it is not an action.
 * @example
 * actionKey({ actor: 'planner', step: 'generate' }) // '"planner"."generate"'
 */
export function actionKey(action: Action): string {
  refuseOtherAction(action, 'actionKey');
  const name = `${JSON.stringify(action.actor)}.${JSON.stringify(action.step)}`;
  return action.choice === undefined ? name : `${name}(${formatChoice(action)})`;
}

/**
 * An action as a text for people, in one line: characters of its names that a terminal obeys are escapes.
 *
 * @throws ModelError if it is not an action.
 * @example
 * formatAction({ actor: 'enactor 1', step: 'pickUp', choice: 2 }) // 'enactor 1.pickUp(2)'
 */
export function formatAction(action: Action): string {
  refuseOtherAction(action, 'formatAction');
  const choice = action.choice === undefined ? '' : `(${formatChoice(action)})`;
  return visible(`${action.actor}.${action.step}`) + choice;
}

/** The choice of an action, with its number if it is not the first of several equal ones: `{"id":1} #2`. */
export function formatChoice({ choice, nth }: Action): string {
  const data = canonicalKey(choice, 'choice');
  return nth === undefined ? data : `${data} #${nth}`;
}

/** True for an action: for an object with the names of an actor and of a step. */
export function isAction(value: unknown): value is Action {
  try {
    const { actor, step } = Object(value) as { readonly [Name in keyof Action]: unknown };
    return typeof actor === 'string' && typeof step === 'string';
  } catch {
    // It throws when it is read, so it is no action.
    return false;
  }
}

/** Refuses a value that is not an action. Searches call it often, so it makes no closure. */
export function refuseOtherAction(received: unknown, who: string): void {
  if (isAction(received)) return;
  throw new ModelError(
    `${who} wants an action, and was given ${describeGiven(received)}; give { actor: …, step: … } with their names.`,
  );
}
