/** Code that does not end, in each part of a model and under each verb: it is ended, and named. */
import { describe, expect, test } from 'vitest';
import {
  actor,
  alwaysEventually,
  audit,
  check,
  compareSafeguards,
  defineModel,
  defineSafeguards,
  defineSystem,
  duration,
  estimate,
  follow,
  invariant,
  noDeadlock,
  reachable,
  report,
  sample,
  transition,
  whatIf,
  type Property,
} from 'allways';
import { breadthFirst } from '../../src/search/breadth-first/breadth-first.js';
import { referenceSearch } from '../../src/search/reference/reference.js';
import { endless, endlessReducer, stuckIn, type Counter } from '../support/endless.js';
import { refusalOf } from '../support/refusal.js';

const system = defineSystem({
  name: 'endless',
  safeguards: defineSafeguards({ ends: 'Every step ends.' }),
  model: (on) => endless(on.ends ? undefined : 'then'),
});

/** A clock that is not refused, because it is taken before the model runs. */
const clock = performance.now.bind(performance);

/** The shortest time that code may run. Without a limit it is ten seconds. */
const limits = { seconds: 2 };

const fine = invariant<Counter>('fine', ({ n }) => n < 9);
const adds = Array.from({ length: 5 }, () => ({ actor: 'node', step: 'add', choice: 1 }));

test('what a model lacks is said, because the model may be fine as it is', async () => {
  expect(await refusalOf(() => whatIf(system.with(['ends']), fine, { system, limits }))).toContain(
    'Without the safeguard ends: node.add(1): then did not return within 2 seconds, ',
  );
});

test('a text about a step that does not return: the timeline says so, and shows the rest', async () => {
  const told: number[] = [];
  const model = defineModel<Counter>({
    name: 'talking',
    initial: { n: 0 },
    actors: [
      actor<Counter>('node', {
        add: {
          then: (s) => void s.n++,
          says: ({ n }) => {
            told.push(n);
            for (;;);
          },
        },
      }),
    ],
  });
  const text = report(
    await check(
      model,
      invariant<Counter>('small', ({ n }) => n < 3),
    ),
  );
  expect(text.match(/add \(its "says" did not return within 2 seconds\)/g)).toHaveLength(3);
  // After the first time it is not called again.
  expect(told).toEqual([0]);
});

test('a slow model is not ended, although many of its steps take longer together', async () => {
  const slow = defineModel<Counter>({
    name: 'slow',
    initial: { n: 0 },
    actors: [
      actor<Counter>('node', {
        add: {
          when: ({ n }) => n < 100,
          then: ({ n }) => {
            for (const end = clock() + 600; clock() < end;);
            return { n: n + 1 };
          },
        },
      }),
    ],
  });
  for (const search of [breadthFirst, referenceSearch]) {
    expect(await search(slow, [fine], { limits })).toMatchObject({
      ended: { by: 'limit', limit: 'seconds' },
    });
  }
});

describe.each([breadthFirst, referenceSearch])('%o', (search) => {
  test.each([
    ['choose', 'node.add: choose'],
    ['when', 'node.add(1): when'],
    ['then', 'node.add(1): then'],
  ] as const)('%s', async (part, who) => {
    expect(await refusalOf(() => search(endless(part), [fine], { limits }))).toContain(
      `${who} did not return within 2 seconds, in the state {"n":3}; `,
    );
  });

  test('a reducer', async () => {
    expect(await refusalOf(() => search(endlessReducer, [fine], { limits }))).toContain(
      'reduce did not return within 2 seconds, in the state {"n":3}; ',
    );
  });

  test.each<[string, number, Property<Counter>]>([
    ['invariant', 3, invariant('stuck', stuckIn(3))],
    ['initial', 0, invariant('stuck', stuckIn(0))],
    ['transition', 3, transition('stuck', stuckIn(3))],
    ['reachable', 3, reachable('stuck', (s) => stuckIn(3)(s) && s.n === 9)],
    ['deadlock', 5, noDeadlock(stuckIn(5), { name: 'stuck' })],
    ['temporal', 3, alwaysEventually('stuck', stuckIn(3))],
  ])('a property: %s', async (_, n, stuck) => {
    expect(await refusalOf(() => search(endless(), [stuck], { limits }))).toContain(
      `Property "stuck" did not return within 2 seconds, in the state {"n":${n}}; `,
    );
  });
});

test.each<[string, () => unknown, number]>([
  ['check with threads', () => check(endless('then'), fine, { limits, workers: 2 }), 2],
  ['compareSafeguards', () => compareSafeguards(system, fine, { limits }), 2],
  ['audit', () => audit(endless('then'), {}, { properties: [fine], limits }), 2],
  ['whatIf', () => whatIf(endless('then'), fine, { limits }), 2],
  ['sample', () => sample(endless('then'), fine, { numRuns: 3 }), 10],
  // A replay follows the actions of its recording.
  ['follow', () => follow(endless('then'), adds), 10],
  [
    'estimate',
    () =>
      estimate(endless('then'), fine, {
        durations: { '*': duration.exponential({ mean: 1 }) },
        runs: 3,
      }),
    10,
  ],
])('%s', async (_, verb, seconds) => {
  expect(await refusalOf(verb)).toContain(
    `then did not return within ${seconds} seconds, in the state {"n":3}; `,
  );
});
