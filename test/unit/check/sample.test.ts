import fc from 'fast-check';
import { describe, expect, expectTypeOf, test, vi } from 'vitest';
import {
  actor,
  check,
  defineModel,
  defineSystem,
  follow,
  formatAction,
  invariant,
  ModelError,
  noDeadlock,
  reachable,
  runOf,
  sample,
  transition,
  type Run,
  type SampledOutcome,
  type SampleResult,
} from 'allways';
import { account, type Account } from '../../../models/bank-account/model.js';
import type { Property } from '../../../src/property/property.js';
import { noLostUpdate } from '../../../properties/bank-account.js';
import {
  arbitraryModel,
  arbitraryProperty,
  modelOf,
  propertyOf,
} from '../../support/arbitrary-model.js';
import { tries } from '../../support/deep.js';

interface Count {
  n: number;
}

/** Counts up and down for ever; its clumsy user breaks it at 5, and looks at it in vain at 4. */
const counter = defineModel<Count>({
  name: 'counter',
  initial: { n: 0 },
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
    actor<Count>('clumsy', {
      look: {
        when: (s) => s.n === 4,
        then: () => {
          throw new Error('blind');
        },
      },
      touch: {
        when: (s) => {
          if (s.n === 5) throw new Error('broken');
          return false;
        },
        then: () => {},
      },
    }),
  ],
});
const below = (most: number) =>
  invariant<Count>(`below ${most}`, (s) => s.n < most || `n is ${s.n}`, { because: 'It is low.' });
const twoReached = reachable<Count>('two is reached', (s) => s.n === 2);
const farReached = reachable<Count>('a thousand is reached', (s) => s.n === 1000);
const onlyUp = transition<Count>('only up', (before, _, after) => before.n < after.n);

const only = <State>({ properties }: SampleResult<State>): SampledOutcome<State> => {
  expect(properties).toHaveLength(1);
  return properties[0] as SampledOutcome<State>;
};
const actionsOf = <State>(outcome: SampledOutcome<State>) =>
  outcome.verdict === 'undecided' ? undefined : outcome.trace.actions.map(formatAction);
/** Where the shrunk trace was found. */
const foundBy = <State>(outcome: SampledOutcome<State>) => {
  if (outcome.verdict === 'undecided') throw new Error(`${outcome.name} is undecided`);
  return { seed: outcome.seed, path: outcome.path };
};

describe('a violation', () => {
  test('comes with a shrunk trace, and with how to find it again', () => {
    const result = sample(account, [noLostUpdate], { seed: 7 });
    expect(result).toEqual({
      verdict: 'violated',
      model: 'bank account',
      safeguards: [],
      parameters: {},
      seed: 7,
      runs: 3,
      interrupted: false,
      properties: [
        {
          name: 'no update is lost',
          kind: 'invariant',
          verdict: 'violated',
          says: 'both are done and the balance is 950',
          trace: follow(account, [
            { actor: 'withdraw', step: 'read' },
            { actor: 'deposit', step: 'read' },
            { actor: 'deposit', step: 'write' },
            { actor: 'withdraw', step: 'write' },
          ]).trace,
          seed: 7,
          path: '2',
          shrinks: 0,
        },
      ],
    });
    expect(sample(account, noLostUpdate, { seed: 7 })).toEqual(result);
  });

  test('is cut where it happens, and no step of it can be dropped', () => {
    const outcome = only(sample(counter, below(3), { seed: 1 }));
    expect(outcome).toMatchObject({
      name: 'below 3',
      because: 'It is low.',
      verdict: 'violated',
      says: 'n is 3',
    });
    expect(actionsOf(outcome)).toEqual(['user.more', 'user.more', 'user.more']);
  });

  test('is found again by seed and path, however it was shrunk', () => {
    const outcome = only(sample(counter, below(3), { seed: 1 }));
    const again = sample(counter, below(3), { ...foundBy(outcome), endOnFailure: true });
    expect(again.runs).toBe(1);
    expect(outcome).toMatchObject({ path: '1:3:1:1', shrinks: 3 });
    expect(again.properties).toEqual([{ ...outcome, shrinks: 0 }]);
  });

  test('without a seed, one is drawn for all passes', () => {
    const first = sample(counter, [below(3), onlyUp]);
    // With some seeds a step that throws is found as well.
    const [low, up, ...threw] = first.properties.map((one) => foundBy(one).seed);
    expect([low, up, ...threw]).toEqual([first.seed, first.seed, ...threw.map(() => first.seed)]);
    expect(sample(counter, [below(3), onlyUp], { seed: first.seed })).toEqual(first);
  });

  test('model, safeguards and parameters are named', () => {
    const system = defineSystem({
      name: 'bank',
      safeguards: { lock: 'One at a time.' },
      parameters: { tellers: 2 },
      model: () => account,
    });
    expect(sample(system.with(['lock']), [], { seed: 1 })).toMatchObject({
      model: 'bank',
      safeguards: ['lock'],
      parameters: { tellers: 2 },
    });
  });
});

describe('several properties', () => {
  const properties = [below(3), farReached, onlyUp, twoReached, noDeadlock<Count>()];
  const result = sample(counter, properties, { seed: 1 });

  test('each has its own verdict and its own shrunk trace, in order; then the steps that throw', () => {
    expect(result.verdict).toBe('violated');
    expect(result.properties.map((one) => [one.name, one.kind, one.verdict])).toEqual([
      ['below 3', 'invariant', 'violated'],
      ['a thousand is reached', 'reachable', 'undecided'],
      ['only up', 'transition', 'violated'],
      ['two is reached', 'reachable', 'holds'],
      ['no deadlock', 'deadlock', 'undecided'],
      ['clumsy.look does not throw', 'step', 'violated'],
      ['clumsy.touch does not throw', 'step', 'violated'],
    ]);
    expect(result.properties.map(actionsOf)).toEqual([
      ['user.more', 'user.more', 'user.more'],
      undefined,
      ['user.less'],
      ['user.more', 'user.more'],
      undefined,
      ['user.more', 'user.more', 'user.more', 'user.more'],
      ['user.more', 'user.more', 'user.more', 'user.more', 'user.more'],
    ]);
    expect(result.runs).toBe(100);
  });

  test('a step that throws says so in its trace', () => {
    expect(result.properties.at(-2)).toMatchObject({
      says: 'clumsy.look: then threw Error: blind',
      trace: { failed: { message: 'clumsy.look: then threw Error: blind' } },
    });
    expect(result.properties.at(-1)).toMatchObject({
      says: 'clumsy.touch: when threw Error: broken',
      trace: { failed: { message: 'clumsy.touch: when threw Error: broken' } },
    });
  });

  test('each is found again alone', () => {
    for (const property of [below(3), onlyUp, twoReached]) {
      const outcome = result.properties.find(({ name }) => name === property.name);
      if (outcome === undefined) throw new Error('no outcome');
      const alone = sample(counter, property, foundBy(outcome));
      expect(alone.properties).toEqual([{ ...outcome, shrinks: 0 }]);
      expect(only(sample(counter, property, { seed: 1 }))).toEqual(outcome);
    }
    for (const outcome of result.properties.slice(-2)) {
      const alone = sample(counter, [], { ...foundBy(outcome), endOnFailure: true });
      expect(alone.properties[0]).toEqual({ ...outcome, shrinks: 0 });
    }
  });

  test('once all are decided, nothing more is sampled', () => {
    const { runs, properties } = sample(counter, [onlyUp, twoReached], { seed: 1 });
    expect(properties).toHaveLength(2);
    expect(runs).toBe(1);
  });

  test('arbitrary ones: what sampling says is what exploring says', () => {
    let decided = 0;
    return fc
      .assert(
        fc.asyncProperty(
          arbitraryModel({ throwing: true }),
          fc.array(arbitraryProperty(), { maxLength: 3 }),
          async (description, wanted) => {
            const model = modelOf(description);
            const properties = wanted.map((one, index) => propertyOf(one, String(index)));
            const explored = await check(model, properties, { limits: { states: 3000 } });
            if (explored.ended.by === 'limit') return;
            const sampled = sample(model, properties, { seed: 1, numRuns: 10, maxSteps: 20 });
            const known = new Map(explored.properties.map((one) => [one.kind + one.name, one]));
            for (const outcome of sampled.properties) {
              if (outcome.verdict === 'undecided') continue;
              decided++;
              const other = known.get(outcome.kind + outcome.name);
              // Exploring says of neither where all properties were decided before a step threw.
              if (other === undefined) expect(explored.ended.by).toBe('decided');
              else expect(outcome.verdict).toBe(other.verdict);
            }
          },
        ),
        { seed: 1, numRuns: tries(20) },
      )
      .then(() => expect(decided).toBeGreaterThan(5));
  }, 600_000);
});

describe('verdicts', () => {
  test('never holds, but where all that was to be reached is', () => {
    const verdict = (properties: Property<Count> | readonly Property<Count>[]) =>
      sample(counter, properties, { seed: 1, numRuns: 1, maxSteps: 3, schedule: 'uniform' })
        .verdict;
    expect(verdict(below(9))).toBe('undecided');
    expect(verdict([])).toBe('nothing checked');
    expect(verdict(farReached)).toBe('undecided');
    const started = reachable<Count>('it starts', (s) => s.n === 0);
    expect(verdict(started)).toBe('holds');
    expect(verdict([started, below(9)])).toBe('undecided');
    expect(verdict([started, below(0)])).toBe('violated');
  });

  test('what is to be reached is violated where its predicate throws first', () => {
    const shy = reachable<Count>('shy', (s) => {
      if (s.n === 1) throw new Error('go away');
      return s.n === 3;
    });
    const outcome = only(sample(counter, shy, { seed: 1 }));
    expect(outcome).toMatchObject({
      verdict: 'violated',
      says: 'the predicate threw Error: go away',
    });
    expect(actionsOf(outcome)).toEqual(['user.more']);
  });

  test('without properties, it is about steps that throw', () => {
    const { verdict, properties } = sample(counter, [], { seed: 1 });
    expect(verdict).toBe('violated');
    expect(properties.map(({ name }) => name)).toEqual([
      'clumsy.look does not throw',
      'clumsy.touch does not throw',
    ]);
  });
});

describe("fast-check's parameters", () => {
  test('numRuns', () => {
    expect(sample(account, [], { seed: 7, numRuns: 12 }).runs).toBe(12);
    expect(sample(account, noLostUpdate, { seed: 7, numRuns: 2 })).toMatchObject({
      verdict: 'undecided',
      runs: 2,
      interrupted: false,
    });
  });

  test('examples, which are shrunk', () => {
    const more = { actor: 'user', step: 'more' };
    const less = { actor: 'user', step: 'less' };
    const example = runOf(follow(counter, [more, less, more, more, more, less]).trace);
    const outcome = only(sample(counter, below(3), { examples: [[example]], seed: 1, numRuns: 1 }));
    expect(foundBy(outcome).path).toMatch(/^0:/);
    expect(actionsOf(outcome)).toEqual(['user.more', 'user.more', 'user.more']);
  });

  test('endOnFailure: not shrunk, but cut at the violation', () => {
    const outcome = only(sample(counter, below(3), { seed: 1, endOnFailure: true }));
    expect(outcome).toMatchObject({ shrinks: 0, says: 'n is 3' });
    expect(actionsOf(outcome)?.length).toBe(25);
    expect(outcome.verdict === 'violated' && outcome.trace.states.at(-1)).toEqual({ n: 3 });
  });

  test('interruptAfterTimeLimit', () => {
    const none = { interruptAfterTimeLimit: 0, seed: 7 };
    expect(sample(account, noLostUpdate, none)).toMatchObject({
      verdict: 'undecided',
      runs: 0,
      interrupted: true,
      properties: [{ name: 'no update is lost', verdict: 'undecided' }],
    });
    const failing = { ...none, markInterruptAsFailure: true };
    expect(sample(account, noLostUpdate, failing).verdict).toBe('undecided');
    const plugins = [fc.interruptAfterTimeLimit(0)];
    expect(sample(account, noLostUpdate, { plugins })).toMatchObject({
      runs: 0,
      interrupted: true,
    });
  });

  test('a time limit is for all passes together', () => {
    const spy = vi.spyOn(performance, 'now');
    let now = 0;
    spy.mockImplementation(() => (now += 60_000));
    const result = sample(counter, [below(3), onlyUp], {
      seed: 1,
      interruptAfterTimeLimit: 100_000,
    });
    spy.mockRestore();
    // The first run decides the second property, and no time is left for the first.
    expect(result).toMatchObject({ interrupted: true, verdict: 'violated' });
    expect(result.properties.map(({ verdict }) => verdict)).toEqual(['undecided', 'violated']);
  });

  test('an interruption while shrinking', () => {
    // A predicate may read a clock only behind the back of allways, which refuses it otherwise.
    const now = performance.now.bind(performance);
    let asked = 0;
    const slow = invariant<Count>('slow', (s) => {
      if (s.n < 3) return true;
      asked++;
      const until = now() + 310;
      while (now() < until);
      return false;
    });
    const result = sample(counter, [slow, below(3)], { seed: 1, interruptAfterTimeLimit: 300 });
    expect(asked).toBe(1);
    expect(result).toMatchObject({ verdict: 'violated', interrupted: true });
    expect(result.properties.map(({ verdict }) => verdict)).toEqual(['violated', 'undecided']);
  });

  test('skipAllAfterTimeLimit and skipEqualValues may leave too few runs', () => {
    const skipping = { seed: 7, skipAllAfterTimeLimit: 0, numRuns: 2, maxSkipsPerRun: 1 };
    expect(sample(account, noLostUpdate, skipping)).toMatchObject({
      verdict: 'undecided',
      runs: 0,
      interrupted: true,
    });
    // The account has six behaviours.
    const distinct = { seed: 7, skipEqualValues: true, numRuns: 7 };
    expect(sample(account, [], distinct)).toMatchObject({ runs: 6, interrupted: true });
    expect(sample(account, [], { ...distinct, numRuns: 6 })).toMatchObject({
      runs: 6,
      interrupted: false,
    });
  });

  test('verbose: what fast-check says of each pass', () => {
    const result = sample(counter, [below(3), twoReached], { seed: 1, verbose: true, numRuns: 9 });
    expect(result.details?.map(({ failed, numRuns }) => [failed, numRuns])).toEqual([
      [true, 1],
      [true, 2],
    ]);
    const [last] = result.details?.at(-1)?.failures.at(-1) ?? [];
    expect(last?.actions.map(formatAction)).toEqual(['user.more', 'user.more', 'user.more']);
    expect(sample(counter, below(3), { seed: 1 })).not.toHaveProperty('details');
  });

  test('those that are configured for all', () => {
    fc.configureGlobal({ seed: 7, numRuns: 5 });
    const result = sample(account, []);
    fc.resetConfigureGlobal();
    expect(result).toMatchObject({ seed: 7, runs: 5 });
  });

  test('and those of interleavings', () => {
    const options = { seed: 1, maxSteps: 2, schedule: 'pct', changePoints: 1 } as const;
    expect(sample(counter, below(3), options).verdict).toBe('undecided');
    expect(() => sample(account, [], { maxSteps: 0 })).toThrow(ModelError);
  });
});

describe('refuses', () => {
  test('two properties of one name', () => {
    expect(() => sample(account, [noLostUpdate, noLostUpdate])).toThrow(
      'Two properties are named "no update is lost"; rename one.',
    );
  });

  test('a property that answers what is no answer', () => {
    // @ts-expect-error A number is no answer.
    const odd = invariant<Count>('odd', (s) => s.n);
    expect(() => sample(counter, odd, { seed: 1 })).toThrow(ModelError);
  });

  test('a property of another state, in types', () => {
    // @ts-expect-error A count is no account.
    expect(() => sample(counter, noLostUpdate)).not.toThrow();
    expectTypeOf(sample(account, [])).toEqualTypeOf<SampleResult<Account>>();
    expectTypeOf<NonNullable<SampleResult<Account>['details']>[number]>().toEqualTypeOf<
      fc.RunDetails<[Run<Account>]>
    >();
  });
});
