/** Two counters, and an explorer that has found some of their states and has expanded none. */
import { actor, defineModel, type Model } from 'allways';
import { explorerFor, type Explorer, type Tuning } from '../../src/engine/explorer.js';
import { addReal } from '../../src/engine/settle.js';
import { stepsOf } from '../../src/model/compile.js';
import type { Claim } from '../../src/engine/symmetry/orbits.js';
import type { FiniteProperty } from '../../src/property/property.js';

export interface Two {
  n: number;
  m: number;
}

/** Two actors count to 3: `a` counts n, and `b` counts m. Their actions have the numbers 0 and 1. */
export const twoCounters = (initial: Two | (() => Two[]) = { n: 0, m: 0 }): Model<Two> =>
  defineModel<Two>({
    name: 'two',
    initial,
    actors: [
      actor<Two>('a', { up: { when: (s) => s.n < 3, then: (s) => void s.n++ } }),
      actor<Two>('b', { up: { when: (s) => s.m < 3, then: (s) => void s.m++ } }),
    ],
  });

/** An explorer that has found states of a model. The first has the number 0. */
export function exploring<State>(
  model: Model<State>,
  states: readonly State[] = model.initial,
  properties: readonly FiniteProperty<State>[] = [],
  tuning: Partial<Tuning<State>> = {},
): Explorer<State> {
  const steps = stepsOf(model) ?? [];
  const all = { watch: 0, learns: 'all', ...tuning } as const;
  const explorer = explorerFor(model, steps, properties, all);
  for (const state of states) addReal(explorer, state);
  return explorer;
}

/** The states of two counters, from the numbers of both. */
export const twos = (...pairs: readonly (readonly [number, number])[]): readonly Two[] =>
  pairs.map(([n, m]) => ({ n, m }));

const refuse = () => {
  throw new Error('Nothing here asks that.');
};

/** A claim that names are interchangeable. It refuses what the test does not give. */
export const claimOf = <State>(
  groups: Claim<State>['groups'],
  parts: Partial<Claim<State>> = {},
): Claim<State> => ({
  groups,
  isLooking: () => false,
  look: refuse,
  watch: refuse,
  watched: { first: -1, after: refuse },
  stepsLike: refuse,
  otherAnswer: refuse,
  ...parts,
});
