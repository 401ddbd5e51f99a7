/** Turns states into vectors of numbers. */
import {
  absent,
  present,
  Slot,
  type Slots,
  type Vector,
  standing,
  isContainer,
  propertyOf,
  elementOf,
  entryOf,
  memberOf,
  contentOf,
  numberOf,
} from './slots.js';

/** Slots for a model whose first state is this one. */
export function slotsFor(first: unknown): Slots {
  const root = new Slot(0, undefined, 'root', undefined, '');
  const slots: Slots = {
    root,
    all: [root],
    onSlot: () => undefined,
    onValue: () => undefined,
    founding: true,
    shape: 0,
  };
  flatten(slots, first);
  slots.founding = false;
  return slots;
}

/**
 * Turns a state into numbers.
 *
 * @param state - The state, in any order. `canonical` has checked that it is plain data.
 */
export function flatten(slots: Slots, state: unknown): Vector {
  const vector: Vector = new Array<number>(slots.all.length).fill(-1);
  write(slots, slots.root, state, vector);
  for (const [id, slot] of slots.all.entries()) {
    if ((vector[id] ?? -1) < 0) vector[id] = numberOf(slots, slot, absent);
  }
  return vector;
}

/**
 * Puts the numbers of a value and of all that is in it into a vector. Other slots keep their numbers.
 *
 * @param value - Undefined if the slot holds nothing.
 */
export function write(slots: Slots, slot: Slot, value: unknown, vector: Vector): void {
  vector[slot.id] = numberOf(slots, slot, standing(value));
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      write(slots, elementOf(slots, slot, index), value[index], vector);
    }
  } else if (value instanceof Map) {
    for (const [key, entry] of value as ReadonlyMap<unknown, unknown>) {
      write(slots, entryOf(slots, slot, key), entry, vector);
    }
  } else if (value instanceof Set) {
    for (const member of value) {
      const place = memberOf(slots, slot, member);
      vector[place.id] = numberOf(slots, place, present);
    }
  } else {
    const record = value as Readonly<Record<string, unknown>>;
    for (const name of Object.keys(record)) {
      const entry = record[name];
      if (entry !== undefined) write(slots, propertyOf(slots, slot, name), entry, vector);
    }
  }
}

/** Makes a slot and all slots in it absent. */
export function clear(slots: Slots, slot: Slot, vector: Vector): void {
  const value = slot.values[vector[slot.id] ?? 0];
  vector[slot.id] = numberOf(slots, slot, absent);
  if (!isContainer(value)) return;
  for (const child of contentOf(slot, value.kind)) {
    if (child.values[vector[child.id] ?? 0] !== absent) clear(slots, child, vector);
  }
}
