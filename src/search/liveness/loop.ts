/** Finds a fair loop in a set of states. */
import { isAble, type Fair } from './fair-components.js';
import type { StateGraph } from './graph.js';
import type { Hop } from './ways.js';

/**
 * Finds a short loop from a state back to itself, through states of a set in which a fair behaviour can stay.
 * The loop must meet each assumption of fairness, and must pass a wanted state. It always goes to the nearest
 * place that meets one of these. To find a shortest loop would take much longer.
 *
 * @param set - The states: strongly connected, or only one; see `fairComponents`.
 * @param wanted - For each state: 1 if it is wanted. Absent: the loop need not pass such a state.
 * @returns The steps. None if it is fair to stop in the state for ever.
 */
export function loopIn(
  graph: StateGraph,
  set: readonly number[],
  start: number,
  fair: readonly Fair[],
  wanted?: Uint8Array,
): readonly Hop[] {
  const { starts, targets, labels, states } = graph;
  const inside = new Set(set);
  const hops: Hop[] = [];
  /** The assumptions that the loop does not meet so far, and whether it must still pass a wanted state. */
  const owed = new Set<Fair | 'wanted'>();
  const paid = new Set<Fair | 'wanted'>();
  const arrive = (state: number) => {
    if (wanted?.[state] === 1) paid.add('wanted');
    for (const one of fair) {
      if (paid.has(one)) continue;
      const able = isAble(graph, one, state);
      // A state without an enabled step of the assumption meets weak fairness. It does not meet strong
      // fairness if such a step is enabled in another state of the loop.
      if (able) owed.add(one);
      else if (one.kind === 'weak') paid.add(one);
    }
    for (const one of paid) owed.delete(one);
  };
  const takes = (one: Fair | 'wanted', edge: number, from: number) =>
    one !== 'wanted' &&
    one.takes[labels[edge] as number] === 1 &&
    (targets[edge] as number) !== from;
  const pays = (from: number, edge: number) => {
    const to = targets[edge] as number;
    for (const one of owed) {
      if (takes(one, edge, from)) return true;
      if (one === 'wanted' ? wanted?.[to] === 1 : one.kind === 'weak' && !isAble(graph, one, to)) {
        return true;
      }
    }
    return false;
  };
  const go = (from: number, isThere: (from: number, edge: number) => boolean) => {
    const way = nearest(from, isThere);
    for (const hop of way) {
      for (const one of fair) if (takes(one, hop.edge, hop.from)) paid.add(one);
      arrive(targets[hop.edge] as number);
      hops.push(hop);
    }
    return way.length === 0 ? from : (targets[(way.at(-1) as Hop).edge] as number);
  };
  const nearest = (from: number, isThere: (from: number, edge: number) => boolean): Hop[] => {
    const reachedBy = new Map<number, Hop | undefined>([[from, undefined]]);
    // The Map grows during the iteration.
    for (const state of reachedBy.keys()) {
      const end = starts[state + 1] as number;
      for (let edge = starts[state] as number; edge < end; edge++) {
        const target = targets[edge] as number;
        if (target >= states || !inside.has(target)) continue;
        const hop = { from: state, edge };
        if (isThere(state, edge)) return [...wayTo(state, reachedBy), hop];
        if (!reachedBy.has(target)) reachedBy.set(target, hop);
      }
    }
    throw new RangeError('The set is not strongly connected, or not fair.');
  };

  if (wanted !== undefined) owed.add('wanted');
  arrive(start);
  let state = start;
  while (owed.size > 0 || state !== start) {
    state = go(state, owed.size > 0 ? pays : (_, edge) => targets[edge] === start);
  }
  return hops;
}

function wayTo(state: number, reachedBy: ReadonlyMap<number, Hop | undefined>): Hop[] {
  const way: Hop[] = [];
  for (let hop = reachedBy.get(state); hop !== undefined; hop = reachedBy.get(hop.from)) {
    way.push(hop);
  }
  return way.reverse();
}
