/** The search with the engine, for a model with compiled steps. */
import { expect, test } from 'vitest';
import { invariant, noDeadlock } from 'allways';
import { stepsOf } from '../../../../src/model/compile.js';
import { searchIn } from '../../../../src/search/breadth-first/search.js';
import type { SearchOptions } from '../../../../src/search/common/outcome.js';
import { twoCounters, type Two } from '../../../support/two-counters.js';

const near = invariant<Two>('near', (s) => s.n + s.m < 4);

function searched(options: SearchOptions = {}, byImmer = false) {
  const model = twoCounters();
  const steps = stepsOf(model) ?? [];
  const task = { model, steps, properties: [near, noDeadlock<Two>()], options, started: 0 };
  return searchIn(task, { watch: 0, learns: 'all', byImmer });
}

test('all 16 states of two counters are found, each at its least depth', async () => {
  const found = await searched({ stopAtViolation: false });
  // The initial state, and 2 × 12 steps.
  expect(found).toMatchObject({ distinct: 16, generated: 25, depth: 7, frontier: 0 });
  expect(found.ended).toEqual({ by: 'complete' });
  expect(found.properties.map(({ trace }) => trace?.states.at(-1))).toEqual([
    { n: 3, m: 1 },
    { n: 3, m: 3 },
  ]);
  expect(found.properties.map(({ trace }) => trace?.actions.length)).toEqual([4, 6]);
});

test('limits end it, and say how far it came', async () => {
  const byStates = await searched({ limits: { states: 5 } });
  expect(byStates).toMatchObject({
    distinct: 5,
    ended: { by: 'limit', limit: 'states', value: 5 },
  });
  const byDepth = await searched({ limits: { depth: 3 } });
  // 1 + 2 + 3 states.
  expect(byDepth).toMatchObject({ distinct: 6, depth: 3, frontier: 3 });
  expect(byDepth.ended).toEqual({ by: 'limit', limit: 'depth', value: 3 });
  expect(byDepth.properties.map(({ verdict }) => verdict)).toEqual(['undecided', 'undecided']);
});

test('immer alone finds the same', async () => {
  const [found, expected] = [await searched({}, true), await searched()];
  for (const name of ['distinct', 'generated', 'depth', 'ended'] as const) {
    expect(found[name]).toEqual(expected[name]);
  }
});
