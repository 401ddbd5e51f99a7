/** Random runs of the classic races: how many it takes, and what the counterexamples shrink to. */
import { check, sample, type Program, type ProgramProperty, type Trace } from 'allways';
import { describe, expect, test } from 'vitest';
import * as connectionPool from '../../models/programs/connection-pool.js';
import * as debounce from '../../models/programs/debounce.js';
import * as doubleSubmit from '../../models/programs/double-submit.js';
import * as listeners from '../../models/programs/listeners.js';
import * as staleCache from '../../models/programs/stale-cache.js';
import * as typeAhead from '../../models/programs/type-ahead.js';
import { properties as connectionPoolProperties } from '../../properties/programs/connection-pool.js';
import { properties as debounceProperties } from '../../properties/programs/debounce.js';
import { properties as doubleSubmitProperties } from '../../properties/programs/double-submit.js';
import { properties as listenerProperties } from '../../properties/programs/listeners.js';
import { properties as staleCacheProperties } from '../../properties/programs/stale-cache.js';
import { properties as typeAheadProperties } from '../../properties/programs/type-ahead.js';
import { runsToFailure } from '../bench/programs/scheduled.js';

const schedules = ['uniform', 'pct', 'mixed'] as const;
type Kind = (typeof schedules)[number];

/** A sample that ends when all that can be violated is. */
async function sampled<State>(
  program: Program<State>,
  all: readonly ProgramProperty<State>[],
  schedule: Kind,
  seed: number,
) {
  const { properties: outcomes } = await check(program, all);
  const violated = all.filter(({ name }) =>
    outcomes.some((one) => one.name === name && one.verdict === 'violated'),
  );
  return sample(program, violated, { schedule, seed, numRuns: 150 });
}

/** How often the turn goes to another task. An answer is a turn of the task that gets it. */
function switches({ actions }: Trace<unknown>): number {
  const turns = actions.map(({ actor, step, choice }) =>
    step === 'answers' ? String(choice).replace(/ \S+$/, '') : actor,
  );
  return turns.filter((turn, at) => at > 0 && turn !== turns[at - 1]).length;
}

const seeds = [1, 2, 3, 4, 5];

function races<State>(
  name: string,
  { naive, repaired }: { readonly naive: Program<State>; readonly repaired: Program<State> },
  properties: readonly ProgramProperty<State>[],
  switchesOf: Readonly<Record<Kind, readonly number[]>>,
) {
  describe(name, () => {
    test.each(schedules)('%s finds it, and shrinks it', async (schedule) => {
      const found: (number | undefined)[] = [];
      for (const seed of seeds) {
        const { properties: outcomes } = await sampled(naive, properties, schedule, seed);
        for (const outcome of outcomes) found.push(outcome.trace && switches(outcome.trace));
      }
      expect(new Set(found)).toEqual(new Set(switchesOf[schedule]));
    });

    test.each(schedules)('%s: the seed and the path find it again', async (schedule) => {
      const { properties: outcomes } = await sampled(naive, properties, schedule, 1);
      expect(outcomes).not.toEqual([]);
      for (const outcome of outcomes) {
        if (!('path' in outcome)) throw new Error(`${outcome.name} was not violated`);
        const { seed, path } = outcome;
        const property = properties.filter((one) => one.name === outcome.name);
        const alone = await sample(naive, property, { schedule, seed, path });
        expect(alone.properties[0]?.trace?.actions).toEqual(outcome.trace.actions);
        expect(alone.properties[0]?.verdict).toBe('violated');
      }
    });

    test('the repaired form is not violated', async () => {
      expect((await sample(repaired, properties, { seed: 1 })).verdict).toBe('undecided');
    });
  });
}

/** All ways find the counterexample with the fewest switches. */
const always = (fewest: number) => ({ uniform: [fewest], pct: [fewest], mixed: [fewest] });

races('type-ahead', typeAhead, typeAheadProperties, always(0));
races('connection pool', connectionPool, connectionPoolProperties, always(1));
races('debounce', debounce, debounceProperties, always(0));
races('double submit', doubleSubmit, doubleSubmitProperties, always(2));
races('listeners', listeners, listenerProperties, always(2));
// Ranks keep a task away, or call it early, for as long as it runs. Not every few switches are made so.
races('stale cache', staleCache, staleCacheProperties, { ...always(3), pct: [3, 4, 5] });

describe('the median of the runs is no more than that of the scheduler of fast-check', () => {
  const median = (runs: readonly number[]) =>
    runs.toSorted((one, other) => one - other)[(runs.length - 1) >> 1] ?? Infinity;
  const manySeeds = Array.from({ length: 100 }, (_, at) => at + 1);

  const compare = <State>(
    name: string,
    program: Program<State>,
    properties: readonly ProgramProperty<State>[],
  ) =>
    test(name, async () => {
      const own: number[] = [];
      const others: number[] = [];
      for (const seed of manySeeds) {
        const { properties: outcomes } = await sampled(program, properties, 'mixed', seed);
        const paths = outcomes.flatMap((one) =>
          'path' in one ? [Number.parseInt(one.path, 10)] : [],
        );
        own.push(Math.min(...paths) + 1);
        others.push(
          (await runsToFailure(program, properties, { way: 'each event', seed, numRuns: 150 })) ??
            Infinity,
        );
      }
      expect(median(own)).toBeLessThanOrEqual(median(others));
    });

  compare('type-ahead', typeAhead.naive, typeAheadProperties);
  compare('debounce', debounce.naive, debounceProperties);
  compare('listeners', listeners.naive, listenerProperties);
});
