/** Keys that tell orbits apart, by the representatives of the engine. */
import { flatten, slotsFor } from '../../engine/store/flatten.js';
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
    const vector = representativeOf(occurrences, flatten(occurrences.slots, state));
    // Slots that appear later hold nothing in this state, and their number is then 0.
    let end = vector.length;
    while (end > 0 && (vector[end - 1] ?? 0) === 0) end--;
    return vector.slice(0, end).join();
  };
}
