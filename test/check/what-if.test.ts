/** What is left out, and which properties notice. */
import { describe, expect, test } from 'vitest';
import {
  actor,
  defineModel,
  defineSafeguards,
  defineSystem,
  invariant,
  ModelError,
  plainStyle,
  reachable,
  whatIf,
  whatIfTable,
} from 'allways';
import { untyped } from '../model/thrown.js';

interface Tank {
  level: number;
  open: boolean;
}

/** A tank that is filled to its brim; `valve` lets nobody fill it while it is open. */
const tank = defineSystem({
  name: 'tank',
  safeguards: defineSafeguards({
    valve: 'It is filled only while it is closed.',
    spare: 'It does nothing.',
  }),
  parameters: { brim: 3 },
  model: (on, { brim }) =>
    defineModel<Tank>({
      name: 'tank',
      initial: { level: 0, open: false },
      actors: [
        actor<Tank>('pump', {
          fill: {
            when: (s) => s.level < brim && !(on.valve && s.open),
            then: (s) => {
              s.level++;
            },
          },
          // It is always true.
          beat: { when: (s) => s.level >= 0, then: () => undefined },
        }),
        actor<Tank>('hand', {
          turn: {
            when: (s) => s.level > 1,
            then: (s) => {
              s.open = !s.open;
            },
          },
          empty: {
            when: (s) => s.open && s.level > 0,
            then: (s) => {
              if (s.level === 0) throw new Error('there is nothing in it');
              s.level = 0;
            },
          },
        }),
      ],
    }),
});

const neverOver = invariant<Tank>('it never runs over', (s) => s.level <= 3);
const fills = reachable<Tank>('it can be full', (s) => s.level === 3);

describe('what if a guard were not there', () => {
  test('somebody notices, or nobody, or nothing else happens', async () => {
    const { base, drops } = await whatIf(tank.with([]), [neverOver, fills]);
    expect(base).toMatchObject({ verdict: 'holds', distinct: 8 });
    expect(
      drops.map(({ kind, dropped, effect, noticed, result }) => [
        kind,
        dropped,
        effect,
        noticed.map(({ name }) => name),
        result.distinct,
      ]),
    ).toEqual([
      ['guard', 'pump.fill', 'noticed', ['it never runs over'], 8],
      ['guard', 'pump.beat', 'dead', [], 8],
      ['guard', 'hand.turn', 'unnoticed', [], 8],
      ['guard', 'hand.empty', 'noticed', ['hand.empty does not throw'], 8],
    ]);
  });

  test('limits are kept, and a search that they end says nothing of who would notice', async () => {
    const counter = defineModel<{ n: number }>({
      name: 'counter',
      initial: { n: 0 },
      actors: [
        actor<{ n: number }>('user', {
          press: {
            when: (s) => s.n < 3,
            then: (s) => {
              s.n++;
            },
          },
        }),
      ],
    });
    const even = invariant<{ n: number }>('it is a number', (s) => s.n >= 0);
    const { drops } = await whatIf(counter, even, { limits: { states: 50 } });
    expect(drops).toMatchObject([{ effect: 'undecided', noticed: [], result: { distinct: 50 } }]);
    const unlimited = await whatIf(counter, even);
    expect(unlimited.drops).toMatchObject([{ effect: 'undecided', result: { distinct: 10_000 } }]);
  });

  test('what stops it stops it', async () => {
    const { drops } = await whatIf(tank.with([]), neverOver, { signal: AbortSignal.abort() });
    expect(drops).toEqual([]);
  });
});

describe('what if a safeguard were not there', () => {
  test('of a system all that are on are left out in turn', async () => {
    const dropped: string[] = [];
    const shut = invariant<Tank>('it is never open and full', (s) => !(s.open && s.level > 2));
    const { drops } = await whatIf(tank.with(['valve', 'spare']), shut, {
      system: tank,
      onDrop: (name) => dropped.push(name),
    });
    expect(dropped).toEqual([
      'pump.fill',
      'pump.beat',
      'hand.turn',
      'hand.empty',
      'valve',
      'spare',
    ]);
    expect(drops.slice(-2)).toMatchObject([
      { kind: 'safeguard', dropped: 'valve' },
      { kind: 'safeguard', dropped: 'spare', effect: 'dead', noticed: [] },
    ]);
  });
});

test('a table says which properties notice', async () => {
  const found = await whatIf(tank.with(['spare']), [neverOver, fills], { system: tank });
  expect(whatIfTable(found, { ...plainStyle, columns: 60 })).toBe(
    [
      'tank, as it is: 8 states, holds',
      '',
      'without              states  noticed by',
      'guard of pump.fill        8  it never runs over (4)',
      'guard of pump.beat        8  none: nothing else happens',
      'guard of hand.turn        8  none: untested',
      'guard of hand.empty       8  hand.empty does not throw (1)',
      'spare                     8  none: nothing else happens',
    ].join('\n'),
  );
});

test.each<[string, unknown, string]>([
  [
    'an option that is none',
    { sistem: tank },
    'whatIf has no option "sistem"; did you mean system?',
  ],
  [
    'what is no system',
    { system: tank.with([]) },
    'whatIf wants a system, and was given a model; give what defineSystem made.',
  ],
])('%s is refused', async (_, options, message) => {
  await expect(whatIf(tank.with([]), neverOver, untyped(options))).rejects.toEqual(
    new ModelError(message),
  );
});
