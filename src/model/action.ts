import { canonicalKey } from './canonical.js';

/**
 * One thing that can happen: a step of an actor, with its choice where the step chooses.
 * Two actions are the same when actor, step and choice are the same data.
 */
export interface Action {
  /** Name of the actor that takes the step. */
  readonly actor: string;
  /** Name of the step. */
  readonly step: string;
  /** What the step chose: plain data. Absent where the step does not choose. */
  readonly choice?: unknown;
}

/**
 * A string that is equal for two actions exactly when they are the same action.
 *
 * @example
 * actionKey({ actor: 'planner', step: 'generate' }) // '"planner"."generate"'
 */
export function actionKey(action: Action): string {
  const name = `${JSON.stringify(action.actor)}.${JSON.stringify(action.step)}`;
  return action.choice === undefined ? name : `${name}(${canonicalKey(action.choice, 'choice')})`;
}

/**
 * An action for people.
 *
 * @example
 * formatAction({ actor: 'enactor 1', step: 'pickUp', choice: 2 }) // 'enactor 1.pickUp(2)'
 */
export function formatAction(action: Action): string {
  const choice = action.choice === undefined ? '' : `(${canonicalKey(action.choice, 'choice')})`;
  return `${action.actor}.${action.step}${choice}`;
}
