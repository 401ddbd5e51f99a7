import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  actor,
  defineModel,
  follow,
  invariant,
  noDeadlock,
  reachable,
  runOf,
  step,
  StepError,
  transition,
  type Action,
} from 'allways';
import { account, type Account } from '../../../../models/bank-account/model.js';
import { noLostUpdate } from '../../../../properties/bank-account.js';
import { isRun } from '../../../../src/search/random/run.js';

const lost: Action[] = ['deposit.read', 'withdraw.read', 'deposit.write', 'withdraw.write'].map(
  (text) => {
    const [actor = '', step = ''] = text.split('.');
    return { actor, step };
  },
);
const lostRun = runOf(follow(account, lost).trace);

interface Switch {
  at: number;
}

/** May be set to 1, 2 or 3, and cannot be set any more once it is at 3. */
const dial = defineModel<Switch>({
  name: 'dial',
  initial: () => [{ at: 0 }, { at: 3 }],
  actors: [
    actor<Switch>('hand', {
      set: step({
        choose: () => [1, 2, 3],
        when: (s) => s.at < 3,
        then: (s, to) => {
          if (to === 2) throw new TypeError('it slips');
          s.at = to;
        },
      }),
    }),
  ],
});
const set = (to: number): Action => ({ actor: 'hand', step: 'set', choice: to });
const dialRun = (choices: number[], from = 0) =>
  runOf(follow(dial, choices.map(set), dial.initial[from]).trace);

describe('satisfies', () => {
  test('true where all hold', () => {
    const done = reachable<Account>('both are done', (s) => s.done.length > 2);
    const fine = noDeadlock<Account>((s) => s.done.length === 2);
    const serial = runOf(follow(account, lost.slice(0, 3)).trace);
    expect(serial.satisfies(noLostUpdate)).toBe(true);
    expect(serial.satisfies([noLostUpdate, fine, done])).toBe(true);
  });

  test('throws one sentence: which property, after which step, what is wrong', () => {
    expect(() => lostRun.satisfies([noLostUpdate])).toThrow(
      new Error(
        '"no update is lost" is violated after step 4 (withdraw.write): ' +
          'both are done and the balance is 950',
      ),
    );
    const calm = transition<Account>('nobody reads', (_, { step }) => step !== 'read');
    expect(() => lostRun.satisfies([noDeadlock(() => true), calm])).toThrow(
      new Error('"nobody reads" is violated after step 1 (deposit.read): it does not hold'),
    );
    const poor = invariant<Account>('poor', (s) => s.balance < 1000);
    expect(() => lostRun.satisfies(poor)).toThrow(
      new Error('"poor" is violated in the initial state: it does not hold'),
    );
    expect(() => lostRun.satisfies(noDeadlock())).toThrow(
      new Error(
        '"no deadlock" is violated after step 4 (withdraw.write): nothing can happen any more',
      ),
    );
  });

  test('a run in which a step threw satisfies nothing', () => {
    const run = dialRun([1, 2, 3]);
    const error = new StepError(set(2), 'then', new TypeError('it slips'));
    expect(() => run.satisfies([])).toThrow(error);
    expect(() => run.satisfies(invariant<Switch>('x', () => false))).toThrow(error);
  });

  test('a property of another state does not compile', () => {
    // @ts-expect-error A dial is no account.
    expect(() => dialRun([]).satisfies(noLostUpdate)).toThrow('is violated in the initial state');
  });
});

describe('in the report of fast-check', () => {
  test('a run is a numbered list of its actions', () => {
    expect(fc.stringify(lostRun)).toBe(
      '\n  1. deposit.read\n  2. withdraw.read\n  3. deposit.write\n  4. withdraw.write\n',
    );
    expect(fc.stringify(runOf(follow(account, []).trace))).toBe('\n  no step\n');
  });

  test('with the initial state where there are several, and the step that threw', () => {
    expect(fc.stringify(dialRun([1, 3]))).toBe(
      '\n  from {"at":0}\n  1. hand.set(1)\n  2. hand.set(3)\n',
    );
    expect(fc.stringify(dialRun([], 1))).toBe('\n  from {"at":3}\n  no step\n');
    expect(fc.stringify(dialRun([1, 2]))).toBe(
      '\n  from {"at":0}\n  1. hand.set(1)\n  2. hand.set(2): then threw TypeError: it slips\n',
    );
  });
});

test('runs of equal behaviours are equal', () => {
  expect(runOf(follow(account, lost).trace)).toEqual(lostRun);
  expect(runOf(lostRun)).toEqual(lostRun);
  expect(runOf(follow(account, lost.slice(0, 2)).trace)).not.toEqual(lostRun);
});

test('isRun', () => {
  expect([lostRun, follow(account, lost).trace, {}, null, undefined, 3].map(isRun)).toEqual([
    true,
    false,
    false,
    false,
    false,
    false,
  ]);
});
