/** Graphs from what a search left behind. */
import { successorsIn } from '../../engine/drive.js';
import type { Explorer } from '../../engine/explorer.js';
import { at } from '../../engine/space.js';
import { canonicalKey } from '../../model/canonical.js';
import { actionKey, type Action } from '../../model/action.js';
import type { Model } from '../../model/model.js';
import type { Lookout } from '../ending.js';
import type { Ended } from '../outcome.js';
import { expand } from '../expansion.js';
import type { Explored } from './decide.js';
import { GraphBuilder } from './graph.js';

/** What a search found, before anything is assumed of it. */
export type Found<State> = Omit<Explored<State>, 'fairness' | 'fair'>;

/** How much of the states was expanded, and who may end the work, for want of time or of memory. */
export interface Extent extends Pick<Lookout, 'ended' | 'mayTake' | 'outOfMemory'> {
  /** The first so many states are initial. */
  readonly initial: number;
  /** The first so many states were expanded. */
  readonly expanded: number;
}

/** After so many states somebody looks whether the work must end. */
export const stride = 1024;

/** Goes through the states that were expanded, and adds the edges of each; or why it was not finished. */
async function built(
  { expanded, ended, mayTake, outOfMemory }: Extent,
  addEdges: (state: number, builder: GraphBuilder) => void,
): Promise<GraphBuilder | Ended> {
  const builder = new GraphBuilder(expanded);
  for (let state = 0; state < expanded; state++) {
    if (state % stride === 0) {
      const reason = await ended();
      if (reason !== undefined) return reason;
      if (!mayTake(builder.bytesToGrow())) return outOfMemory;
    }
    addEdges(state, builder);
    builder.next();
  }
  return builder;
}

/** The graph that the engine explored; or why it was not finished. */
export async function exploredBy<State>(
  explorer: Explorer<State>,
  extent: Extent,
): Promise<Found<State> | Ended> {
  const successors = successorsIn(explorer);
  const builder = await built(extent, (state, edges) => {
    for (const { action, number } of successors(state)) {
      // What was not stored for lack of room leads out of the graph.
      edges.add(action, number < 0 ? extent.expanded : number);
    }
  });
  if ('by' in builder) return builder;
  const actions = explorer.known.actions.map(({ action }) => action);
  return {
    model: explorer.model,
    graph: builder.graph(extent.initial, actions),
    stateAt: (number) => at(explorer.space, number).state,
  };
}

/** The graph of states that the plain search found, in their order; or why it was not finished. */
export async function exploredPlainly<State>(
  model: Model<State>,
  states: readonly State[],
  numberOf: ReadonlyMap<string, number>,
  extent: Extent,
): Promise<Found<State> | Ended> {
  const actions: Action[] = [];
  const ids = new Map<string, number>();
  const idOf = (action: Action) => {
    const key = canonicalKey([action.actor, action.step, actionKey(action)]);
    const id = ids.get(key) ?? actions.push(action) - 1;
    ids.set(key, id);
    return id;
  };
  const stateAt = (number: number) => states[number] as State;
  const builder = await built(extent, (state, edges) => {
    for (const { action, key } of expand(model, stateAt(state)).successors) {
      edges.add(idOf(action), numberOf.get(key) ?? extent.expanded);
    }
  });
  if ('by' in builder) return builder;
  return { model, graph: builder.graph(extent.initial, actions), stateAt };
}
