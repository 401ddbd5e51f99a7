/**
 * What a database has in the state, and how transactions read and change it.
 *
 * There are no versions with numbers, which would grow for ever. `tables` has the rows that were committed last.
 * Each open transaction has its own writes, and, if it has a snapshot, the rows that others changed since it
 * began, as they were then. So the state is finite if the rows are, and two histories that differ only in what
 * nobody can see any more lead to the same state.
 */
import type { Level } from './levels.js';

/** A row that a transaction keeps; without a `row` if there is none under its key. */
export interface KeptRow {
  readonly row?: unknown;
}

/** Something for each row of some tables: first by table, then by key. */
export type ByRow<Value> = Record<string, Record<string, Value>>;

/** An open transaction. Each part has every table. */
export interface OpenTransaction {
  /** What it wrote. Under the levels with locks it holds the lock of each of these rows. */
  readonly writes: ByRow<KeptRow>;
  /** The rows that others have changed since it began, as they were then. Only if it has a snapshot. */
  readonly before?: ByRow<KeptRow>;
  /** The rows that it read, under `serializable`. Nothing of a table that is in `scans`. */
  readonly reads?: ByRow<true>;
  /** The tables that it scanned, under `serializable`. */
  readonly scans?: Record<string, true>;
}

/** What a database has in the state. */
export interface Stored<Tables = ByRow<unknown>> {
  /** The rows that were committed last. */
  readonly tables: Tables;
  /** The open transactions, by name. */
  readonly transactions: Record<string, OpenTransaction>;
}

/** A transaction that begins. */
export function begun(
  { hasSnapshot, conflicts }: Level,
  tables: readonly string[],
): OpenTransaction {
  const empty = () => Object.fromEntries(tables.map((table) => [table, {}]));
  return {
    writes: empty(),
    ...(hasSnapshot && { before: empty() }),
    ...(conflicts === 'reads' && { reads: empty(), scans: {} }),
  };
}

/** One row: its table, and its key there. */
export interface RowName {
  readonly table: string;
  readonly key: string;
}

/** The transaction, apart from this one, that wrote a row and has not ended. */
export function writerOf(stored: Stored, me: string, row: RowName): string | undefined {
  return Object.keys(stored.transactions).find(
    (name) => name !== me && writeOf(stored, name, row) !== undefined,
  );
}

const writeOf = ({ transactions }: Stored, name: string, { table, key }: RowName) =>
  transactions[name]?.writes[table]?.[key];

/** A row as a transaction sees it. */
export function seenRow(stored: Stored, level: Level, me: string, row: RowName): KeptRow {
  const own = writeOf(stored, me, row);
  if (own !== undefined) return own;
  if (level.readsUncommitted) {
    const writer = writerOf(stored, me, row);
    if (writer !== undefined) return writeOf(stored, writer, row) ?? {};
  }
  const { table, key } = row;
  return stored.transactions[me]?.before?.[table]?.[key] ?? committedRow(stored, row);
}

/** A row as it was committed last. */
function committedRow({ tables }: Stored, { table, key }: RowName): KeptRow {
  const row = tables[table]?.[key];
  return row === undefined ? {} : { row };
}

/** The keys under which a transaction may see a row of a table, in order. */
export function keysToScan(stored: Stored, level: Level, me: string, table: string): string[] {
  const { tables, transactions } = stored;
  const own = transactions[me];
  const writers = level.readsUncommitted ? Object.values(transactions) : own ? [own] : [];
  const kept = [...writers.map(({ writes }) => writes[table]), own?.before?.[table]];
  const keys = [tables[table], ...kept].flatMap((rows) => Object.keys(rows ?? {}));
  return [...new Set(keys)].sort();
}

/** Notes that a transaction read a row, if its level asks at the commit what it read. */
export function noteRead({ transactions }: Stored, me: string, { table, key }: RowName): void {
  const { writes, reads, scans } = transactions[me] ?? {};
  if (reads === undefined || scans?.[table] === true) return;
  if (writes?.[table]?.[key] === undefined) (reads[table] ??= {})[key] = true;
}

/** Notes that a transaction read a whole table, if its level asks at the commit what it read. */
export function noteScan({ transactions }: Stored, me: string, table: string): void {
  const { reads, scans } = transactions[me] ?? {};
  if (reads === undefined || scans === undefined) return;
  scans[table] = true;
  reads[table] = {};
}

/** Whether a transaction cannot commit, as others have committed since it began. */
export function isLate(
  { conflicts }: Level,
  { writes, before, reads, scans }: OpenTransaction,
): boolean {
  if (conflicts === 'none' || before === undefined) return false;
  // A transaction that only reads saw the state at its beginning, which is its place in the serial order.
  if (Object.values(writes).every((rows) => Object.keys(rows).length === 0)) return false;
  return Object.entries(before).some(([table, rows]) => {
    const changed = Object.keys(rows);
    if (scans?.[table] === true) return changed.length > 0;
    const matters = (conflicts === 'writes' ? writes : reads)?.[table] ?? {};
    return changed.some((key) => matters[key] !== undefined);
  });
}

/** Ends a transaction. Its writes become those that were committed last. */
export function commitWrites(stored: Stored, me: string): void {
  const { tables, transactions } = stored;
  const own = transactions[me];
  for (const [table, rows] of Object.entries(own?.writes ?? {})) {
    for (const [key, { row }] of Object.entries(rows)) {
      keepForOthers(stored, me, { table, key });
      const committed = (tables[table] ??= {});
      if (row === undefined) Reflect.deleteProperty(committed, key);
      else committed[key] = row;
    }
  }
  end(stored, me);
}

/** Keeps a row that changes for the other transactions that have a snapshot of it. */
function keepForOthers(stored: Stored, me: string, row: RowName): void {
  for (const [name, { before }] of Object.entries(stored.transactions)) {
    const rows = before?.[row.table];
    if (name !== me && rows !== undefined) {
      rows[row.key] ??= copyOf(committedRow(stored, row)) as KeptRow;
    }
  }
}

/** Ends a transaction without its writes. */
export function end({ transactions }: Stored, me: string): void {
  Reflect.deleteProperty(transactions, me);
}

/** A frozen copy of plain data, which may be a draft. */
export function copyOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return Object.freeze(value.map(copyOf));
  if (value instanceof Map) {
    return new Map([...value].map(([key, part]) => [copyOf(key), copyOf(part)]));
  }
  if (value instanceof Set) return new Set([...value].map(copyOf));
  const parts = Object.entries(value).map(([name, part]) => [name, copyOf(part)] as const);
  return Object.freeze(Object.fromEntries(parts));
}
