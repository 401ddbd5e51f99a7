import { expect, test } from 'vitest';
import { actor, defineModel, ModelError, type Action } from 'allways';
import { walk } from '../../../../src/search/random/walk.js';

interface Count {
  n: number;
}

/** Counts to 3. A guard or a recipe may throw there. */
const counter = (throwing?: 'when' | 'then') =>
  defineModel<Count>({
    name: 'counter',
    initial: { n: 0 },
    actors: [
      actor<Count>('a', {
        up: {
          when(s) {
            if (s.n === 3 && throwing === 'when') throw new Error('oh');
            return s.n < 3 || throwing === 'then';
          },
          then(s) {
            if (s.n === 3) throw new Error('oh');
            s.n++;
          },
        },
        stay: { when: (s) => s.n === 1, then: () => undefined },
      }),
    ],
  });
const first = (actions: readonly Action[]) => actions[0] as Action;
const numbers = (states: readonly Count[]) => states.map(({ n }) => n);

test('ends if no step is enabled', () => {
  const model = counter();
  const trace = walk(model, { n: 0 }, first, 100);
  expect(numbers(trace.states)).toEqual([0, 1, 2, 3]);
  expect(trace).toEqual({ model, states: trace.states, actions: trace.actions });
});

test('ends after the most steps', () => {
  expect(walk(counter(), { n: 0 }, first, 2).actions).toHaveLength(2);
});

test('takes the steps that the schedule chooses', () => {
  const last = (actions: readonly Action[]) => actions.at(-1) as Action;
  const { actions } = walk(counter(), { n: 0 }, last, 4);
  expect(actions.map(({ step }) => step)).toEqual(['up', 'stay', 'stay', 'stay']);
});

test.each(['when', 'then'] as const)('ends if a step throws in its %s', (part) => {
  const { states, failed } = walk(counter(part), { n: 0 }, first, 100);
  expect(numbers(states)).toEqual([0, 1, 2, 3]);
  expect(failed).toMatchObject({ part, action: { actor: 'a', step: 'up' } });
});

test('a mistake of the model is an error', () => {
  const wrong = defineModel<Count>({
    name: 'wrong',
    initial: { n: 0 },
    actors: [
      actor<Count>('a', {
        up: {
          then: (s) => {
            s.n = Symbol('no data') as unknown as number;
          },
        },
      }),
    ],
  });
  expect(() => walk(wrong, { n: 0 }, first, 1)).toThrow(ModelError);
});
