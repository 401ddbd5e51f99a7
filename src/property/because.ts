import { ModelError } from '../validation/errors.js';
import { describeGiven } from '../validation/refuse.js';

/**
 * Refuses a `because` that is not a string.
 *
 * @param property - The property, as the start of a sentence.
 * @param because - What the user gave; undefined if nothing.
 * @throws ModelError that says what it is instead.
 */
export function refuseBecause(property: string, because: unknown): void {
  if (because === undefined || typeof because === 'string') return;
  throw new ModelError(`${property}: because is ${describeGiven(because)}; give a sentence.`);
}
