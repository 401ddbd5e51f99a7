/** What the search up to symmetry makes of the outcome of a search of orbits. */
import { expect, test } from 'vitest';
import { actor, defineModel, eventually, invariant, ModelError } from 'allways';
import type { SearchOutcome } from '../../../../src/search/common/outcome.js';
import { symmetricSearch } from '../../../../src/search/symmetry/symmetric-search.js';

interface Ball {
  at: string;
}

const ball = (initial: readonly string[]) =>
  defineModel<Ball>({
    name: 'ball',
    initial: () => initial.map((name) => ({ at: name })),
    actors: [actor<Ball>('a', { idle: { then: () => undefined } })],
  });

const outcome: SearchOutcome<Ball> = {
  ...{ distinct: 1, generated: 1, depth: 1, frontier: 0, seconds: 0, memory: 0 },
  ...{ ended: { by: 'complete' }, recomputed: 0, neverTaken: [], neverChanged: [] },
  properties: [{ name: 'first', kind: 'invariant', verdict: 'holds' }],
};

const first = invariant<Ball>('first', () => true);
const last = eventually<Ball>('last', () => true);
const upTo = (...names: string[]) => ({ groups: [names], share: 0 });

test('temporal properties stay undecided, in their place', async () => {
  const found = await symmetricSearch(ball(['x', 'y']), [last, first], upTo('x', 'y'), (finite) => {
    expect(finite).toEqual([first]);
    return Promise.resolve(outcome);
  });
  expect(found.symmetric).toEqual([['x', 'y']]);
  expect(found.properties.map(({ name, verdict }) => [name, verdict])).toEqual([
    ['last', 'undecided'],
    ['first', 'holds'],
  ]);
});

test('the claim names the groups, and watches as many states as wanted', async () => {
  const firstWatched: number[] = [];
  for (const share of [0, 1, undefined]) {
    const names = { groups: [['x', 'y']], share };
    await symmetricSearch(ball(['x', 'y']), [first], names, (_, claim, symmetry) => {
      firstWatched.push(claim.watched.first);
      expect(claim.groups).toBe(symmetry.groups);
      expect(claim.isLooking()).toBe(false);
      expect(claim.stepsLike({ actor: 'x', step: 'go' })).toEqual([
        { actor: 'x', step: 'go' },
        { actor: 'y', step: 'go' },
      ]);
      expect(claim.otherAnswer(first)).toBeInstanceOf(ModelError);
      return Promise.resolve(outcome);
    });
  }
  expect(firstWatched).toEqual([-1, 0, 0]);
});

test('a model that starts in other states with other names is refused before the search', async () => {
  const search = () => Promise.reject(new Error('It searched.'));
  await expect(symmetricSearch(ball(['x']), [first], upTo('x', 'a'), search)).rejects.toThrow(
    'Model "ball" is not symmetric in x, a: if the names change places, it starts in other states',
  );
});

test('a name that no state has is refused at the end, unless a counterexample or an error hid states', async () => {
  const search = (found: SearchOutcome<Ball>) => () => Promise.resolve(found);
  const names = upTo('p', 'q');
  const none = symmetricSearch(ball(['x']), [first], names, search(outcome));
  await expect(none).rejects.toThrow(ModelError);
  const violated: SearchOutcome<Ball> = {
    ...outcome,
    ended: { by: 'violation' },
    properties: [{ name: 'first', kind: 'invariant', verdict: 'violated', says: 'wrong' }],
  };
  const early = await symmetricSearch(ball(['x']), [first], names, search(violated));
  expect(early.properties[0]?.verdict).toBe('violated');
  const complete: SearchOutcome<Ball> = { ...violated, ended: { by: 'complete' } };
  const refused = symmetricSearch(ball(['x']), [first], names, search(complete));
  await expect(refused).rejects.toThrow(ModelError);
  // The states after a step that threw are unknown, and may have the name.
  const threw: SearchOutcome<Ball> = {
    ...complete,
    properties: [{ name: 'a.idle', kind: 'step', verdict: 'violated', says: 'threw' }],
  };
  const kept = await symmetricSearch(ball(['x']), [first], names, search(threw));
  expect(kept.ended).toEqual({ by: 'complete' });
});

test('an error that is none of this package is thrown as it is', async () => {
  const search = () => Promise.reject(new RangeError('on purpose'));
  await expect(symmetricSearch(ball(['x']), [first], upTo('p', 'q'), search)).rejects.toThrow(
    'on purpose',
  );
});
