/** The sets of states in which a fair behaviour can stay, and the loops in them. */
import { describe, expect, test } from 'vitest';
import {
  fairComponents,
  isAble,
  type Fair,
} from '../../../../src/search/liveness/fair-components.js';
import { fairLoop } from '../../../../src/search/liveness/fair-loop.js';
import { GraphBuilder, type StateGraph } from '../../../../src/search/liveness/graph.js';

/** A graph from the edges of each state: its target, and its action. */
function graphOf(...states: readonly (readonly [target: number, action: number])[][]): StateGraph {
  const builder = new GraphBuilder();
  for (const [state, edges] of states.entries()) {
    for (const [target, action] of edges) builder.add(action, target);
    builder.finish(state);
  }
  return builder.graph(states.length, 1, []);
}

const fairTo = (kind: 'weak' | 'strong', action: number): Fair => ({
  kind,
  takes: Uint8Array.from([0, 1, 2], (one) => (one === action ? 1 : 0)),
});

const sorted = (sets: readonly (readonly number[])[]) => sets.map((set) => [...set].sort()).sort();

/** 0 ⇄ 1 by action 0; 1 → 2 by action 1; 2 → 2 by action 2. */
const graph = graphOf(
  [[1, 0]],
  [
    [0, 0],
    [2, 1],
  ],
  [[2, 2]],
);
const all = Uint8Array.of(1, 1, 1);

describe('a fair behaviour', () => {
  test('may stay in any component without assumptions', () => {
    expect(sorted(fairComponents(graph, all, []))).toEqual([[0, 1], [2]]);
    expect(sorted(fairComponents(graph, Uint8Array.of(1, 0, 1), []))).toEqual([[0], [2]]);
  });

  test('may leave out an action that is not always enabled, if fairness is weak', () => {
    expect(sorted(fairComponents(graph, all, [fairTo('weak', 1)]))).toEqual([[0, 1], [2]]);
  });

  test('must take it, if fairness is strong; then it may stay in a part', () => {
    expect(sorted(fairComponents(graph, all, [fairTo('strong', 1)]))).toEqual([[0], [2]]);
    const both = [fairTo('strong', 1), fairTo('weak', 0)];
    expect(sorted(fairComponents(graph, all, both))).toEqual([[2]]);
  });

  test('need not take a step that changes nothing', () => {
    expect(isAble(graph, fairTo('weak', 2), 2)).toBe(false);
    expect(isAble(graph, fairTo('weak', 1), 1)).toBe(true);
    expect(sorted(fairComponents(graph, all, [fairTo('weak', 2)]))).toEqual([[0, 1], [2]]);
  });

  test('comes to an accepting state again and again', () => {
    expect(sorted(fairComponents(graph, all, [], Uint8Array.of(0, 1, 0)))).toEqual([[0, 1]]);
  });
});

describe('a fair loop', () => {
  test('takes the steps of each assumption, and comes back', () => {
    // 0 → 1 by action 0, 1 → 0 by action 1, 1 → 2 by action 2, 2 → 0 by action 1.
    const round = graphOf(
      [[1, 0]],
      [
        [0, 1],
        [2, 2],
      ],
      [[0, 1]],
    );
    const targets = (fair: readonly Fair[], accepting?: Uint8Array) =>
      fairLoop(round, [0, 1, 2], 0, fair, accepting).map(({ edge }) => round.targets[edge]);
    expect(targets([])).toEqual([]);
    expect(targets([fairTo('weak', 0)])).toEqual([1, 0]);
    expect(targets([fairTo('weak', 0), fairTo('strong', 2)])).toEqual([1, 2, 0]);
    expect(targets([], Uint8Array.of(0, 0, 1))).toEqual([1, 2, 0]);
  });

  test('is empty if a behaviour may stop, and refused if the set is not fair', () => {
    expect(fairLoop(graph, [2], 2, [])).toEqual([]);
    expect(() => fairLoop(graph, [1], 1, [fairTo('strong', 1)])).toThrow(RangeError);
  });
});
