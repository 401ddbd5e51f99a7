/** A graph is collected state by state, in any order. */
import { expect, test } from 'vitest';
import { edgesOf, GraphBuilder, type StateGraph } from '../../../../src/search/liveness/graph.js';

/** State n has n % 3 edges: action 0 to n, action 1 to n + 1. */
function addState(builder: GraphBuilder, state: number): void {
  for (let edge = 0; edge < state % 3; edge++) builder.add(edge, state + edge);
  builder.finish(state);
}

function expectEdges({ starts, ends, targets, labels }: StateGraph, state: number): void {
  const [from, end] = [starts[state], ends[state]];
  expect([...targets.subarray(from, end)]).toEqual([state, state + 1].slice(0, state % 3));
  expect([...labels.subarray(from, end)]).toEqual([0, 1].slice(0, state % 3));
}

test('a graph has the edges of each state, also if there are many', () => {
  const builder = new GraphBuilder();
  const before = builder.bytesToGrow();
  for (let state = 0; state < 3000; state++) addState(builder, state);
  expect(builder.bytesToGrow()).toBeGreaterThan(before);
  const graph = builder.graph(3000, 2, []);
  expect(graph).toMatchObject({ states: 3000, initial: 2 });
  expect(edgesOf(graph)).toBe(3000);
  for (const state of [0, 1, 2, 1024, 2999]) expectEdges(graph, state);
});

test('states come in any order, and some may be left out', () => {
  const builder = new GraphBuilder();
  const states = [5000, 2, 0, 1024, 7];
  expect(states.filter((state) => builder.has(state))).toEqual([]);
  for (const state of states) addState(builder, state);
  expect([5000, 2, 0, 1024, 7, 1, 3, 4999, 5001, 1e6].map((state) => builder.has(state))).toEqual([
    ...states.map(() => true),
    ...[false, false, false, false, false],
  ]);
  // 5000 and 2 have two edges, 1024 and 7 have one, 0 has none. 5,001 states of 8 bytes, 1,024 edges of 8 bytes.
  expect(builder.figures()).toEqual({ states: 5, edges: 6, bytes: 8 * 5001 + 8 * 1024 });
  const graph = builder.graph(5001, 1, []);
  for (const state of states) expectEdges(graph, state);
  const targets: number[] = [];
  builder.eachTarget(5000, (target) => targets.push(target));
  expect(targets).toEqual([5000, 5001]);
});

test('the edges of a graph are those of its states only', () => {
  const builder = new GraphBuilder();
  for (const state of [0, 1, 2, 8]) addState(builder, state);
  expect(builder.figures().edges).toBe(5);
  expect(edgesOf(builder.graph(3, 1, []))).toBe(3);
});
