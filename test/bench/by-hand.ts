/**
 * What a person writes instead of using a tool: a breadth-first loop over the functions of the
 * steps, a deep copy for each successor, and a Set of keys. It checks no property and keeps no path.
 */

/** What a search found, as far as it is compared. */
export interface Found {
  readonly distinct: number;
  readonly generated: number;
  readonly depth: number;
}

/** A step as its author wrote it. */
export interface WrittenStep<State> {
  readonly choose?: (state: State) => Iterable<unknown>;
  readonly when?: (state: State, choice: unknown) => boolean;
  readonly then: (state: State, choice: unknown) => State | void;
  /** True: the step counts only if it changes the state. */
  readonly mustChange: boolean;
}

/** A step that does not choose is tried once. */
const once = [undefined];

/** Visits all states, level by level. It counts as TLC does: initial states are generated, too. */
export function searchByHand<State>(
  initial: readonly State[],
  steps: readonly WrittenStep<State>[],
): Found {
  const keyOf = initial.some(holdsMapOrSet) ? sortedKey : plainKey;
  const first = new Map(initial.map((state) => [keyOf(state), state]));
  const keys = new Set(first.keys());
  let generated = keys.size;
  let depth = 0;
  for (let level = [...first.values()]; level.length > 0; depth++) {
    const next: State[] = [];
    for (const state of level) {
      for (const { choose, when, then, mustChange } of steps) {
        for (const choice of choose?.(state) ?? once) {
          if (when !== undefined && !when(state, choice)) continue;
          const copy = copyOf(state) as State;
          const successor = then(copy, choice) ?? copy;
          const key = keyOf(successor);
          const isKnown = keys.has(key);
          if (isKnown && mustChange && key === keyOf(state)) continue;
          generated++;
          if (isKnown) continue;
          keys.add(key);
          next.push(successor);
        }
      }
    }
    level = next;
  }
  return { distinct: keys.size, generated, depth };
}

/** A deep copy. It knows objects, arrays, Map and Set, which makes it faster than `structuredClone`. */
function copyOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copyOf);
  if (value instanceof Set) {
    const copy = new Set<unknown>();
    for (const member of value) copy.add(copyOf(member));
    return copy;
  }
  if (value instanceof Map) {
    const copy = new Map<unknown, unknown>();
    for (const [key, entry] of value) copy.set(key, copyOf(entry));
    return copy;
  }
  return mapped(value, copyOf);
}

/** The key of a state without Map and Set, whose objects have their fields in one order. */
const plainKey = (state: unknown): string => JSON.stringify(state);

const sortedKey = (state: unknown): string => JSON.stringify(sorted(state));

/** Lists in place of Map and Set, sorted. The members of a Set and the keys of a Map are strings. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  if (value instanceof Set) return Array.from<unknown>(value).sort();
  if (value instanceof Map) {
    const map: ReadonlyMap<string, unknown> = value;
    return [...map]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, entry]) => [key, sorted(entry)]);
  }
  return mapped(value, sorted);
}

function mapped(value: object, of: (field: unknown) => unknown): object {
  const result: Record<string, unknown> = {};
  for (const key in value) result[key] = of((value as Record<string, unknown>)[key]);
  return result;
}

const holdsMapOrSet = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (value instanceof Map || value instanceof Set || Object.values(value).some(holdsMapOrSet));
