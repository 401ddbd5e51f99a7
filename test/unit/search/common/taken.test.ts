import { expect, test } from 'vitest';
import { actor, defineModel, fromReducer, type Action } from 'allways';
import { stepsTaken } from '../../../../src/search/common/taken.js';

const nothing = { then: () => undefined };
const model = defineModel<{ n: number }>({
  name: 'two actors',
  initial: { n: 0 },
  actors: [actor('a', { go: nothing, stop: nothing }), actor('b', { go: nothing })],
});
const action = (name: string, step: string, choice?: unknown): Action => ({
  actor: name,
  step,
  ...(choice === undefined ? {} : { choice }),
});

test('steps that were never taken, and steps that never changed anything', () => {
  const found = stepsTaken(model, [
    [action('a', 'go'), false],
    [action('b', 'go'), true],
  ]);
  expect(found).toEqual({
    neverTaken: [{ actor: 'a', step: 'stop' }],
    neverChanged: [{ actor: 'a', step: 'go' }],
  });
});

test('a step changes something if one of its choices does', () => {
  const { neverChanged } = stepsTaken(model, [
    [action('a', 'go', 1), false],
    [action('a', 'go', 2), true],
    [action('a', 'go', 3), false],
  ]);
  expect(neverChanged).toEqual([]);
});

test('a reducer declares no steps, so those that were seen are used, by name', () => {
  const reducer = fromReducer<{ n: number }, { type: string }>({
    name: 'reducer',
    initial: { n: 0 },
    actions: () => [],
    reduce: (state) => state,
  });
  const found = stepsTaken(reducer, [
    [action('b', 'go'), false],
    [action('a', 'go'), false],
  ]);
  expect(found).toEqual({
    neverTaken: [],
    neverChanged: [
      { actor: 'a', step: 'go' },
      { actor: 'b', step: 'go' },
    ],
  });
});
