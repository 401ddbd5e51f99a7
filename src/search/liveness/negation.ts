/**
 * What refutes a temporal property, in terms of the graph: a path through any states, then a turn, and from
 * there on for ever a path through `bound` states only. This is the product with an automaton of two states,
 * which is enough for these forms of properties.
 */
import type { TemporalForm } from '../../property/temporal.js';

/** What refutes a property. Each array has 1 for the states that are meant. */
export interface NegatedProperty {
  /** The states allowed before the turn: all; or none, if the turn must be in the initial state. */
  readonly free: 'all' | 'none';
  /** The states in which the turn may be. Absent: all. */
  readonly turn?: Uint8Array;
  /** The states allowed from the turn on. Absent: all. */
  readonly bound?: Uint8Array;
  /** States of which one must come again and again. Absent: any. */
  readonly accepting?: Uint8Array;
}

/**
 * What refutes a property.
 *
 * @param answers - For each predicate and each state: 1 if the predicate holds.
 */
export function negationOf(form: TemporalForm, answers: readonly Uint8Array[]): NegatedProperty {
  const [first, second] = answers as readonly [Uint8Array, Uint8Array];
  switch (form) {
    case 'eventually':
      return { free: 'none', bound: not(first) };
    case 'alwaysEventually':
      return { free: 'all', bound: not(first) };
    case 'eventuallyAlways':
      return { free: 'none', accepting: not(first) };
    case 'leadsTo':
      return { free: 'all', turn: first, bound: not(second) };
    case 'until':
      return { free: 'none', bound: not(second) };
  }
}

function not(answers: Uint8Array): Uint8Array {
  return answers.map((answer) => 1 - answer);
}
