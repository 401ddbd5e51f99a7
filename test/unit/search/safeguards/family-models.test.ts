import { expect, test } from 'vitest';
import { actor, defineModel, defineSafeguards, defineSystem } from 'allways';
import { membersOf, universeOf } from '../../../../src/search/safeguards/families.js';
import { familyModelsOf, namesIn } from '../../../../src/search/safeguards/family-models.js';

interface Count {
  n: number;
}

/** A counter with two safeguards. The building asks `early`, and the step asks `late`. */
const counter = defineSystem({
  name: 'counter',
  safeguards: defineSafeguards({ early: 'It starts at 1.', late: 'It counts by 2.' }),
  model: (on) =>
    defineModel<Count>({
      name: 'counter',
      initial: { n: on.early ? 1 : 0 },
      actors: [
        actor<Count>('one', {
          up: {
            then: (s) => {
              s.n += on.late ? 2 : 1;
            },
          },
          down: {
            when: (s) => s.n > 0,
            then: (s) => {
              s.n--;
            },
          },
        }),
      ],
    }),
});

test('sets share a model if its building asks nothing on which they differ', () => {
  const { models } = familyModelsOf(counter, {}, universeOf(2, 2));
  expect(models.map(({ family, model }) => [membersOf(family), model.initial])).toEqual([
    [[1, 3], [{ n: 1 }]],
    [[0, 2], [{ n: 0 }]],
  ]);
});

test('a shared model takes each step on its own, and the step asks its switch', () => {
  const { splits, models } = familyModelsOf(counter, {}, universeOf(2, 2));
  const [first] = models;
  const enabled = first?.steps.map((one) => one.actions({ n: 1 }).map(({ step }) => step));
  expect(enabled).toEqual([['up'], ['down']]);
  const [up] = first?.steps ?? [];
  const outcomes = splits.run(first?.family ?? 0n, () =>
    up?.successor({ n: 1 }, { actor: 'one', step: 'up' }),
  );
  expect(outcomes.map(({ family, outcome }) => [membersOf(family), outcome])).toEqual([
    [[3], { n: 3 }],
    [[1], { n: 2 }],
  ]);
});

test('a `with` that was written by hand makes a model for each set', () => {
  const byHand = { ...counter, with: (on: readonly ('early' | 'late')[]) => counter.with(on) };
  const { models } = familyModelsOf(byHand, {}, universeOf(2, 1));
  expect(models.map(({ family }) => membersOf(family))).toEqual([[0], [1], [2]]);
});

test('a set has the names of its switches', () => {
  expect(namesIn(['a', 'b', 'c'], 0b101)).toEqual(['a', 'c']);
  expect(namesIn(['a', 'b', 'c'], 0)).toEqual([]);
});
