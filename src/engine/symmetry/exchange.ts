/** Exchanges names in a state. */
import { absent, numberOf, type Vector } from '../store/slots.js';
import type { Exchange, Leaf, Occurrences } from './occurrences.js';

/** Stands in a slot from which a leaf has moved, as long as no other leaf has moved there. */
const vacated = -1;

/**
 * A state in which the names have changed places.
 *
 * @param leaves - The leaves of the state in which names occur.
 */
export function exchanged(
  occurrences: Occurrences,
  vector: Vector,
  leaves: readonly Leaf[],
  exchange: Exchange,
): Vector {
  const { slots } = occurrences;
  const state = vector.slice();
  for (const { slot, isMoved } of leaves) if (isMoved) state[slot.id] = vacated;
  for (const leaf of leaves) {
    const { slot, number } = occurrences.placeOf(leaf, exchange);
    while (state.length <= slot.id) state.push(0);
    state[slot.id] = number;
  }
  for (const { slot } of leaves) {
    if (state[slot.id] === vacated) state[slot.id] = numberOf(slots, slot, absent);
  }
  return state;
}
