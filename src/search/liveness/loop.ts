/** A way round in a set of states that treats nobody unfairly. */
import { isAble, type Fair } from './fair-components.js';
import type { StateGraph } from './graph.js';
import type { Hop } from './ways.js';

/**
 * Finds a short way from a state round to it again, through states of a set in which a fair behaviour
 * can stay. Each thing that is owed is paid at the nearest place; a shortest way of all would take
 * much longer to find.
 *
 * @param set - The states: strongly connected, or one alone; see `fairComponents`.
 * @param wanted - For each state 1 where one of these must be passed; absent: none need be.
 * @returns The steps; none where it is fair to stop in the state for ever.
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
  /** Who is treated unfairly so far, and what is not passed yet. */
  const owed = new Set<Fair | 'wanted'>();
  const paid = new Set<Fair | 'wanted'>();
  const arrive = (state: number) => {
    if (wanted?.[state] === 1) paid.add('wanted');
    for (const one of fair) {
      if (paid.has(one)) continue;
      const able = isAble(graph, one, state);
      // Who is weakly fair is treated fairly where he cannot go on; who is strongly fair, not once he
      // could.
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
    // It grows while it is gone through.
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
