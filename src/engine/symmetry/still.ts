/** Finds out what an exchange of names cannot change, whichever names change places. */
import { absent } from '../store/slots.js';
import type { Leaf, Occurrences } from './occurrences.js';

/** Whether each slot that the first state fills is moved to a slot that the first state fills, by every exchange of names. */
export function isClosed(occurrences: Occurrences): boolean {
  const { slots, neighbours } = occurrences;
  const isFilled = ({ values }: { readonly values: readonly unknown[] }) => values[0] !== absent;
  return slots.all
    .filter((slot) => isFilled(slot) && occurrences.isNamed(slot))
    .every((slot) => neighbours.every((swap) => isFilled(occurrences.slotUnder(slot, swap))));
}

/**
 * Finds the leaves that every exchange of names only turns into each other. So no exchange changes them as a whole.
 *
 * @param leaves - Leaves that all states have.
 */
export function stillLeaves(occurrences: Occurrences, leaves: readonly Leaf[]): ReadonlySet<Leaf> {
  const still = new Set(leaves);
  const staysIn = (leaf: Leaf) =>
    occurrences.neighbours.every((swap) => {
      const { slot, number } = occurrences.placeOf(leaf, swap);
      const other = occurrences.leafOf(slot.id, number);
      return other !== null && still.has(other);
    });
  for (let before = -1; before !== still.size;) {
    before = still.size;
    for (const leaf of still) if (!staysIn(leaf)) still.delete(leaf);
  }
  return still;
}
