/** Exchanges names in a state. */
import { absent, numberOf, type Vector } from '../store/slots.js';
import type { Exchange, Leaf, Occurrences } from './occurrences.js';

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
  for (const leaf of leaves) {
    const { slot, isMoved } = leaf;
    if (!isMoved) continue;
    if (leaf.absent < 0) leaf.absent = numberOf(slots, slot, absent);
    state[slot.id] = leaf.absent;
  }
  for (const leaf of leaves) {
    const { slot, number } = occurrences.placeOf(leaf, exchange);
    while (state.length <= slot.id) state.push(0);
    state[slot.id] = number;
  }
  return state;
}
