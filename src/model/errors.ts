import type { Action } from './action.js';

/**
 * The model, a property or a recording is not what allways can work with: a mistake in how it was
 * written down, not a finding about the system. The message says what, where and what to do.
 */
export class ModelError extends Error {
  override readonly name = 'ModelError';
}

/** Which part of a step threw. */
export type StepPart = 'when' | 'choose' | 'then';

/**
 * A guard, choice or recipe threw. That is a finding about the system, so a search turns it into a
 * counterexample that leads to the state where it happens.
 */
export class StepError extends Error {
  override readonly name = 'StepError';

  /**
   * @param action - The step, with its choice where one was made before it threw.
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

/** What was thrown, in one line: `TypeError: x is not a function`, or the value where it is no error. */
export function describeThrown(thrown: unknown): string {
  // Anything can be thrown, even what throws again when it is asked for its name.
  try {
    const text = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
    const telling = text === '[object Object]' ? JSON.stringify(thrown) : text;
    return telling.trim().replace(/\s*\n\s*/g, ' ');
  } catch {
    return 'something that cannot be shown';
  }
}
