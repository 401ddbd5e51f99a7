import { canonicalKey } from '../../model/canonical.js';
import { formatValue } from '../text/format.js';
import type { TreeBranch, Delta, Entry, Tree } from './page-data.js';

/** The most characters of one value. */
const longest = 300;

/** One value in a line. */
export function lineOf(value: unknown, most = longest): string {
  return formatValue(value, most, '…');
}

/** A value of a state as the page shows it. */
export function treeOf(value: unknown): Tree {
  if (typeof value !== 'object' || value === null) return lineOf(value);
  const { kind, entries } = contentOf(value);
  return {
    kind,
    entries: entries.map(([label, inner]): Entry => [label, leafOrTree(kind, inner)]),
  };
}

/** How a value differs from what it was; null if it does not. */
export function deltaOf(before: unknown, after: unknown): Delta | null {
  if (before === after || canonicalKey(before) === canonicalKey(after)) return null;
  const old = typeof before === 'object' && before !== null ? contentOf(before) : undefined;
  const now = typeof after === 'object' && after !== null ? contentOf(after) : undefined;
  if (old === undefined || now === undefined || old.kind !== now.kind) return { is: treeOf(after) };
  return old.kind === 'array' ? deltaOfArray(old.entries, now.entries) : deltaOfEntries(old, now);
}

/** The entries of a value, by labels that identify them. */
interface TreeContent {
  readonly kind: TreeBranch['kind'];
  readonly entries: readonly (readonly [label: string, value: unknown])[];
}

function contentOf(value: object): TreeContent {
  if (Array.isArray(value)) {
    return { kind: 'array', entries: value.map((entry, index) => [String(index), entry]) };
  }
  if (value instanceof Map) {
    const entries = [...(value as ReadonlyMap<unknown, unknown>)];
    return { kind: 'map', entries: entries.map(([key, entry]) => [canonicalKey(key), entry]) };
  }
  if (value instanceof Set) {
    return { kind: 'set', entries: [...value].map((member) => [canonicalKey(member), member]) };
  }
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  return { kind: 'object', entries };
}

/** A member of a Set is a leaf: it is in the Set or not, and does not change inside. */
const leafOrTree = (kind: TreeBranch['kind'], value: unknown): Tree =>
  kind === 'set' ? lineOf(value) : treeOf(value);

function deltaOfEntries({ kind, entries }: TreeContent, now: TreeContent): Delta {
  const old = new Map(entries);
  const later = new Map(now.entries);
  return {
    set: entries.flatMap(([label, value]) => {
      const delta = later.has(label) ? deltaOf(value, later.get(label)) : null;
      return delta === null ? [] : [[label, delta] as const];
    }),
    gone: entries.flatMap(([label]) => (later.has(label) ? [] : [label])),
    come: now.entries.flatMap(([label, value], at) =>
      old.has(label) ? [] : [[at, label, leafOrTree(kind, value)] as const],
    ),
  };
}

/** If an array gained or lost entries in its middle, the entries behind them do not count as changed. */
function deltaOfArray(before: TreeContent['entries'], after: TreeContent['entries']): Delta {
  const isSame = (one: number, other: number) =>
    canonicalKey(before[one]?.[1]) === canonicalKey(after[other]?.[1]);
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && isSame(head, head)) head++;
  let tail = 0;
  const isLonger = before.length !== after.length;
  while (
    isLonger &&
    tail < shorter - head &&
    isSame(before.length - 1 - tail, after.length - 1 - tail)
  )
    tail++;
  const both = shorter - tail;
  return {
    set: before.slice(head, both).flatMap(([label, value], index) => {
      const delta = deltaOf(value, after[head + index]?.[1]);
      return delta === null ? [] : [[label, delta] as const];
    }),
    gone: before.slice(both, before.length - tail).map(([label]) => label),
    come: after
      .slice(both, after.length - tail)
      .map(([label, value]) => [Number(label), label, treeOf(value)] as const),
  };
}
