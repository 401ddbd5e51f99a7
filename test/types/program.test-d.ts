import { describe, expect, expectTypeOf, test } from 'vitest';
import {
  defineProgram,
  eventually,
  invariant,
  noDeadlock,
  reachable,
  whenDone,
  type Program,
} from 'allways';
import {
  replayRecordings,
  type ProgramHoldOptions,
  type ProgramTraceOptions,
} from 'allways/vitest';

interface Coins {
  readonly coins: number;
  readonly owner: string;
}

const till = () =>
  defineProgram({
    name: 'till',
    start: () => ({ coins: 0 }),
    tasks: { clerk: (world) => (world.coins += 1) },
    state: ({ coins }): Coins => ({ coins, owner: 'the house' }),
  });

const isDue = whenDone<Coins>('all is due', (s) => s.coins === 1);
const few = invariant<{ coins: number }>('there are few', (s) => s.coins < 3);

describe('a matcher of a program', () => {
  test('knows its state, and takes its properties and options without a cast', () => {
    expectTypeOf(till()).toEqualTypeOf<Program<Coins>>();
    const run = async () => {
      await expect(till()).toHold(isDue);
      await expect(till()).toHold([isDue, few, noDeadlock()], { distinct: 2, recordings: 'x' });
      await expect(till()).toHold(few, { limits: { runs: 9, preemptions: 2, seconds: 1 } });
      await expect(till()).not.toHold(isDue, { reduction: 'sleep sets' });
      await expect(till()).toViolate(isDue, { steps: 3 });
      await expect(till()).toReach((s) => s.owner === 'x', { steps: 3 });
      await expect(till()).toReach(reachable<Coins>('one', (s) => s.coins === 1));
    };
    expectTypeOf(run).toEqualTypeOf<() => Promise<void>>();
    expectTypeOf<ProgramHoldOptions>().not.toHaveProperty('fairness');
    expectTypeOf<ProgramTraceOptions>().not.toHaveProperty('recordings');
  });

  test('refuses what a program does not have', () => {
    const run = async () => {
      // @ts-expect-error A run of a program ends.
      await expect(till()).toHold(eventually<Coins>('paid', (s) => s.coins === 1));
      // @ts-expect-error Its tasks are fair by themselves.
      await expect(till()).toHold(isDue, { fairness: 'weak' });
      // @ts-expect-error It has no limit of states.
      await expect(till()).toViolate(isDue, { limits: { states: 9 } });
      // @ts-expect-error The state has no such property.
      await expect(till()).toReach((s) => s.total === 1);
      // @ts-expect-error A property of another state.
      await expect(till()).toHold(whenDone<{ total: number }>('x', (s) => s.total === 1));
    };
    expectTypeOf(run).toEqualTypeOf<() => Promise<void>>();
  });
});

test('recordings of a program take its properties', () => {
  const make = () => {
    replayRecordings('test/counterexamples/till', till(), [isDue, few]);
    const paid = eventually<Coins>('paid', (s) => s.coins === 1);
    // @ts-expect-error A run of a program ends.
    replayRecordings('x', till(), paid);
  };
  expectTypeOf(make).toEqualTypeOf<() => void>();
});
