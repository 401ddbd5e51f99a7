import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import {
  actor,
  canonicalKey,
  defineModel,
  follow,
  interleavings,
  invariant,
  ModelError,
  runOf,
  stepsOf,
  type InterleavingOptions,
  type Run,
} from 'allways';
import { account, type Account } from '../../../../models/bank-account/model.js';
import { noLostUpdate } from '../../../../properties/bank-account.js';
import { attemptsOf } from '../../../../src/search/random/smaller.js';
import { thrownBy, untyped } from '../../model/thrown.js';
import { arbitraryModel, modelOf } from '../../../support/arbitrary-model.js';

interface Count {
  n: number;
}

/** Goes on for ever. */
const endless = defineModel<Count>({
  name: 'endless',
  initial: () => [{ n: 0 }, { n: 100 }],
  actors: [
    actor<Count>('user', {
      more: {
        then: (s) => {
          s.n++;
        },
      },
      less: {
        then: (s) => {
          s.n--;
        },
      },
    }),
  ],
});

/** Counts, and somebody else's step can be taken at 2: its guard or its recipe throws there. */
const failing = (part: 'when' | 'then') =>
  defineModel<Count>({
    name: 'failing',
    initial: { n: 0 },
    actors: [
      actor<Count>('good', {
        count: {
          then: (s) => {
            s.n++;
          },
        },
      }),
      actor<Count>('bad', {
        fail: {
          when: (s) => {
            if (part === 'when' && s.n === 2) throw new Error('no');
            return s.n === 2;
          },
          then: () => {
            throw new Error('no');
          },
        },
      }),
    ],
  });

const runsOf = <State>(
  model: Parameters<typeof interleavings<State>>[0],
  options: InterleavingOptions = {},
  numRuns = 100,
) => fc.sample(interleavings(model, options), { seed: 1, numRuns });

describe('generation', () => {
  test('every run of an arbitrary model is a behaviour that ends only where it must', () => {
    const schedule = fc.constantFrom('mixed' as const, 'uniform' as const, 'pct' as const);
    const maxSteps = fc.integer({ min: 1, max: 20 });
    fc.assert(
      fc.property(
        arbitraryModel({ throwing: true }),
        schedule,
        maxSteps,
        (description, ...rest) => {
          const [schedule, maxSteps] = rest;
          const model = modelOf(description);
          for (const run of runsOf(model, { schedule, maxSteps }, 5)) {
            const start = canonicalKey(run.states[0]);
            expect(model.initial.map((state) => canonicalKey(state))).toContain(start);
            expect(runOf(follow(model, attemptsOf(run), run.states[0]).trace)).toEqual(run);
            const ends = run.failed !== undefined || run.actions.length === maxSteps;
            const last = run.states.at(-1);
            if (last === undefined) throw new Error('a run without a state');
            expect(ends || model.enabled(last).actions.length === 0).toBe(true);
          }
        },
      ),
      { seed: 1, numRuns: 100 },
    );
  });

  test('endless behaviours end after the most steps', () => {
    expect(new Set(runsOf(endless).map(stepsOf))).toEqual(new Set([100]));
    expect(new Set(runsOf(endless, { maxSteps: 7 }).map(stepsOf))).toEqual(new Set([7]));
  });

  test('a behaviour that comes to its end is complete', () => {
    expect(new Set(runsOf(account).map(stepsOf))).toEqual(new Set([4]));
    const orders = new Set(runsOf(account).map((run) => fc.stringify(run)));
    expect(orders.size).toBe(6);
  });

  test('starts in every initial state', () => {
    const starts = new Set(runsOf(endless).map(({ states }) => states[0]?.n));
    expect(starts).toEqual(new Set([0, 100]));
  });

  test.for(['uniform', 'pct'] as const)('%s: a recipe that throws ends the run', (schedule) => {
    const runs = runsOf(failing('then'), { schedule, maxSteps: 5 });
    const failed = runs.filter((run) => run.failed !== undefined);
    expect(failed.length).toBeGreaterThan(10);
    expect(failed.length).toBeLessThan(90);
    for (const run of failed) {
      expect(run.failed?.message).toBe('bad.fail: then threw Error: no');
      expect(run.states).toEqual([{ n: 0 }, { n: 1 }, { n: 2 }]);
    }
  });

  test('a guard that throws ends the run, whoever would have been next', () => {
    for (const run of runsOf(failing('when'))) {
      expect(run.failed?.message).toBe('bad.fail: when threw Error: no');
      expect(run.actions).toHaveLength(2);
    }
  });

  test('a mistake in the model is no run', () => {
    const wrong = defineModel<Count>({
      name: 'wrong',
      initial: { n: 0 },
      actors: [
        actor<Count>('user', {
          press: {
            then: (s) => {
              s.n = NaN;
            },
          },
        }),
      ],
    });
    expect(() => runsOf(wrong)).toThrow(ModelError);
    expect(() => runsOf(wrong)).toThrow('After user.press, state.n is NaN');
  });

  test('the same seed gives the same runs', () => {
    expect(runsOf(endless, {}, 20)).toEqual(runsOf(endless, {}, 20));
    const again = interleavings(account);
    expect(fc.sample(again, { seed: 3 })).toEqual(fc.sample(again, { seed: 3 }));
    expect(fc.sample(again, { seed: 3 })).not.toEqual(fc.sample(again, { seed: 4 }));
  });
});

describe('with fast-check', () => {
  const lostUpdate = (options: fc.Parameters<[Run<Account>]>) => {
    try {
      fc.assert(
        fc.property(interleavings(account), (run) => run.satisfies(noLostUpdate)),
        options,
      );
    } catch (error) {
      return error as Error;
    }
    return undefined;
  };

  test('the report has the numbered actions, and its cause says what is wrong', () => {
    const error = lostUpdate({ seed: 1 });
    expect(error?.message).toMatchInlineSnapshot(`
      "Property failed after 1 tests
      { seed: 1, path: "0", endOnFailure: true }
      Counterexample: [
        1. withdraw.read
        2. deposit.read
        3. deposit.write
        4. withdraw.write
      ]
      Shrunk 0 time(s)

      Hint: Enable verbose mode in order to have the list of all failing values encountered during the run"
    `);
    expect(error?.cause).toEqual(
      new Error(
        '"no update is lost" is violated after step 4 (withdraw.write): ' +
          'both are done and the balance is 950',
      ),
    );
    expect(lostUpdate({ seed: 1, includeErrorInReport: true })?.message).toContain(
      'Got error: "no update is lost" is violated after step 4 (withdraw.write): ',
    );
  });

  test('seed and path find a shrunk run again', () => {
    const far = fc.property(interleavings(endless), (run) => run.states.every(({ n }) => n < 103));
    const first = fc.check(far, { seed: 5 });
    expect(first.counterexample?.map((run) => fc.stringify(run))).toEqual([
      '\n  from {"n":100}\n  1. user.more\n  2. user.more\n  3. user.more\n',
    ]);
    expect(first.numShrinks).toBeGreaterThan(1);
    const again = fc.check(far, {
      seed: 5,
      path: first.counterexamplePath ?? '',
      endOnFailure: true,
    });
    expect(again.numShrinks).toBe(0);
    expect(again.counterexample).toEqual(first.counterexample);
  });

  test('combines with other arbitraries, and shrinks through them', () => {
    const either = fc.oneof(fc.nat(), interleavings(endless));
    const calm = (value: number | Run<Count>) =>
      typeof value === 'number' || value.states.every(({ n }) => n < 103);
    const { counterexample } = fc.check(fc.property(either, calm), { seed: 1 });
    expect(counterexample?.map((value) => typeof value !== 'number' && stepsOf(value))).toEqual([
      3,
    ]);
    const lengths = interleavings(endless, { maxSteps: 9 }).map(stepsOf);
    expect(fc.check(fc.property(lengths, (length) => length < 4)).counterexample).toEqual([4]);
  });

  test('only what could be a run of the model shrinks without a context', () => {
    const arbitrary = interleavings(endless);
    const run = fc.sample(arbitrary, { seed: 1, numRuns: 1 })[0] as Run<Count>;
    const more = { actor: 'user', step: 'more' };
    const elsewhere = runOf(follow(endless, [more], { n: 7 }).trace);
    const broken = runOf({ ...run, states: run.states.slice(1), actions: run.actions.slice(1) });
    const invented = runOf({ ...run, states: run.states.with(1, { n: 50 }) });
    const impossible = runOf({ ...run, actions: run.actions.with(3, { actor: 'x', step: 'y' }) });
    const can = (value: unknown) => arbitrary.canShrinkWithoutContext(value);
    expect([run, runOf(run)].map(can)).toEqual([true, true]);
    expect([elsewhere, broken, invented, impossible].map(can)).toEqual([
      false,
      false,
      false,
      false,
    ]);
    expect([{ ...run, satisfies: null }, {}, null, 1, runsOf(account)[0]].map(can)).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]);
    const failed = runsOf(failing('when'))[0];
    expect(interleavings(failing('when')).canShrinkWithoutContext(failed)).toBe(true);
  });
});

describe('options', () => {
  test.for<[string, unknown, string]>([
    ['misspelled', { maxStep: 3 }, 'interleavings has no option "maxStep"; did you mean maxSteps?'],
    [
      "fast-check's",
      { seed: 3 },
      'interleavings has no option "seed"; it has maxSteps, schedule, changePoints.',
    ],
    [
      'a number',
      3,
      'interleavings was given a number in place of its options; give an object of maxSteps, schedule, changePoints.',
    ],
    [
      'a string',
      { maxSteps: '3' },
      'interleavings: maxSteps is "3"; give a whole number, 1 or more.',
    ],
  ])('are refused where they are %s', ([, options, message]) => {
    expect(thrownBy(() => interleavings(account, untyped(options)))).toEqual(
      new ModelError(message),
    );
  });

  test.for([0, -1, 1.5, NaN, Infinity])('maxSteps is not %d', (maxSteps) => {
    expect(() => interleavings(account, { maxSteps })).toThrow(
      new ModelError(`interleavings: maxSteps is ${maxSteps}; give a whole number, 1 or more.`),
    );
  });

  test.for([-1, 0.5])('changePoints is not %d', (changePoints) => {
    expect(() => interleavings(account, { changePoints })).toThrow(
      new ModelError(
        `interleavings: changePoints is ${changePoints}; give a whole number, 0 or more.`,
      ),
    );
    expect(interleavings(account, { changePoints: 0 })).toBeInstanceOf(fc.Arbitrary);
  });

  test('schedule is one of three', () => {
    // @ts-expect-error There is no such schedule.
    expect(() => interleavings(account, { schedule: 'fair' })).toThrow(
      new ModelError('schedule is "fair"; use "mixed", "uniform" or "pct".'),
    );
  });
});

test('types', () => {
  expectTypeOf(interleavings(account)).toEqualTypeOf<fc.Arbitrary<Run<Account>>>();
  const counted = invariant<Count>('counted', (s) => s.n > 0);
  // @ts-expect-error A count is no account.
  fc.property(interleavings(account), (run) => run.satisfies(counted));
  // @ts-expect-error Nor among others.
  fc.property(interleavings(account), (run) => run.satisfies([noLostUpdate, counted]));
});
