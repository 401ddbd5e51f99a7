import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { actor, defineModel, fromReducer, interleavings, type Model } from 'allways';
import { account } from '../../../../models/bank-account/model.js';
import { noLostUpdate } from '../../../../properties/bank-account.js';
import { pct, uniform, type RandomSource } from '../../../../src/search/random/schedule.js';
import { walk } from '../../../../src/search/random/walk.js';
import { faultOf } from '../../../../src/trace/judge.js';
import type { Trace } from '../../../../src/trace/trace.js';

/** Actors that take so many steps each, in any order. */
const workers = (steps: Record<string, number>) =>
  defineModel<Record<string, number>>({
    name: 'workers',
    initial: steps,
    actors: Object.keys(steps).map((name) =>
      actor<Record<string, number>>(name, {
        work: {
          when: (s) => (s[name] ?? 0) > 0,
          then: (s) => {
            s[name] = (s[name] ?? 0) - 1;
          },
        },
      }),
    ),
  });

/** Who acted, in order: `abba`. */
const order = (trace: Trace<unknown>) => trace.actions.map((action) => action.actor).join('');

/**
 * How likely each outcome is, exactly: plays with every series of random numbers that there can be.
 */
function chances(play: (random: RandomSource) => string): Record<string, number> {
  const found: Record<string, number> = {};
  const choices: { value: number; of: number }[] = [];
  do {
    let drawn = 0;
    let chance = 1;
    const outcome = play({
      nextInt: (min, max) => {
        const choice = (choices[drawn++] ??= { value: 0, of: max - min + 1 });
        chance /= choice.of;
        return min + choice.value;
      },
    });
    found[outcome] = (found[outcome] ?? 0) + chance;
    while (choices.length > 0 && choices.at(-1)?.value === (choices.at(-1)?.of ?? 0) - 1) {
      choices.pop();
    }
    const last = choices.at(-1);
    if (last !== undefined) last.value++;
  } while (choices.length > 0);
  return found;
}

/** How likely each order of actors is under PCT. */
const pctChances = <State>(
  model: Model<State>,
  steps: number,
  changePoints: number,
  outcome: (trace: Trace<State>) => string = order,
) =>
  chances((random) =>
    outcome(walk(model, model.initial[0] as State, pct(random, { steps, changePoints }), 100)),
  );

describe('uniform', () => {
  test('gives every enabled action the same chance', () => {
    const model = workers({ a: 1, b: 2 });
    const start = model.initial[0] as Record<string, number>;
    const found = chances((random) => order(walk(model, start, uniform(random), 100)));
    expect(found).toEqual({ abb: 1 / 2, bab: 1 / 4, bba: 1 / 4 });
  });
});

describe('pct', () => {
  test('without a change point, one actor after the other, each order as likely', () => {
    const found = pctChances(workers({ a: 2, b: 2, c: 1 }), 5, 0);
    expect(Object.keys(found).sort()).toEqual([
      'aabbc',
      'aacbb',
      'bbaac',
      'bbcaa',
      'caabb',
      'cbbaa',
    ]);
    for (const chance of Object.values(found)) expect(chance).toBeCloseTo(1 / 6, 12);
  });

  test('at a change point the actor whose turn it is falls behind the others', () => {
    const found = pctChances(workers({ a: 2, b: 3 }), 5, 1);
    // Either is first with a half; it, or the other once it is alone, falls before one of five steps.
    const expected = { aabbb: 4, abbba: 1, bbbaa: 3, baabb: 1, bbaab: 1 };
    expect(Object.keys(found).sort()).toEqual(Object.keys(expected).sort());
    for (const [outcome, tenths] of Object.entries(expected)) {
      expect(found[outcome]).toBeCloseTo(tenths / 10, 12);
    }
  });

  test('of two actors that fell, either may come back first', () => {
    const found = pctChances(workers({ a: 2, b: 2, c: 1 }), 5, 2);
    expect(found['abcab']).toBeCloseTo(1 / 6 / 25, 12);
    expect(found['abcba']).toBeCloseTo(1 / 6 / 25, 12);
  });

  test('finds a bug of depth d with the chance that the paper promises: 1 / (n k^(d-1))', () => {
    const bothWays = workers({ a: 2, b: 2 });
    // Depth 1: b acts before a. Depth 2: an update is lost. Depth 3: the two take turns.
    const late = pctChances(bothWays, 4, 0, (trace) => String(order(trace).startsWith('b')));
    expect(late['true']).toBeCloseTo(1 / 2, 12);
    const lost = pctChances(account, 4, 1, (trace) =>
      String(faultOf(noLostUpdate, trace) !== undefined),
    );
    expect(lost['true']).toBeCloseTo(2 * (1 / (2 * 4)), 12);
    const turns = pctChances(bothWays, 4, 2);
    expect(turns['abab']).toBeCloseTo(1 / (2 * 4 ** 2), 12);
  });

  test('keeps the promise when its runs are counted', () => {
    const runs = fc.sample(interleavings(account, { schedule: 'pct', changePoints: 1 }), {
      seed: 1,
      numRuns: 2000,
    });
    const found = runs.filter((run) => faultOf(noLostUpdate, run) !== undefined).length;
    expect(found).toBe(496);
    expect(found / 2000).toBeGreaterThanOrEqual(1 / (2 * 4));
  });

  test('knows the actors of a reducer when it sees them', () => {
    const relay = fromReducer<number, { actor: string; type: string }>({
      initial: 0,
      actions: (n) =>
        n < 4
          ? [
              { actor: `runner ${n}`, type: 'run' },
              { actor: 'judge', type: 'look' },
            ]
          : [],
      reduce: (n, { type }) => (type === 'run' ? n + 1 : n),
    });
    const runs = fc.sample(interleavings(relay, { schedule: 'pct', maxSteps: 30 }), {
      seed: 1,
      numRuns: 100,
    });
    const actors = new Set(runs.flatMap((run) => run.actions.map(({ actor }) => actor)));
    expect([...actors].sort()).toEqual(['judge', 'runner 0', 'runner 1', 'runner 2', 'runner 3']);
  });
});

describe('one slow actor and a fast one', () => {
  // The race needs all twelve fast steps between the two of the slow actor.
  const race = (run: Trace<unknown>) => order(run) === `s${'f'.repeat(12)}s`;
  const found = (schedule: 'uniform' | 'pct' | 'mixed') =>
    fc
      .sample(interleavings(workers({ s: 2, f: 12 }), { schedule }), { seed: 1, numRuns: 300 })
      .filter(race).length;

  test('are a race that PCT finds and equal chances do not', () => {
    expect([found('uniform'), found('mixed'), found('pct')]).toEqual([0, 6, 15]);
  });
});
