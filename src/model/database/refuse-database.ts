/** Refuses databases that cannot work, and wrong use of one. */
import { ModelError } from '../../validation/errors.js';
import {
  describeGiven,
  describeValue,
  refuseOtherFunction,
  refuseUnknownName,
} from '../../validation/refuse.js';
import { isPlainObject } from '../plain-data.js';
import type { Stored } from './stored.js';

/**
 * Refuses tables that are no objects of rows.
 *
 * @param where - The database, as the start of a sentence.
 */
export function refuseOtherTables(where: string, tables: unknown): void {
  if (!isPlainObject(tables)) {
    throw new ModelError(
      `${where} has ${describeGiven(tables)} for its tables; give it { itsTable: { itsKey: row } }.`,
    );
  }
  const entries = Object.entries(tables) as [string, unknown][];
  if (entries.length === 0) throw new ModelError(`${where} has no tables; give it at least one.`);
  for (const [table, rows] of entries) {
    refuseOtherKey(where, 'table', table);
    if (!isPlainObject(rows)) {
      throw new ModelError(
        `${where}: table ${table} is ${describeGiven(rows)}; give an object with each key and its row.`,
      );
    }
    for (const key of Object.keys(rows)) refuseOtherKey(`${where}: table ${table}`, 'key', key);
  }
}

/** Refuses what cannot be the name of a table, the key of a row or the name of a transaction. */
export function refuseOtherKey(where: string, kind: string, key: unknown): asserts key is string {
  if (typeof key !== 'string' || key === '') {
    throw new ModelError(
      `${where}: a ${kind} is ${describeValue(key)}; give a text that is not empty.`,
    );
  }
  if (key in Object.prototype) {
    throw new ModelError(
      `${where}: no ${kind} can be ${JSON.stringify(key)}, which every object has; give it another name.`,
    );
  }
}

/** Refuses a table that the database does not have, and what is no key. */
export function refuseOtherRow(
  where: string,
  tables: readonly string[],
  table: unknown,
  key: unknown,
): void {
  refuseUnknownName(where, 'table', table, tables);
  refuseOtherKey(where, 'key', key);
}

/** Refuses a predicate that is no function. */
export function refuseOtherWhere(where: string, predicate: unknown): void {
  if (predicate !== undefined) refuseOtherFunction(where, 'where', predicate);
}

/** What a database has in a state. */
export function storedIn(where: string, name: string, state: unknown): Stored {
  const { databases } = Object(state) as {
    readonly databases?: Readonly<Record<string, Stored>>;
  };
  const stored = databases?.[name];
  if (stored !== undefined) return stored;
  throw new ModelError(
    `${where} is not in the state; give it to defineModel, among the actors, and use it on states of that model.`,
  );
}
