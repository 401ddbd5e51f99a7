/** Results for programs: plain JSON on standard output. */
import { isModel } from '../model/is-model.js';
import { visibleJson } from '../validation/visible.js';
import { toJson, type Json } from '../trace/json.js';

/**
 * Anything that a command found, as JSON. A Map, a Set or a bigint in a state is written as in recordings.
 * An error becomes its message, and a model its name.
 */
export function asJson(result: unknown): string {
  return visibleJson(JSON.stringify(plain(result), null, 2));
}

function plain(value: unknown): Json {
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  if (isModel(value)) return value.name;
  if (Array.isArray(value)) return value.map(plain);
  const isPlain = typeof value === 'object' && value !== null;
  if (!isPlain || value instanceof Map || value instanceof Set) return toJson(value);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== undefined && typeof one !== 'function')
      .map(([key, one]) => [key, plain(one)]),
  );
}
