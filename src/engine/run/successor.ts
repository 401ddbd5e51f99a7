/**
 * Computes the numbers of a successor from those of the state before it.
 *
 * The parts that a recipe did not change are the very same objects, so only new objects are examined. If
 * anything new is not plain, or has objects as keys or members, the whole successor goes through the
 * canonical form, which gives a precise error.
 */
import type { Action } from '../../model/action.js';
import { canonicalSuccessor } from '../../model/compile.js';
import { ModelError } from '../../validation/errors.js';
import { refuseAllOdd, refuseOdd } from '../store/plain.js';
import { clear, flatten, write } from '../store/flatten.js';
import {
  elementOf,
  entryOf,
  filled,
  isContainer,
  memberOf,
  numberOf,
  present,
  propertyOf,
  standing,
  TooManySlots,
  type Slot,
  type Slots,
  type Vector,
} from '../store/slots.js';

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
    change({ slots, vector }, slots.root, before.state, after, 0);
    return filled(vector, before.vector.length);
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

/** The numbers of a successor, while they are put together. */
interface Target {
  readonly slots: Slots;
  readonly vector: Vector;
}

/** Puts the numbers of what changed in a slot into the vector. */
function change(target: Target, slot: Slot, was: unknown, is: unknown, depth: number): void {
  if (was === is) return;
  const { slots, vector } = target;
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
      else change(target, child, old[index], is[index], depth + 1);
    }
  } else if (is instanceof Map) {
    const old = was as ReadonlyMap<unknown, unknown>;
    for (const [key, entry] of is as ReadonlyMap<unknown, unknown>) {
      change(target, entryOf(slots, slot, key), old.get(key), entry, depth + 1);
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
      change(target, propertyOf(slots, slot, name), old[name], now[name], depth + 1);
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
