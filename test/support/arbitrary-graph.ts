/** Arbitrary small graphs of states, with fairness and answers of predicates. */
import fc from 'fast-check';
import type { Fair } from '../../src/search/liveness/fair-components.js';
import { GraphBuilder, type StateGraph } from '../../src/search/liveness/graph.js';
import type { TemporalForm } from '../../src/property/temporal.js';
import { edgesIn } from './plain-liveness.js';

const actions = 4;

/** The most edges. */
const edges = 14;

/** Small graphs, also with states that cannot be reached. */
export const graphs = fc
  .record({
    states: fc.integer({ min: 1, max: 6 }),
    initial: fc.integer({ min: 1, max: 2 }),
    edges: fc.array(
      fc.record({
        from: fc.nat({ max: 5 }),
        to: fc.nat({ max: 5 }),
        action: fc.nat({ max: actions - 1 }),
      }),
      { maxLength: edges },
    ),
  })
  .map(({ states, initial, edges }): StateGraph => {
    const builder = new GraphBuilder();
    for (let state = 0; state < states; state++) {
      for (const { from, to, action } of edges) {
        if (from === state && to < states) builder.add(action, to);
      }
      builder.finish(state);
    }
    const names = Array.from({ length: actions }, (_, action) => ({
      actor: `${action}`,
      step: '',
    }));
    return builder.graph(states, Math.min(initial, states), names);
  });

/** Assumptions of fairness about the actions of these graphs. */
export const fairness = fc.array(
  fc.record({
    kind: fc.constantFrom('weak', 'strong'),
    takes: fc
      .array(fc.nat({ max: 1 }), { minLength: actions, maxLength: actions })
      .map((takes) => Uint8Array.from(takes)),
  }),
  { maxLength: 3 },
) as fc.Arbitrary<Fair[]>;

/** The same, and assumptions about a part of their actions: about some edges. */
export const partFairness: fc.Arbitrary<Fair[]> = fc
  .tuple(
    fairness,
    fc.array(fc.option(fc.array(fc.nat({ max: 1 }), { minLength: edges, maxLength: edges })), {
      minLength: 3,
      maxLength: 3,
    }),
  )
  .map(([all, parts]) =>
    all.map((one, at) => {
      const part = parts[at];
      return part === null || part === undefined ? one : { ...one, part: Uint8Array.from(part) };
    }),
  );

/** What two predicates answer in each state. */
export const answers = fc.array(fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }), {
  minLength: 2,
  maxLength: 2,
});

/** All forms of temporal properties. */
export const forms: TemporalForm[] = [
  'eventually',
  'leadsTo',
  'alwaysEventually',
  'eventuallyAlways',
  'until',
];

/** The states of a graph that can be reached, with new numbers in the same order. */
export function reachablePart(graph: StateGraph): StateGraph {
  const edges = edgesIn(graph);
  const reached = new Set(Array.from({ length: graph.initial }, (_, state) => state));
  // The Set grows during the iteration.
  for (const state of reached) {
    for (const { from, to } of edges) if (from === state) reached.add(to);
  }
  const states = [...reached].sort((one, other) => one - other);
  const builder = new GraphBuilder();
  for (const [number, state] of states.entries()) {
    for (const { from, to, action } of edges) {
      if (from === state) builder.add(action, states.indexOf(to));
    }
    builder.finish(number);
  }
  return builder.graph(states.length, graph.initial, graph.actions);
}
