/** Rows that explore all runs of a program: without a reduction, with sleep sets, and with source sets. */
import { check, defineProgram, whenDone, writes, type Program, type Reduction } from 'allways';
import { repaired as connectionPool } from '../../../models/programs/connection-pool.js';
import { naive as doubleSubmit } from '../../../models/programs/double-submit.js';
import { naive as lostUpdate } from '../../../models/programs/lost-update.js';
import { repaired as staleCache } from '../../../models/programs/stale-cache.js';
import { repaired as tokenRefresh } from '../../../models/programs/token-refresh.js';

export const reductions = ['none', 'sleep sets', 'source sets'] as const satisfies Reduction[];

/** What one search did. */
export interface ProgramRun {
  readonly runs: number;
  readonly events: number;
  readonly seconds: number;
}

export interface ProgramRow {
  readonly name: string;
  /** How many runs come to their end with each reduction. */
  readonly runs: Readonly<Record<Reduction, number>>;
  /** How many events these runs have without a reduction. */
  readonly events: number;
  readonly run: (reduction: Reduction) => Promise<ProgramRun>;
}

/** All runs of a program. The property holds of every end, so that nothing ends the search before. */
async function explored<State>(program: Program<State>, reduction: Reduction): Promise<ProgramRun> {
  const everyEnd = whenDone<State>('a run ends', () => true);
  const started = performance.now();
  const { ended, program: figures } = await check(program, everyEnd, { reduction });
  const seconds = (performance.now() - started) / 1000;
  if (ended.by !== 'complete' || figures === undefined) {
    throw new Error(`The search ended by ${ended.by}.`);
  }
  return { runs: figures.runs, events: figures.events, seconds };
}

function row<State>(
  name: string,
  program: Program<State>,
  [none, sleep, source]: readonly [number, number, number],
  events: number,
): ProgramRow {
  return {
    name: `program-runs-${name}`,
    runs: { none, 'sleep sets': sleep, 'source sets': source },
    events,
    run: (reduction) => explored(program, reduction),
  };
}

/** A safe, as a service keeps it. */
class Safe {
  sum = 0;

  add(amount: number): Promise<void> {
    this.sum += amount;
    return Promise.resolve();
  }
}

/** Each teller puts money into the same safe once. */
const fourTellers = defineProgram({
  name: 'four tellers',
  start: (io) => io.service('safe', new Safe(), { add: () => writes('sum') }),
  processes: Object.fromEntries(
    ['ann', 'ben', 'cleo', 'dan'].map((name, at) => [
      name,
      (safe: Safe) => ({ deposit: () => safe.add(at + 1) }),
    ]),
  ),
  state: ({ sum }) => ({ sum }),
});

/** In how many orders several tasks can take so many steps each. */
export function interleavings(steps: readonly number[]): number {
  let orders = 1;
  let before = 0;
  for (const own of steps) {
    for (let step = 1; step <= own; step++) orders = (orders * ++before) / step;
  }
  return orders;
}

/** A clerk starts, and makes four calls of two events each. A teller starts, and makes one call. */
const clerks = interleavings([9, 9]);
const tellers = interleavings([3, 3, 3, 3]);

export const programRows: readonly ProgramRow[] = [
  row('lost-update', lostUpdate, [clerks, 16, 16], clerks * 18),
  row('double-submit', doubleSubmit, [3_376, 6, 6], 47_088),
  row('stale-cache', staleCache, [1_582, 216, 216], 14_174),
  row('token-refresh', tokenRefresh, [770, 66, 66], 9_200),
  row('connection-pool', connectionPool, [222, 104, 104], 1_700),
  // The safe decides the order of four calls.
  row('four-tellers', fourTellers, [tellers, interleavings([1, 1, 1, 1]), 24], tellers * 12),
];
