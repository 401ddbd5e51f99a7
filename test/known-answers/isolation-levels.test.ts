/**
 * Which anomaly happens under which isolation level.
 *
 *                                      read uncommitted  read committed  snapshot  serializable
 * G0   dirty write                            -                -            -           -
 * G1a  aborted read (dirty read)              x                -            -           -
 * G1b  intermediate read (dirty read)         x                -            -           -
 * G1c  circular information flow              x                -            -           -
 * P2   fuzzy read                             x                x            -           -
 * P4   lost update                            x                x            -           -
 * A5A  read skew                              x                x            -           -
 * A3   phantom, a scan repeated               x                x            -           -
 *      long fork                              x                x            -           -
 * A5B  write skew                             x                x            x           -
 * P3   phantom, write skew over a scan        x                x            x           -
 *      read-only anomaly                      x                x            x           -
 *
 * G0 and G1 are those of A. Adya, "Weak Consistency" (1999), chapter 3; P2 to P4, A3, A5A and A5B those of
 * H. Berenson et al., "A Critique of ANSI SQL Isolation Levels" (SIGMOD 1995), whose table 4 has these answers for
 * all levels here. Long fork is what distinguishes parallel snapshot isolation, which allows it, from snapshot
 * isolation, whose snapshots are all of one order (Y. Sovran et al., "Transactional storage for geo-replicated
 * systems", SOSP 2011). The read-only anomaly is that of A. Fekete, E. O'Neil and P. O'Neil, "A Read-Only
 * Transaction Anomaly Under Snapshot Isolation" (SIGMOD Record 2004).
 */
import { describe, expect, test } from 'vitest';
import { check, invariant, reachable, type Isolation } from 'allways';
import {
  historyOf,
  modelOf,
  type History,
  type Operation,
  type Program,
  type Seen,
  type TransactionState,
} from '../support/transactions.js';

const read = (key: string): Operation => ({ read: key });
const scan: Operation = { scan: true };
const write = (
  key: string,
  value: number | ((...seen: readonly Seen[]) => number | null),
): Operation => ({
  write: key,
  value: (seen) => (typeof value === 'number' ? value : value(...seen)),
});
const commits = (...does: Operation[]): Program => ({ does });

interface Anomaly {
  readonly rows: Readonly<Record<string, number>>;
  readonly programs: readonly Program[];
  /** Whether it happened. It is asked at the end, of transactions that have all committed unless they abort. */
  readonly happened: (history: History, ...seen: readonly (readonly Seen[])[]) => boolean;
  /** The levels that allow it. */
  readonly allowed: readonly Isolation[];
}

const levels: readonly Isolation[] = [
  'read uncommitted',
  'read committed',
  'snapshot',
  'serializable',
];
const [uncommitted, committed, snapshot] = [
  'read uncommitted',
  'read committed',
  'snapshot',
] as const;
const number = (seen: Seen | undefined): number => (typeof seen === 'number' ? seen : 0);
const increment = commits(
  read('x'),
  write('x', (x = 0) => number(x) + 1),
);
const insertIfEmpty = (key: string) =>
  commits(
    scan,
    write(key, (rows) => (rows instanceof Array && rows.length === 0 ? 1 : null)),
  );

const anomalies: Readonly<Record<string, Anomaly>> = {
  'dirty write': {
    rows: { x: 0, y: 0 },
    programs: [commits(write('x', 1), write('y', 1)), commits(write('x', 2), write('y', 2))],
    happened: ({ rows }) => rows.x !== rows.y,
    allowed: [],
  },
  'aborted read': {
    rows: { x: 0 },
    programs: [{ does: [write('x', 1)], ends: 'abort' }, commits(read('x'))],
    happened: (_, _writer, [x]) => x === 1,
    allowed: [uncommitted],
  },
  'intermediate read': {
    rows: { x: 0 },
    programs: [commits(write('x', 1), write('x', 2)), commits(read('x'))],
    happened: (_, _writer, [x]) => x === 1,
    allowed: [uncommitted],
  },
  'circular information flow': {
    rows: { x: 0, y: 0 },
    programs: [commits(write('x', 1), read('y')), commits(write('y', 1), read('x'))],
    happened: (_, [y], [x]) => y === 1 && x === 1,
    allowed: [uncommitted],
  },
  'fuzzy read': {
    rows: { x: 0 },
    programs: [commits(read('x'), read('x')), commits(write('x', 1))],
    happened: (_, [first, second]) => first !== second,
    allowed: [uncommitted, committed],
  },
  'lost update': {
    rows: { x: 0 },
    programs: [increment, increment],
    happened: ({ rows }) => rows.x !== 2,
    allowed: [uncommitted, committed],
  },
  'read skew': {
    rows: { x: 0, y: 0 },
    programs: [commits(read('x'), read('y')), commits(write('x', 1), write('y', 1))],
    happened: (_, [x, y]) => x !== y,
    allowed: [uncommitted, committed],
  },
  'phantom, a scan repeated': {
    rows: {},
    programs: [commits(scan, scan), commits(write('x', 1))],
    happened: (_, [first, second]) => JSON.stringify(first) !== JSON.stringify(second),
    allowed: [uncommitted, committed],
  },
  'long fork': {
    rows: { x: 0, y: 0 },
    programs: [
      commits(write('x', 1)),
      commits(write('y', 1)),
      commits(read('y'), read('x')),
      commits(read('x'), read('y')),
    ],
    happened: (_, _x, _y, [y3, x3], [x4, y4]) => x3 === 1 && y3 === 0 && x4 === 0 && y4 === 1,
    allowed: [uncommitted, committed],
  },
  'write skew': {
    rows: { x: 0, y: 0 },
    programs: [
      commits(
        read('y'),
        write('x', (y = 0) => 1 - number(y)),
      ),
      commits(
        read('x'),
        write('y', (x = 0) => 1 - number(x)),
      ),
    ],
    happened: ({ rows }) => rows.x === 1 && rows.y === 1,
    allowed: [uncommitted, committed, snapshot],
  },
  'phantom, write skew over a scan': {
    rows: {},
    programs: [insertIfEmpty('a'), insertIfEmpty('b')],
    happened: ({ rows }) => Object.keys(rows).length > 1,
    allowed: [uncommitted, committed, snapshot],
  },
  // A checking account x and savings y; to overdraw both together costs 1. The report shows the deposit and not
  // the withdrawal, so the withdrawal comes after the deposit. It paid as if there had been none.
  'read-only anomaly': {
    rows: { x: 0, y: 0 },
    programs: [
      commits(write('y', 20)),
      commits(
        read('x'),
        read('y'),
        write('x', (x, y) => number(x) - 10 - (number(x) + number(y) < 10 ? 1 : 0)),
      ),
      commits(read('x'), read('y')),
    ],
    happened: ({ rows }, _deposit, _withdraw, [x, y]) => x === 0 && y === 20 && rows.x === -11,
    allowed: [uncommitted, committed, snapshot],
  },
};

const cases = Object.entries(anomalies).flatMap(([name, anomaly]) =>
  levels.map((isolation) => {
    const verdict: 'violated' | 'holds' = anomaly.allowed.includes(isolation)
      ? 'violated'
      : 'holds';
    return [name, isolation, verdict, anomaly] as const;
  }),
);

describe('the isolation levels', () => {
  test.each(cases)('%s under %s: %s', async (_, isolation, verdict, anomaly) => {
    const { rows, programs, happened } = anomaly;
    const isOver = ({ transactions }: History) =>
      transactions.every(
        ({ ended }, index) =>
          ended === (programs[index]?.ends === 'abort' ? 'aborted' : 'committed'),
      );
    const result = await check(modelOf(isolation, rows, programs), [
      invariant<TransactionState>('it does not happen', (s) => {
        const history = historyOf(s);
        const seen = history.transactions.map((one) => one.seen);
        return !isOver(history) || !happened(history, ...seen);
      }),
      reachable<TransactionState>('all can commit', (s) => isOver(historyOf(s))),
    ]);
    expect(result.properties.map((one) => one.verdict)).toEqual([verdict, 'holds']);
  });
});
