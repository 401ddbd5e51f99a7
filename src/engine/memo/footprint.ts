/**
 * What steps read and write, and which of them commute.
 *
 * Two steps commute in a state if neither writes what the other reads or writes. Then either can be taken
 * first: the other can still be taken, does the same, and both orders lead to the same state. What a step
 * touches may differ from state to state. For the step that is taken, its footprint in this state is known
 * exactly. For the other step, everything that it was ever seen to touch counts.
 */
import { reads, type Read } from '../draft/read.js';
import { subtreeOf, type Slot } from '../store/slots.js';

/** What a step touched: `2 * slot` is the value in a slot, `2 * slot + 1` a container's shape. */
export interface Footprint {
  /** The step, if it chooses (then it also reads all that its choice reads); otherwise -1. */
  readonly step: number;
  readonly reads: Set<number>;
  readonly writes: Set<number>;
  /** The slots that were written. */
  readonly written: number[];
  /** Slots that were written with all that is in them, even slots that appear in them only later. */
  readonly deep: ReadonlySet<Slot>;
  readonly kept: ReadonlySet<Slot>;
}

/** Everything that an action was seen to touch in the states in which it could be taken. */
export interface Reach {
  readonly reads: Set<number>;
  readonly writes: Set<number>;
  /** What was read to find out whether it can be taken, also in states in which it could not. */
  readonly asks: Set<number>;
}

/** What a read touches, in the state before or after a step. */
export function touched({ kind, target }: Read): number {
  return kind === reads.value || kind === reads.valueAfter ? 2 * target : 2 * target + 1;
}

function isShape(place: number): boolean {
  return place % 2 === 1;
}

/** Notes a write to a slot. It also writes the shape of its container, unless that is an array. */
export function addWrite(writes: Set<number>, slot: Slot): void {
  writes.add(2 * slot.id);
  if (slot.parent !== undefined && slot.kind !== 'index') writes.add(2 * slot.parent.id + 1);
}

/** A slot and all slots in it, without those that were kept. */
export function* writtenIn(slot: Slot, kept: ReadonlySet<Slot>): Generator<Slot> {
  const written = { deep: new Set([slot]), kept };
  for (const inner of subtreeOf(slot)) if (isWritten(written, inner)) yield inner;
}

/** Whether a slot is written, if all of some slots (`deep`) was written and others (`kept`) were kept. */
export function isWritten({ deep, kept }: Pick<Footprint, 'deep' | 'kept'>, slot: Slot): boolean {
  for (let at: Slot | undefined = slot; at !== undefined; at = at.parent) {
    if (kept.has(at)) return false;
    if (deep.has(at)) return true;
  }
  return false;
}

/** Whether a step with this footprint commutes with an action, in any state. */
export function commutes(footprint: Footprint, reach: Reach): boolean {
  for (const place of footprint.writes) {
    if (reach.reads.has(place)) return false;
    // Two steps that add or remove different parts of a container reach the same shape in either order.
    if (reach.writes.has(place) && !isShape(place)) return false;
  }
  for (const place of reach.writes) if (footprint.reads.has(place)) return false;
  return true;
}

/** Whether a step with this footprint changes nothing that decides whether an action can be taken. */
export function spares({ writes }: Footprint, { asks }: Reach): boolean {
  for (const place of writes) if (asks.has(place)) return false;
  return true;
}
