/** Checks that new values are plain data, as quickly as possible. What is not goes through the canonical form. */

import { isPlainLeaf } from '../../model/choose.js';

/** Thrown for a value that needs the canonical form, which gives a precise error. */
export const odd = new Error('not plain');

/** The greatest depth that is examined here. A deeper value may contain itself. */
export const deepest = 200;

/** Refuses a value if it, or anything in it, is not plain. */
export function refuseAllOdd(value: unknown, depth: number): void {
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

/** True for a value that is no object and may stand in a state; undefined may, as absence. */
export function isLeaf(value: unknown): boolean {
  return value === undefined || value === null || isPlainLeaf(value);
}

/** True for a key of a Map or a member of a Set that is found by identity, or that no state can have. */
export function isOddKey(key: unknown): boolean {
  if (typeof key === 'object') return key !== null;
  return key === undefined || !isLeaf(key);
}

/** Refuses a container that is not plain itself. It does not examine the parts. */
export function refuseOdd(value: object, depth: number): void {
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
