/** A graph is collected state by state. */
import { expect, test } from 'vitest';
import { edgesOf, GraphBuilder } from '../../../../src/search/liveness/graph.js';

test('a graph has the edges of each state, also if there are many', () => {
  const builder = new GraphBuilder();
  const before = builder.bytesToGrow();
  for (let state = 0; state < 3000; state++) {
    for (let edge = 0; edge < state % 3; edge++) builder.add(edge, state + edge);
    builder.next();
  }
  expect(builder.bytesToGrow()).toBeGreaterThan(before);
  const graph = builder.graph(2, []);
  expect(graph.states).toBe(3000);
  expect(graph.initial).toBe(2);
  expect(edgesOf(graph)).toBe(3000);
  for (const state of [0, 1, 2, 1024, 2999]) {
    const from = graph.starts[state] as number;
    const end = graph.starts[state + 1] as number;
    expect(end - from).toBe(state % 3);
    expect([...graph.targets.subarray(from, end)]).toEqual([state, state + 1].slice(0, state % 3));
    expect([...graph.labels.subarray(from, end)]).toEqual([0, 1].slice(0, state % 3));
  }
});
