/** The search for lassos against a plain decision on random graphs. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Fair } from '../../../../src/search/liveness/fair-components.js';
import type { StateGraph } from '../../../../src/search/liveness/graph.js';
import { refute, type Lasso } from '../../../../src/search/liveness/refute.js';
import { negationOf } from '../../../../src/search/liveness/negation.js';
import type { TemporalForm } from '../../../../src/property/temporal.js';
import { answers, forms, graphs, partFairness } from '../../../support/arbitrary-graph.js';
import { tries } from '../../../support/deep.js';
import { edgesIn, isOf, plainly } from '../../../support/plain-liveness.js';

/** A lasso is a behaviour of the graph, refutes the property, and is fair. */
function expectHonest(
  graph: StateGraph,
  form: TemporalForm,
  [first, second]: readonly boolean[][],
  fair: readonly Fair[],
  { start, stem, loop }: Lasso,
): void {
  const { targets, starts, ends, initial } = graph;
  expect(start).toBeLessThan(initial);
  const visited = [start];
  for (const { from, edge } of [...stem, ...loop]) {
    expect(from).toBe(visited.at(-1));
    expect(edge).toBeGreaterThanOrEqual(starts[from] as number);
    expect(edge).toBeLessThan(ends[from] as number);
    visited.push(targets[edge] as number);
  }
  const round = visited.slice(stem.length);
  expect(round[0]).toBe(round.at(-1));
  const p = visited.map((state) => first?.[state] === true);
  const q = visited.map((state) => second?.[state] === true);
  const roundP = p.slice(stem.length);
  switch (form) {
    case 'eventually':
      expect(p).not.toContain(true);
      break;
    case 'alwaysEventually':
      expect(roundP).not.toContain(true);
      break;
    case 'eventuallyAlways':
      expect(roundP).toContain(false);
      break;
    case 'leadsTo':
      expect(p.slice(0, stem.length + 1).lastIndexOf(true)).toBeGreaterThanOrEqual(0);
      expect(p.some((cause, at) => cause && !q.slice(at).includes(true))).toBe(true);
      break;
    case 'until':
      expect(q).not.toContain(true);
  }
  const edges = edgesIn(graph);
  for (const one of fair) {
    const { kind } = one;
    const goes = loop.some(({ edge }) =>
      edges.some((of) => of.at === edge && of.to !== of.from && isOf(one, of)),
    );
    const able = round.map((state) =>
      edges.some((edge) => edge.from === state && edge.to !== edge.from && isOf(one, edge)),
    );
    expect(goes || !able.includes(true) || (kind === 'weak' && able.includes(false))).toBe(true);
  }
}

describe.each(forms)('%s', (form) => {
  test('is refuted where a plain decision says so, as early, and by a fair behaviour', () => {
    fc.assert(
      fc.property(graphs, partFairness, answers, (graph, fair, holds) => {
        const numbers = holds.map((one) => Uint8Array.from(one.slice(0, graph.states), Number));
        const lasso = refute(graph, negationOf(form, numbers), fair);
        expect(lasso?.stem.length ?? Infinity).toBe(plainly(graph, form, holds, fair));
        if (lasso !== undefined) expectHonest(graph, form, holds, fair, lasso);
      }),
      { numRuns: tries(300) },
    );
  });
});
