/**
 * Notes what a step, a guard or a predicate reads and writes, at the leaves.
 */
import { reads, type Read } from './memo.js';
import {
  contentOf,
  elementOf,
  isContainer,
  present,
  type Slot,
  type Slots,
  type Vector,
  absent,
} from './slots.js';

/** What was read and written so far. */
export interface Recorder {
  readonly slots: Slots;
  /** The state, and where a step is asked about, the state after it. */
  readonly before: Vector;
  readonly after?: Vector;
  /** In the order in which they came, each once. */
  readonly reads: Map<string, Read>;
  /** Slots that were written with all that is in them. */
  readonly writes: Set<Slot>;
  /** Slots that were not, within what was. */
  readonly kept: Set<Slot>;
  /** Arrays whose length was written. */
  readonly lengths: Set<Slot>;
  /** Whether it was tried to write to what is only looked at. */
  wrote: boolean;
  /** Whether something was asked that a view cannot answer as the state would. */
  baffled: boolean;
}

/** A recorder that has seen nothing yet. */
export function recorderFor(slots: Slots, before: Vector, after?: Vector): Recorder {
  return {
    slots,
    before,
    ...(after === undefined ? {} : { after }),
    reads: new Map(),
    writes: new Set(),
    kept: new Set(),
    lengths: new Set(),
    wrote: false,
    baffled: false,
  };
}

/** Which of the two states something was read of. */
export type Side = 'before' | 'after';

/** Notes that a slot's value was read, or which container stands there. */
export function noteValue(recorder: Recorder, slot: Slot, side: Side): void {
  note(recorder, side === 'before' ? reads.value : reads.valueAfter, slot);
}

/** Notes that it was read which of a container's slots hold something. */
export function noteShape(recorder: Recorder, slot: Slot, side: Side): void {
  note(recorder, side === 'before' ? reads.shape : reads.shapeAfter, slot);
}

function note(recorder: Recorder, kind: number, slot: Slot): void {
  const key = `${kind}:${slot.id}`;
  if (!recorder.reads.has(key)) recorder.reads.set(key, { kind, target: slot.id });
}

/** Notes that a slot was read with all that is in it. */
export function noteAll(recorder: Recorder, slot: Slot, side: Side): void {
  noteValue(recorder, slot, side);
  const vector = (side === 'before' ? recorder.before : recorder.after) as Vector;
  const value = slot.values[vector[slot.id] ?? 0];
  if (!isContainer(value)) return;
  if (value.kind === 'array') {
    for (let index = 0; index < value.length; index++) {
      noteAll(recorder, elementOf(recorder.slots, slot, index), side);
    }
    return;
  }
  noteShape(recorder, slot, side);
  for (const child of contentOf(slot, value.kind)) {
    const held = child.values[vector[child.id] ?? 0];
    if (held !== absent && held !== present) noteAll(recorder, child, side);
  }
}
