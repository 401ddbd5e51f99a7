import { canonicalKey } from '../../model/canonical.js';

/** One place in which two states differ. */
export interface Change {
  /** The path from the state to the place, such as `plans[1].status`; empty for the whole state. */
  readonly path: string;
  /** The value before. Absent if there was none. */
  readonly before?: unknown;
  /** The value after. Absent if there is none any more. */
  readonly after?: unknown;
}

/**
 * Lists the places in which two states differ. A place is as small as possible: a field, an entry of an
 * array or a Map, or a member of a Set. If an array gained or lost entries in its middle, the entries
 * behind them do not count as changed.
 *
 * @param before - Plain data.
 * @param after - Plain data.
 * @returns The places, in the order of the state. None if both states are the same data.
 * @example
 * changesBetween({ n: 1, on: true }, { n: 2, on: true }) // [{ path: 'n', before: 1, after: 2 }]
 */
export function changesBetween(before: unknown, after: unknown): Change[] {
  return [...changesAt('', before, after)];
}

function* changesAt(path: string, before: unknown, after: unknown): Generator<Change> {
  if (canonicalKey(before) === canonicalKey(after)) return;
  if (Array.isArray(before) && Array.isArray(after)) yield* changesOfArray(path, before, after);
  else if (before instanceof Map && after instanceof Map) {
    yield* changesOfEntries(
      entriesOf(before, (key) => `${path}[${key}]`),
      entriesOf(after, (key) => `${path}[${key}]`),
    );
  } else if (before instanceof Set && after instanceof Set) {
    yield* changesOfEntries(membersOf(path, before), membersOf(path, after));
  } else if (isRecord(before) && isRecord(after)) {
    yield* changesOfEntries(fieldsOf(path, before), fieldsOf(path, after));
  } else yield { path, before, after };
}

/** Values, each with its path, by a key of their own. */
type Entries = ReadonlyMap<string, Entry>;

interface Entry {
  readonly path: string;
  readonly value: unknown;
}

function* changesOfEntries(before: Entries, after: Entries): Generator<Change> {
  for (const [key, { path, value }] of before) {
    const later = after.get(key);
    if (later === undefined) yield { path, before: value };
    else yield* changesAt(path, value, later.value);
  }
  for (const [key, { path, value }] of after) {
    if (!before.has(key)) yield { path, after: value };
  }
}

/**
 * The parts of an object, a Map or an array, each with its path.
 *
 * @param path - The path of the value.
 * @returns Nothing for all other values: no path leads into them.
 */
export function partsOf(path: string, value: unknown): Entries {
  if (value instanceof Map) return entriesOf(value, (key) => `${path}[${key}]`);
  if (Array.isArray(value)) {
    const entries = value.map((one: unknown, index): [string, Entry] => [
      String(index),
      { path: `${path}[${index}]`, value: one },
    ]);
    return new Map(entries);
  }
  return isRecord(value) ? fieldsOf(path, value) : new Map<string, Entry>();
}

function entriesOf(map: ReadonlyMap<unknown, unknown>, pathOf: (key: string) => string): Entries {
  return new Map(
    [...map].map(([key, value]) => {
      const name = canonicalKey(key);
      return [name, { path: pathOf(name), value }];
    }),
  );
}

function membersOf(path: string, set: ReadonlySet<unknown>): Entries {
  return new Map([...set].map((value) => [canonicalKey(value), { path, value }]));
}

function fieldsOf(path: string, record: Readonly<Record<string, unknown>>): Entries {
  return new Map(
    Object.entries(record).map(([name, value]) => [name, { path: fieldPath(path, name), value }]),
  );
}

function fieldPath(path: string, name: string): string {
  if (!/^[\p{L}_$][\p{L}\d_$]*$/u.test(name)) return `${path}[${JSON.stringify(name)}]`;
  return path === '' ? name : `${path}.${name}`;
}

/** Entries that are equal at both ends of the arrays did not change; only those in between did. */
function* changesOfArray(
  path: string,
  before: readonly unknown[],
  after: readonly unknown[],
): Generator<Change> {
  const same = (one: number, other: number) =>
    canonicalKey(before[one]) === canonicalKey(after[other]);
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && same(head, head)) head++;
  let tail = 0;
  if (before.length !== after.length) {
    while (tail < shorter - head && same(before.length - 1 - tail, after.length - 1 - tail)) tail++;
  }
  const endBefore = before.length - tail;
  const endAfter = after.length - tail;
  for (let index = head; index < Math.max(endBefore, endAfter); index++) {
    const at = `${path}[${index}]`;
    if (index >= endBefore) yield { path: at, after: after[index] };
    else if (index >= endAfter) yield { path: at, before: before[index] };
    else yield* changesAt(at, before[index], after[index]);
  }
}

/** Whether a value is an object with fields: no array, Map or Set. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Map) &&
    !(value instanceof Set)
  );
}
