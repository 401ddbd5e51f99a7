/** The isolation levels against plain references, on transactions at random, in all their interleavings. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { check, noDeadlock, type Isolation } from 'allways';
import { tries } from '../support/deep.js';
import { plainEnds, serialEnds } from '../support/plain-transactions.js';
import {
  endsOf,
  modelOf,
  type Ended,
  type Operation,
  type Program,
  type Seen,
} from '../support/transactions.js';

const keys = ['x', 'y'];
const rows = { x: 1 };

const sum = (seen: readonly Seen[]): number =>
  seen
    .flatMap((one) => (one instanceof Array ? one.map(([, value]) => value) : [one ?? 0]))
    .reduce((total, value) => total + value, 0);

/** An operation. What it writes tells who wrote it, after what it had read. */
const operation = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...keys).map((read): Operation => ({ read })) },
  { weight: 1, arbitrary: fc.constant<Operation>({ scan: true }) },
  {
    weight: 5,
    arbitrary: fc
      .tuple(fc.constantFrom(...keys), fc.constantFrom(null, 10, 100, 1000))
      .map(([write, plus]): Operation => ({
        write,
        value: (seen) => (plus === null ? null : sum(seen) + plus),
      })),
  },
);

const programsOf = (count: number, most: number) =>
  fc.array(
    fc.record({
      does: fc.array(operation, { minLength: 1, maxLength: most }),
      ends: fc.constantFrom<('commit' | 'abort')[]>('commit', 'commit', 'commit', 'abort'),
    }),
    { minLength: count, maxLength: count },
  );

const someTransactions = fc.oneof(programsOf(2, 3), programsOf(3, 2));

/** A text of `textOf`, read again. */
type Read = readonly [rows: unknown, transactions: readonly (readonly [Seen[], Ended])[]];

/** Whether a history is one of a serial order of the transactions that committed. */
function isSerial(text: string, programs: readonly Program[]): boolean {
  const [end, transactions] = JSON.parse(text) as Read;
  const committed = transactions.map(([, ended]) => ended === 'committed');
  const ofThem = JSON.stringify([end, transactions.filter((_, index) => committed[index])]);
  const those = programs.filter((_, index) => committed[index]);
  return those.length === 0
    ? JSON.stringify(end) === JSON.stringify(Object.entries(rows))
    : serialEnds(rows, those).has(ofThem);
}

describe('the isolation levels', () => {
  const all: readonly Isolation[] = [
    'read uncommitted',
    'read committed',
    'snapshot',
    'serializable',
  ];

  test.each(all)('%s: every history is one of a plain store, and the reverse', (isolation) => {
    fc.assert(
      fc.property(someTransactions, (programs) => {
        const ends = endsOf(modelOf(isolation, rows, programs));
        expect([...ends].sort()).toEqual([...plainEnds(isolation, rows, programs)].sort());
      }),
      { numRuns: tries(20) },
    );
  });

  test('serializable: every history is one of a serial order, and each such order can happen', () => {
    fc.assert(
      fc.property(someTransactions, (programs) => {
        const ends = endsOf(modelOf('serializable', rows, programs));
        expect([...ends].filter((end) => !isSerial(end, programs))).toEqual([]);
        for (const end of serialEnds(rows, programs)) expect(ends.has(end)).toBe(true);
      }),
      { numRuns: tries(20) },
    );
  });

  test('the test of serial orders can fail', () => {
    const value = (seen: readonly Seen[]) => sum(seen) + 10;
    const increment: Program = { does: [{ read: 'x' }, { write: 'x', value }] };
    const serial = (isolation: Isolation) => {
      const programs = [increment, increment];
      return [...endsOf(modelOf(isolation, rows, programs))].every((end) =>
        isSerial(end, programs),
      );
    };
    expect(all.filter(serial)).toEqual(['snapshot', 'serializable']);
  });

  test.each(all)('%s: the engine agrees with the plain reducer', async (isolation) => {
    await fc.assert(
      fc.asyncProperty(someTransactions, async (programs) => {
        const model = modelOf(isolation, rows, programs);
        const seen = new Set(model.initial.map((state) => JSON.stringify(state)));
        const open = [...model.initial];
        for (const state of open) {
          for (const action of model.actions(state)) {
            const next = model.reduce(state, action);
            if (seen.size < seen.add(JSON.stringify(next)).size) open.push(next);
          }
        }
        const whole = await check(
          model,
          noDeadlock(() => true),
        );
        expect(whole.distinct).toBe(seen.size);
      }),
      { numRuns: tries(5) },
    );
  });
});
