/** The graph is built from the states that a search has explored, until a limit cuts it short. */
import { describe, expect, test } from 'vitest';
import { canonicalKey, eventually, leadsTo, type TemporalProperty } from 'allways';
import { explorerFor } from '../../../../src/engine/explorer.js';
import { addReal } from '../../../../src/engine/settle.js';
import { stepsOf } from '../../../../src/model/compile.js';
import type { Ended } from '../../../../src/search/common/outcome.js';
import { AnswerBuilder, askingPlainly, stride } from '../../../../src/search/liveness/answers.js';
import {
  addEdgesOf,
  exploredBy,
  exploredPlainly,
  gather,
  predicatesOf,
  type Found,
  type SoFar,
} from '../../../../src/search/liveness/explored.js';
import { edgesOf, GraphBuilder, type StateGraph } from '../../../../src/search/liveness/graph.js';
import { unlimited } from '../../../support/loop-budget.js';
import {
  actionsOfMoves,
  addMoves,
  modelOfMoves,
  type Moves,
  type Place,
} from '../../../support/moves.js';

const even = eventually<Place>('even', ({ at }) => at % 2 === 0);

/** What is known of a property before anything was found out. */
const nothing = (property: TemporalProperty<Place>): SoFar<Place> => ({
  edges: new GraphBuilder(),
  answers: new AnswerBuilder([property]),
});

/** What a search has found of a model: the places in their order. */
const foundIn = (
  moves: Moves,
  expanded: number,
  properties: readonly TemporalProperty<Place>[],
): Found<Place> => ({
  initial: 1,
  expanded,
  model: modelOfMoves(moves),
  sparesEdges: false,
  stateAt: (at) => ({ at }),
  addEdges: (at, builder) => {
    addMoves(moves, at, builder);
  },
  asking: (at) => askingPlainly(properties, { at }),
  actions: () => actionsOfMoves(moves),
});

/** The edges of a graph: the state, the actor of the action, and the target. */
const edgesIn = ({ states, starts, ends, targets, labels, actions }: StateGraph) =>
  Array.from({ length: states }, (_, state) => state).flatMap((state) =>
    Array.from({ length: (ends[state] ?? 0) - (starts[state] ?? 0) }, (_, edge) => {
      const at = (starts[state] ?? 0) + edge;
      return [state, actions[labels[at] ?? -1]?.actor, targets[at]];
    }),
  );

const small: Moves = { left: { 0: 1, 1: 0 }, right: { 1: 2, 2: 3 } };

describe('a graph', () => {
  test('has the edges of the states that were expanded, and the answers about them', async () => {
    const { graph, answers, cut } = await gather(
      foundIn(small, 3, [even]),
      nothing(even),
      unlimited,
    );
    expect(graph).toMatchObject({ states: 3, initial: 1 });
    expect(edgesIn(graph)).toEqual([
      [0, 'left', 1],
      [1, 'left', 0],
      [1, 'right', 2],
      [2, 'right', 3],
    ]);
    expect(answers.map(({ holds }) => holds.map((one) => [...one]))).toEqual([[[1, 0, 1]]]);
    expect(cut).toBeUndefined();
  });

  test('has nothing if no state was expanded', async () => {
    const { graph, answers } = await gather(foundIn(small, 0, [even]), nothing(even), unlimited);
    expect(graph.states).toBe(0);
    expect(edgesOf(graph)).toBe(0);
    expect(answers[0]?.holds[0]).toHaveLength(0);
  });
});

describe('a limit', () => {
  /** A ring of 3,000 places. */
  const ring: Moves = {
    turn: Object.fromEntries(Array.from({ length: 3000 }, (_, at) => [at, (at + 1) % 3000])),
  };
  const interrupt: Ended = { by: 'interrupt' };

  test('leaves the first states, in steps of 1,024', async () => {
    let visited = 0;
    const found = foundIn(ring, 3000, [even]);
    const counting: Found<Place> = {
      ...found,
      addEdges: (at, builder) => {
        visited++;
        found.addEdges(at, builder);
      },
    };
    const ended = () => Promise.resolve(visited < 2 * stride ? undefined : interrupt);
    const { graph, answers, cut } = await gather(counting, nothing(even), { ...unlimited, ended });
    expect(cut).toEqual(interrupt);
    expect(graph.states).toBe(2 * stride);
    expect(edgesOf(graph)).toBe(2 * stride);
    expect(answers[0]?.holds[0]).toHaveLength(2 * stride);
  });

  test('leaves what was known before', async () => {
    const soFar = nothing(even);
    const found = foundIn(ring, 3000, [even]);
    for (const state of [7, 2000]) addEdgesOf(found, state, soFar.edges);
    for (let state = 0; state < 2000; state++) soFar.answers.ask(found.asking(state));
    const visited: number[] = [];
    const counting: Found<Place> = {
      ...found,
      addEdges: (at, builder) => {
        visited.push(at);
        found.addEdges(at, builder);
      },
      asking: () => () => {
        throw new Error('The answer is known.');
      },
    };
    const ended = () => Promise.resolve(interrupt);
    const { graph, answers } = await gather(counting, soFar, { ...unlimited, ended });
    expect(visited).toHaveLength(stride - 1);
    expect(visited).not.toContain(7);
    expect([graph.states, edgesOf(graph)]).toEqual([stride, stride]);
    expect(answers[0]?.holds[0]).toHaveLength(stride);
  });

  test('of memory cuts it as well, and is not asked about the first 1,024 states', async () => {
    const sizes: number[] = [];
    const mayTake = (bytes: number) => {
      sizes.push(bytes);
      return false;
    };
    const { graph, cut } = await gather(foundIn(ring, 3000, [even]), nothing(even), {
      ...unlimited,
      mayTake,
    });
    expect(cut).toEqual(unlimited.outOfMemory);
    expect(graph.states).toBe(stride);
    // To grow, the states (1,024 places of 8 bytes), the edges (1,024 places of 8 bytes) and the answers (1,024 bytes)
    // need as much as they have. To decide takes 192 bytes for each state.
    expect(sizes).toEqual([8 * 1024 + 8 * 1024 + 1024 + 192 * 1024]);
    const small = await gather(foundIn(ring, stride, [even]), nothing(even), {
      ...unlimited,
      mayTake,
    });
    expect(small.cut).toBeUndefined();
  });
});

test('a predicate that answers otherwise when it is asked again is refused', async () => {
  let asked = 0;
  const odd = eventually<Place>('unsteady', () => ++asked > 3);
  await expect(gather(foundIn(small, 3, [odd]), nothing(odd), unlimited)).rejects.toThrow(
    'Property "unsteady" is not pure',
  );
});

describe('what a search has explored', () => {
  const leads = leadsTo<Place>(
    'leads',
    ({ at }) => at === 0,
    ({ at }) => at === 2,
  );
  const properties = [even, leads];

  test('predicates become properties that the engine can ask', () => {
    const predicates = predicatesOf(properties);
    expect(predicates.map((all) => all.map(({ kind, name }) => `${kind} ${name}`))).toEqual([
      ['reachable even'],
      ['reachable leads', 'reachable leads'],
    ]);
  });

  const extent = { initial: 1, expanded: 3 };

  /** The graph of a search that expanded places 0 to 2. */
  function graphOf({ addEdges, actions }: Found<Place>): StateGraph {
    const builder = new GraphBuilder();
    for (let at = 0; at < 3; at++) {
      addEdges(at, builder);
      builder.finish(at);
    }
    return builder.graph(3, 1, actions());
  }
  const expected = [
    [0, 'left', 1],
    [1, 'left', 0],
    [1, 'right', 2],
    // Place 3 is not known, so this edge leads out of the graph.
    [2, 'right', 3],
  ];

  test('the plain search gives its states by their keys', () => {
    const states = [0, 1, 2].map((at) => ({ at }));
    const numbers = new Map(states.map((state, number) => [canonicalKey(state), number]));
    const model = modelOfMoves(small);
    const found = exploredPlainly(model, states, numbers, properties, extent);
    expect(found).toMatchObject({ initial: 1, expanded: 3, model });
    expect(edgesIn(graphOf(found))).toEqual(expected);
    // An action has one label, in whatever state it is taken.
    expect(found.actions().map((action) => action.actor)).toEqual(['left', 'right']);
    expect(found.stateAt(2)).toEqual({ at: 2 });
    expect(found.asking(2)(1, 1)).toBeUndefined();
    expect(found.asking(2)(1, 0)).toMatchObject({ threw: false });
  });

  test('the engine gives its states by their numbers', () => {
    const model = modelOfMoves(small);
    const predicates = predicatesOf(properties);
    const explorer = explorerFor(model, stepsOf(model) ?? [], predicates.flat(), {
      watch: 0,
      learns: 'all',
    });
    for (let at = 0; at < 3; at++) addReal(explorer, { at });
    const found = exploredBy(explorer, predicates, extent);
    expect(found).toMatchObject({ initial: 1, expanded: 3, model });
    expect(edgesIn(graphOf(found))).toEqual(expected);
    expect(found.stateAt(2)).toEqual({ at: 2 });
    for (let time = 0; time < 2; time++) {
      const said = [0, 1, 2].map((at) => {
        const asking = found.asking(at);
        return [asking(0, 0), asking(1, 0), asking(1, 1)].map((one) => one === undefined);
      });
      expect(said).toEqual([
        [true, true, false],
        [false, false, false],
        [true, false, true],
      ]);
    }
  });
});
