/** Turns vectors of numbers back into states. */
import { freeze } from 'immer';
import { markCanonical } from '../../model/canonical.js';
import {
  type Container,
  absent,
  present,
  type Slot,
  type Slots,
  type Vector,
  isContainer,
  contentOf,
} from './slots.js';

/** Turns a vector into a state that is frozen and in canonical order. */
export function unflatten({ root }: Slots, vector: Vector): unknown {
  const value = root.values[vector[root.id] ?? 0];
  if (!isContainer(value)) return value;
  const state = contentAt(root, value, vector);
  markCanonical(state);
  return frozen(state);
}

/** The content of a slot, frozen; undefined if it holds nothing. */
export function valueAt(slot: Slot, vector: Vector): unknown {
  const value = slot.values[vector[slot.id] ?? 0];
  if (value === absent) return undefined;
  return isContainer(value) ? frozen(contentAt(slot, value, vector)) : value;
}

/** Freezes a container, without its content. For a Map or Set, immer also disables its changing methods. */
export function frozen(container: object): object {
  return container instanceof Map || container instanceof Set
    ? freeze(container)
    : Object.freeze(container);
}

/** A container with all that is in it. */
function contentAt(slot: Slot, { kind, length }: Container, vector: Vector): object {
  switch (kind) {
    case 'array': {
      const array: unknown[] = [];
      for (let index = 0; index < length; index++) {
        array.push(valueAt(slot.elements[index] as Slot, vector));
      }
      return array;
    }
    case 'map': {
      const entries = new Map<unknown, unknown>();
      for (const child of contentOf(slot, 'map')) {
        const entry = valueAt(child, vector);
        if (entry !== undefined) entries.set(child.key, entry);
      }
      return entries;
    }
    case 'set': {
      const members = new Set<unknown>();
      for (const child of contentOf(slot, 'set')) {
        if (child.values[vector[child.id] ?? 0] === present) members.add(child.key);
      }
      return members;
    }
    case 'object': {
      const record: Record<string, unknown> = {};
      for (const child of contentOf(slot, 'object')) {
        const entry = valueAt(child, vector);
        if (entry !== undefined) record[child.key as string] = entry;
      }
      return record;
    }
  }
}
