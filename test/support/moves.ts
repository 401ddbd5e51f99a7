/** A small model from a table of moves, and its graph, for tests of temporal properties. */
import { actor, defineModel, type Model } from 'allways';
import { explorerFor, type Explorer } from '../../src/engine/explorer.js';
import { addReal } from '../../src/engine/settle.js';
import { stepsOf } from '../../src/model/compile.js';
import type { FiniteProperty } from '../../src/property/property.js';
import { GraphBuilder, type StateGraph } from '../../src/search/liveness/graph.js';

/** The state is a place, from 0. */
export interface Place {
  at: number;
}

/** For each actor, by place: the place to which its one step leads. Without an entry it cannot go. */
export type Moves = Readonly<Record<string, Readonly<Record<number, number>>>>;

/** The model. Each actor has one step, `go`. */
export const modelOfMoves = (moves: Moves): Model<Place> =>
  defineModel<Place>({
    name: 'moves',
    initial: { at: 0 },
    actors: Object.entries(moves).map(([name, to]) =>
      actor<Place>(name, {
        go: {
          when: ({ at }) => to[at] !== undefined,
          then: (s) => {
            s.at = to[s.at] ?? 0;
          },
        },
      }),
    ),
  });

/** Adds the edges of a place. The label of an edge is the position of its actor. */
export function addMoves(moves: Moves, at: number, builder: GraphBuilder): void {
  for (const [label, to] of Object.values(moves).entries()) {
    const target = to[at];
    if (target !== undefined) builder.add(label, target);
  }
}

/** The actions, by their labels. */
export const actionsOfMoves = (moves: Moves) =>
  Object.keys(moves).map((name) => ({ actor: name, step: 'go' }));

/** The graph of the first places; place 0 is initial. */
export function graphOfMoves(moves: Moves, places: number): StateGraph {
  const builder = new GraphBuilder();
  for (let at = 0; at < places; at++) {
    addMoves(moves, at, builder);
    builder.finish(at);
  }
  return builder.graph(places, 1, actionsOfMoves(moves));
}

/** The name of the one that took each step of a trace. */
export const takers = (actions: readonly { readonly actor: string }[]): readonly string[] =>
  actions.map((action) => action.actor);

/** An explorer that has found the places in an order: the first has the number 0. It has expanded none. */
export function explorerOf(
  model: Model<Place>,
  order: readonly number[],
  properties: readonly FiniteProperty<Place>[] = [],
): Explorer<Place> {
  const steps = stepsOf(model) ?? [];
  const explorer = explorerFor(model, steps, properties, { watch: 0, learns: 'all' });
  for (const at of order) addReal(explorer, { at });
  return explorer;
}
