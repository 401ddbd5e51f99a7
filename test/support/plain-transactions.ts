/**
 * The isolation levels once more, as plain as they can be: rows with all their versions and the time of each, or
 * rows that are changed in place and an undo log. They share no code with `src/model/database`.
 */
import { textOf, type Ended, type Operation, type Program, type Seen } from './transactions.js';

/** A store that transactions use by their numbers. */
interface Store {
  readonly begin: (me: number) => void;
  readonly read: (me: number, key: string) => number | null;
  readonly scan: (me: number) => readonly (readonly [string, number])[];
  /** False: it has to wait. */
  readonly write: (me: number, key: string, value: number | null) => boolean;
  readonly commit: (me: number) => 'committed' | 'aborted';
  readonly abort: (me: number) => void;
  readonly rows: () => Readonly<Record<string, number>>;
}

type Rows = Readonly<Record<string, number>>;

/** All versions of all rows, each with the time of its commit. */
function versioned(rows: Rows, conflicts: 'reads' | 'writes'): Store {
  const versions = Object.entries(rows).map(([key, value]) => ({
    key,
    value: value as number | null,
    time: 0,
  }));
  let now = 0;
  const started = new Map<number, number>();
  const writes = new Map<number, Map<string, number | null>>();
  const reads = new Map<number, ((key: string) => boolean)[]>();
  const at = (time: number, key: string) =>
    versions.findLast((version) => version.key === key && version.time <= time)?.value ?? null;
  const all = (see: (key: string) => number | null, more: Iterable<string>) => {
    const keys = new Set([...versions.map(({ key }) => key), ...more]);
    return [...keys].sort().flatMap((key) => {
      const value = see(key);
      return value === null ? [] : [[key, value] as const];
    });
  };
  const own = (me: number) => writes.get(me) ?? new Map<string, number | null>();
  const see = (me: number, key: string) => {
    const written = own(me).get(key);
    return written === undefined ? at(started.get(me) ?? 0, key) : written;
  };
  return {
    begin: (me) => {
      started.set(me, now);
      writes.set(me, new Map());
      reads.set(me, []);
    },
    read: (me, key) => {
      if (!own(me).has(key)) reads.get(me)?.push((other) => other === key);
      return see(me, key);
    },
    scan: (me) => {
      reads.get(me)?.push(() => true);
      return all((key) => see(me, key), own(me).keys());
    },
    write: (me, key, value) => {
      own(me).set(key, value);
      return true;
    },
    commit: (me) => {
      const newer = versions.filter(({ time }) => time > (started.get(me) ?? 0));
      const matters = (key: string) =>
        conflicts === 'writes' ? own(me).has(key) : reads.get(me)?.some((one) => one(key));
      if (own(me).size > 0 && newer.some(({ key }) => matters(key))) return 'aborted';
      now++;
      for (const [key, value] of own(me)) versions.push({ key, value, time: now });
      return 'committed';
    },
    abort: () => undefined,
    rows: () => Object.fromEntries(all((key) => at(now, key), [])),
  };
}

/** Rows that are changed in place, locks until the end, and the values before. */
function inPlace(rows: Rows, dirtyReads: boolean): Store {
  const current = new Map<string, number | null>(Object.entries(rows));
  const locks = new Map<string, { holder: number; before: number | null }>();
  const see = (me: number, key: string) => {
    const lock = locks.get(key);
    const isOld = !dirtyReads && lock !== undefined && lock.holder !== me;
    return (isOld ? lock.before : current.get(key)) ?? null;
  };
  const all = (me: number) =>
    [...current.keys()].sort().flatMap((key) => {
      const value = see(me, key);
      return value === null ? [] : [[key, value] as const];
    });
  const release = (me: number, undo: boolean) => {
    for (const [key, { holder, before }] of locks) {
      if (holder !== me) continue;
      if (undo) current.set(key, before);
      locks.delete(key);
    }
  };
  return {
    begin: () => undefined,
    read: see,
    scan: all,
    write: (me, key, value) => {
      const lock = locks.get(key);
      if (lock !== undefined && lock.holder !== me) return false;
      if (lock === undefined) locks.set(key, { holder: me, before: current.get(key) ?? null });
      current.set(key, value);
      return true;
    },
    commit: (me) => {
      release(me, false);
      return 'committed';
    },
    abort: (me) => {
      release(me, true);
    },
    // At the end, the locks that are left are those of transactions that wait for ever.
    rows: () => {
      const before = [...current].map(([key, value]) => [key, locks.get(key)?.before ?? value]);
      return Object.fromEntries(before.filter(([key]) => isThere(String(key)))) as Rows;
      function isThere(key: string): boolean {
        const lock = locks.get(key);
        return (lock === undefined ? current.get(key) : lock.before) !== null;
      }
    },
  };
}

const stores = {
  'read uncommitted': (rows: Rows) => inPlace(rows, true),
  'read committed': (rows: Rows) => inPlace(rows, false),
  snapshot: (rows: Rows) => versioned(rows, 'writes'),
  serializable: (rows: Rows) => versioned(rows, 'reads'),
};

/** What came of a run: what each transaction saw and how it ended, and whether the last step had to wait. */
function runOf(store: Store, programs: readonly Program[], order: readonly number[]) {
  const transactions = programs.map(() => ({ seen: [] as Seen[], ended: null as Ended, at: 0 }));
  for (const me of order) {
    const one = transactions[me];
    const program = programs[me];
    if (one === undefined || program === undefined) break;
    const operation = program.does[one.at];
    if (one.at === 0) store.begin(me);
    if (operation === undefined) {
      if (program.ends === 'abort') store.abort(me);
      one.ended = program.ends === 'abort' ? 'aborted' : store.commit(me);
    } else if (!apply(store, me, one.seen, operation)) return undefined;
    one.at++;
  }
  return textOf({ rows: store.rows(), transactions });
}

function apply(store: Store, me: number, seen: Seen[], operation: Operation): boolean {
  if ('write' in operation) return store.write(me, operation.write, operation.value(seen));
  seen.push('scan' in operation ? store.scan(me) : store.read(me, operation.read));
  return true;
}

/** The histories of all interleavings at their ends, as texts. Each prefix is run from the start. */
export function plainEnds(
  isolation: keyof typeof stores,
  rows: Rows,
  programs: readonly Program[],
): Set<string> {
  const ends = new Set<string>();
  const extend = (order: readonly number[], end: string): void => {
    let isLast = true;
    for (const [me, { does }] of programs.entries()) {
      if (order.filter((one) => one === me).length > does.length) continue;
      const longer = [...order, me];
      const next = runOf(stores[isolation](rows), programs, longer);
      if (next === undefined) continue;
      isLast = false;
      extend(longer, next);
    }
    if (isLast) ends.add(end);
  };
  extend([], '');
  return ends;
}

/** The histories of all serial orders of some transactions, as texts. */
export function serialEnds(rows: Rows, programs: readonly Program[]): Set<string> {
  const ends = new Set<string>();
  const extend = (order: readonly number[]): void => {
    const rest = [...programs.keys()].filter((me) => !order.includes(me));
    for (const me of rest) {
      extend([...order, ...Array<number>((programs[me]?.does.length ?? 0) + 1).fill(me)]);
    }
    const isWhole = new Set(order).size === programs.length;
    const end = isWhole ? runOf(inPlace(rows, true), programs, order) : undefined;
    if (end !== undefined) ends.add(end);
  };
  extend([]);
  return ends;
}
