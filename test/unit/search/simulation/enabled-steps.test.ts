import { describe, expect, test } from 'vitest';
import { duration, ModelError, type Action, type Duration } from 'allways';
import { enabledStepsFor } from '../../../../src/search/simulation/enabled-steps.js';
import type { SimulationSetup } from '../../../../src/search/simulation/simulated-model.js';

const second = duration.fixed(1);
const action = (actor: string, step: string, choice?: unknown): Action => ({
  actor,
  step,
  ...(choice === undefined ? {} : { choice }),
});
const setup = (more: Partial<SimulationSetup<object>> = {}): SimulationSetup<object> => ({
  properties: [],
  durationOf: () => second,
  weightOf: () => undefined,
  ...more,
});

describe('enabled steps', () => {
  test('have a timer each, the same one in each state', () => {
    const steps = enabledStepsFor(setup());
    const timersIn = (...actions: Action[]) => steps(actions).map(({ timer }) => timer);
    expect(timersIn(action('a', 'go'), action('b', 'go'))).toEqual([0, 1]);
    expect(timersIn(action('b', 'go'), action('b', 'stop'), action('a', 'go'))).toEqual([1, 2, 0]);
  });

  test('have all choices of a step, in any order of the actions', () => {
    const actions = [action('a', 'go', 1), action('b', 'go'), action('a', 'go', 2)];
    expect(enabledStepsFor(setup())(actions)).toMatchObject([
      { timer: 0, actions: [actions[0], actions[2]] },
      { timer: 1, actions: [actions[1]] },
    ]);
  });

  test('have a timer for each choice if the duration says so', () => {
    const durationOf = (): Duration => duration.each(second);
    const steps = enabledStepsFor(setup({ durationOf }));
    const actions = [action('a', 'go', 'x'), action('a', 'go', 'y'), action('a', 'go', 'x')];
    const timers = steps(actions).map(({ timer }) => timer);
    expect(timers[0]).toBe(timers[2]);
    expect(new Set(timers).size).toBe(2);
  });

  test('say whether they are counted', () => {
    const steps = enabledStepsFor(setup({ counted: 'a.go' }));
    const counts = steps([action('a', 'go'), action('a', 'stop')]).map((one) => one.counts);
    expect(counts).toEqual([true, false]);
  });
});

describe('weights', () => {
  const weighted = (weight: (choice: unknown) => number) =>
    enabledStepsFor(setup({ weightOf: () => weight }));
  const choices = (...all: number[]) => all.map((choice) => action('a', 'go', choice));

  test('are summed up from choice to choice', () => {
    expect(weighted(Number)(choices(3, 0, 4))).toMatchObject([{ weights: [3, 3, 7] }]);
  });

  test('are not asked of a single choice', () => {
    expect(weighted(() => NaN)(choices(3))[0]).not.toHaveProperty('weights');
  });

  test.each([
    [-1, 'estimate: the weight of a.go with 1 is -1; give a number, 0 or more.'],
    [NaN, 'estimate: the weight of a.go with 1 is NaN; give a number, 0 or more.'],
    [
      0,
      'estimate: all choices of a.go that there are in a state have weight 0; give one of them more.',
    ],
  ])('of %d are refused', (weight, message) => {
    expect(() => weighted(() => weight)(choices(1, 2))).toThrow(new ModelError(message));
  });
});
