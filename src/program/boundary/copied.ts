/** Copies what crosses the boundary, as over a network: caller and service then share no memory. */

/**
 * A copy of a value. Plain objects, lists, dates, Maps, Sets, buffers and typed arrays are copied. Everything
 * else, such as functions, errors and instances of classes, is handed over as it is.
 */
export function copied<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  return copyOf(value, new Map()) as Value;
}

function copyOf(value: unknown, copies: Map<object, unknown>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const known = copies.get(value);
  if (known !== undefined) return known;
  if (Array.isArray(value)) {
    const list: unknown[] = [];
    copies.set(value, list);
    for (const entry of value) list.push(copyOf(entry, copies));
    return list;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) {
    const record = Object.create(prototype) as Record<PropertyKey, unknown>;
    copies.set(value, record);
    for (const name of Reflect.ownKeys(value)) {
      record[name] = copyOf((value as Record<PropertyKey, unknown>)[name], copies);
    }
    return record;
  }
  return copyOfBuiltin(value, copies);
}

function copyOfBuiltin(value: object, copies: Map<object, unknown>): unknown {
  if (value instanceof Map) {
    const map = new Map<unknown, unknown>();
    copies.set(value, map);
    for (const [key, entry] of value) map.set(copyOf(key, copies), copyOf(entry, copies));
    return map;
  }
  if (value instanceof Set) {
    const set = new Set<unknown>();
    copies.set(value, set);
    for (const member of value) set.add(copyOf(member, copies));
    return set;
  }
  if (Buffer.isBuffer(value)) return Buffer.from(value);
  if (value instanceof Date || ArrayBuffer.isView(value) || value instanceof ArrayBuffer) {
    return structuredClone(value);
  }
  return value;
}
