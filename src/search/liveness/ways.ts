/** Breadth-first through the product of the graph and what refutes a property. */
import type { StateGraph } from './graph.js';
import type { Task } from './task.js';

/** A step of a way: an edge, and the state that it leaves. */
export interface Hop {
  readonly from: number;
  readonly edge: number;
}

/** All that can be reached, each place by a shortest way. */
export interface Ways {
  /** The bound states, in the order in which they were reached. */
  readonly bound: readonly number[];
  /** The steps of a shortest way to one of them, and how many of them come before the turn. */
  readonly to: (state: number) => { readonly hops: readonly Hop[]; readonly turn: number };
}

/** Where a place was reached from: nowhere, as it is initial; or by a turn. */
const initial = -1;
const turned = -2;

/**
 * Goes everywhere that a counterexample may go. States are told from 0: free; and then: bound.
 */
export function waysOf(
  { states, initial: starting, starts, targets }: StateGraph,
  { free, turn, bound }: Task,
): Ways {
  /** For each place the state before it, and the edge, plus 1; 0: not reached. */
  const before = new Int32Array(2 * states);
  const by = new Int32Array(2 * states);
  const reached = new Uint8Array(2 * states);
  const queue: number[] = [];
  const mayTurn = (state: number) => turn?.[state] !== 0 && bound?.[state] !== 0;
  const reach = (place: number, from: number, edge: number) => {
    if (reached[place] === 1) return;
    reached[place] = 1;
    before[place] = from;
    by[place] = edge;
    queue.push(place);
    if (place < states && mayTurn(place)) reach(states + place, turned, 0);
  };
  const ofAll = Math.min(starting, states);
  for (let state = 0; state < ofAll; state++) {
    if (free === 'all') reach(state, initial, 0);
    else if (mayTurn(state)) reach(states + state, initial, 0);
  }
  // It grows while it is gone through.
  for (const place of queue) {
    const isBound = place >= states;
    const state = isBound ? place - states : place;
    const end = starts[state + 1] as number;
    for (let edge = starts[state] as number; edge < end; edge++) {
      const target = targets[edge] as number;
      if (target >= states) continue;
      if (!isBound) reach(target, place, edge);
      else if (bound?.[target] !== 0) reach(states + target, place, edge);
    }
  }
  return {
    bound: queue.filter((place) => place >= states).map((place) => place - states),
    to(state) {
      const hops: Hop[] = [];
      let place = states + state;
      let turn = -1;
      for (;;) {
        const from = before[place] as number;
        if (from === initial) break;
        if (from === turned) {
          place -= states;
          turn = hops.length;
          continue;
        }
        hops.push({ from: from % states, edge: by[place] as number });
        place = from;
      }
      hops.reverse();
      return { hops, turn: turn < 0 ? 0 : hops.length - turn };
    },
  };
}
