/**
 * Notes which slots a step, a guard or a predicate reads and writes.
 */
import { reads, type Read } from './read.js';
import {
  absent,
  contentOf,
  elementOf,
  isContainer,
  present,
  type Slot,
  type Slots,
  type Vector,
} from '../store/slots.js';

/** What was read and written so far. */
export interface Recorder {
  readonly slots: Slots;
  /** The state; and, for a question about a step, the state after it. */
  readonly before: Vector;
  readonly after?: Vector;
  /** The reads in their order, each once. The keys tell them apart, and have no other meaning. */
  readonly reads: Map<number, Read>;
  /** Slots that were written with all that is in them. */
  readonly writes: Set<Slot>;
  /** Slots in them that were kept as they were. */
  readonly kept: Set<Slot>;
  /** Arrays whose length was written. */
  readonly lengths: Set<Slot>;
  /** Whether the code tried to write to a state that it may only read. */
  wrote: boolean;
  /** Whether the code asked something that a view cannot answer as the state would. */
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

/** Which of the two states was read: the state before the step, or the state after it. */
export type Side = 'before' | 'after';

/** Notes a read of a slot's value, or of the kind of container in the slot. */
export function noteValue(recorder: Recorder, slot: Slot, side: Side): void {
  note(recorder, side === 'before' ? reads.value : reads.valueAfter, slot);
}

/** Notes a read of a container's shape: which of its slots hold something. */
export function noteShape(recorder: Recorder, slot: Slot, side: Side): void {
  note(recorder, side === 'before' ? reads.shape : reads.shapeAfter, slot);
}

function note(recorder: Recorder, kind: number, slot: Slot): void {
  const key = 4 * slot.id + kind;
  if (!recorder.reads.has(key)) recorder.reads.set(key, { kind, target: slot.id });
}

/** Notes a read of a slot and of all that is in it. */
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
