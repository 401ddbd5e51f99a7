/** The search for a behaviour that refutes a temporal property. */
import { fairComponents, type Fair } from './fair-components.js';
import type { StateGraph } from './graph.js';
import { loopIn } from './loop.js';
import type { Task } from './task.js';
import { waysOf, type Hop } from './ways.js';

/** A behaviour that goes on for ever, as numbers of the graph. */
export interface Lasso {
  /** The state in which it starts. */
  readonly start: number;
  /** The way into the loop: a shortest way to a state from which the property can be refuted for ever. */
  readonly way: readonly Hop[];
  /** The number of steps of the way before the part that refutes the property; see `Task`. */
  readonly turn: number;
  /** The loop, from the end of the way back to it. Empty if the system stops there. */
  readonly loop: readonly Hop[];
}

/**
 * Finds a fair behaviour that refutes a property.
 *
 * @returns Undefined if the graph has none. If the graph has all states, this proves the property.
 */
export function refute(graph: StateGraph, task: Task, fair: readonly Fair[]): Lasso | undefined {
  const ways = waysOf(graph, task);
  const inside = new Uint8Array(graph.states);
  for (const state of ways.bound) inside[state] = 1;
  const sets = fairComponents(graph, inside, fair, task.wanted);
  const setOf = new Map<number, readonly number[]>();
  for (const set of sets) for (const state of set) setOf.set(state, set);
  const end = ways.bound.find((state) => setOf.has(state));
  if (end === undefined) return undefined;
  const { hops, turn } = ways.to(end);
  return {
    start: hops[0]?.from ?? end,
    way: hops,
    turn,
    loop: loopIn(graph, setOf.get(end) as readonly number[], end, fair, task.wanted),
  };
}
