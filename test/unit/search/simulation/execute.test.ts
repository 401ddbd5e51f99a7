/** The rules of a timed run, each on a model in which nothing else matters. */
import { describe, expect, test } from 'vitest';
import {
  actor,
  defineModel,
  defineSafeguards,
  defineSystem,
  duration,
  estimate,
  estimateReport,
  invariant,
  noDeadlock,
  reachable,
  step,
  timedTimeline,
  transition,
} from 'allways';

interface Tally {
  a: number;
  b: number;
}

const counter = (name: 'a' | 'b', most = 3) =>
  actor<Tally>(name, {
    count: {
      when: (s) => s[name] < most,
      then: (s) => {
        s[name]++;
      },
    },
  });
const tally = defineModel<Tally>({
  name: 'tally',
  initial: { a: 0, b: 0 },
  actors: [counter('a'), counter('b')],
});
const never = invariant<Tally>('never', () => true);

describe('a run', () => {
  test('a step that stays enabled keeps its time, whatever others do', async () => {
    // b is up at 2.5, though a was taken at 1 and at 2 by then; not 2.5 after that.
    const { properties } = await estimate(
      tally,
      reachable<Tally>('b second', (s) => s.a === 2 && s.b === 1),
      { durations: { a: duration.fixed(1), b: duration.fixed(2.5) }, runs: 1, seed: 1 },
    );
    expect(properties[0]?.first?.times).toEqual([1, 2, 2.5]);
  });

  test('does not go on with the times of the run before it', async () => {
    // At its latest time a run waits for the second step, which would come half a second later.
    const { steps, simulated } = await estimate(tally, never, {
      durations: { '*': duration.fixed(2) },
      until: { seconds: 3 },
      runs: 4,
      seed: 1,
    });
    expect({ steps, simulated }).toEqual({ steps: 4 * 2, simulated: 4 * 3 });
  });

  test('ends where nothing is enabled, at its latest time, or at its last step', async () => {
    const durations = { '*': duration.fixed(1) };
    const ended = async (until?: object) =>
      (await estimate(tally, never, { durations, runs: 4, seed: 1, ...(until && { until }) }))
        .ended;
    expect(await ended()).toMatchObject({ stopped: 4 });
    expect(await ended({ seconds: 1.5 })).toMatchObject({ seconds: 4 });
    expect(await ended({ steps: 2 })).toMatchObject({ steps: 4 });
    const forever = { durations: { '*': duration.never }, runs: 4, seed: 1 };
    expect((await estimate(tally, never, forever)).ended).toMatchObject({ stopped: 4 });
  });

  test('of several steps at one time each is as likely to be first', async () => {
    const bFirst = transition<Tally>(
      'a is first',
      (before, { actor: who }) => before.a > 0 || who === 'a',
    );
    const { properties } = await estimate(tally, bFirst, {
      durations: { '*': duration.fixed(1) },
      seed: 1,
    });
    expect(properties[0]?.low).toBeLessThan(0.5);
    expect(properties[0]?.high).toBeGreaterThan(0.5);
  });

  test('starts in any of the initial states', async () => {
    const several = defineModel<Tally>({
      name: 'several',
      initial: () => [0, 1, 2, 3].map((a) => ({ a, b: 3 })),
      actors: [counter('a')],
    });
    const deadlock = noDeadlock<Tally>(({ a }) => a < 3);
    const { properties } = await estimate(
      several,
      [reachable<Tally>('none', ({ a }) => a === 0), deadlock],
      { durations: { a: duration.fixed(1) }, seed: 1, runs: 2000 },
    );
    expect(properties[0]?.low).toBeLessThan(0.25);
    expect(properties[0]?.high).toBeGreaterThan(0.25);
    expect(properties[1]).toMatchObject({ hits: 2000 });
  });

  const draw = defineModel<{ drawn: number }>({
    name: 'draw',
    initial: { drawn: 0 },
    actors: [
      actor('hand', {
        draw: step({
          choose: () => [1, 2, 3, 4],
          when: (s: { drawn: number }) => s.drawn === 0,
          then: (s, drawn) => {
            s.drawn = drawn;
          },
        }),
      }),
    ],
  });
  const one = reachable<{ drawn: number }>('one', (s) => s.drawn === 1);

  test('choices have one time together, or each its own', async () => {
    const timeOf = async (time: ReturnType<typeof duration.exponential>) => {
      const result = await estimate(draw, one, { durations: { '*': time }, runs: 4000, seed: 1 });
      expect(result.properties[0]?.low).toBeLessThan(0.25);
      expect(result.properties[0]?.high).toBeGreaterThan(0.25);
      return result.simulated / result.runs;
    };
    // The first of four that race is up after a quarter of their mean.
    expect(await timeOf(duration.exponential({ mean: 4 }))).toBeCloseTo(4, 0);
    expect(await timeOf(duration.each(duration.exponential({ mean: 4 })))).toBeCloseTo(1, 0);
  });

  test('refuses weights and times that are none', async () => {
    const durations = { '*': duration.fixed(1) };
    const weighted = (weight: number) =>
      estimate(draw, one, { durations, weights: { hand: () => weight } });
    await expect(weighted(-1)).rejects.toThrow('the weight of hand.draw with 1 is -1');
    await expect(weighted(0)).rejects.toThrow('have weight 0');
    const odd = { '*': { says: 'odd', draw: () => NaN } };
    await expect(estimate(draw, one, { durations: odd })).rejects.toThrow('drew NaN');
    const broken = {
      '*': {
        says: 'broken',
        draw: () => {
          throw new Error('no dice');
        },
      },
    };
    await expect(estimate(draw, one, { durations: broken })).rejects.toThrow(
      'estimate: the duration of hand.draw: draw threw Error: no dice; let it draw seconds, 0 or more.',
    );
    await expect(estimate(draw, one, { durations: [] as never })).rejects.toThrow('durations is');
    await expect(estimate(draw, one, { durations, per: 3 as never })).rejects.toThrow('per is');
  });
});

describe('the report', () => {
  const safe = defineSystem({
    name: 'tallies',
    safeguards: defineSafeguards({ rule: 'None.' }),
    parameters: { size: 3 },
    model: (_, { size }) =>
      defineModel<Tally>({
        name: 'tallies',
        initial: { a: 0, b: 0 },
        actors: [counter('a', size), counter('b', size)],
      }),
  });
  const durations = { a: duration.exponential({ mean: 1 }), b: duration.exponential({ mean: 1 }) };

  test('tells what was run, how often, by what, and why runs ended', async () => {
    const behind = invariant<Tally>('b keeps up', (s) => s.a - s.b < 3 || 'it does not.');
    const reached = reachable<Tally>('all counted', (s) => s.a + s.b === 6);
    const result = await estimate(safe.with(['rule']), [behind, reached], {
      durations,
      per: 'b.count',
      runs: 500,
      seed: 1,
      until: { seconds: 40 },
    });
    const text = estimateReport(result);
    expect(text).toContain('tallies with rule (size 3)\n');
    expect(text).toMatch(/✗ b keeps up: broken in \d+ of 500 runs: .* b\.count \(95 %: /);
    expect(text).toMatch(/✓ all counted: reached in \d+ of 500 runs: /);
    expect(text).toMatch(/In run \d+: it does not\.\n/);
    expect(text).toMatch(/500 runs, seed 1: [\d,]+ steps, .* of time in .*\./);
    expect(text).toMatch(/\d+ ended as nothing more could happen/);
  });

  test('says where nobody knows, where none was found, and where it was ended early', async () => {
    const still = { a: duration.fixed(3600), b: duration.never };
    const options = { durations: still, per: 'b.count', runs: 20, seed: 1 };
    const result = await estimate(tally, never, options);
    expect(estimateReport(result)).toContain(
      '? never: unknown, because b.count never came in 20 runs',
    );
    expect(estimateReport(result)).toContain('of time');
    const some = await estimate(tally, never, { ...options, per: 'a.count' });
    expect(estimateReport(some)).toMatch(/broken in none of 20 runs with 60 a\.count: rarer than/);
    const days = { '*': duration.fixed(86_400) };
    const long = await estimate(tally, [], { durations: days, runs: 1, seed: 1 });
    expect(estimateReport(long)).toContain('3 days of time');
    const signal = AbortSignal.abort();
    const early = await estimate(tally, never, { ...options, signal });
    expect(estimateReport(early)).toContain('seed 1, ended early');
  });

  test('shows the end of a long run, with the times of its steps', async () => {
    const long = defineModel<Tally>({
      name: 'long',
      initial: { a: 0, b: 0 },
      actors: [counter('a', 40)],
    });
    const short = invariant<Tally>('short', (s) => s.a < 40);
    const result = await estimate(long, short, {
      durations: { a: duration.fixed(1) },
      runs: 1,
      seed: 1,
    });
    const text = estimateReport(result);
    expect(text).toContain('In run 1, its last 30 of 40 steps');
    expect(text).toMatch(/40\.0 s +30 +✗/);
    const first = result.properties[0]?.first;
    expect(first && timedTimeline(first).split('\n')[1]).toMatch(/^ +1\.0 s +1 +●/);
    const at = invariant<Tally>('not at once', (s) => s.a > 0);
    const start = await estimate(long, at, {
      durations: { a: duration.fixed(1) },
      runs: 1,
      seed: 1,
    });
    expect(estimateReport(start)).toContain('In the initial state:');
  });

  test('tells how it goes on', async () => {
    const told: number[] = [];
    await estimate(tally, never, {
      durations,
      runs: 100_000,
      seed: 1,
      onProgress: ({ runs, of }) => {
        expect(of).toBe(100_000);
        told.push(runs);
      },
    });
    expect(told).toEqual([...told].sort((one, other) => one - other));
  });
});
