import { ModelError } from '../model/errors.js';
import { refuseUnknown } from '../model/refuse.js';
import { isProperty } from './list.js';

/**
 * Refuses options that are misspelled, misplaced or none at all: what asks for properties and takes
 * options after them is easily given a second property in their place.
 *
 * @param who - The function that was given them, as the start of a sentence: `check`.
 * @param options - What was given.
 * @param known - The names of the options there are.
 * @throws ModelError that says what is wrong.
 */
export function refuseOtherOptions(who: string, options: unknown, known: readonly string[]): void {
  const several: readonly unknown[] = Array.isArray(options) ? options : [options];
  if (several.some(isProperty)) {
    throw new ModelError(
      `${who} was given another property in place of its options; give several properties as a list: [one, other].`,
    );
  }
  refuseUnknown(who, 'option', options, known);
}
