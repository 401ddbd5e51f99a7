/** The messages between the thread of a search and those that help it. */
import type { Exploration, Explored } from '../exploration.js';
import type { Delay } from '../delays.js';
import type { Pair } from '../independence.js';
import type { Left, Part } from '../part.js';
import type { Done, Finding } from '../setting.js';
import type { EventId } from '../../run/running.js';

/** Names a property among the exports of modules. */
export interface PropertyName {
  readonly name: string;
  readonly kind: string;
}

/** The first message to a thread: what to load. */
export interface Begin {
  /** The addresses of the modules that export the program and its properties. */
  readonly modules: readonly string[];
  readonly program: string;
  readonly properties: readonly PropertyName[];
  /** One run of the program. It must be the same in the thread. */
  readonly path: readonly EventId[];
  readonly story: readonly string[];
}

/** Explore a part for a while. */
export interface Order {
  readonly part: Part;
  readonly exploration: Exploration;
  readonly effort: Effort;
}

/** How long to explore a part. */
export interface Effort {
  /** The most runs. */
  readonly runs: number;
  /** After so many milliseconds no further run begins. */
  readonly milliseconds: number;
  /** Whether to give others a share of what is left. */
  readonly isGiving: boolean;
}

/** What came of a part. */
export interface Explorer {
  readonly explored: Explored;
  readonly left: Left;
}

/** What a thread did for an order. */
export interface Report extends Explorer {
  readonly done: Done;
  readonly findings: readonly Finding[];
  /** The states that this thread saw for the first time. */
  readonly keys: readonly string[];
  readonly asked: readonly string[];
  readonly delays: readonly Delay[];
  readonly pairs: readonly (readonly [kind: string, Pair])[];
}

/** What a thread answers: it is ready, it did what was ordered, or it refuses the program. */
export type Answer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'report'; readonly report: Report }
  | { readonly kind: 'refused'; readonly says: string };
