/** A breadth-first search through the product of the graph and the automaton of the negated property. */
import type { StateGraph } from './graph.js';
import type { NegatedProperty } from './negation.js';

/** A step of a path: an edge, and the state from which it leads. */
export interface PathStep {
  readonly from: number;
  readonly edge: number;
}

/** All places that can be reached, each by a shortest path. */
export interface ShortestPaths {
  /** The bound states, in the order in which they were reached. */
  readonly bound: readonly number[];
  /** The steps of a shortest path to a bound state, and how many of them come before the turn. */
  readonly to: (state: number) => { readonly steps: readonly PathStep[]; readonly turn: number };
}

/** In place of the place before: it is an initial place, or it was reached by a turn. */
const initial = -1;
const turned = -2;

/**
 * Visits every place that a counterexample may visit. A place is a state: as a number below `states` before
 * the turn, and as `states` plus its number from the turn on.
 */
export function shortestPaths(
  { states, initial: starting, starts, ends, targets, isOutside }: StateGraph,
  { free, turn, bound }: NegatedProperty,
): ShortestPaths {
  /** For each place that was reached: the place before it, and the edge from there. */
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
    if (isOutside?.(state) === true) continue;
    if (free === 'all') reach(state, initial, 0);
    else if (mayTurn(state)) reach(states + state, initial, 0);
  }
  // The queue grows during the iteration.
  for (const place of queue) {
    const isBound = place >= states;
    const state = isBound ? place - states : place;
    const end = ends[state] as number;
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
      const steps: PathStep[] = [];
      let place = states + state;
      let turn = -1;
      for (;;) {
        const from = before[place] as number;
        if (from === initial) break;
        if (from === turned) {
          place -= states;
          turn = steps.length;
          continue;
        }
        steps.push({ from: from % states, edge: by[place] as number });
        place = from;
      }
      steps.reverse();
      return { steps, turn: turn < 0 ? 0 : steps.length - turn };
    },
  };
}
