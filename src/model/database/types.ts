/** The types of a database. */
import type { Immutable } from 'immer';
import type { TakesActions } from '../actor.js';
import type { BringsParts, StatePart } from '../parts.js';
import type { Isolation } from './levels.js';
import type { Stored } from './stored.js';

/** What `database` takes beside the name. */
export interface DatabaseOptions<Tables> {
  /** How far transactions are kept apart. */
  readonly isolation: Isolation;
  /**
   * The tables, each with its rows at the start by their keys. A row is plain data: a number, or an object with
   * columns. If keys have no row at the start, give the table a type: `const log: Record<string, number> = {}`.
   */
  readonly tables: Tables;
}

/** The part of the state that a database brings. */
export interface DatabasePart<Name extends string, Tables> extends StatePart {
  readonly group: 'databases';
  readonly name: Name;
  readonly value: Stored<Tables>;
}

/** The names of the tables. */
type TableIn<Tables> = keyof Tables & string;

/** The keys of a table. */
type KeyIn<Table> = keyof Table & string;

/** The keys under which there need not be a row. */
type OptionalKeyIn<Table> = string extends keyof Table
  ? string
  : { [Key in KeyIn<Table>]: undefined extends Table[Key] ? Key : never }[KeyIn<Table>];

/** A row as a transaction writes it. */
type Row<Table, Key extends keyof Table> = Immutable<Exclude<Table[Key], undefined>>;

/** A row as a transaction reads it; undefined if there is none. */
type FoundRow<Table, Key extends keyof Table> =
  | Row<Table, Key>
  | (string extends keyof Table ? undefined : undefined extends Table[Key] ? undefined : never);

/** Makes a function of one row. */
type OfRow<Tables, Answer extends 'found' | 'nothing'> = <
  Table extends TableIn<Tables>,
  Key extends KeyIn<Tables[Table]>,
>(
  state: object,
  me: string,
  table: Table,
  key: Key,
) => Answer extends 'found' ? FoundRow<Tables[Table], Key> : void;

/**
 * A database: an actor without steps of its own, for `defineModel`. Its functions are called in recipes and in
 * blocks of processes. The first argument of each is the state, the second the name of the transaction, such as
 * the name of the process. There is at most one open transaction of each name.
 */
export interface Database<Name extends string, Tables>
  extends BringsParts<DatabasePart<Name, Tables>>, TakesActions<never> {
  readonly name: Name;
  readonly steps: Readonly<Record<string, never>>;

  /** Begins a transaction. It is an error of the step if one of this name is open. */
  readonly begin: (state: object, me: string) => void;

  /** Reads a row: a copy that cannot be changed, or undefined if there is none. */
  readonly read: OfRow<Tables, 'found'>;

  /**
   * Reads a row and counts as a write of it: `select … for update`. Under the levels with locks it waits for the
   * lock. Under the others, two transactions that do so to one row, or of which one writes it, conflict.
   */
  readonly readForUpdate: OfRow<Tables, 'found'>;

  /**
   * Reads all rows of a table that satisfy a predicate.
   *
   * @param where - The predicate. Absent: all rows.
   * @returns Keys and rows, in the order of the keys.
   */
  readonly scan: <Table extends TableIn<Tables>>(
    state: object,
    me: string,
    table: Table,
    where?: (row: Row<Tables[Table], KeyIn<Tables[Table]>>, key: KeyIn<Tables[Table]>) => boolean,
  ) => readonly (readonly [
    key: KeyIn<Tables[Table]>,
    row: Row<Tables[Table], KeyIn<Tables[Table]>>,
  ])[];

  /** Writes a row, or inserts it. Under the levels with locks it waits if another transaction wrote the row. */
  readonly write: <Table extends TableIn<Tables>, Key extends KeyIn<Tables[Table]>>(
    state: object,
    me: string,
    table: Table,
    key: Key,
    row: Row<Tables[Table], Key>,
  ) => void;

  /** Deletes a row, if there is one. It is a write: see `write`. */
  readonly delete: <Table extends TableIn<Tables>>(
    state: object,
    me: string,
    table: Table,
    key: OptionalKeyIn<Tables[Table]>,
  ) => void;

  /** Ends the transaction: `committed`, or `aborted` if its level does not let it commit. */
  readonly commit: (state: object, me: string) => 'committed' | 'aborted';

  /** Ends the transaction without its writes. Does nothing if none is open, so it can follow a crash. */
  readonly abort: (state: object, me: string) => void;

  /** Whether a transaction of this name is open. */
  readonly isOpen: (state: object, me: string) => boolean;

  /** Whether a write to this row would wait. */
  readonly isLocked: <Table extends TableIn<Tables>>(
    state: object,
    me: string,
    table: Table,
    key: KeyIn<Tables[Table]>,
  ) => boolean;

  /** The rows of a table that were committed last, for properties. */
  readonly committed: <Table extends TableIn<Tables>>(
    state: object,
    table: Table,
  ) => Immutable<Tables[Table]>;
}
