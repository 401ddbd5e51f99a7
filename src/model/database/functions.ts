/** The functions of a database, for tables whose types are not known. */
import { ModelError } from '../../validation/errors.js';
import { refuseUnknownName } from '../../validation/refuse.js';
import { waitHere } from '../wait.js';
import type { Level } from './levels.js';
import { refuseOtherKey, refuseOtherRow, refuseOtherWhere, storedIn } from './refuse-database.js';
import {
  begun,
  commitWrites,
  copyOf,
  end,
  isLate,
  keysToScan,
  noteRead,
  noteScan,
  seenRow,
  writerOf,
  type KeptRow,
  type OpenTransaction,
  type Stored,
} from './stored.js';

/** A database as its functions know it. */
export interface DatabaseShape {
  readonly name: string;
  /** The database, as the start of a sentence. */
  readonly where: string;
  readonly level: Level;
  /** The names of the tables. */
  readonly tables: readonly string[];
}

/** All functions of a database. See `types.ts`. */
export function functionsOf(shape: DatabaseShape) {
  return { ...readingOf(shape), ...writingOf(shape), ...endingOf(shape) };
}

const storedOf = ({ where, name }: DatabaseShape, state: object): Stored =>
  storedIn(where, name, state);

/** The open transaction of a name. */
function openIn({ where, name }: DatabaseShape, stored: Stored, me: string): OpenTransaction {
  const own = stored.transactions[me];
  if (own !== undefined) return own;
  refuseOtherKey(where, 'transaction', me);
  throw new Error(`${me} has no open transaction of ${name}; it must begin one first`);
}

function readingOf(shape: DatabaseShape) {
  const { where, level, tables } = shape;
  return {
    read: (state: object, me: string, table: string, key: string): unknown => {
      refuseOtherRow(where, tables, table, key);
      const stored = storedOf(shape, state);
      openIn(shape, stored, me);
      noteRead(stored, me, { table, key });
      return copyOf(seenRow(stored, level, me, { table, key }).row);
    },
    scan: (
      state: object,
      me: string,
      table: string,
      predicate: (row: unknown, key: string) => boolean = () => true,
    ) => {
      refuseUnknownName(where, 'table', table, tables);
      refuseOtherWhere(`${where}: scan of ${table}`, predicate);
      const stored = storedOf(shape, state);
      openIn(shape, stored, me);
      noteScan(stored, me, table);
      return keysToScan(stored, level, me, table).flatMap((key) => {
        const row = copyOf(seenRow(stored, level, me, { table, key }).row);
        return row !== undefined && predicate(row, key) ? [[key, row] as const] : [];
      });
    },
    committed: (state: object, table: string): unknown => {
      refuseUnknownName(where, 'table', table, tables);
      return storedOf(shape, state).tables[table];
    },
  };
}

function writingOf(shape: DatabaseShape) {
  const { where, level, tables } = shape;
  const { read } = readingOf(shape);
  const isLocked = (state: object, me: string, table: string, key: string): boolean => {
    refuseOtherRow(where, tables, table, key);
    return level.locks && writerOf(storedOf(shape, state), me, { table, key }) !== undefined;
  };
  const keep = (state: object, me: string, [table, key]: RowAt, kept: KeptRow): void => {
    const { writes } = openIn(shape, storedOf(shape, state), me);
    if (isLocked(state, me, table, key)) waitHere();
    (writes[table] ??= {})[key] = kept;
  };
  return {
    isLocked,
    readForUpdate: (state: object, me: string, table: string, key: string): unknown => {
      const row = read(state, me, table, key);
      keep(state, me, [table, key], row === undefined ? {} : { row });
      return row;
    },
    write: (state: object, me: string, table: string, key: string, row: unknown): void => {
      if (row === undefined) {
        throw new ModelError(
          `${where}: ${me} writes undefined to ${table}; give a row, or use delete.`,
        );
      }
      keep(state, me, [table, key], { row: copyOf(row) });
    },
    delete: (state: object, me: string, table: string, key: string): void => {
      keep(state, me, [table, key], {});
    },
  };
}

/** A row: its table, and its key there. */
type RowAt = readonly [table: string, key: string];

function endingOf(shape: DatabaseShape) {
  const { where, name, level, tables } = shape;
  return {
    begin: (state: object, me: string): void => {
      refuseOtherKey(where, 'transaction', me);
      const { transactions } = storedOf(shape, state);
      if (transactions[me] !== undefined) {
        throw new Error(`${me} has an open transaction of ${name}; it must end that first`);
      }
      transactions[me] = begun(level, tables);
    },
    commit: (state: object, me: string): 'committed' | 'aborted' => {
      const stored = storedOf(shape, state);
      const late = isLate(level, openIn(shape, stored, me));
      if (late) end(stored, me);
      else commitWrites(stored, me);
      return late ? 'aborted' : 'committed';
    },
    abort: (state: object, me: string): void => {
      end(storedOf(shape, state), me);
    },
    isOpen: (state: object, me: string): boolean =>
      storedOf(shape, state).transactions[me] !== undefined,
  };
}
