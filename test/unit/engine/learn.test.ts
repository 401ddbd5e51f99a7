import { actor, defineModel } from 'allways';
import { expect, test } from 'vitest';
import { explorerFor } from '../../../src/engine/explorer.js';
import { learnsAction } from '../../../src/engine/learn.js';
import { stepsOf } from '../../../src/model/compile.js';

/** Whether a step is still remembered after so many runs of it, and so many that its tree saved. */
function isRemembered(saved: { readonly recalled: number; readonly spared: number }): boolean {
  const model = defineModel({
    name: 'one',
    initial: { n: 0 },
    actors: [actor<{ n: number }>('a', { up: { then: (s) => void s.n++ } })],
  });
  const tuning = { watch: 0, learns: 'what pays' } as const;
  const explorer = explorerFor(model, stepsOf(model) ?? [], [], tuning);
  const [step] = explorer.known.steps;
  Object.assign(step?.trial ?? {}, { learned: 4000, ran: 8000, isLearning: false });
  explorer.workspace.recalled[0] = saved.recalled;
  explorer.workspace.spared[0] = saved.spared;
  learnsAction(explorer, 0);
  return step?.direct === false;
}

test('a step is remembered if its tree saves enough runs, or twice as many guards that do not hold', () => {
  expect(isRemembered({ recalled: 19_999, spared: 0 })).toBe(false);
  expect(isRemembered({ recalled: 20_000, spared: 0 })).toBe(true);
  expect(isRemembered({ recalled: 0, spared: 39_999 })).toBe(false);
  expect(isRemembered({ recalled: 0, spared: 40_000 })).toBe(true);
});
