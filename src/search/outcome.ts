import type { Property } from '../property/property.js';
import type { Trace } from '../trace/trace.js';

/** What can be said of a property, or of all: never more than was done. */
export type Verdict = 'holds' | 'violated' | 'undecided';

/** What a search says of one property. */
export type PropertyOutcome<State> = {
  /** The property's name, or the name of a step that threw. */
  readonly name: string;
  readonly kind: Property<State>['kind'] | 'step';
  readonly because?: string;
} & (
  | {
      readonly verdict: 'holds';
      /** A shortest way there, where the property is `reachable`. */
      readonly trace?: Trace<State>;
    }
  | {
      readonly verdict: 'violated';
      /** What is wrong, in a sentence. */
      readonly says: string;
      /** A counterexample; absent where something that must be reachable is not. */
      readonly trace?: Trace<State>;
    }
  | { readonly verdict: 'undecided'; readonly trace?: undefined }
);

/** What every outcome says of its property. */
export function aboutOf<State>({ name, kind, because }: Property<State>) {
  return { name, kind, ...(because === undefined ? {} : { because }) };
}

/** Bounds on a search. What is absent is not bounded. */
export interface Limits {
  /** The most distinct states to store. */
  readonly states?: number;
  /** The most states on a path: 1 is the initial states alone, as TLC counts depth. */
  readonly depth?: number;
  /** The most seconds to run. */
  readonly seconds?: number;
}

/** Why a search ended. */
export type Ended =
  | { readonly by: 'complete' }
  /** Every property was decided before all was explored. */
  | { readonly by: 'decided' }
  /** Something was violated, and the search was told to end there. */
  | { readonly by: 'violation' }
  | { readonly by: 'limit'; readonly limit: keyof Limits; readonly value: number }
  /** Somebody stopped it. */
  | { readonly by: 'interrupt' };

/** How far a search has come. */
export interface Progress {
  /** Distinct states found. */
  readonly distinct: number;
  /** States generated: initial states, and a successor for each enabled action of each state. */
  readonly generated: number;
  /** The most states on a shortest path to any state found, the initial state included. */
  readonly depth: number;
  /** States found and not yet expanded. */
  readonly frontier: number;
  readonly seconds: number;
}
