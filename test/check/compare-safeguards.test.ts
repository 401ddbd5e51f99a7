import { describe, expect, test, vi } from 'vitest';
import { actor, defineModel, defineSafeguards, defineSystem, invariant } from 'allways';
import { compareSafeguards } from '../../src/check/compare-safeguards.js';

interface Gate {
  open: number;
}

/** Stays shut with `a` and `b` together, or with `c` alone. */
const gate = defineSystem({
  name: 'gate',
  parameters: { width: 1 },
  safeguards: defineSafeguards({ a: 'One bolt.', b: 'Another bolt.', c: 'A wall.' }),
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

describe('compareSafeguards', () => {
  test('finds the minimal sets and searches no superset of one', async () => {
    const { minimal, tried, complete } = await compareSafeguards(gate, shut);
    expect(minimal.map(({ on }) => on)).toEqual([['c'], ['a', 'b']]);
    expect(tried.map(({ on }) => on.join('+'))).toEqual(['', 'a', 'b', 'c', 'a+b']);
    expect(tried.map(({ result }) => result.verdict)).toEqual([
      'violated',
      'violated',
      'violated',
      'holds',
      'holds',
    ]);
    expect(complete).toBe(true);
  });

  test('stops at the first violation of each', async () => {
    const { tried } = await compareSafeguards(gate, shut, { parameters: { width: 9 }, atMost: 0 });
    expect(tried[0]?.result).toMatchObject({ distinct: 2, ended: { by: 'decided' } });
    const other = invariant<Gate>('fine', () => true);
    const both = await compareSafeguards(gate, [shut, other], { atMost: 0 });
    expect(both.tried[0]?.result.ended).toEqual({ by: 'violation' });
    expect(both.tried[0]?.result.properties[1]?.verdict).toBe('undecided');
  });

  test('a set that a limit left undecided is not said to hold', async () => {
    const { minimal, complete } = await compareSafeguards(gate, shut, {
      atMost: 1,
      limits: { depth: 1 },
    });
    expect(minimal).toEqual([]);
    expect(complete).toBe(false);
  });

  test('can be stopped', async () => {
    const signal = AbortSignal.abort();
    expect(await compareSafeguards(gate, shut, { signal })).toEqual({
      minimal: [],
      tried: [],
      complete: false,
    });
    const controller = new AbortController();
    expect(
      (await compareSafeguards(gate, shut, { signal: controller.signal, onProgress: () => {} }))
        .complete,
    ).toBe(true);
  });

  test('tells how the search of each set goes on', async () => {
    const told: string[] = [];
    let now = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => (now += 101));
    const onProgress = (on: readonly string[]) => told.push(on.join('+'));
    await compareSafeguards(gate, shut, { onProgress, parameters: { width: 4 } });
    vi.restoreAllMocks();
    expect([...new Set(told)]).toEqual(['', 'a', 'b', 'c', 'a+b']);
  });

  test('refuses a size that is none', async () => {
    await expect(compareSafeguards(gate, shut, { atMost: 1.5 })).rejects.toThrow(
      'atMost is 1.5; give a whole number, 0 or more.',
    );
  });
});
