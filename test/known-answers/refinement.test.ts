/** Refinements that are theorems of TLA+ specifications. */
import { describe, expect, test } from 'vitest';
import {
  actor,
  check,
  defineModel,
  refines,
  step,
  stepsOf,
  whatIf,
  type Drop,
  type PropertyOutcome,
} from 'allways';
import { referenceSearch } from '../../src/search/reference/reference.js';
import { alternatingBit, type AlternatingBit } from '../../models/classics/alternating-bit.js';
import { transactionCommit } from '../../models/classics/transaction-commit.js';
import { twoPhaseCommit, type TwoPhaseCommit } from '../../models/classics/two-phase-commit.js';

const lengthOf = <State>(outcome: PropertyOutcome<State> | undefined) =>
  outcome?.trace && stepsOf(outcome.trace);

/** For each guard whose absence the property notices: the length of the counterexample. */
const noticed = <State>(drops: readonly Drop<State>[]) =>
  Object.fromEntries(
    drops
      .filter(({ effect }) => effect === 'noticed')
      .map((drop) => [drop.dropped, lengthOf(drop.noticed[0])]),
  );

describe('two-phase commit', () => {
  const commits = (managers: number) =>
    refines(transactionCommit(managers), (s: TwoPhaseCommit) => ({ managers: s.managers }));

  // THEOREM TPSpec => TC!TCSpec, in specifications/transaction_commit/TwoPhase.
  test.each([1, 2, 3, 4])('refines transaction commit, with %i managers', async (managers) => {
    const { properties } = await check(twoPhaseCommit(managers), commits(managers));
    expect(properties).toMatchObject([{ verdict: 'holds' }]);
    expect(properties[0]).not.toHaveProperty('vacuous');
    const plain = await referenceSearch(twoPhaseCommit(managers), [commits(managers)]);
    expect(plain.properties).toEqual(properties);
  });

  test('refines it up to symmetry', async () => {
    const { verdict, distinct } = await check(twoPhaseCommit(3), commits(3), {
      symmetric: ['rm1', 'rm2', 'rm3'],
      watch: 1,
    });
    expect(verdict).toBe('holds');
    expect(distinct).toBeLessThan(288);
  });

  test('is refused up to symmetry, if the mapping is not symmetric', async () => {
    const first = refines(transactionCommit(1), (s: TwoPhaseCommit) => ({
      managers: { rm1: s.managers['rm1'] ?? 'working' },
    }));
    await expect(
      check(twoPhaseCommit(2), first, { symmetric: ['rm1', 'rm2'], watch: 1 }),
    ).rejects.toThrow('refines transaction commit, 1 managers');
  });

  test('does not refine it without its guards, and the counterexamples are shortest', async () => {
    const { base, drops } = await whatIf(twoPhaseCommit(2), commits(2));
    expect(base.verdict).toBe('holds');
    expect(noticed(drops)).toEqual({
      // It hears of both before they are prepared, commits, and one obeys while it works.
      'transaction manager.hear': 4,
      // It commits at once, and one obeys while it works.
      'transaction manager.commit': 2,
      // It commits after five steps, and aborts. One manager obeys the abort, and the other one the commit.
      'transaction manager.abort': 8,
      // One gives up, and is prepared after that.
      'rm1.prepare': 2,
      'rm2.prepare': 2,
      // It commits after five steps. One manager obeys, and the other one gives up, or obeys an abort that nobody sent.
      'rm1.giveUp': 7,
      'rm2.giveUp': 7,
      'rm1.obeyAbort': 7,
      'rm2.obeyAbort': 7,
      // One obeys a commit that nobody sent.
      'rm1.obeyCommit': 1,
      'rm2.obeyCommit': 1,
    });
  });
});

/** `ABCorrectness` of the specification: a value is sent, then received, then acknowledged. */
interface Transfer {
  sent: { value: string; bit: number };
  received: { value: string; bit: number };
  acked: number;
}

const values = ['d1', 'd2'];

const transfer = defineModel<Transfer>({
  name: 'transfer',
  initial: () =>
    values.flatMap((sent) =>
      values.flatMap((received) =>
        [0, 1].map((bit) => ({
          sent: { value: sent, bit },
          received: { value: received, bit },
          acked: bit,
        })),
      ),
    ),
  actors: [
    actor<Transfer>('sender', {
      sendNew: step({
        choose: () => values,
        when: (s: Transfer) => s.acked === s.sent.bit,
        then: (s, value) => {
          s.sent = { value, bit: 1 - s.sent.bit };
        },
      }),
      receiveAck: {
        when: (s) => s.received.bit !== s.acked,
        then: (s) => {
          s.acked = s.received.bit;
        },
      },
    }),
    actor<Transfer>('receiver', {
      receive: {
        when: (s) => s.received.bit !== s.sent.bit,
        then: (s) => {
          s.received = { ...s.sent };
        },
      },
    }),
  ],
});

describe('the alternating bit protocol', () => {
  // THEOREM ABSpec => ABC!ABCSpec, in specifications/SpecifyingSystems/TLC/AlternatingBit.
  const transfers = refines(transfer, ({ sender, receiver }: AlternatingBit) => ({
    sent: { value: sender.value, bit: sender.bit },
    received: receiver,
    acked: sender.acked,
  }));

  test('refines a transfer of one value after the other', async () => {
    const { properties } = await check(alternatingBit, transfers);
    expect(properties).toMatchObject([{ verdict: 'holds' }]);
    expect(properties[0]).not.toHaveProperty('vacuous');
  });

  test('does not refine it without its guards', async () => {
    const { drops } = await whatIf(alternatingBit, transfers);
    // The last value is sent again although it is acknowledged. In the first state the receiver may have another one.
    expect(noticed(drops)).toEqual({ 'sender.sendNew': 2, 'sender.sendAgain': 2 });
  });
});
