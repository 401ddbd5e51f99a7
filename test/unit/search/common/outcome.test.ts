import { describe, expect, test } from 'vitest';
import { actor, defineModel, eventually, invariant, reachable } from 'allways';
import { aboutOf, outcomeOf, outcomeOfStep } from '../../../../src/search/common/outcome.js';

interface Count {
  n: number;
}
const model = defineModel<Count>({
  name: 'counter',
  initial: { n: 0 },
  actors: [actor('a', { stay: { then: () => undefined } })],
});
const trace = { model, states: [{ n: 0 }], actions: [] };
const low = invariant<Count>('low', (s) => s.n < 5, { because: 'five is too much' });
const high = reachable<Count>('high', (s) => s.n > 5);

test('an outcome is about its property', () => {
  expect(aboutOf(low)).toEqual({ name: 'low', kind: 'invariant', because: 'five is too much' });
  expect(aboutOf(eventually<Count>('ends', () => true))).toEqual({
    name: 'ends',
    kind: 'temporal',
  });
});

describe('the outcome of a search', () => {
  test('a counterexample violates', () => {
    const counterexample = { says: 'it does not hold', trace };
    const violated = { ...aboutOf(low), verdict: 'violated', ...counterexample };
    expect(outcomeOf(low, 'part', counterexample, undefined)).toEqual(violated);
    expect(outcomeOf(low, 'all', counterexample, undefined)).toEqual(violated);
  });

  test('a state that was reached holds', () => {
    expect(outcomeOf(high, 'part', undefined, trace)).toEqual({
      ...aboutOf(high),
      verdict: 'holds',
      trace,
    });
  });

  test('nothing is decided before all was explored', () => {
    for (const one of [low, high]) {
      expect(outcomeOf(one, 'part', undefined, undefined)).toEqual({
        ...aboutOf(one),
        verdict: 'undecided',
      });
    }
  });

  test('then an invariant holds, and what was not reached is violated', () => {
    expect(outcomeOf(low, 'all', undefined, undefined).verdict).toBe('holds');
    expect(outcomeOf(high, 'all', undefined, undefined)).toEqual({
      ...aboutOf(high),
      verdict: 'violated',
      says: 'no reachable state satisfies it',
    });
  });
});

test('a step that threw is a violation', () => {
  const counterexample = { says: 'a.go threw', trace };
  expect(outcomeOfStep('a.go does not throw', counterexample)).toEqual({
    name: 'a.go does not throw',
    kind: 'step',
    verdict: 'violated',
    ...counterexample,
  });
});
