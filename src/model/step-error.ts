import type { Action } from './action.js';
import { recognizeCopies } from '../validation/copies.js';
import { describeThrown } from '../validation/errors.js';

/** Which part of a step threw. */
export type StepPart = 'when' | 'choose' | 'then';

/**
 * A guard, choice or recipe threw. This is a finding about the system, so a search reports it with a
 * counterexample that leads to the state in which it happens.
 */
export class StepError extends Error {
  override readonly name = 'StepError';

  /**
   * @param action - The step, with its choice if it was made before the step threw.
   * @param part - The part that threw.
   * @param cause - What it threw.
   */
  constructor(
    readonly action: Action,
    readonly part: StepPart,
    cause: unknown,
  ) {
    super(`${action.actor}.${action.step}: ${part} threw ${describeThrown(cause)}`, { cause });
  }
}
recognizeCopies(StepError, 'StepError');
