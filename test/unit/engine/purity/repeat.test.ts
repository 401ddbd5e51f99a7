import { actor, defineModel, step } from 'allways';
import { expect, test } from 'vitest';
import { explorerFor } from '../../../../src/engine/explorer.js';
import { chooseForReal, takeForReal } from '../../../../src/engine/learn.js';
import { OtherDraft } from '../../../../src/engine/purity/other-draft.js';
import { chooseAgain, takeAgain } from '../../../../src/engine/purity/repeat.js';
import { addReal } from '../../../../src/engine/settle.js';
import { stepsOf } from '../../../../src/model/compile.js';

interface Count {
  n: number;
}

/** An explorer of a hundred states, whose choice counts how often it is made. */
function explored(then: (s: Count) => void = (s) => void s.n++, watch = 1) {
  const runs = { choose: 0 };
  const model = defineModel<Count>({
    name: 'count',
    initial: () => Array.from({ length: 100 }, (_, n) => ({ n })),
    actors: [
      actor<Count>('a', {
        up: {
          then,
        },
        choose: step({
          choose: () => {
            runs.choose++;
            return [1, 2];
          },
          then: () => undefined,
        }),
      }),
    ],
  });
  const explorer = explorerFor(model, stepsOf(model) ?? [], [], { watch, learns: 'nothing' });
  for (const state of model.initial) addReal(explorer, state);
  return { explorer, runs };
}

/** How often the step was taken again in a state. */
function timesIn(state: number, watch = 1): number {
  const { explorer } = explored(undefined, watch);
  const taken = takeForReal(explorer, state, 0);
  explorer.ran = 0;
  const isRepeated = takeAgain(explorer, state, 0, taken);
  expect(isRepeated).toBe(explorer.ran > 0);
  return explorer.ran;
}

test('a step is taken again often in the first states, and later in one of 64, once of them by immer', () => {
  expect([0, 1, 3, 4, 15, 16, 63, 64, 65].map((state) => timesIn(state))).toEqual([
    ...[17, 5, 5, 2, 2, 0, 0, 2, 0],
  ]);
  expect([0, 1, 64].map((state) => timesIn(state, 0))).toEqual([0, 0, 0]);
});

test('a choice is made again as often', () => {
  const times = [0, 1, 4, 16, 64].map((state) => {
    const { explorer, runs } = explored();
    const ids = chooseForReal(explorer, state, 1);
    runs.choose = 0;
    chooseAgain(explorer, state, 1, ids);
    return runs.choose;
  });
  expect(times).toEqual([16, 4, 1, 0, 1]);
});

test('another outcome is refused: the step is not pure', () => {
  let calls = 0;
  const { explorer } = explored((s) => void (s.n = 1000 + calls++));
  const taken = takeForReal(explorer, 0, 0);
  expect(() => takeAgain(explorer, 0, 0, taken)).toThrow(/a\.up is not pure/);
});

test('an outcome that only drafts of immer have is told apart', () => {
  const { explorer } = explored();
  const taken = takeForReal(explorer, 4, 0);
  const [own] = explorer.known.steps;
  Object.assign(own ?? {}, { compiled: { ...own?.compiled, run: (s: Count) => ({ n: s.n - 1 }) } });
  expect(() => takeAgain(explorer, 4, 0, taken)).toThrow(OtherDraft);
});

test('another choice is refused', () => {
  const { explorer } = explored();
  expect(() => {
    chooseAgain(explorer, 0, 1, [1]);
  }).toThrow(/^a\.choose/);
});
