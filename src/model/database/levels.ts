/**
 * The isolation levels, by what they do. The names and what each level allows are those of H. Berenson et al.,
 * "A Critique of ANSI SQL Isolation Levels" (SIGMOD 1995), and A. Adya, "Weak Consistency" (1999).
 */

/** How far transactions are kept apart. */
export type Isolation = 'serializable' | 'snapshot' | 'read committed' | 'read uncommitted';

/** What an isolation level does. */
export interface Level {
  /** A write locks its row until the transaction ends. Another that writes the row waits. */
  readonly locks: boolean;
  /** A read sees what another transaction wrote and has not committed. */
  readonly readsUncommitted: boolean;
  /** Reads see the rows as they were when the transaction began. */
  readonly hasSnapshot: boolean;
  /** What makes a commit fail: another transaction has committed a write to one of these rows since. */
  readonly conflicts: 'none' | 'writes' | 'reads';
}

/** All levels. */
export const levels: Readonly<Record<Isolation, Level>> = {
  'read uncommitted': {
    locks: true,
    readsUncommitted: true,
    hasSnapshot: false,
    conflicts: 'none',
  },
  'read committed': { locks: true, readsUncommitted: false, hasSnapshot: false, conflicts: 'none' },
  // The first committer wins.
  snapshot: { locks: false, readsUncommitted: false, hasSnapshot: true, conflicts: 'writes' },
  // H. T. Kung and J. T. Robinson, "On Optimistic Methods for Concurrency Control" (1981), section 4. What a
  // transaction read is what it would read at its commit, so the commits are a serial order.
  serializable: { locks: false, readsUncommitted: false, hasSnapshot: true, conflicts: 'reads' },
};
