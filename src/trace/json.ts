/**
 * Plain data as JSON, and back. JSON has no Map, Set or bigint; they are written as the Informal
 * Trace Format of Apalache and Quint writes them (Apalache ADR 15): `{"#map": [[key, value]]}`,
 * `{"#set": […]}`, `{"#bigint": "1"}`.
 */
import { ModelError } from '../validation/errors.js';

/** A value that JSON can express. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/**
 * Writes plain data as JSON values.
 *
 * @throws ModelError if an object has a key that starts with `#`: such keys are reserved.
 * @example
 * toJson(new Set([1])) // { '#set': [1] }
 */
export function toJson(data: unknown): Json {
  if (typeof data === 'bigint') return { '#bigint': data.toString() };
  if (data instanceof Map)
    return { '#map': [...data].map(([key, value]) => [toJson(key), toJson(value)]) };
  if (data instanceof Set) return { '#set': [...data].map(toJson) };
  if (Array.isArray(data)) return data.map(toJson);
  if (typeof data !== 'object' || data === null) return data as Json;
  const entries = Object.entries(data).filter(([, value]) => value !== undefined);
  const taken = entries.find(([key]) => key.startsWith('#'));
  if (taken !== undefined) {
    throw new ModelError(
      `A recording cannot hold the key ${JSON.stringify(taken[0])}: keys that start with # are taken; rename it.`,
    );
  }
  return Object.fromEntries(entries.map(([key, value]) => [key, toJson(value)]));
}

/**
 * Reads what {@link toJson} wrote.
 *
 * @throws ModelError if a `#` key is unknown, if its value has the wrong form, or if a Set or a Map has the same
 *   member or key twice.
 */
export function fromJson(json: Json): unknown {
  if (Array.isArray(json)) return json.map(fromJson);
  if (typeof json !== 'object' || json === null) return json;
  const entries = Object.entries(json);
  const special = entries.find(([key]) => key.startsWith('#'));
  if (special === undefined) {
    return Object.fromEntries(entries.map(([key, value]) => [key, fromJson(value)]));
  }
  const [key, value] = special;
  if (entries.length === 1) {
    if (key === '#bigint' && typeof value === 'string' && /^-?\d+$/.test(value)) {
      return BigInt(value);
    }
    if (key === '#set' && Array.isArray(value)) {
      refuseTwice(value, json);
      return new Set(value.map(fromJson));
    }
    if (key === '#map' && Array.isArray(value) && value.every(isPair)) {
      refuseTwice(
        value.map(([one]) => one),
        json,
      );
      return new Map(value.map(([one, other]) => [fromJson(one), fromJson(other)]));
    }
  }
  throw new ModelError(`${JSON.stringify(json)} is no #map, #set or #bigint`);
}

/** Refuses the members of a Set, or the keys of a Map, if one of them is there twice: the second would be lost. */
function refuseTwice(parts: readonly Json[], whole: Json): void {
  if (new Set(parts.map((part) => JSON.stringify(part))).size === parts.length) return;
  throw new ModelError(`${JSON.stringify(whole)} has the same member or key twice`);
}

function isPair(json: Json): json is [Json, Json] {
  return Array.isArray(json) && json.length === 2;
}
