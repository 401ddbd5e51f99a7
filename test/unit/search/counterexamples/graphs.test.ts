import { expect, test } from 'vitest';
import { actor, defineModel } from 'allways';
import { canonicalKey } from '../../../../src/model/canonical.js';
import { plainGraph } from '../../../../src/search/counterexamples/graphs.js';

interface Count {
  n: number;
}
const model = defineModel<Count>({
  name: 'counter',
  initial: { n: 0 },
  actors: [
    actor<Count>('a', {
      up: {
        then: (s) => {
          s.n++;
        },
      },
      reset: {
        then: (s) => {
          s.n = 0;
        },
      },
    }),
  ],
});

test('the graph of a plain search has the edges between the states that were found', () => {
  const states = [{ n: 0 }, { n: 1 }];
  const numbers = new Map(states.map((state, number) => [canonicalKey(state), number]));
  const graph = plainGraph(model, states, numbers);
  expect(graph.stateAt(1)).toEqual({ n: 1 });
  expect([0, 1].map((number) => graph.edges(number))).toEqual([
    [
      { action: { actor: 'a', step: 'up' }, number: 1 },
      { action: { actor: 'a', step: 'reset' }, number: 0 },
    ],
    [
      { action: { actor: 'a', step: 'up' }, number: -1 },
      { action: { actor: 'a', step: 'reset' }, number: 0 },
    ],
  ]);
});
