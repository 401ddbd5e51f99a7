/** Transactions as lists of operations, and models that run them at once. */
import { database, done, forState, type Isolation, type Model, type StateOf } from 'allways';

/** What a transaction has read so far: a row, null if there was none, or the rows of a scan. */
export type Seen = number | null | readonly (readonly [string, number])[];

/** One operation. A write of null deletes the row. */
export type Operation =
  | { readonly read: string }
  | { readonly scan: true }
  | { readonly write: string; readonly value: (seen: readonly Seen[]) => number | null };

/** A transaction: what it does, and how it ends. */
export interface Program {
  readonly does: readonly Operation[];
  readonly ends?: 'commit' | 'abort';
}

/** How a transaction ended; null while it is open. */
export type Ended = 'committed' | 'aborted' | null;

/** The locals of a transaction. */
interface Local {
  seen: Seen[];
  ended: Ended;
}

/** What can be seen of some transactions: the rows, and what each of them read and how it ended. */
export interface History {
  readonly rows: Readonly<Record<string, number>>;
  readonly transactions: readonly { readonly seen: readonly Seen[]; readonly ended: Ended }[];
}

/** The name of a transaction. */
const nameOf = (index: number) => `T${index + 1}`;

const { process } = forState<object>();

/** A model in which transactions run at once: one operation is one step. Each begins with its first operation. */
export function modelOf(
  isolation: Isolation,
  rows: Readonly<Record<string, number>>,
  programs: readonly Program[],
) {
  const db = database('db', { isolation, tables: { t: rows } });
  const run = (state: object, me: string, seen: Seen[], operation: Operation): void => {
    if ('scan' in operation) seen.push(db.scan(state, me, 't'));
    else if ('read' in operation) seen.push(db.read(state, me, 't', operation.read) ?? null);
    else {
      const value = operation.value(seen);
      if (value === null) db.delete(state, me, 't', operation.write);
      else db.write(state, me, 't', operation.write, value);
    }
  };
  const transaction = ({ does, ends }: Program, index: number) => {
    const me = nameOf(index);
    const steps = does.map((operation, at) => {
      const block = (s: object, my: Local): string => {
        if (at === 0) db.begin(s, me);
        run(s, me, my.seen, operation);
        return at + 1 === does.length ? 'end' : `operation ${at + 2}`;
      };
      return [`operation ${at + 1}`, block] as const;
    });
    const end = (s: object, my: Local): string => {
      if (ends === 'abort') db.abort(s, me);
      my.ended = ends === 'abort' ? 'aborted' : db.commit(s, me);
      return done;
    };
    const local: Local = { seen: [], ended: null };
    const blocks: readonly (readonly [string, typeof end])[] = [...steps, ['end', end]];
    return process(me, { local }, Object.fromEntries(blocks));
  };
  return forState<object>().defineModel({
    name: `${isolation} transactions`,
    initial: {},
    actors: [db, ...programs.map(transaction)],
  });
}

/** The state of such a model. */
export type TransactionState = StateOf<ReturnType<typeof modelOf>>;

/** What can be seen in a state. */
export function historyOf(s: TransactionState): History {
  return {
    rows: s.databases.db.tables.t,
    transactions: Object.values(s.processes).map(({ seen, ended }) => ({ seen, ended })),
  };
}

/** The histories of all behaviours at their ends, as texts. Each state is visited once. */
export function endsOf(model: Model<TransactionState>): Set<string> {
  const ends = new Set<string>();
  const visited = new Set<string>();
  const visit = (state: TransactionState): void => {
    const key = JSON.stringify(state);
    if (visited.has(key)) return;
    visited.add(key);
    const actions = model.actions(state);
    if (actions.length === 0) ends.add(textOf(historyOf(state)));
    for (const action of actions) visit(model.reduce(state, action));
  };
  for (const state of model.initial) visit(state);
  return ends;
}

/** A history as a text, the same for equal ones. */
export function textOf({ rows, transactions }: History): string {
  const sorted = Object.entries(rows).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([sorted, transactions.map(({ seen, ended }) => [seen, ended])]);
}
