import { ModelError } from './errors.js';
import type { StepName } from './model.js';

/**
 * Refuses a thing without a name: reports and recordings could not speak of it.
 *
 * @param name - Its name, if it is one.
 * @param what - What it is and where, as the start of a sentence: `A model`.
 * @param how - What to write instead.
 * @throws ModelError that says so.
 */
export function refuseNameless(name: unknown, what: string, how: string): void {
  if (typeof name === 'string' && name.trim() !== '') return;
  throw new ModelError(`${what} has no name; give it one: ${how}.`);
}

/** A string that is equal for two actions exactly when they are the same step, whatever it chose. */
export function stepKey({ actor, step }: StepName): string {
  return JSON.stringify([actor, step]);
}
