/** Timed runs against answers known from probability; every seed is fixed. */
import { describe, expect, test } from 'vitest';
import {
  actor,
  defineModel,
  duration,
  estimate,
  estimateReport,
  eventually,
  frequencyChart,
  invariant,
  reachable,
  step,
  timedTimeline,
  transition,
} from 'allways';

interface Race {
  first: string;
}

const runner = (name: string) =>
  actor<Race>(name, {
    run: {
      when: (s) => s.first === '',
      then: (s) => {
        s.first = name;
      },
    },
  });
const race = defineModel<Race>({
  name: 'race',
  initial: { first: '' },
  actors: [runner('hare'), runner('tortoise')],
});
const hareLoses = invariant<Race>(
  'the hare wins',
  (s) => s.first !== 'tortoise' || 'the tortoise is first',
  { because: 'It is faster.' },
);

const durations = {
  hare: duration.exponential({ mean: 1 }),
  tortoise: duration.exponential({ mean: 3 }),
};

describe('estimate', () => {
  test('of two exponential durations the first is up in proportion to its rate', async () => {
    const { properties, runs } = await estimate(race, hareLoses, { durations, seed: 1 });
    const [{ share, low, high, hits, of } = { share: 0, low: 0, high: 0, hits: 0, of: 0 }] =
      properties;
    // 1/3 against 1 + 1/3.
    expect(low).toBeLessThan(1 / 4);
    expect(high).toBeGreaterThan(1 / 4);
    expect(high - low).toBeLessThan(0.02);
    expect({ share, of, runs }).toEqual({ share: hits / 10_000, of: 10_000, runs: 10_000 });
  });

  test('the same seed gives the same, another one another', async () => {
    const hits = async (seed: number) =>
      (await estimate(race, hareLoses, { durations, seed, runs: 1000 })).properties[0]?.hits;
    expect(await hits(7)).toBe(await hits(7));
    expect(await hits(7)).not.toBe(await hits(9));
  });

  test('a fixed duration always wins over a longer one, and that is not said to hold', async () => {
    const fixed = { hare: duration.fixed(1), tortoise: duration.fixed(2) };
    const result = await estimate(race, hareLoses, { durations: fixed, seed: 1, runs: 1000 });
    expect(result.properties[0]).toMatchObject({ hits: 0, share: 0, low: 0 });
    // The upper end of the exact two-sided 95 % interval for none of 1,000.
    expect(result.properties[0]?.high).toBeCloseTo(1 - 0.025 ** (1 / 1000), 12);
    expect(estimateReport(result)).toContain(
      '? the hare wins: broken in none of 1,000 runs: rarer than 1 in 271 (95 %)',
    );
    expect(estimateReport(result)).not.toContain('holds:');
  });

  test('a uniform duration against one in its middle is a coin', async () => {
    const coin = { hare: duration.uniform(0, 2), tortoise: duration.fixed(1) };
    const { properties } = await estimate(race, hareLoses, { durations: coin, seed: 3 });
    expect(properties[0]?.low).toBeLessThan(0.5);
    expect(properties[0]?.high).toBeGreaterThan(0.5);
  });

  test('of a log-normal duration one in a hundred is above its p99', async () => {
    const slow = { hare: duration.logNormal({ median: 2, p99: 20 }), tortoise: duration.fixed(20) };
    const { properties } = await estimate(race, hareLoses, {
      durations: slow,
      seed: 5,
      runs: 100_000,
    });
    expect(properties[0]?.low).toBeLessThan(0.01);
    expect(properties[0]?.high).toBeGreaterThan(0.01);
  });

  test('measured durations are drawn as they came', async () => {
    const measured = { hare: duration.empirical([1, 1, 1, 9]), tortoise: duration.fixed(5) };
    const { properties } = await estimate(race, hareLoses, { durations: measured, seed: 5 });
    expect(properties[0]?.low).toBeLessThan(1 / 4);
    expect(properties[0]?.high).toBeGreaterThan(1 / 4);
  });

  test('shows of each property the run that broke it, also where one run broke several', async () => {
    const nobodyWins = invariant<Race>('nobody wins', (s) => s.first === '');
    const model = defineModel<Race>({
      name: 'race',
      initial: { first: '' },
      actors: [
        ...['one', 'other', 'third'].map(runner),
        actor<Race>('judge', {
          stumble: {
            when: (s) => s.first !== '',
            then: () => {
              throw new Error('stumbled');
            },
          },
        }),
      ],
    });
    const twice = [nobodyWins, { ...nobodyWins, name: 'nobody wins, again' }];
    const durations = { '*': duration.uniform(1, 9) };
    for (const seed of [1, 2, 3, 4, 5]) {
      const { properties } = await estimate(model, twice, { durations, runs: 1, seed });
      const [one, other] = properties.map(({ first }) => first);
      expect(one?.trace.actions).toHaveLength(1);
      expect(other).toEqual(one);
    }
    const still = reachable<Race>('nobody is there', (s) => s.first === 'nobody');
    const all = [twice[0], still].filter((one) => one !== undefined);
    for (const seed of [1, 2, 3, 4, 5]) {
      const { properties } = await estimate(model, all, { durations, runs: 1, seed });
      const [won, , threw] = properties.map(({ first }) => first);
      expect(threw?.trace.failed?.message).toContain('stumbled');
      expect(threw?.trace.actions[0]).toEqual(won?.trace.actions[0]);
    }
  });

  test('shows the first run in which it was so, with its times', async () => {
    const slow = { hare: duration.fixed(2.5), tortoise: duration.fixed(1) };
    const result = await estimate(race, hareLoses, { durations: slow, seed: 1, runs: 10 });
    const first = result.properties[0]?.first;
    expect(first).toMatchObject({ run: 1, says: 'the tortoise is first', times: [1] });
    expect(first && timedTimeline(first)).toContain('1.0 s 1  ✗  tortoise  run');
    const text = estimateReport(result);
    expect(text).toContain(
      '✗ the hare wins: broken in 10 of 10 runs: 100 % (95 %: 69.1 % to 100 %)',
    );
    expect(text).toContain('In run 1: the tortoise is first');
  });

  test('weights say how likely a choice is', async () => {
    const die = defineModel<{ face: number }>({
      name: 'die',
      initial: { face: 0 },
      actors: [
        actor('hand', {
          roll: step({
            choose: () => [1, 6],
            when: (s: { face: number }) => s.face === 0,
            then: (s, face) => {
              s.face = face;
            },
          }),
        }),
      ],
    });
    const six = reachable<{ face: number }>('a six', (s) => s.face === 6);
    const { properties } = await estimate(die, six, {
      durations: { '*': duration.fixed(1) },
      weights: { 'hand.roll': (face) => (face === 6 ? 1 : 9) },
      seed: 2,
    });
    expect(properties[0]?.low).toBeLessThan(0.1);
    expect(properties[0]?.high).toBeGreaterThan(0.1);
  });

  test('counts by a step, where it is told to', async () => {
    const coin = defineModel<{ flips: number; heads: boolean }>({
      name: 'coin',
      initial: { flips: 0, heads: false },
      actors: [
        actor('hand', {
          flip: step({
            choose: () => [true, false],
            when: (s: { flips: number; heads: boolean }) => !s.heads && s.flips < 50,
            then: (s, heads) => {
              s.flips++;
              s.heads = heads;
            },
          }),
        }),
      ],
    });
    const never = transition<{ heads: boolean }>('no heads', (_, __, after) => !after.heads);
    const result = await estimate(coin, never, {
      durations: { '*': duration.exponential({ mean: 1 }) },
      per: 'hand.flip',
      seed: 4,
      runs: 2000,
    });
    const { share, low, high } = result.properties[0] ?? { share: 0, low: 0, high: 0 };
    expect(share).toBeGreaterThan(0.45);
    expect(low).toBeLessThan(0.5);
    expect(high).toBeGreaterThan(0.5);
  });

  test('a step that throws is told of', async () => {
    const fragile = defineModel<{ n: number }>({
      name: 'fragile',
      initial: { n: 0 },
      actors: [
        actor('hand', {
          drop: {
            then: () => {
              throw new Error('crack');
            },
          },
        }),
      ],
    });
    const result = await estimate(fragile, [], {
      durations: { '*': duration.fixed(1) },
      runs: 3,
      seed: 1,
    });
    expect(result.properties).toMatchObject([{ kind: 'step', hits: 3, of: 3 }]);
    expect(result.ended.threw).toBe(3);
    expect(estimateReport(result)).toContain('crack');
  });

  test('can be stopped', async () => {
    const signal = AbortSignal.abort();
    const result = await estimate(race, hareLoses, { durations, signal });
    expect(result).toMatchObject({ interrupted: true, runs: 0 });
  });

  describe('of runs that never end by themselves', () => {
    interface Counter {
      n: number;
      odd: boolean;
    }
    const counter = defineModel<Counter>({
      name: 'counter',
      initial: { n: 0, odd: false },
      actors: [
        actor('a', {
          add: {
            then: (s) => {
              s.n++;
              s.odd = !s.odd;
            },
          },
        }),
      ],
    });
    const small = invariant<Counter>('small', (s) => s.n < 3);
    const isData = invariant<Counter>('a number', (s) => Number.isInteger(s.n));
    const second = { '*': duration.fixed(1) };

    test('ends each after 10,000 steps, if no limit is given', async () => {
      for (const until of [{}, { steps: undefined }, undefined]) {
        const result = await estimate(counter, isData, {
          durations: second,
          runs: 2,
          ...(until && { until: until as object }),
        });
        expect(result).toMatchObject({ runs: 2, steps: 20_000, ended: { steps: 2 } });
      }
    });

    test('hears a signal within a run, and keeps what the run had decided', async () => {
      const controller = new AbortController();
      setTimeout(() => {
        controller.abort();
      });
      const result = await estimate(counter, [isData, small], {
        durations: second,
        runs: 3,
        until: { seconds: 1e12 },
        signal: controller.signal,
      });
      expect(result).toMatchObject({ runs: 1, interrupted: true, ended: { interrupted: 1 } });
      expect(result.properties.map(({ hits }) => hits)).toEqual([0, 1]);
      expect(result.properties[1]?.first?.times).toEqual([1, 2, 3]);
      expect(estimateReport(result)).toContain('Of the runs, 1 ended by a signal.');
    });

    test('refuses one in which time stands still, unless a number of steps ends it', async () => {
      const still = { '*': duration.fixed(0) };
      await expect(
        estimate(counter, isData, { durations: still, until: { seconds: 5 }, runs: 1 }),
      ).rejects.toThrow(
        'estimate: time stands still: a run took 100,000 steps at second 0, the last one a.add; ' +
          'give a step of them a duration above 0, or end runs by until.steps (--steps).',
      );
      const until = { seconds: 5, steps: 100_001 };
      const result = await estimate(counter, isData, { durations: still, until, runs: 1 });
      expect(result).toMatchObject({ steps: 100_001, ended: { steps: 1 } });
    });
  });

  test.each([
    [
      {},
      `estimate knows no duration for hare.run, tortoise.run; give one to each in durations, or to all others: durations: { '*': duration.exponential({ mean: 60 }) }, or --takes "*=exponential(60)".`,
    ],
    [{ durations: { hare: duration.fixed(1) } }, 'estimate knows no duration for tortoise.run'],
    [{ durations: { ...durations, tortoisse: duration.fixed(1) } }, 'did you mean tortoise?'],
    [{ durations, run: 3 }, 'run'],
    [{ durations, runs: 0 }, 'estimate: runs is 0'],
    [{ durations, confidence: 1 }, 'estimate: confidence is 1'],
    [{ durations, per: 'hare.runs' }, 'did you mean hare.run?'],
    [{ durations, until: { seconds: 0 } }, 'until.seconds is 0'],
    [{ durations, until: { minutes: 1 } }, 'minutes'],
    [{ durations, weights: [] }, 'estimate: weights is'],
    [{ durations, signal: 1 }, 'estimate: signal is'],
  ])('refuses %j', async (options, says) => {
    await expect(estimate(race, hareLoses, options as never)).rejects.toThrow(says);
  });

  test('refuses what no run can decide, and what it did not answer', async () => {
    const inTheEnd = eventually<Race>('somebody wins', (s) => s.first !== '');
    await expect(estimate(race, inTheEnd, { durations })).rejects.toThrow('a run ends');
    expect(() => estimateReport({} as never)).toThrow(
      'estimateReport wants what estimate answered',
    );
    expect(() => estimateReport(Promise.resolve() as never)).toThrow('await it');
  });
});

test('a chart has a point for each share, and an end for what never came', () => {
  const chart = frequencyChart(
    [
      { name: 'naive', share: 0.01, low: 0.005, high: 0.02 },
      { name: 'fenced', share: 0, low: 0, high: 0.0001 },
      { name: 'untried', share: NaN, low: 0, high: 1 },
    ],
    { mark: 0.001 },
  ).split('\n');
  expect(chart[0]).toMatch(/^naive {5}.*│.*─●─.* 1 in 100$/);
  expect(chart[1]).toMatch(/^fenced {3}<.* rarer than 1 in 10,000$/);
  expect(chart[2]).toMatch(/not tried$/);
  expect(frequencyChart([])).toBe('');
});
