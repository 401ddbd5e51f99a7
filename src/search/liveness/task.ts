/**
 * What refutes a temporal property, in terms of the graph: a way through states where anything may
 * be, a turn, and from there on for ever through states that are bound. It is the product with an
 * automaton of two states, which is all that these forms need.
 */
import type { TemporalForm } from '../../property/temporal.js';

/** What refutes a property. Each array has 1 for the states that it means. */
export interface Task {
  /** States of the way there; absent: all. None where the way is bound from the start. */
  readonly free: 'all' | 'none';
  /** States where the way may turn to be bound; absent: all. */
  readonly turn?: Uint8Array;
  /** States that are allowed from the turn on; absent: all. */
  readonly bound?: Uint8Array;
  /** States of which one must come again and again; absent: any. */
  readonly wanted?: Uint8Array;
}

/**
 * What refutes a property.
 *
 * @param answers - For each predicate, and each state, 1 where it holds.
 */
export function taskOf(form: TemporalForm, answers: readonly Uint8Array[]): Task {
  const [first, second] = answers as readonly [Uint8Array, Uint8Array];
  switch (form) {
    case 'eventually':
      return { free: 'none', bound: not(first) };
    case 'alwaysEventually':
      return { free: 'all', bound: not(first) };
    case 'eventuallyAlways':
      return { free: 'none', wanted: not(first) };
    case 'leadsTo':
      return { free: 'all', turn: first, bound: not(second) };
    case 'until':
      return { free: 'none', bound: not(second) };
  }
}

function not(answers: Uint8Array): Uint8Array {
  return answers.map((answer) => 1 - answer);
}
