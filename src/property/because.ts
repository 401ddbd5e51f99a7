import { ModelError } from '../model/errors.js';
import { describeGiven } from '../model/refuse.js';

/**
 * Refuses what is no reason.
 *
 * @param property - The property, as the start of a sentence.
 * @param because - What was given for it; undefined if nothing was.
 * @throws ModelError that says what it is instead.
 */
export function refuseBecause(property: string, because: unknown): void {
  if (because === undefined || typeof because === 'string') return;
  throw new ModelError(`${property}: because is ${describeGiven(because)}; give a sentence.`);
}
