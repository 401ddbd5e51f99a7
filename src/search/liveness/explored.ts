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
export type Found<State> = Omit<Explored<State>, 'fairness'>;

/** How much of the states was expanded, and who may end the work, for want of time or of memory. */
export interface Extent extends Pick<Lookout, 'ended' | 'mayTake' | 'outOfMemory'> {
  /** The first so many states are initial. */
  readonly initial: number;
  /** The first so many states were expanded. */
  readonly expanded: number;
}

/** After so many states somebody looks whether the work must end. */
export const stride = 1024;

/** The graph that the engine explored; or why it was not finished. */
export async function exploredBy<State>(
  explorer: Explorer<State>,
  { initial, expanded, ended, mayTake, outOfMemory }: Extent,
): Promise<Found<State> | Ended> {
  const successors = successorsIn(explorer);
  const builder = new GraphBuilder(expanded);
  for (let state = 0; state < expanded; state++) {
    if (state % stride === 0) {
      const reason = await ended();
      if (reason !== undefined) return reason;
      if (!mayTake(builder.bytesToGrow())) return outOfMemory;
    }
    for (const { action, number } of successors(state)) {
      // What was not stored for lack of room leads out of the graph.
      builder.add(action, number < 0 ? expanded : number);
    }
    builder.next();
  }
  const actions = explorer.known.actions.map(({ action }) => action);
  return {
    model: explorer.model,
    graph: builder.graph(initial, actions),
    stateAt: (number) => at(explorer.space, number).state,
  };
}

/** The graph of states that the plain search found, in their order; or why it was not finished. */
export async function exploredPlainly<State>(
  model: Model<State>,
  states: readonly State[],
  numberOf: ReadonlyMap<string, number>,
  { initial, expanded, ended }: Extent,
): Promise<Found<State> | Ended> {
  const builder = new GraphBuilder(expanded);
  const actions: Action[] = [];
  const ids = new Map<string, number>();
  const idOf = (action: Action) => {
    const key = canonicalKey([action.actor, action.step, actionKey(action)]);
    const id = ids.get(key) ?? actions.push(action) - 1;
    ids.set(key, id);
    return id;
  };
  for (const [state, met] of states.slice(0, expanded).entries()) {
    if (state % stride === 0) {
      const reason = await ended();
      if (reason !== undefined) return reason;
    }
    for (const { action, key } of expand(model, met).successors) {
      builder.add(idOf(action), numberOf.get(key) ?? expanded);
    }
    builder.next();
  }
  return {
    model,
    graph: builder.graph(initial, actions),
    stateAt: (number) => states[number] as State,
  };
}
