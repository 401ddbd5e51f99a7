/** The plain search up to symmetry visits one state of each orbit, and doubts every property. */
import { describe, expect, test } from 'vitest';
import {
  actor,
  canonicalKey,
  defineModel,
  invariant,
  reachable,
  transition,
  type Action,
} from 'allways';
import type { Claim } from '../../../../src/engine/symmetry/orbits.js';
import type { FiniteProperty } from '../../../../src/property/property.js';
import { plainSymmetric } from '../../../../src/search/symmetry/plain-symmetric.js';
import { symmetryOf } from '../../../../src/search/symmetry/symmetry.js';

type Votes = Record<'a' | 'b' | 'c', boolean>;

/** Three voters vote once each: eight states, and four orbits. */
const votes = defineModel<Votes>({
  name: 'votes',
  initial: { a: false, b: false, c: false },
  actors: (['a', 'b', 'c'] as const).map((name) =>
    actor<Votes>(name, {
      vote: {
        when: (s) => !s[name],
        then: (s) => {
          s[name] = true;
        },
      },
    }),
  ),
});
const groups = [['a', 'b', 'c']];

/** A search, and what it did to check the claim. */
async function searched(property: FiniteProperty<Votes>, watch = 1, looks = 2) {
  const watched: string[] = [];
  const looked: string[] = [];
  const claim: Claim<Votes> = {
    groups,
    isLooking: () => looked.length < looks,
    look: (_, { actor: by }: Action) => looked.push(by),
    watch: (state) => watched.push(canonicalKey(state)),
    watched: { first: 0, after: (state) => state + 1 },
    stepsLike: (step) => [step],
    otherAnswer: () => new Error('another answer'),
  };
  const options = { watch };
  const outcome = await plainSymmetric(votes, [property], options, symmetryOf(groups), claim);
  return { outcome, watched, looked };
}

const all = reachable<Votes>('all', ({ a, b, c }) => a && b && c);

describe('the search', () => {
  test('stores one state of each orbit, and expands only these', async () => {
    const { outcome } = await searched(
      invariant('few', ({ a, b, c }) => [a, b, c].includes(false) || a),
    );
    expect(outcome).toMatchObject({ distinct: 4, generated: 7, ended: { by: 'complete' } });
  });

  test('gives traces of the model itself', async () => {
    const { outcome } = await searched(all);
    const trace = outcome.properties[0]?.trace;
    expect(trace?.model).toBe(votes);
    expect(trace?.actions.map((action) => action.actor)).toEqual(['a', 'b', 'c']);
  });

  test('checks the claim in each state of the share that it expands', async () => {
    const any = invariant<Votes>('any', ({ a }) => a || !a);
    // The search takes some steps again at its end, so it may check a state more than once.
    expect(new Set((await searched(any, 1)).watched).size).toBe(4);
    expect((await searched(any, 0)).watched).toEqual([]);
  });

  test('looks for names only as long as some are missing', async () => {
    // From the initial state any of the three can vote.
    expect((await searched(all, 1, 2)).looked).toEqual(['a', 'b']);
    expect((await searched(all, 1, 0)).looked).toEqual([]);
  });
});

describe('a property that tells names apart is refused', () => {
  test.each<[string, FiniteProperty<Votes>]>([
    ['about states', invariant('a first', ({ a, b }) => a || !b)],
    ['about what is possible', reachable('b votes', ({ b }) => b)],
    ['about actions', transition('not c', (_, { actor: by }) => by !== 'c')],
    [
      'that throws under other names only',
      invariant('throws', ({ a, b }) => {
        if (b && !a) throw new Error('b');
        return true;
      }),
    ],
  ])('%s', async (_, property) => {
    await expect(searched(property)).rejects.toThrow('another answer');
  });

  test('but not one that throws whatever the names', async () => {
    const property = invariant<Votes>('throws', ({ a, b, c }) => {
      if (a || b || c) throw new Error('votes');
      return true;
    });
    const { outcome } = await searched(property);
    expect(outcome.properties[0]).toMatchObject({ verdict: 'violated' });
  });
});
