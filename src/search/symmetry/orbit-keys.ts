/** Keys that tell orbits apart, by the representatives of the engine. */
import { flatten, slotsFor } from '../../engine/store/flatten.js';
import { keyOfVector } from '../../engine/store/slots.js';
import { Occurrences } from '../../engine/symmetry/occurrences.js';
import type { Groups } from '../../engine/symmetry/renaming.js';
import { representativeOf } from '../../engine/symmetry/representative.js';

/**
 * A function that gives the key of the orbit of a state. Two states have the same key if they differ only in an exchange
 * of names. It is faster than `Symmetry.orbitOf`, which tries every exchange, and its keys are other ones.
 *
 * @returns A function that throws TooManySlots if the states have more slots than are worth their memory.
 */
export function orbitKeys(groups: Groups): (state: unknown) => string {
  let occurrences: Occurrences | undefined;
  return (state) => {
    occurrences ??= new Occurrences(slotsFor(state), groups);
    return keyOfVector(representativeOf(occurrences, flatten(occurrences.slots, state)));
  };
}
