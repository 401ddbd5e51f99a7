/** A database as a part of a model: transactions over tables that stand in the state. */
import { reading, refuseUnknown, refuseUnknownName } from '../../validation/refuse.js';
import { canonical } from '../canonical.js';
import { refuseNameless } from '../names.js';
import { brings } from '../parts.js';
import { mayWait } from '../wait.js';
import { functionsOf } from './functions.js';
import { levels } from './levels.js';
import { refuseOtherKey, refuseOtherTables } from './refuse-database.js';
import type { Database, DatabaseOptions } from './types.js';

/**
 * Makes a database for a model: tables in the state, and transactions over them with an isolation level. What
 * was committed stands in the state, under `databases[name].tables`, and open transactions beside it.
 *
 * - `read uncommitted`: a read sees what others wrote and have not committed. A write locks its row until the
 *   transaction ends; a step or block that writes a row that another has locked cannot be taken until then.
 * - `read committed`: the same, but a read sees only what was committed, and its own writes.
 * - `snapshot`: reads see the rows as they were when the transaction began. A commit aborts if another
 *   transaction has committed a write to one of its written rows since: the first committer wins.
 * - `serializable`: the same, but a commit with writes aborts if a row that it read, or any row of a table that
 *   it scanned, was written since. So the outcome is that of one transaction after the other.
 *
 * Two processes may wait for each other. No transaction is aborted then: it is a deadlock of the model, which
 * `noDeadlock` finds.
 *
 * @param name - Its name, unique in the model.
 * @param options - The isolation level, and the tables with their rows at the start.
 * @returns The database, for the list of actors of `defineModel`.
 * @throws ModelError if a part is missing, unknown or wrong.
 * @example
 * const bank = database('bank', { isolation: 'snapshot', tables: { accounts: { a: 100, b: 100 } } });
 * const { process, defineModel } = forState<object>();
 * const clerk = (me: string) => process(me, { local: { a: 0 } }, {
 *   read: (s, my) => { bank.begin(s, me); my.a = bank.read(s, me, 'accounts', 'a'); return 'write'; },
 *   write: (s, my) => { bank.write(s, me, 'accounts', 'a', my.a + 10); return 'commit'; },
 *   commit: (s) => bank.commit(s, me) === 'committed' ? done : 'read',
 * });
 * defineModel({ name: 'bank', initial: {}, actors: [bank, clerk('clerk 1'), clerk('clerk 2')] });
 */
export function database<const Name extends string, Tables extends TablesLike<Tables>>(
  name: Name,
  options: DatabaseOptions<Tables>,
): Database<Name, Tables> {
  return reading('database', () => {
    refuseNameless(name, 'A database', "database('its name', { … })");
    const where = `Database ${JSON.stringify(name)}`;
    refuseOtherKey('database', 'name', name);
    refuseUnknown(where, 'option', options, ['isolation', 'tables']);
    refuseUnknownName(where, 'isolation level', options.isolation, Object.keys(levels));
    refuseOtherTables(where, options.tables);
    const tables = canonical(options.tables, `${name}.tables`);
    const made = {
      name,
      steps: {},
      ...(levels[options.isolation].locks && { [mayWait]: true }),
      [brings]: [{ group: 'databases', name, value: { tables, transactions: {} } }],
      ...functionsOf({
        where,
        name,
        level: levels[options.isolation],
        tables: Object.keys(tables),
      }),
    };
    // The functions work on tables of all types; the types say which one each table has.
    return made as unknown as Database<Name, Tables>;
  });
}

/** Tables: each an object of rows. */
type TablesLike<Tables> = { readonly [Table in keyof Tables]: object };
