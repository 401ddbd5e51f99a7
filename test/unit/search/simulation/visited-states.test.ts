import { expect, test } from 'vitest';
import { actor, defineModel, duration, invariant, type Model } from 'allways';
import type { SimulatedModel } from '../../../../src/search/simulation/simulated-model.js';
import { simulated } from '../../../../src/search/simulation/visited-states.js';

interface Ring {
  at: number;
}

/** Goes round three states. The model counts how often it is asked about one. */
function ring(most?: number) {
  const asked: number[] = [];
  const model: Model<Ring> = defineModel<Ring>({
    name: 'ring',
    initial: { at: 0 },
    actors: [
      actor<Ring>('one', {
        go: {
          when: (s) => s.at < 3,
          then: (s) => {
            s.at = (s.at + 1) % 3;
          },
        },
        fall: {
          when: (s) => s.at === 2,
          then: () => {
            throw new Error('fell');
          },
        },
      }),
    ],
  });
  const counting: Model<Ring> = {
    ...model,
    enabled(state) {
      asked.push(state.at);
      return model.enabled(state);
    },
  };
  const below = invariant<Ring>('below 2', (s) => s.at < 2);
  const setup = {
    properties: [below],
    durationOf: () => duration.fixed(1),
    weightOf: () => undefined,
  };
  return { states: simulated(counting, setup, most), asked };
}

/** Takes a step so many times. Returns the last outcome. */
function go(states: SimulatedModel<Ring>, times: number) {
  let [at] = states.initial();
  for (let step = 0; step < times; step++) {
    const [first] = at?.enabled ?? [];
    at = at && first && states.take(at, first, 0).to;
  }
  return at;
}

test('asks the model about each state once', () => {
  const { states, asked } = ring();
  expect(go(states, 30)?.state).toEqual({ at: 0 });
  expect(asked).toEqual([0, 1, 2]);
});

test('forgets all states if there are too many', () => {
  const { states, asked } = ring(2);
  go(states, 3);
  expect(asked).toEqual([0, 1, 2, 0]);
});

test('knows which properties a state decides', () => {
  const { states } = ring();
  expect([0, 1, 2].map((times) => go(states, times)?.decides)).toEqual([[], [], [0]]);
});

test('a recipe that throws has no state after it', () => {
  const { states } = ring();
  const at = go(states, 2);
  const [, fall] = at?.enabled ?? [];
  const outcome = at && fall && states.take(at, fall, 0);
  expect(outcome).toMatchObject({ failed: { action: { step: 'fall' } }, decides: [] });
  expect(outcome).not.toHaveProperty('to');
});
