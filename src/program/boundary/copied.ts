/** Copies what crosses the boundary, as over a network: caller and service then share no memory. */
import { EventEmitter } from 'node:events';

/**
 * A copy of a value. Plain objects, lists, dates, Maps, Sets, buffers, typed arrays and instances of classes are
 * copied. Errors are handed over as they are, and so is what cannot be copied: functions, objects of the platform,
 * and instances of classes with private fields.
 *
 * @param onShared - Called for each value that is handed over as it is, except for errors: through it, both sides may
 *   share memory.
 */
export function copied<Value>(value: Value, onShared: (value: unknown) => void): Value {
  if (typeof value === 'function') onShared(value);
  if (typeof value !== 'object' || value === null) return value;
  return copyOf(value, { copies: new Map(), onShared }) as Value;
}

/** What was copied so far. */
interface Copying {
  readonly copies: Map<object, unknown>;
  readonly onShared: (value: unknown) => void;
}

function copyOf(value: unknown, copying: Copying): unknown {
  if (typeof value === 'function') copying.onShared(value);
  if (typeof value !== 'object' || value === null) return value;
  const { copies } = copying;
  const known = copies.get(value);
  if (known !== undefined) return known;
  if (Array.isArray(value)) {
    const list: unknown[] = [];
    copies.set(value, list);
    for (const entry of value) list.push(copyOf(entry, copying));
    return list;
  }
  const builtin = copyOfBuiltin(value, copying);
  if (builtin !== undefined) return builtin;
  if (value instanceof Error) return value;
  const prototype = Object.getPrototypeOf(value) as object | null;
  if (prototype !== null && prototype !== Object.prototype && isOpaque(value)) {
    copying.onShared(value);
    return value;
  }
  const record = Object.create(prototype) as Record<PropertyKey, unknown>;
  copies.set(value, record);
  for (const name of Reflect.ownKeys(value)) {
    record[name] = copyOf((value as Record<PropertyKey, unknown>)[name], copying);
  }
  return record;
}

function copyOfBuiltin(value: object, copying: Copying): unknown {
  const { copies } = copying;
  if (value instanceof Map) {
    const map = new Map<unknown, unknown>();
    copies.set(value, map);
    for (const [key, entry] of value) map.set(copyOf(key, copying), copyOf(entry, copying));
    return map;
  }
  if (value instanceof Set) {
    const set = new Set<unknown>();
    copies.set(value, set);
    for (const member of value) set.add(copyOf(member, copying));
    return set;
  }
  if (Buffer.isBuffer(value)) return Buffer.from(value);
  if (value instanceof Date || ArrayBuffer.isView(value) || value instanceof ArrayBuffer) {
    return structuredClone(value);
  }
  return undefined;
}

/** For each class that was looked at: whether its instances cannot be copied. */
const opaque = new WeakMap<object, boolean>();

/** True for an object whose copy would not be the same: it has private fields, or the platform made it. */
function isOpaque(value: object): boolean {
  if (value instanceof EventEmitter || value instanceof EventTarget) return true;
  let prototype = Object.getPrototypeOf(value) as object | null;
  for (; prototype !== null && prototype !== Object.prototype;) {
    if (isOpaqueClass(prototype)) return true;
    prototype = Object.getPrototypeOf(prototype) as object | null;
  }
  return false;
}

function isOpaqueClass(prototype: object): boolean {
  const known = opaque.get(prototype);
  if (known !== undefined) return known;
  const { constructor } = prototype as { readonly constructor?: unknown };
  const source =
    typeof constructor === 'function' ? Function.prototype.toString.call(constructor) : '';
  // A compiler may have turned private fields into WeakMaps.
  const is = /#\w|\[native code\]|WeakMap|__private/.test(source);
  opaque.set(prototype, is);
  return is;
}
