import { actor, defineModel, invariant, noDeadlock, reachable, step, transition } from 'allways';
import { expect, test } from 'vitest';
import { breadthFirst } from '../../../src/search/breadth-first/breadth-first.js';
import type { Manner } from '../../../src/search/breadth-first/task.js';
import { referenceSearch } from '../../../src/search/reference/reference.js';

interface Counters {
  left: number;
  right: number;
}

/** Two counters, each at most so far ahead of the other one. No state is like another one to their steps. */
const counters = (last: number, ahead: number) =>
  defineModel<Counters>({
    name: 'counters',
    initial: { left: 0, right: 0 },
    actors: (['left', 'right'] as const).map((side) => {
      const other = side === 'left' ? 'right' : 'left';
      return actor<Counters>(side, {
        count: {
          when: (s) => s[side] < last && s[side] - s[other] < ahead,
          then: (s) => {
            s[side]++;
          },
        },
      });
    }),
  });

const near = invariant<Counters>('near', (s) => Math.abs(s.left - s.right) <= 10);
const plain: Manner = { watch: 1 / 20, learns: 'nothing' };

test('a search that learned in vain goes on without trees, and finds the same', async () => {
  const { ended, distinct, generated, depth, properties, figures } = await breadthFirst(
    counters(2000, 10),
    [near],
  );
  expect({ ended, distinct, generated, depth }).toEqual({
    ended: { by: 'complete' },
    // Of the 2001² states, those at most 10 apart: 2001 + 2 × (2000 + … + 1991).
    distinct: 41_911,
    generated: 79_821,
    depth: 4001,
  });
  expect(properties[0]?.verdict).toBe('holds');
  // The loop never runs an answer again that it has learned.
  expect(figures?.ran).toBeGreaterThan(2 * 41_911);
  expect(figures?.asleep).toBe(0);
});

test('without trees, a property is asked once about each state', async () => {
  let asked = 0;
  const counting = invariant<Counters>('counting', () => ++asked > 0);
  const manner: Manner = { watch: 0, learns: 'nothing' };
  const { distinct } = await breadthFirst(counters(20, 3), [counting], {}, manner);
  // And once more in the end, to see whether it looks at the state at all.
  expect(asked).toBe(distinct + 1);
});

test('without trees, a search finds what the reference search finds', async () => {
  const model = counters(20, 3);
  const properties = [
    near,
    noDeadlock<Counters>(),
    reachable<Counters>('the left one is there first', (s) => s.left === 20 && s.right === 17),
    transition<Counters>('the left one is ahead', (_, __, s) => s.left + 1 >= s.right),
    invariant<Counters>('the right one is not at 15', (s) => s.right !== 15),
  ];
  const known = await referenceSearch(model, properties);
  const found = await breadthFirst(model, properties, {}, plain);
  for (const name of ['distinct', 'generated', 'depth', 'ended'] as const) {
    expect(found[name]).toEqual(known[name]);
  }
  const outcomes = (of: typeof known) =>
    of.properties.map(({ verdict, because, trace }) => ({
      verdict,
      because,
      states: trace?.states,
    }));
  expect(outcomes(found)).toEqual(outcomes(known));
  expect(outcomes(found).map(({ verdict }) => verdict)).toEqual([
    'holds',
    'violated',
    'holds',
    'violated',
    'violated',
  ]);
});

test.each([1, 2, 10, 30, 31, 100])(
  'a limit of %i states ends it where it ends the reference',
  async (states) => {
    const limits = { states };
    const known = await referenceSearch(counters(20, 3), [near], { limits });
    const found = await breadthFirst(counters(20, 3), [near], { limits }, plain);
    const { distinct, generated, depth, ended } = known;
    expect(found).toMatchObject({ distinct, generated, depth, ended });
  },
);

test('a property about steps is given two states also if the step changes nothing', async () => {
  const model = defineModel<{ n: number }>({
    name: 'idle',
    initial: { n: 0 },
    actors: [actor<{ n: number }>('a', { idle: { then: (s) => void (s.n = 0) } })],
  });
  const apart = transition<{ n: number }>('apart', (before, _, after) => before !== after);
  const { properties } = await breadthFirst(model, [apart], {}, plain);
  expect(properties[0]?.verdict).toBe('holds');
});

test('a step that throws is told once for each kind of error, and the search goes on', async () => {
  const model = defineModel<{ n: number }>({
    name: 'throws',
    initial: { n: 0 },
    actors: [
      actor<{ n: number }>('a', {
        up: { when: (s) => s.n < 9, then: (s) => void s.n++ },
        fail: {
          when: (s) => s.n > 4,
          then: () => {
            throw new Error('on purpose');
          },
        },
        choose: step({
          choose: (s: { n: number }) => {
            if (s.n === 7) throw new Error('no choice');
            return [1];
          },
          when: () => false,
          then: () => undefined,
        }),
      }),
    ],
  });
  const known = await referenceSearch(model, []);
  const found = await breadthFirst(model, [], {}, plain);
  const shown = (of: typeof known) =>
    of.properties.map(({ name, because, trace }) => ({ name, because, states: trace?.states }));
  expect(shown(found)).toEqual(shown(known));
  expect(shown(found)).toHaveLength(2);
});
