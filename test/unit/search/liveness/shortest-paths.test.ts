/** Shortest paths through the product of a graph and the automaton of a negated property. */
import { expect, test } from 'vitest';
import { GraphBuilder } from '../../../../src/search/liveness/graph.js';
import { shortestPaths } from '../../../../src/search/liveness/shortest-paths.js';

/** 0 → 1 → 2 → 3, 0 → 3, 3 → 0; 3 → 9, which was not expanded. */
const builder = new GraphBuilder();
for (const [state, targets] of [[1, 3], [2], [3], [0, 9]].entries()) {
  for (const target of targets) builder.add(0, target);
  builder.finish(state);
}
const graph = builder.graph(4, 1, []);

test('the turn is in the initial state if no state is free', () => {
  const paths = shortestPaths(graph, { free: 'none' });
  expect(paths.bound).toEqual([0, 1, 3, 2]);
  expect(paths.to(3)).toEqual({ steps: [{ from: 0, edge: 1 }], turn: 0 });
  expect(paths.to(0)).toEqual({ steps: [], turn: 0 });
});

test('a path goes only through bound states from the turn on', () => {
  const paths = shortestPaths(graph, { free: 'none', bound: Uint8Array.of(1, 1, 1, 0) });
  expect(paths.bound).toEqual([0, 1, 2]);
  expect(shortestPaths(graph, { free: 'none', bound: Uint8Array.of(0, 1, 1, 1) }).bound).toEqual(
    [],
  );
});

test('the turn may be only in some states, after free ones', () => {
  const negation = {
    free: 'all',
    turn: Uint8Array.of(0, 0, 1, 0),
    bound: Uint8Array.of(0, 0, 1, 1),
  } as const;
  const paths = shortestPaths(graph, negation);
  expect(paths.bound).toEqual([2, 3]);
  const steps = [
    { from: 0, edge: 0 },
    { from: 1, edge: 2 },
    { from: 2, edge: 3 },
  ];
  expect(paths.to(3)).toEqual({ steps, turn: 2 });
});
