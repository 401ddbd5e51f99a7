/** What the cache has of the one key that there is. */
export interface Entry {
  /** A version of the value, and ticks since it was set. */
  value: { version: number; age: number } | null;
  /** The version of the last write that was invalidated here, with `tombstone`; a set takes its place. */
  marker: number | null;
  /** Who may set, with `leases`; nobody where its holder crashed. And ticks since it was handed out. */
  lease: { holder: string | null; age: number } | null;
}

export interface Reader {
  /** `idle`: it looks next. `missed`: it reads the database next. `read`: it sets next. */
  at: 'idle' | 'missed' | 'read';
  /** The version that it saw last, in the cache or in the database; 0 for none. */
  seen: number;
}

/** Readers, writer and cache share this. */
export interface Caching {
  /** The newest version, which is the one that the database has. */
  database: number;
  cache: Entry;
  readers: Record<string, Reader>;
  /** How far the writer is: its next part, 0 where it has nothing in hand. */
  writer: number;
  /** How often something may still go wrong. */
  left: { evictions: number; crashes: number; delays: number };
}

/** Reader `name`; there must be one. */
export function readerOf(s: Caching, name: string): Reader {
  const reader = s.readers[name];
  if (reader === undefined) throw new RangeError(`There is no ${name}.`);
  return reader;
}

export const nothing: Entry = { value: null, marker: null, lease: null };

/** Whether the cache has a version that is not the newest any more. */
export const isStale = (s: Caching): boolean =>
  s.cache.value !== null && s.cache.value.version < s.database;

/** Whether nothing is cached, and all but one, if any, must wait until that one sets it. */
export const isLeased = ({ value, lease }: Entry): boolean => value === null && lease !== null;
