/** Lets `structuredClone` copy a draft. A draft is a proxy, which `structuredClone` itself refuses. */
import { current, isDraft } from 'immer';
import { isWholeCopy } from './marks.js';
import type { Callable } from './stand-ins.js';

/**
 * A `structuredClone` that copies the current value of drafts.
 *
 * @param original - The `structuredClone` of the platform.
 * @param isMeant - Whether the code of a model makes the call.
 */
export function cloneOfDrafts(original: Callable, isMeant: () => boolean): Callable {
  return (value, ...options) => original(isMeant() ? withoutDrafts(value, []) : value, ...options);
}

/** The value with the current value in place of each draft. It is a copy only if it holds a draft. */
function withoutDrafts(value: unknown, around: readonly unknown[]): unknown {
  if (isDraft(value)) return current(value);
  // A state has no drafts in it. An object that contains itself is left to structuredClone.
  if (typeof value !== 'object' || value === null || isWholeCopy(value)) return value;
  if (around.includes(value)) return value;
  const inside = (part: unknown) => withoutDrafts(part, [...around, value]);
  if (Array.isArray(value)) return asBefore(value, value, value.map(inside));
  if (value instanceof Map) {
    const parts = [...(value as ReadonlyMap<unknown, unknown>)];
    const copy = parts.map(([key, part]) => [inside(key), inside(part)] as const);
    return asBefore(value, parts.flat(), copy.flat(), () => new Map(copy));
  }
  if (value instanceof Set) {
    const parts = [...(value as ReadonlySet<unknown>)];
    const copy = parts.map(inside);
    return asBefore(value, parts, copy, () => new Set(copy));
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  const copy = Object.entries(value).map(([name, part]) => [name, inside(part)] as const);
  return asBefore(
    value,
    Object.values(value),
    copy.map(([, part]) => part),
    () => Object.fromEntries(copy),
  );
}

function asBefore(
  value: object,
  parts: readonly unknown[],
  copied: readonly unknown[],
  copy: () => unknown = () => copied,
): unknown {
  return copied.every((part, at) => part === parts[at]) ? value : copy();
}
