/** The search for a behaviour that refutes a temporal property. */
import { fairComponents, type Fair } from './fair-components.js';
import type { StateGraph } from './graph.js';
import { fairLoop } from './fair-loop.js';
import type { NegatedProperty } from './negation.js';
import { shortestPaths, type PathStep } from './shortest-paths.js';

/** A behaviour that goes on for ever, as numbers of the graph. */
export interface Lasso {
  /** The state in which it starts. */
  readonly start: number;
  /** The path into the loop: a shortest path to a state from which the property can be refuted for ever. */
  readonly stem: readonly PathStep[];
  /** The number of steps of the stem before the part that refutes the property; see `NegatedProperty`. */
  readonly turn: number;
  /** The loop, from the end of the stem back to it. Empty if the system stops there. */
  readonly loop: readonly PathStep[];
}

/**
 * Finds a fair behaviour that refutes a property.
 *
 * @returns Undefined if the graph has none. If the graph has all states, this proves the property.
 */
export function refute(
  graph: StateGraph,
  negation: NegatedProperty,
  fair: readonly Fair[],
): Lasso | undefined {
  const paths = shortestPaths(graph, negation);
  const inside = new Uint8Array(graph.states);
  for (const state of paths.bound) inside[state] = 1;
  const sets = fairComponents(graph, inside, fair, negation.accepting);
  const setOf = new Map<number, readonly number[]>();
  for (const set of sets) for (const state of set) setOf.set(state, set);
  const end = paths.bound.find((state) => setOf.has(state));
  if (end === undefined) return undefined;
  const { steps, turn } = paths.to(end);
  return {
    start: steps[0]?.from ?? end,
    stem: steps,
    turn,
    loop: fairLoop(graph, setOf.get(end) as readonly number[], end, fair, negation.accepting),
  };
}
