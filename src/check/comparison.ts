import type { Ended } from '../search/outcome.js';
import type { CheckResult } from './check.js';

/** A set of safeguards that was decided. */
export interface DecidedSet<State, Name extends string> {
  readonly on: readonly Name[];
  /** What a search of this set alone says of all properties; absent where nobody had time for it. */
  readonly result?: CheckResult<State>;
}

/** A set with which something is violated. */
export interface InsufficientSet<State, Name extends string> extends DecidedSet<State, Name> {
  /** The steps of the shortest counterexample; absent where there is none to show. */
  readonly steps?: number;
  /** The property that it is of, or the step that threw. */
  readonly violated: string;
}

/** A safeguard that breaks something where it is added. */
export interface Harm<Name extends string> {
  readonly safeguard: Name;
  /** A smallest set with which all is well, until the safeguard is added. */
  readonly added: readonly Name[];
  /** What is violated then. */
  readonly broken: readonly string[];
}

/** Which sets are enough: for one property, or for all together. */
export interface Sufficient<State, Name extends string> {
  /** The property's name; absent where it is about all together. */
  readonly property?: string;
  /** The sets with which it holds, and of which no part is enough; the smallest first. */
  readonly minimal: readonly DecidedSet<State, Name>[];
  /** The sets with which it is violated, while it is with no larger one; the largest first. */
  readonly maximal: readonly InsufficientSet<State, Name>[];
  /** The safeguards that never matter: with and without, the verdict is the same. */
  readonly idle: readonly Name[];
  /** The safeguards that break it where it held without. */
  readonly harmful: readonly Harm<Name>[];
  /** With how many sets it holds, is violated, or is undecided. */
  readonly counts: {
    readonly holds: number;
    readonly violated: number;
    readonly undecided: number;
  };
}

/** What `compareSafeguards` answers. */
export interface Comparison<State, Name extends string> {
  readonly system: string;
  /** All safeguards, in their order. */
  readonly safeguards: readonly Name[];
  /** For each property, in their order. */
  readonly properties: readonly Sufficient<State, Name>[];
  /** For all properties together, and that no step throws. */
  readonly together: Sufficient<State, Name>;
  /** How many sets there are, up to `atMost` safeguards each. */
  readonly sets: number;
  /** True where each property is decided with each set. */
  readonly complete: boolean;
  readonly ended: Ended;
  readonly figures: {
    /** Distinct states, over all sets. */
    readonly distinct: number;
    /** How many sets the search told apart; of others it is known that they do the same. */
    readonly behaviours: number;
    /** How many sets were searched once more, each alone: those that are named. */
    readonly searched: number;
    readonly seconds: number;
  };
}
