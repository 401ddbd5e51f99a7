import { describe, expect, test } from 'vitest';
import {
  actor,
  defineModel,
  invariant,
  reachable,
  StepError,
  whenever,
  type FiniteProperty,
} from 'allways';
import { conditionsOf } from '../../../../src/search/common/vacuity.js';
import { AskedProperties } from '../../../../src/search/reference/asked-properties.js';
import { FoundStates } from '../../../../src/search/reference/found-states.js';
import { coverageIn, outcomesOf } from '../../../../src/search/reference/outcomes.js';

interface Count {
  n: number;
}
const model = defineModel<Count>({
  name: 'counter',
  initial: { n: 0 },
  actors: [
    actor<Count>('a', {
      up: {
        when: (s) => s.n < 1,
        then: (s) => {
          s.n++;
        },
      },
      down: {
        when: (s) => s.n > 5,
        then: (s) => {
          s.n--;
        },
      },
    }),
  ],
});

/** The outcomes of properties that were asked about the states 0 and 1. */
function asked(properties: readonly FiniteProperty<Count>[], explored: boolean, error?: StepError) {
  const conditions = conditionsOf(properties);
  const found = new FoundStates(model);
  const all = new AskedProperties([...properties, ...conditions.values()], found);
  for (const n of [0, 1]) {
    const up = n === 0 ? undefined : { actor: 'a', step: 'up' };
    all.askState(found.add(String(n), { n }, n - 1, up));
  }
  if (error !== undefined) all.noteStepError(1, error);
  return outcomesOf(
    { model, properties, conditions, asked: all, collector: undefined },
    explored ? 'all' : 'part',
  );
}

describe('the outcomes of a search', () => {
  test('are those of the properties, and then those of the steps that threw', () => {
    const low = invariant<Count>('low', (s) => s.n < 1);
    const high = reachable<Count>('high', (s) => s.n > 1);
    const error = new StepError({ actor: 'a', step: 'up' }, 'then', new Error('oh'));
    expect(asked([high, low], false, error)).toMatchObject([
      { name: 'high', verdict: 'undecided' },
      { name: 'low', verdict: 'violated', trace: { states: [{ n: 0 }, { n: 1 }] } },
      { name: 'a.up does not throw', kind: 'step', verdict: 'violated' },
    ]);
  });

  test('say why a property holds vacuously', () => {
    const never = whenever<Count>(
      'never asked',
      (s) => s.n > 5,
      () => false,
    );
    const blind = invariant<Count>('blind', () => true);
    const seeing = invariant<Count>('seeing', (s) => s.n < 5);
    expect(asked([never, blind, seeing], true)).toMatchObject([
      { verdict: 'holds', vacuous: 'its condition never holds' },
      { verdict: 'holds', vacuous: 'it looks at nothing of the state' },
      { verdict: 'holds' },
    ]);
  });
});

test('coverage counts in how many states a step can be taken', () => {
  expect(coverageIn(model, [{ n: 0 }, { n: 1 }])).toMatchObject([
    { actor: 'a', step: 'up', states: 1, taken: 1 },
    { actor: 'a', step: 'down', states: 0, taken: 0 },
  ]);
});
