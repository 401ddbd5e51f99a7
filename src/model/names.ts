import { ModelError } from '../validation/errors.js';

/** The name of one step of one actor. */
export interface StepName {
  readonly actor: string;
  readonly step: string;
}

/**
 * Refuses a thing without a name, because reports and recordings could not name it, or with one that no line could hold.
 *
 * @param name - What the user gave for the name.
 * @param what - The thing, as the start of a sentence: `A model`.
 * @param how - What to write instead.
 * @throws ModelError if it is not a name.
 */
export function refuseNameless(name: unknown, what: string, how: string): void {
  if (typeof name !== 'string' || name.trim() === '') {
    throw new ModelError(`${what} has no name; give it one: ${how}.`);
  }
  if (name.length <= longestName) return;
  throw new ModelError(
    `${what} has a name of ${name.length} characters; give it one of ${longestName} at most.`,
  );
}

/** The most characters of a name: it stands in a line of a report. */
const longestName = 1000;

/** A string that is equal for two actions exactly if they have the same step, whatever it chose. */
export function stepKey({ actor, step }: StepName): string {
  return JSON.stringify([actor, step]);
}
