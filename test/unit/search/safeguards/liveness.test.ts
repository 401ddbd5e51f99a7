import { expect, test } from 'vitest';
import {
  actor,
  defineModel,
  defineSafeguards,
  defineSystem,
  eventually,
  step,
  type FairnessOption,
  type TemporalProperty,
} from 'allways';
import { budgetFor } from '../../../../src/search/common/ending.js';
import { membersOf, universeOf } from '../../../../src/search/safeguards/families.js';
import { familyModelsOf } from '../../../../src/search/safeguards/family-models.js';
import { familyLiveness } from '../../../../src/search/safeguards/liveness.js';
import { familySearch } from '../../../../src/search/safeguards/search.js';

interface Work {
  tries: number;
  done: boolean;
}

/** Tries again and again until it is done. Without `retry` it gives up after a try that failed. */
const work = defineSystem({
  name: 'work',
  safeguards: defineSafeguards({ retry: 'It tries again.', idle: 'Nothing asks for it.' }),
  model: (on) =>
    defineModel<Work>({
      name: 'work',
      initial: { tries: 0, done: false },
      actors: [
        actor<Work>('worker', {
          work: step({
            when: (s) => !s.done && (s.tries < 1 || on.retry),
            choose: (s) => (s.tries < 1 ? ['fails'] : ['succeeds']),
            then: (s, how) => {
              s.tries = 1;
              s.done = how === 'succeeds';
            },
          }),
        }),
      ],
    }),
});
const isDone: TemporalProperty<Work> = eventually('the work is done', (s) => s.done);

async function decide(fairness?: FairnessOption, signal?: AbortSignal) {
  const universe = universeOf(2, 2);
  const models = familyModelsOf(work, {}, universe);
  const search = await familySearch(models, universe, [], { whole: true });
  const options = signal === undefined ? {} : { signal };
  const { verdicts, ended } = await familyLiveness(models, search, {
    sets: universe.all,
    properties: [isDone],
    fairness,
    budget: budgetFor(options, performance.now(), () => search),
  });
  const { open = 0n, violated = 0n, reached = 0n } = verdicts.get(isDone) ?? {};
  const [left, wrong, right] = [open, violated, reached].map((one) => membersOf(one));
  return { left, wrong, right, ended };
}

test('decides each class of sets on its part of the graph', async () => {
  expect(await decide('weak')).toEqual({ left: [], wrong: [0, 2], right: [1, 3] });
});

test('without fairness an actor may stop, whatever the set', async () => {
  expect(await decide()).toEqual({ left: [], wrong: [0, 1, 2, 3], right: [] });
});

test('a signal leaves the sets open', async () => {
  const ended = { by: 'interrupt' };
  expect(await decide('weak', AbortSignal.abort())).toEqual({
    left: [0, 1, 2, 3],
    wrong: [],
    right: [],
    ended,
  });
});
