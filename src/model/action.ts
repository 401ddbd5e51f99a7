import { canonicalKey } from './canonical.js';

/**
 * One thing that can happen: a step of an actor, with its choice where the step chooses.
 * Two actions are the same when actor, step, choice and `nth` are the same data.
 */
export interface Action {
  /** Name of the actor that takes the step. */
  readonly actor: string;
  /** Name of the step. */
  readonly step: string;
  /** What the step chose: plain data. Absent where the step does not choose. */
  readonly choice?: unknown;
  /**
   * If equal data was chosen from several places of the state: which of them, from 2 in the order of
   * `choose`. Absent for the first, and if there is one only.
   */
  readonly nth?: number;
}

/**
 * A string that is equal for two actions exactly when they are the same action.
 *
 * @example
 * actionKey({ actor: 'planner', step: 'generate' }) // '"planner"."generate"'
 */
export function actionKey(action: Action): string {
  const name = `${JSON.stringify(action.actor)}.${JSON.stringify(action.step)}`;
  return action.choice === undefined ? name : `${name}(${formatChoice(action)})`;
}

/**
 * An action for people.
 *
 * @example
 * formatAction({ actor: 'enactor 1', step: 'pickUp', choice: 2 }) // 'enactor 1.pickUp(2)'
 */
export function formatAction(action: Action): string {
  const choice = action.choice === undefined ? '' : `(${formatChoice(action)})`;
  return `${action.actor}.${action.step}${choice}`;
}

/** The choice of an action, and which one it is of several that are equal: `{"id":1} #2`. */
export function formatChoice({ choice, nth }: Action): string {
  const data = canonicalKey(choice, 'choice');
  return nth === undefined ? data : `${data} #${nth}`;
}
