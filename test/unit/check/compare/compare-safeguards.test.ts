import { describe, expect, test, vi } from 'vitest';
import {
  actor,
  defineModel,
  defineSafeguards,
  defineSystem,
  eventually,
  eventuallyAlways,
  invariant,
  ModelError,
  noDeadlock,
  reachable,
  transition,
  type Comparison,
  type Property,
} from 'allways';
import { compareSafeguards } from '../../../../src/check/compare/compare-safeguards.js';

interface Gate {
  open: number;
}

/** Stays shut with `a` and `b` together, or with `c` alone; `d` is for show. */
const gate = defineSystem({
  name: 'gate',
  parameters: { width: 1 },
  safeguards: defineSafeguards({
    a: 'One bolt.',
    b: 'Another bolt.',
    c: 'A wall.',
    d: 'A coat of paint.',
  }),
  model: (on, { width }) =>
    defineModel<Gate>({
      name: 'gate',
      initial: { open: 0 },
      actors: [
        actor<Gate>('wind', {
          push: {
            when: (s) => s.open < width + 1 && !(on.a && on.b) && !on.c,
            then: (s) => {
              s.open++;
            },
          },
        }),
      ],
    }),
});
const shut = invariant<Gate>('shut', (s) => s.open === 0);
const canOpen = reachable<Gate>('can open', (s) => s.open > 0);

const sets = (named: readonly { readonly on: readonly string[] }[]) =>
  named.map(({ on }) => on.join('+'));

const lengths = <S, N extends string>({ together }: Comparison<S, N>) =>
  together.maximal.map(({ on, steps, violated }) => [on.join('+'), steps, violated]);

describe('compareSafeguards', () => {
  test('tells the minimal sets that are enough and the maximal ones that are not', async () => {
    const comparison = await compareSafeguards(gate, shut);
    const { together, properties, complete, ended } = comparison;
    expect(sets(together.minimal)).toEqual(['c', 'a+b']);
    expect(lengths(comparison)).toEqual([
      ['a+d', 1, 'shut'],
      ['b+d', 1, 'shut'],
    ]);
    expect(together.idle).toEqual(['d']);
    expect(together.harmful).toEqual([]);
    expect(together.counts).toEqual({ holds: 10, violated: 6, undecided: 0 });
    expect(properties).toEqual([{ property: 'shut', ...together }]);
    expect({ complete, ended }).toEqual({ complete: true, ended: { by: 'decided' } });
    expect(comparison.sets).toBe(16);
  });

  test('searches what it names once more, alone', async () => {
    const { together, figures } = await compareSafeguards(gate, shut);
    expect(together.minimal.map(({ result }) => result?.verdict)).toEqual(['holds', 'holds']);
    expect(together.maximal[0]?.result?.properties[0]?.trace?.actions).toHaveLength(1);
    // Of the guard's questions: a and b; a without b, with c or not; no a, with c or not.
    expect(figures).toMatchObject({ distinct: 2, behaviours: 5, searched: 4 });
  });

  test('tells what does harm, and what it breaks', async () => {
    const { together, properties } = await compareSafeguards(gate, [shut, canOpen]);
    expect(together.minimal).toEqual([]);
    expect(properties[1]?.minimal.map(({ on }) => on)).toEqual([[]]);
    expect(properties[1]?.harmful).toEqual([
      { safeguard: 'a', added: ['b'], broken: ['can open'] },
      { safeguard: 'b', added: ['a'], broken: ['can open'] },
      { safeguard: 'c', added: [], broken: ['can open'] },
    ]);
    expect(sets(properties[1]?.maximal ?? [])).toEqual(['a+b+c+d']);
    expect(properties[1]?.maximal[0]).not.toHaveProperty('steps');
  });

  test('decides every kind of property', async () => {
    const ofEach = [
      transition<Gate>('by one', (before, _, after) => after.open <= before.open + 1),
      noDeadlock<Gate>((s) => s.open > 0),
      eventually<Gate>('opens in the end', (s) => s.open > 0),
    ];
    const { properties } = await compareSafeguards(gate, ofEach, { fairness: 'weak' });
    const said = properties.map(({ minimal, maximal, counts }) => [
      sets(minimal).join(' '),
      sets(maximal).join(' '),
      counts.holds,
    ]);
    expect(said).toEqual([
      ['', '', 16],
      ['', 'a+b+c+d', 6],
      ['', 'a+b+c+d', 6],
    ]);
    const unfair = await compareSafeguards(gate, ofEach);
    expect(unfair.properties[2]?.counts).toEqual({ holds: 0, violated: 16, undecided: 0 });
  });

  test('a set that a limit left undecided is not said to hold, nor that it matters not', async () => {
    const { together, complete, ended } = await compareSafeguards(gate, shut, {
      limits: { depth: 1 },
    });
    expect(together.minimal).toEqual([]);
    expect(together.idle).toEqual([]);
    expect(together.counts).toEqual({ holds: 0, violated: 0, undecided: 16 });
    expect({ complete, ended }).toEqual({
      complete: false,
      ended: { by: 'limit', limit: 'depth', value: 1 },
    });
  });

  test('what a limit did not touch is decided', async () => {
    const wide = { parameters: { width: 4 } };
    const shallow = invariant<Gate>('shallow', (s) => s.open < 5);
    const { together } = await compareSafeguards(gate, shallow, {
      ...wide,
      limits: { depth: 3 },
    });
    expect(together.counts).toEqual({ holds: 10, violated: 0, undecided: 6 });
    const few = await compareSafeguards(gate, shallow, { ...wide, limits: { states: 3 } });
    expect(few.together.counts).toEqual({ holds: 10, violated: 0, undecided: 6 });
    expect(few.ended).toEqual({ by: 'limit', limit: 'states', value: 3 });
  });

  test('combines no more than it was told to', async () => {
    const comparison = await compareSafeguards(gate, shut, { atMost: 1 });
    expect(comparison.sets).toBe(5);
    expect(sets(comparison.together.minimal)).toEqual(['c']);
    expect(lengths(comparison).map(([on]) => on)).toEqual(['a', 'b', 'd']);
  });

  test('can be stopped', async () => {
    const signal = AbortSignal.abort();
    const { complete, ended, figures, together } = await compareSafeguards(gate, shut, { signal });
    expect({ complete, ended }).toEqual({ complete: false, ended: { by: 'interrupt' } });
    expect(figures.searched).toBe(0);
    expect(together.counts.undecided).toBe(16);
  });

  test('tells how the search goes on', async () => {
    const told: number[] = [];
    let now = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => (now += 101));
    const fine = invariant<Gate>('fine', () => true);
    await compareSafeguards(gate, fine, {
      onProgress: ({ distinct }) => told.push(distinct),
      parameters: { width: 4 },
    });
    vi.restoreAllMocks();
    expect(told).toContain(2);
  });

  test('a step that throws is violated with the sets with which it does, and they hold nothing', async () => {
    const fragile = defineSystem({
      name: 'fragile',
      safeguards: defineSafeguards({ a: 'Nothing.', glass: 'It breaks.' }),
      model: (on) =>
        defineModel<Gate>({
          name: 'fragile',
          initial: { open: 0 },
          actors: [
            actor<Gate>('wind', {
              push: {
                when: (s) => s.open < 2,
                then: (s) => {
                  if (on.glass && s.open === 1) throw new Error('crack');
                  s.open++;
                },
              },
            }),
          ],
        }),
    });
    const fine = invariant<Gate>('fine', () => true);
    const comparison = await compareSafeguards(fragile, fine);
    expect(sets(comparison.together.minimal)).toEqual(['']);
    expect(lengths(comparison)).toEqual([['a+glass', 2, 'wind.push does not throw']]);
    expect(comparison.properties[0]?.counts).toEqual({ holds: 2, violated: 0, undecided: 2 });
  });

  describe('a step that writes what is no plain data counts as one that threw', () => {
    /** Divides by how many there are; `guard` and `extra` both keep it from none. */
    const splitter = (isWrong: (on: { guard: boolean; extra: boolean }) => boolean) =>
      defineSystem({
        name: 'splitter',
        safeguards: defineSafeguards({ guard: 'Never by none.', extra: 'Nor by none.' }),
        model: (on) =>
          defineModel<Gate>({
            name: 'splitter',
            initial: { open: 0 },
            actors: [
              actor<Gate>('one', {
                split: {
                  when: (s) => s.open === 0,
                  then: (s) => {
                    s.open = isWrong(on) ? 0 / 0 : 1;
                  },
                },
              }),
            ],
          }),
      });
    const fine = invariant<Gate>('fine', (s) => s.open < 2);

    test('with the sets that lack the safeguards, and the message names them', async () => {
      const system = splitter((on) => !on.guard && !on.extra);
      for (const one of [
        system,
        { ...system, with: (on: readonly ('guard' | 'extra')[]) => system.with(on) },
      ]) {
        const comparison = await compareSafeguards(one, fine);
        expect(sets(comparison.together.minimal)).toEqual(['guard', 'extra']);
        expect(lengths(comparison)).toEqual([['', 1, 'one.split does not throw']]);
        const alone = comparison.together.maximal[0]?.result?.properties[1];
        expect(alone?.trace?.failed?.message).toContain(
          'without the safeguards guard and extra: After one.split, state.open is NaN',
        );
      }
    });

    test('but with all safeguards it is a mistake', async () => {
      await expect(
        compareSafeguards(
          splitter(() => true),
          fine,
        ),
      ).rejects.toThrow(
        new ModelError(
          'After one.split, state.open is NaN; only plain data can be compared: use null, booleans, finite numbers, bigints, strings, arrays, plain objects, Map and Set.',
        ),
      );
    });
  });

  describe('a predicate that answers nothing counts as one that threw', () => {
    interface Walk {
      at: number;
    }

    /** Walks to the last place; without the guard one step further. */
    const walker = (last: number) =>
      defineSystem({
        name: 'walker',
        safeguards: defineSafeguards({ guard: 'Stops at the end.', hat: 'Keeps the sun out.' }),
        model: (on) =>
          defineModel<Walk>({
            name: 'walker',
            initial: { at: 0 },
            actors: [
              actor<Walk>('one', {
                step: {
                  when: (s) => s.at < (on.guard ? last : last + 1),
                  then: (s) => {
                    s.at++;
                  },
                },
              }),
            ],
          }),
      });
    const isLit = ({ at }: Walk) => [true, true][at] as boolean;

    test.each<[string, Property<Walk>]>([
      ['an invariant', invariant('it is lit', isLit)],
      ['a transition property', transition('it is lit', (_, __, after: Walk) => isLit(after))],
      ['no deadlock', noDeadlock(isLit, { name: 'it is lit' })],
      ['a temporal property', eventuallyAlways('it is lit', isLit)],
    ])('with the sets that lack the safeguard: %s', async (_, property) => {
      const found = await compareSafeguards(walker(1), property, { fairness: 'weak' });
      expect(sets(found.together.minimal)).toEqual(['guard']);
      expect(lengths(found)).toEqual([['hat', 2, 'it is lit']]);
      const alone = found.together.maximal[0]?.result?.properties[0];
      if (property.kind !== 'temporal') {
        expect(alone).toMatchObject({
          says: 'the predicate threw Error: without the safeguard guard, it answered undefined',
        });
      }
      await expect(compareSafeguards(walker(2), property, { fairness: 'weak' })).rejects.toThrow(
        'Property "it is lit" answered undefined; it must answer true, false',
      );
    });

    test('unless all safeguards together are not compared', async () => {
      const found = await compareSafeguards(walker(2), invariant('it is lit', isLit), {
        atMost: 1,
      });
      expect(found.together.counts).toEqual({ holds: 0, violated: 3, undecided: 0 });
    });
  });

  test('a system whose models somebody builds by hand is compared all the same', async () => {
    const { together, figures } = await compareSafeguards(
      {
        ...gate,
        with: (on, parameters) =>
          gate.with(
            on.filter((name) => name !== 'c'),
            parameters,
          ),
      },
      shut,
    );
    expect(sets(together.minimal)).toEqual(['a+b']);
    expect(together.idle).toEqual(['c', 'd']);
    expect(figures.behaviours).toBe(16);
  });

  test('sees that a step keeps what a switch said', async () => {
    let kept: boolean | undefined;
    const keeping = defineSystem({
      name: 'keeping',
      safeguards: defineSafeguards({ bolt: 'A bolt.' }),
      model: (on) => {
        kept = undefined;
        return defineModel<Gate>({
          name: 'keeping',
          initial: { open: 0 },
          actors: [
            actor<Gate>('wind', {
              push: {
                when: (s) => s.open < 1 && !(kept ??= on.bolt),
                then: (s) => {
                  s.open++;
                },
              },
            }),
          ],
        });
      },
    });
    await expect(compareSafeguards(keeping, shut)).rejects.toThrow(
      '"shut" is violated if this set is searched alone, and holds if all sets are searched.',
    );
  });

  test('names what no code read, unless a limit cut the search', async () => {
    const neverRead = [{ kind: 'safeguard', name: 'd' }];
    expect(await compareSafeguards(gate, shut)).toMatchObject({ neverRead });
    const cut = await compareSafeguards(gate, shut, { limits: { depth: 1 } });
    expect(cut.neverRead).toEqual([]);
  });

  test('refuses a size that is none, and more safeguards than can be combined', async () => {
    await expect(compareSafeguards(gate, shut, { atMost: 1.5 })).rejects.toThrow(
      'compareSafeguards: atMost is 1.5; give a whole number, 0 or more.',
    );
    const many = Object.fromEntries(Array.from({ length: 17 }, (_, i) => [`s${i}`, 'One more.']));
    const crowded = defineSystem({ name: 'crowd', safeguards: many, model: () => gate.with([]) });
    await expect(compareSafeguards(crowded, shut)).rejects.toThrow(
      'System "crowd" has 17 safeguards, and compareSafeguards combines 16 at most; leave some out, or make them parameters.',
    );
  });
});
