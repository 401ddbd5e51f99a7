/** The settings of an explorer decide what it remembers, watches and repeats. */
import { expect, test } from 'vitest';
import { invariant } from 'allways';
import type { Tuning } from '../../../src/engine/explorer.js';
import { claimOf, exploring, twoCounters, type Two } from '../../support/two-counters.js';

const explorerWith = (tuning: Partial<Tuning<Two>>) => exploring(twoCounters(), [], [], tuning);

test('a new explorer has no states, all properties are open, and its actions may sleep', () => {
  const property = invariant<Two>('any', () => true);
  const explorer = exploring(twoCounters(), [], [property]);
  expect([...explorer.open]).toEqual([property]);
  expect(explorer).toMatchObject({ ran: 0, ranByImmer: 0, recomputed: 0, sleeps: true });
  expect(explorer.orbits).toBeUndefined();
  expect(explorer.space.representatives).toBeUndefined();
  const { recalled, spared } = explorer.workspace;
  expect([recalled.length, spared.length, explorer.threwChoice.length]).toEqual([2, 2, 2]);
});

test.each([
  ['all', true, false],
  ['what pays', true, true],
  ['nothing', false, false],
] as const)('it learns %s', (learns, isLearning, isThrifty) => {
  expect(explorerWith({ learns })).toMatchObject({ learns: isLearning, thrifty: isThrifty });
});

test.each([
  [0, 'all', false, -1],
  [1, 'all', true, 0],
  // Without trees there is nothing to compare, but steps are repeated.
  [1, 'nothing', true, -1],
] as const)(
  'with a watch of %s that learns %s, it repeats steps: %s',
  (watch, learns, repeats, next) => {
    const explorer = explorerWith({ watch, learns });
    expect(explorer.repeats).toBe(repeats);
    expect(explorer.watch.next).toBe(next);
  },
);

test('immer alone runs the steps if that is wanted', () => {
  const byImmer = (wanted: boolean) =>
    explorerWith({ byImmer: wanted }).known.steps.map((step) => step.byImmer);
  expect([byImmer(true), byImmer(false)]).toEqual([
    [true, true],
    [false, false],
  ]);
});

test('up to symmetry it stores representatives, and no action sleeps', () => {
  const claim = claimOf<Two>([['x', 'y']], { watched: { first: 3, after: (state) => state + 1 } });
  const explorer = explorerWith({ claim });
  expect(explorer.sleeps).toBe(false);
  expect(explorer.orbits?.nextWatched).toBe(3);
  expect(explorer.space.representatives?.words).toBe(explorer.space.store.words);
});
