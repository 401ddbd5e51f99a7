import { expect, test } from 'vitest';
import { explorerFor } from '../../../src/engine/explorer.js';
import { addReal } from '../../../src/engine/settle.js';
import { stateCount } from '../../../src/engine/store/store.js';
import { expandTogether } from '../../../src/engine/together.js';
import { stepsOf } from '../../../src/model/compile.js';
import { twoPhaseCommit } from '../../../models/classics/two-phase-commit.js';
import { turns } from '../../support/engine.js';

test('the counts of all threads are added up', async () => {
  const model = twoPhaseCommit(3);
  const tuning = { shared: true, watch: 0, learns: 'all' } as const;
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
