/** Proofs on the region of a property against a decision on the whole graph. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  actor,
  alwaysEventually,
  check,
  defineModel,
  eventually,
  eventuallyAlways,
  leadsTo,
  until,
  type Predicate,
} from 'allways';
import type { Model } from '../../../../src/model/model.js';
import type { FairnessAssumption } from '../../../../src/model/fairness.js';
import type { TemporalForm, TemporalProperty } from '../../../../src/property/temporal.js';
import { AnswerBuilder, askingPlainly } from '../../../../src/search/liveness/answers.js';
import type { Found } from '../../../../src/search/liveness/explored.js';
import type { Fair } from '../../../../src/search/liveness/fair-components.js';
import { GraphBuilder, type StateGraph } from '../../../../src/search/liveness/graph.js';
import { negationOf } from '../../../../src/search/liveness/negation.js';
import { provenInRegions } from '../../../../src/search/liveness/proven.js';
import { refute } from '../../../../src/search/liveness/refute.js';
import { regionOf } from '../../../../src/search/liveness/region.js';
import { shortestPaths } from '../../../../src/search/liveness/shortest-paths.js';
import { impureProperty } from '../../../../src/engine/run/impure.js';
import { because } from '../../../../src/search/common/vacuity.js';
import { unlimited } from '../../../support/loop-budget.js';
import {
  answers,
  fairness,
  forms,
  graphs,
  reachablePart,
} from '../../../support/arbitrary-graph.js';
import { tries } from '../../../support/deep.js';

/** A state: a number of a graph. */
interface Numbered {
  readonly number: number;
}

const model: Model<Numbered> = defineModel<Numbered>({
  name: 'numbers',
  initial: { number: 0 },
  actors: [actor<Numbered>('nobody', { rest: { then: () => undefined } })],
});

/** What a search has found, if its states are the numbers of a graph. */
function foundIn(graph: StateGraph, properties: readonly TemporalProperty<Numbered>[]) {
  const { starts, ends, targets, labels, actions } = graph;
  const found: Found<Numbered> = {
    model,
    initial: graph.initial,
    expanded: graph.states,
    sparesEdges: true,
    stateAt: (number) => ({ number }),
    addEdges(state, builder) {
      for (let edge = starts[state] as number; edge < (ends[state] as number); edge++) {
        builder.add(labels[edge] as number, targets[edge] as number);
      }
    },
    asking: (state) => askingPlainly(properties, { number: state }),
    actions: () => actions,
  };
  return found;
}

const makers = { eventually, alwaysEventually, eventuallyAlways, leadsTo, until };

/** A property of this form. The second predicate is for `leadsTo` and `until` only. */
function propertyOf(form: TemporalForm, holds: readonly boolean[][]): TemporalProperty<Numbered> {
  const says =
    (index: number): Predicate<Numbered> =>
    ({ number }) =>
      holds[index]?.[number] === true;
  if (form === 'leadsTo' || form === 'until') return makers[form](form, says(0), says(1));
  return makers[form](form, says(0));
}

/** The same assumptions by the names of the actors, which are the numbers of the actions. */
const assumptionsFor = (fair: readonly Fair[]): FairnessAssumption[] =>
  fair.map(({ kind, takes }) => ({
    kind,
    of: [...takes].flatMap((one, action) => (one === 1 ? [`${action}`] : [])),
  }));

describe.each(forms)('%s', (form) => {
  test('has the region that shortest paths reach, and no edges of other states', async () => {
    await fc.assert(
      fc.asyncProperty(graphs.map(reachablePart), answers, async (graph, holds) => {
        const numbers = holds.map((one) => Uint8Array.from(one.slice(0, graph.states), Number));
        const negation = negationOf(form, numbers);
        const edges = new GraphBuilder();
        const region = await regionOf(foundIn(graph, []), negation, edges, unlimited);
        if ('by' in region) throw new Error('A limit ended the work.');
        const expected = [...shortestPaths(graph, negation).bound].sort();
        expect([...region.states].sort()).toEqual(expected);
        for (let state = 0; state < graph.states; state++) {
          const isInside = expected.includes(state);
          expect([region.has[state], edges.has(state)]).toEqual([isInside ? 1 : 0, isInside]);
        }
      }),
      { numRuns: tries(200) },
    );
  });

  test('is proven if and only if nothing in the whole graph refutes it', async () => {
    await fc.assert(
      fc.asyncProperty(graphs.map(reachablePart), fairness, answers, async (graph, fair, holds) => {
        const property = propertyOf(form, holds);
        const soFar = {
          edges: new GraphBuilder(),
          answers: new AnswerBuilder([property]),
        };
        const [decision] = await provenInRegions(
          foundIn(graph, [property]),
          [property],
          assumptionsFor(fair),
          soFar,
          unlimited,
        );
        const numbers = holds.map((one) => Uint8Array.from(one.slice(0, graph.states), Number));
        const negation = negationOf(form, numbers);
        const isLost =
          form === 'until' &&
          shortestPaths(graph, negation).bound.some((state) => holds[0]?.[state] === false);
        expect(decision !== undefined).toBe(!isLost && refute(graph, negation, fair) === undefined);
        const isVacuous = form === 'leadsTo' && numbers[0]?.includes(1) === false;
        if (decision !== undefined) expect(decision.vacuous !== undefined).toBe(isVacuous);
      }),
      { numRuns: tries(300) },
    );
  });
});

test('a predicate that answers otherwise later is refused', async () => {
  const builder = new GraphBuilder();
  builder.finish(0);
  const property = propertyOf('eventually', [[true]]);
  const soFar = { edges: new GraphBuilder(), answers: new AnswerBuilder([property]) };
  // The search was told that it does not hold.
  const asking = () => () => ({ says: 'no', threw: false });
  const found = { ...foundIn(builder.graph(1, 1, []), [property]), asking };
  await expect(provenInRegions(found, [property], [], soFar, unlimited)).rejects.toThrow(
    impureProperty('eventually').message,
  );
});

/** A clock of so many hours, which may break at any hour before 3; a broken one is mended. */
const clock = (hours: number) =>
  defineModel<{ hour: number; broken: boolean }>({
    name: 'clock',
    initial: { hour: 0, broken: false },
    actors: [
      actor<{ hour: number; broken: boolean }>('clock', {
        tick: {
          when: (s) => !s.broken,
          then: (s) => {
            s.hour = (s.hour + 1) % hours;
          },
        },
        break: {
          when: (s) => !s.broken && s.hour < 3,
          then: (s) => {
            s.broken = true;
          },
        },
      }),
      actor<{ hour: number; broken: boolean }>('smith', {
        mend: {
          when: (s) => s.broken,
          then: (s) => {
            s.broken = false;
          },
        },
      }),
    ],
  });

const mended = leadsTo<{ hour: number; broken: boolean }>(
  'a broken clock is mended',
  (s) => s.broken,
  (s) => !s.broken,
);

describe('a check', () => {
  const fairness = 'weak';

  test('finds the edges of the region only, if the property holds', async () => {
    // Three broken states, each with the edge of `mend`.
    const { verdict, distinct, graph } = await check(clock(5000), mended, { fairness });
    expect({ verdict, distinct }).toEqual({ verdict: 'holds', distinct: 5003 });
    expect(graph).toMatchObject({ states: 3, edges: 3, isCut: false });
  });

  test('finds no edges for a cause that never comes', async () => {
    const never = leadsTo<{ hour: number; broken: boolean }>(
      'after the last hour it breaks',
      (s) => s.hour === 5000,
      (s) => s.broken,
    );
    const { properties, graph } = await check(clock(5000), never, { fairness });
    expect(properties[0]).toMatchObject({ verdict: 'holds', vacuous: because.cause });
    expect(graph).toMatchObject({ states: 0, edges: 0 });
  });

  test('finds all edges for another property that fails, and both verdicts are there', async () => {
    const breaks = eventually<{ hour: number; broken: boolean }>('it breaks', (s) => s.broken);
    const { properties, graph } = await check(clock(5), [mended, breaks], { fairness });
    expect(properties.map(({ verdict }) => verdict)).toEqual(['holds', 'violated']);
    // Five ticks, three breaks, three mends.
    expect(graph).toMatchObject({ states: 8, edges: 11, isCut: false });
  });

  test('does not take an action that leaves the region for a disabled one', async () => {
    // Without fairness of the smith the clock stays broken; with it the region has no fair behaviour.
    const lazy = await check(clock(5), mended, { fairness: [{ kind: 'weak', of: ['clock'] }] });
    expect(lazy.verdict).toBe('violated');
    const busy = await check(clock(5), mended, { fairness: [{ kind: 'weak', of: ['smith'] }] });
    expect(busy.verdict).toBe('holds');
  });

  test('does not hold if a predicate throws, also outside of the region', async () => {
    const odd = leadsTo<{ hour: number; broken: boolean }>(
      'a broken clock is mended',
      (s) => {
        if (s.hour === 4) throw new Error('late');
        return s.broken;
      },
      (s) => !s.broken,
    );
    const { properties } = await check(clock(5), odd, { fairness });
    expect(properties[0]).toMatchObject({
      verdict: 'violated',
      says: 'the predicate threw Error: late',
    });
  });

  test('looks at the whole graph if a limit ends the work on regions', async () => {
    // The signal comes with the first question, so that only the first 1,024 states are looked at.
    const stop = new AbortController();
    const asked = leadsTo<{ hour: number; broken: boolean }>(
      'the clock goes on',
      (s) => {
        stop.abort();
        return s.broken;
      },
      (s) => !s.broken,
    );
    const result = await check(clock(5000), asked, { fairness, signal: stop.signal });
    expect(result.properties[0]).toMatchObject({ verdict: 'undecided' });
    expect(result.graph).toMatchObject({ states: 1024, isCut: true });
  });
});
