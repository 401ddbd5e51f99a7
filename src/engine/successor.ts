/**
 * Computes the numbers of a successor from those of the state before it.
 *
 * The parts that a recipe did not change are the very same objects, so only new objects are examined. If
 * anything new is not plain, or has objects as keys or members, the whole successor goes through the
 * canonical form, which gives a precise error.
 */
import type { Action } from '../model/action.js';
import { canonicalSuccessor } from '../model/compile.js';
import { ModelError } from '../model/errors.js';
import {
  absent,
  contentOf,
  elementOf,
  entryOf,
  flatten,
  isContainer,
  memberOf,
  numberOf,
  present,
  propertyOf,
  standing,
  TooManySlots,
  write,
  type Slot,
  type Slots,
  type Vector,
} from './slots.js';

/** Thrown for a value that needs the canonical form. */
const odd = new Error('not plain');

/** The greatest depth that is examined here. A deeper value may contain itself. */
const deepest = 200;

/**
 * The numbers of a successor.
 *
 * @param before - The state before, canonical and frozen, and its numbers.
 * @param after - The state that a recipe or reducer returned.
 * @throws ModelError that names the action, if this is not a valid state.
 */
export function vectorAfter<State>(
  slots: Slots,
  action: Action,
  before: { readonly state: State; readonly vector: Vector },
  after: State,
): Vector {
  const vector = [...before.vector];
  try {
    change(slots, slots.root, before.state, after, vector, 0);
    return vector;
  } catch (thrown) {
    // A draft that was kept from an earlier step throws when it is read, and any proxy can throw anything.
    if (isOwn(thrown)) throw thrown;
    return flatten(slots, canonicalSuccessor(action, after));
  }
}

/** True for the errors of this package. */
function isOwn(thrown: unknown): boolean {
  try {
    return thrown instanceof ModelError || thrown instanceof TooManySlots;
  } catch {
    return false;
  }
}

function change(
  slots: Slots,
  slot: Slot,
  was: unknown,
  is: unknown,
  vector: Vector,
  depth: number,
): void {
  if (was === is) return;
  if (typeof is !== 'object' || is === null || standingKind(was) !== standingKind(is)) {
    refuseAllOdd(is, depth);
    clear(slots, slot, vector);
    write(slots, slot, is, vector);
    return;
  }
  refuseOdd(is, depth);
  vector[slot.id] = numberOf(slots, slot, standing(is));
  if (Array.isArray(is)) {
    const old = was as readonly unknown[];
    for (let index = 0; index < Math.max(is.length, old.length); index++) {
      const child = elementOf(slots, slot, index);
      if (index >= is.length) clear(slots, child, vector);
      else change(slots, child, old[index], is[index], vector, depth + 1);
    }
  } else if (is instanceof Map) {
    const old = was as ReadonlyMap<unknown, unknown>;
    for (const [key, entry] of is as ReadonlyMap<unknown, unknown>) {
      change(slots, entryOf(slots, slot, key), old.get(key), entry, vector, depth + 1);
    }
    for (const key of old.keys()) {
      if (!is.has(key)) clear(slots, entryOf(slots, slot, key), vector);
    }
  } else if (is instanceof Set) {
    const old = was as ReadonlySet<unknown>;
    for (const member of is) {
      const child = memberOf(slots, slot, member);
      vector[child.id] = numberOf(slots, child, present);
    }
    for (const member of old) {
      if (!is.has(member)) clear(slots, memberOf(slots, slot, member), vector);
    }
  } else {
    const old = was as Readonly<Record<string, unknown>>;
    const now = is as Readonly<Record<string, unknown>>;
    for (const name of Object.keys(now)) {
      change(slots, propertyOf(slots, slot, name), old[name], now[name], vector, depth + 1);
    }
    for (const name of Object.keys(old)) {
      if (!Object.hasOwn(now, name)) clear(slots, propertyOf(slots, slot, name), vector);
    }
  }
}

/** The kind of container that a value is; undefined if it is not a container. */
function standingKind(value: unknown): string | undefined {
  const stands = standing(value);
  return isContainer(stands) ? stands.kind : undefined;
}

/** Makes a slot and all slots in it absent. */
function clear(slots: Slots, slot: Slot, vector: Vector): void {
  const value = slot.values[vector[slot.id] ?? 0];
  vector[slot.id] = numberOf(slots, slot, absent);
  if (!isContainer(value)) return;
  for (const child of contentOf(slot, value.kind)) {
    if (child.values[vector[child.id] ?? 0] !== absent) clear(slots, child, vector);
  }
}

/** Refuses a value if it, or anything in it, is not plain. */
function refuseAllOdd(value: unknown, depth: number): void {
  if (typeof value !== 'object' || value === null) {
    if (!isLeaf(value)) throw odd;
    return;
  }
  refuseOdd(value, depth);
  // The members of a Set are leaves.
  if (value instanceof Set) return;
  const parts: Iterable<unknown> = value instanceof Map ? value.values() : Object.values(value);
  for (const part of parts) refuseAllOdd(part, depth + 1);
}

function isLeaf(value: unknown): boolean {
  switch (typeof value) {
    case 'number':
      return Number.isFinite(value);
    case 'string':
    case 'boolean':
    case 'bigint':
    case 'undefined':
      return true;
    default:
      return value === null;
  }
}

/** Refuses a container that is not plain itself. It does not examine the parts. */
function refuseOdd(value: object, depth: number): void {
  if (depth > deepest) throw odd;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (Array.isArray(value)) {
    if (prototype !== Array.prototype) throw odd;
    if (Reflect.ownKeys(value).length !== value.length + 1) throw odd;
    for (let index = 0; index < value.length; index++) {
      if (value[index] === undefined) throw odd;
      refuseHidden(value, String(index));
    }
  } else if (value instanceof Map || value instanceof Set) {
    if (prototype !== Map.prototype && prototype !== Set.prototype) throw odd;
    if (Reflect.ownKeys(value).length > 0) throw odd;
    for (const key of value.keys()) if (typeof key === 'object' || !isLeaf(key)) throw odd;
    if (value.has(undefined)) throw odd;
    if (value instanceof Map)
      for (const entry of value.values()) if (entry === undefined) throw odd;
  } else {
    if (prototype !== Object.prototype && prototype !== null) throw odd;
    for (const name of Reflect.ownKeys(value)) {
      if (typeof name === 'symbol' || name === '__proto__') throw odd;
      refuseHidden(value, name);
    }
  }
}

/** Refuses a property that runs code when it is read, or that a copy would lose. */
function refuseHidden(value: object, name: string): void {
  const descriptor = Object.getOwnPropertyDescriptor(value, name);
  if (descriptor === undefined || !('value' in descriptor) || descriptor.enumerable !== true) {
    throw odd;
  }
}
