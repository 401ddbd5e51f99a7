/** Programs under the scheduler of fast-check have the runs that the race needs, and no others. */
import { setTimeout as pause } from 'node:timers/promises';
import { defineProgram, invariant, whenDone, type Program, type ProgramProperty } from 'allways';
import { describe, expect, test } from 'vitest';
import * as debounce from '../../../models/programs/debounce.js';
import * as lostUpdate from '../../../models/programs/lost-update.js';
import { properties as debounceProperties } from '../../../properties/programs/debounce.js';
import { properties as lostUpdateProperties } from '../../../properties/programs/lost-update.js';
import { runsToFailure, ways } from './scheduled.js';

const seeds = [1, 2, 3, 4, 5];

/** The runs until a violation, by seed. */
async function found<State>(
  program: Program<State>,
  properties: readonly ProgramProperty<State>[],
  way: (typeof ways)[number],
): Promise<(number | null)[]> {
  const runs: (number | null)[] = [];
  for (const seed of seeds) {
    runs.push(await runsToFailure(program, properties, { way, seed, numRuns: 60 }));
  }
  return runs;
}

const never = seeds.map(() => null);
const always = seeds.map(() => expect.any(Number) as number);

describe.each(ways)('%s', (way) => {
  test('finds the lost update, and not in the repaired form', async () => {
    const { naive, repaired } = lostUpdate;
    expect(await found(naive, lostUpdateProperties, way)).toEqual(always);
    expect(await found(repaired, lostUpdateProperties, way)).toEqual(never);
  });

  test('finds a race of timers and answers, and not in the repaired form', async () => {
    const { naive, repaired } = debounce;
    expect(await found(naive, debounceProperties, way)).toEqual(always);
    expect(await found(repaired, debounceProperties, way)).toEqual(never);
  });

  test('the same seed needs the same runs', async () => {
    const runs = () => found(debounce.naive, debounceProperties, way);
    expect(await runs()).toEqual(await runs());
  });

  test('timers fire in the order of their times, and one that was cleared does not', async () => {
    const timers = defineProgram({
      name: 'timers',
      start: () => [] as string[],
      tasks: {
        late: async (log) => {
          await pause(300);
          log.push('late');
        },
        early: async (log) => {
          const cleared = setTimeout(() => log.push('cleared'), 1);
          setTimeout(() => log.push('early'), 100);
          clearTimeout(cleared);
          await pause(200);
          log.push('middle');
        },
      },
      state: (log) => [...log],
    });
    const inOrder = whenDone<string[]>(
      'in order',
      (log) => log.includes('late') && log.indexOf('early') < log.indexOf('middle'),
    );
    const noneCleared = invariant<string[]>('none cleared', (log) => !log.includes('cleared'));
    expect(await found(timers, [inOrder, noneCleared], way)).toEqual(never);
  });

  test('an invariant is asked between the events', async () => {
    const steps = defineProgram({
      name: 'steps',
      start: (io) => ({ store: io.service('store', { set: () => Promise.resolve() }), at: [0] }),
      tasks: {
        one: async ({ store, at }) => {
          at[0] = 1;
          await store.set();
          at[0] = 2;
        },
      },
      state: ({ at }) => ({ at: at[0] }),
    });
    const isNeverOne = invariant<{ at: number | undefined }>('never 1', ({ at }) => at !== 1);
    expect(await found(steps, [isNeverOne], way)).toEqual(seeds.map(() => 1));
  });

  test('a task that throws and tasks that wait for ever are found', async () => {
    const throws = defineProgram({
      name: 'throws',
      start: () => ({}),
      tasks: { one: () => Promise.reject(new Error('no')) },
      state: () => ({}),
    });
    const waits = defineProgram({
      name: 'waits',
      start: () => ({}),
      tasks: { one: () => new Promise(() => {}) },
      state: () => ({}),
    });
    expect(await found(throws, [], way)).toEqual(seeds.map(() => 1));
    expect(await found(waits, [], way)).toEqual(seeds.map(() => 1));
  });

  test('what is not done here is refused', async () => {
    const channel = defineProgram({
      name: 'channel',
      start: (io) => io.channel('jobs'),
      tasks: { one: (jobs) => jobs.send(1) },
      state: () => ({}),
    });
    await expect(found(channel, [], way)).rejects.toThrow('io.channel is not done here.');
  });
});

test('the real timers are back afterwards', async () => {
  const before = [setTimeout, clearTimeout, pause];
  await found(debounce.naive, debounceProperties, 'each event');
  expect([setTimeout, clearTimeout, pause]).toEqual(before);
});
