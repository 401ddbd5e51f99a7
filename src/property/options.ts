import { ModelError } from '../validation/errors.js';
import { refuseUnknown, reading } from '../validation/refuse.js';
import { isProperty } from './list.js';

/**
 * Refuses options that are misspelled or misplaced, and values that are not options. If a function takes
 * properties and then options, a user may easily give it a second property in place of the options.
 *
 * @param who - The function that the user called, as the start of a sentence: `check`.
 * @param options - What the user gave.
 * @param known - The names of the options that the function has.
 * @throws ModelError that says what is wrong.
 */
export function refuseOtherOptions(who: string, options: unknown, known: readonly string[]): void {
  reading(who, () => {
    const several: readonly unknown[] = Array.isArray(options) ? options : [options];
    if (several.some(isProperty)) {
      throw new ModelError(
        `${who} was given another property in place of its options; give several properties as a list: [one, other].`,
      );
    }
    refuseUnknown(who, 'option', options, known);
  });
}
