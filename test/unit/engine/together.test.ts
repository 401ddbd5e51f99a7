import { expect, test } from 'vitest';
import { explorerFor } from '../../../src/engine/explorer.js';
import { addReal } from '../../../src/engine/settle.js';
import { stateCount } from '../../../src/engine/store/store.js';
import { expandTogether, paysTogether } from '../../../src/engine/together.js';
import { stepsOf } from '../../../src/model/compile.js';
import { twoPhaseCommit } from '../../../models/classics/two-phase-commit.js';
import { turns } from '../../support/engine.js';

test('the counts of all threads are added up', async () => {
  const model = twoPhaseCommit(3);
  const tuning = { watch: 0, learns: 'all' } as const;
  const explorer = explorerFor(model, stepsOf(model) ?? [], [], tuning);
  explorer.sleeps = false;
  for (const state of model.initial) addReal(explorer, state);
  const { space, workspace } = explorer;
  const listener = { threw: () => undefined, answered: () => undefined };
  for (let from = 0, to = stateCount(space.store); from < to;) {
    const bounds = { levelStart: from, nextStart: to, mostStates: Infinity, mayTake: () => true };
    await expandTogether(explorer, bounds, [from, to], listener, turns());
    [from, to] = [to, stateCount(space.store)];
  }
  expect(stateCount(space.store)).toBe(288);
  expect(workspace.generated).toBe(1145);
  // Each successor came from a tree, also the first time: there the loop asked once more after it had learned.
  expect(workspace.recalled.reduce((sum, one) => sum + one)).toBe(workspace.generated);
  expect(workspace.spared.reduce((sum, one) => sum + one)).toBeGreaterThan(0);
});

test.each([
  ['while the search is young', { lasted: 249 }, false],
  ['while the search is young, if they work already', { lasted: 249, hasStarted: true }, true],
  ['for longer while its levels do not grow', { from: 10_000, to: 12_499, lasted: 1499 }, false],
  ['if its levels just grow fast enough', { from: 10_000, to: 12_500, lasted: 250 }, true],
  ['after a long time', { from: 10_000, to: 12_499, lasted: 1500 }, true],
  ['while a level is narrow', { to: 1999 }, false],
  ['while most steps are run for real', { runs: 0.2 }, false],
  ['after work that did not pay', { from: 99 }, false],
  ['near a limit of states', { mostStates: 2000 }, false],
  ['before they are ready', { isReady: false }, false],
  ['otherwise', {}, true],
])('threads pay or not: %s', (_, given, pays) => {
  const {
    from = 100,
    to = 2000,
    lasted = 250,
    runs = 0.1,
    mostStates = Infinity,
    isReady = true,
    hasStarted = false,
    hasMemory = true,
  } = given as Record<'from' | 'to' | 'lasted' | 'runs' | 'mostStates', number | undefined> & {
    isReady?: boolean;
    hasStarted?: boolean;
    hasMemory?: boolean;
  };
  const model = twoPhaseCommit(3);
  const explorer = explorerFor(model, stepsOf(model) ?? [], [], { watch: 0, learns: 'all' });
  const patience = { growing: 250, steady: 1500 };
  const rules = { least: 1900 - Math.max(0, 100 - from), patience, mostRuns: 1 / 8, alone: 100 };
  const threads = { ...turns(), ...rules, hasStarted: () => hasStarted, start: () => isReady };
  const bounds = { levelStart: 0, nextStart: 0, mostStates, mayTake: () => hasMemory };
  expect(paysTogether(explorer, bounds, [from, to], threads, { lasted, runs })).toBe(pays);
});
