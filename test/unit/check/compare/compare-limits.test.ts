/** What a comparison decides when some of its sets are endless. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  actor,
  compareSafeguards,
  defineModel,
  defineSafeguards,
  defineSystem,
  eventually,
  invariant,
  type Comparison,
} from 'allways';
import { searchOpen } from '../../../../src/check/compare/set-by-set.js';

interface Pump {
  level: number;
  grown: number;
}

/** Comes to level 2 and stops; with `grows` something else grows without end. */
const pump = defineSystem({
  name: 'pump',
  safeguards: defineSafeguards({ grows: 'It never ends.', slow: 'One at a time.' }),
  model: (on) =>
    defineModel<Pump>({
      name: 'pump',
      initial: { level: 0, grown: 0 },
      actors: [
        actor<Pump>('pump', {
          fill: {
            when: (s) => s.level < 2,
            fairness: 'weak',
            then: (s) => {
              s.level += on.slow ? 1 : 2;
            },
          },
        }),
        actor<Pump>('weed', {
          grow: {
            when: () => on.grows,
            then: (s) => {
              s.grown++;
            },
          },
        }),
      ],
    }),
});
const full = eventually<Pump>('full in the end', (s) => s.level === 2);
const low = invariant<Pump>('never too full', (s) => s.level <= 2);
const inSteps = invariant<Pump>('no leap', (s) => s.level !== 2 || s.grown < 3);

const enough = <S, N extends string>({ together }: Comparison<S, N>) => ({
  minimal: together.minimal.map(({ on }) => on.join('+')),
  undecided: together.undecided.map(({ on, ended }) => [
    on.join('+'),
    ended.by === 'limit' ? ended.limit : ended.by,
  ]),
});

afterEach(() => {
  vi.restoreAllMocks();
});

/** A clock on which each look takes a fifth of a millisecond, however busy the machine is. */
const slowClock = () => {
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => (now += 0.2));
};

describe('a comparison in which some sets are endless', () => {
  test('decides the others under a limit of seconds, and names the limit of each undecided set', async () => {
    slowClock();
    const compared = await compareSafeguards(pump, [full, low], { limits: { seconds: 1 } });
    expect(enough(compared)).toEqual({
      minimal: [''],
      undecided: [
        ['grows', 'seconds'],
        ['grows+slow', 'seconds'],
      ],
    });
    expect(compared.together.minimal[0]?.result?.verdict).toBe('holds');
    expect(compared.together.counts).toEqual({ holds: 2, violated: 0, undecided: 2 });
    expect(compared.complete).toBe(false);
    for (const { ended } of compared.together.undecided) {
      // Each set had a share of the second; the two endless ones did not get all of it.
      expect(ended.by === 'limit' && ended.value).toBeLessThan(0.5);
    }
  });

  test.each([
    ['states', { states: 100 }],
    ['depth', { depth: 20 }],
  ])('and under a limit of %s', async (limit, limits) => {
    const compared = await compareSafeguards(pump, [full, low], { limits });
    expect(enough(compared)).toEqual({
      minimal: [''],
      undecided: [
        ['grows', limit],
        ['grows+slow', limit],
      ],
    });
    expect(compared.ended).toMatchObject({ by: 'limit', limit });
  });

  test('says of a set that is undecided for one property what it violates of another', async () => {
    const compared = await compareSafeguards(pump, [full, low, inSteps], {
      limits: { states: 100 },
    });
    expect(enough(compared)).toEqual({ minimal: [''], undecided: [] });
    expect(compared.properties.map(({ undecided }) => undecided.length)).toEqual([2, 2, 0]);
    expect(
      compared.together.maximal.map(({ on, violations }) => [on.join('+'), violations]),
    ).toEqual([['grows+slow', [{ violated: 'no leap', steps: 5 }]]]);
  });

  test('ends promptly when it is stopped between two sets, with what is known by then', async () => {
    const controller = new AbortController();
    let built = 0;
    const stopping = {
      ...pump,
      with: (on: readonly ('grows' | 'slow')[]) => {
        // The first four are those of the search of all sets; then each is searched alone.
        if (++built > 5) controller.abort();
        return pump.with(on);
      },
    };
    const compared = await compareSafeguards(stopping, [full, low], {
      signal: controller.signal,
      limits: { states: 50 },
    });
    expect(enough(compared)).toEqual({
      minimal: [''],
      undecided: [
        ['grows', 'states'],
        ['grows+slow', 'interrupt'],
      ],
    });
    expect(compared.together.counts.holds).toBe(2);
  });

  test('leaves all undecided if it is stopped before it begins', async () => {
    const compared = await compareSafeguards(pump, low, { signal: AbortSignal.abort() });
    expect(compared.together.undecided.map(({ ended }) => ended)).toEqual(
      Array.from({ length: 4 }, () => ({ by: 'interrupt' })),
    );
  });

  test('searches in rounds without a limit on time or states, so that a large set keeps no other waiting', async () => {
    const order: string[] = [];
    const counter = defineSystem({
      name: 'counter',
      safeguards: defineSafeguards({ large: 'It counts far.' }),
      model: (on) =>
        defineModel<{ n: number; m: number }>({
          name: 'counter',
          initial: { n: 0, m: 0 },
          actors: (['n', 'm'] as const).map((name) =>
            actor<{ n: number; m: number }>(name, {
              count: {
                when: (s) => s[name] < (on.large ? 100 : 1),
                then: (s) => {
                  s[name]++;
                },
              },
            }),
          ),
        }),
    });
    const system: typeof counter = {
      ...counter,
      with: (on) => {
        order.push(on.join() || 'none');
        return counter.with(on);
      },
    };
    const task = { system, names: ['large' as const], parameters: {}, options: {}, started: 0 };
    const { searches, alone } = await searchOpen(task, [1, 0], []);
    expect(order).toEqual(['large', 'none', 'large']);
    expect(searches.map(([set, { distinct }]) => [set, distinct])).toEqual([
      [1, 10_000],
      [0, 4],
      [1, 10_201],
    ]);
    expect([...alone].map(([set, { ended }]) => [set, ended.by])).toEqual([
      [1, 'complete'],
      [0, 'complete'],
    ]);
  });
});
