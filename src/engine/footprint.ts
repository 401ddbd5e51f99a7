/**
 * What steps touch, and which of them commute.
 *
 * Two steps commute in a state when neither writes what the other reads or writes: whichever is
 * taken first, the other can still be taken, does the same, and both orders come to one state. What
 * a step touches may differ from state to state. Of a step at hand its footprint there is known
 * exactly; of a step that waits, all that it was ever seen to touch is taken together.
 */
import { reads, type Read } from './memo.js';
import { subtreeOf, type Slot } from './slots.js';

/** What a step touched: `2 * slot` is the value in a slot, `2 * slot + 1` a container's shape. */
export interface Footprint {
  /** Whose footprint it is, where the step chooses: what its choice reads is read by it as well. */
  readonly step: number;
  readonly reads: Set<number>;
  readonly writes: Set<number>;
  /** Slots written with all that is in them: what appears there later is written as well. */
  readonly deep: ReadonlySet<Slot>;
  readonly kept: ReadonlySet<Slot>;
}

/** Everything that an action was seen to touch, where it could be taken. */
export interface Reach {
  readonly reads: Set<number>;
  readonly writes: Set<number>;
  /** What was read to find out whether it can be taken, also where it could not. */
  readonly asks: Set<number>;
}

/** What a read touches, of whichever state. */
export function touched({ kind, target }: Read): number {
  return kind === reads.value || kind === reads.valueAfter ? 2 * target : 2 * target + 1;
}

function isShape(place: number): boolean {
  return place % 2 === 1;
}

/** Notes that a slot is written, and with it which slots of its container hold something. */
export function addWrite(writes: Set<number>, slot: Slot): void {
  writes.add(2 * slot.id);
  if (slot.parent !== undefined && slot.kind !== 'index') writes.add(2 * slot.parent.id + 1);
}

/** A slot and all in it, without what was left as it was. */
export function* writtenIn(slot: Slot, kept: ReadonlySet<Slot>): Generator<Slot> {
  const written = { deep: new Set([slot]), kept };
  for (const inner of subtreeOf(slot)) if (isWritten(written, inner)) yield inner;
}

/** True where a slot is written by who wrote all that is in some and kept what is in others. */
export function isWritten({ deep, kept }: Pick<Footprint, 'deep' | 'kept'>, slot: Slot): boolean {
  for (let at: Slot | undefined = slot; at !== undefined; at = at.parent) {
    if (kept.has(at)) return false;
    if (deep.has(at)) return true;
  }
  return false;
}

/** True where a step that left this footprint commutes with an action, whatever that does. */
export function commutes(footprint: Footprint, reach: Reach): boolean {
  for (const place of footprint.writes) {
    if (reach.reads.has(place)) return false;
    // Who changes a container's shape in two places comes to the same in either order.
    if (reach.writes.has(place) && !isShape(place)) return false;
  }
  for (const place of reach.writes) if (footprint.reads.has(place)) return false;
  return true;
}

/** True where a step that left this footprint leaves everything as it was that an action asks. */
export function spares({ writes }: Footprint, { asks }: Reach): boolean {
  for (const place of writes) if (asks.has(place)) return false;
  return true;
}
