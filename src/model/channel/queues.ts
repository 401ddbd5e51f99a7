/** How the messages of a channel or network wait in the state, and what can be done with them. */
import type { Envelope } from './message.js';

/** The order in which messages arrive. */
export type Order = 'fifo' | 'any';

/** One message that a fault can strike. */
export interface Struck extends Envelope {
  /** Its place among those that wait with it, from 1. Only where the order counts. */
  readonly place?: number;
}

/** The messages that wait in the state of a model, or in a draft of it. */
export interface Queues {
  /** What stands in the state if there are no messages. */
  readonly empty: unknown;
  /**
   * The messages that are next, each once.
   *
   * @param to - Only those to this name.
   */
  readonly next: (state: object, to?: string) => Envelope[];
  /** All messages. */
  readonly all: (state: object) => Envelope[];
  /** How many messages wait where a message would wait. */
  readonly size: (state: object, from: string, to: string) => number;
  readonly add: (state: object, envelope: Envelope) => void;
  /** Takes a message that is next; undefined if it is not. */
  readonly take: (state: object, envelope: Envelope) => Taken | undefined;
  /** The messages that faults can strike. Messages that nothing tells apart come once. */
  readonly struck: (state: object) => Struck[];
  readonly remove: (state: object, struck: Struck) => void;
  readonly repeat: (state: object, struck: Struck) => void;
}

/** A message that was taken. */
export interface Taken {
  readonly message: unknown;
}

/** The names between which messages go. A channel has one nameless place. */
export interface Places {
  /** The channel or network, as the start of a sentence. */
  readonly owner: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** What the channel or network has in a state. */
  readonly within: (state: object) => unknown;
}

/** The names of the one place of a channel. */
export const onePlace: readonly string[] = [''];
