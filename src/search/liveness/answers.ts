/** What the predicates of temporal properties say of all states. */
import { complaintOfPredicate, type Complaint } from '../../property/evaluate.js';
import type { TemporalProperty } from '../../property/temporal.js';
import type { Ended } from '../outcome.js';
import { stride, type Extent, type Found } from './explored.js';
import type { StateGraph } from './graph.js';

/** What the predicates of one property say. */
export interface Answers {
  /** For each predicate, and each state, 1 where it holds. */
  readonly holds: readonly Uint8Array[];
  /** The states of which one of them threw, and what. */
  readonly threw: ReadonlyMap<number, Complaint>;
}

/**
 * Asks all predicates about all states, each state put together once.
 *
 * @returns The answers, in the order of the properties; or why not all were asked.
 */
export async function askAll<State>(
  {
    graph,
    stateAt,
  }: { readonly graph: Pick<StateGraph, 'states'> } & Pick<Found<State>, 'stateAt'>,
  properties: readonly TemporalProperty<State>[],
  { ended }: Pick<Extent, 'ended'>,
): Promise<readonly Answers[] | Ended> {
  const asked = properties.map((property) => ({
    property,
    holds: property.predicates.map(() => new Uint8Array(graph.states)),
    threw: new Map<number, Complaint>(),
  }));
  for (let number = 0; number < graph.states; number++) {
    if (number % stride === 0) {
      const reason = await ended();
      if (reason !== undefined) return reason;
    }
    const state = stateAt(number);
    for (const { property, holds, threw } of asked) {
      for (const [index, predicate] of property.predicates.entries()) {
        const complaint = complaintOfPredicate(property.name, predicate, state);
        if (complaint?.threw === true && !threw.has(number)) threw.set(number, complaint);
        (holds[index] as Uint8Array)[number] = complaint === undefined ? 1 : 0;
      }
    }
  }
  return asked;
}
