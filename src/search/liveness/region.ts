/**
 * Proves temporal properties without most edges of the graph.
 *
 * A behaviour that refutes a property comes to a turn, and from there on visits bound states only (see
 * `NegatedProperty`). A search has found only states that can be reached. So every loop that can refute the
 * property lies in its region: all bound states that can be reached through bound states from a state in which
 * the turn may be. If a fair behaviour cannot stay in the region for ever, the property holds. Most properties
 * have small regions: for `leadsTo`, the states in which something is still to come.
 *
 * Whether an action is enabled is known as well, because a state of the region has all of its edges, also those that
 * leave the region.
 */
import { inSlices } from '../../model/supervised.js';
import type { LoopBudget } from '../common/ending.js';
import type { Ended } from '../common/outcome.js';
import { stride } from './answers.js';
import { addEdgesOf, bytesToDecide, type Found } from './explored.js';
import type { GraphBuilder } from './graph.js';
import type { NegatedProperty } from './negation.js';

/** The states of a region. */
export interface Region {
  /** In the order in which they were reached. */
  readonly states: readonly number[];
  /** For each state of the graph: 1 if it is in the region. */
  readonly has: Uint8Array;
}

/**
 * Finds the region of a property, and the edges of its states. All states must have been explored.
 *
 * @param edges - Receives the edges.
 * @returns The region, or why a limit ended the work.
 */
export async function regionOf<State>(
  found: Found<State>,
  { free, turn, bound }: NegatedProperty,
  edges: GraphBuilder,
  { endedEarly, mayTake, outOfMemory, seconds }: LoopBudget,
): Promise<Region | Ended> {
  const { initial, expanded, isOutside } = found;
  const has = new Uint8Array(expanded);
  const states: number[] = [];
  const reach = (state: number) => {
    // An edge that leads out of the graph leads to a state that was not expanded, or that lies outside.
    if (state >= expanded || has[state] === 1 || bound?.[state] === 0) return;
    if (isOutside?.(state) === true) return;
    has[state] = 1;
    states.push(state);
  };
  const turns = free === 'all' ? expanded : Math.min(initial, expanded);
  for (let state = 0; state < turns; state++) if (turn?.[state] !== 0) reach(state);
  let next = 0;
  const visitNext = () => {
    const state = states[next++] as number;
    addEdgesOf(found, state, edges);
    edges.eachTarget(state, reach);
    return next < states.length && next % stride !== 0;
  };
  while (next < states.length) {
    if (next >= stride) {
      const reason = await endedEarly();
      if (reason !== undefined) return reason;
      if (!mayTake(edges.bytesToGrow() + expanded * bytesToDecide)) return outOfMemory;
    }
    inSlices(visitNext, seconds);
  }
  return { states, has };
}
