import type { NeverRead } from '../model/declared.js';
import type { Ended } from '../search/outcome.js';
import type { CheckResult } from './check.js';

/** A set of safeguards that was decided. */
export interface DecidedSet<State, Name extends string> {
  readonly on: readonly Name[];
  /** What a search of this set alone says of the properties; absent if there was no time for one. */
  readonly result?: CheckResult<State>;
}

/** A property that is violated with some set, or a step that throws. */
export interface Violation {
  /** The name of the property or step. */
  readonly violated: string;
  /** The steps of the shortest counterexample; absent if there is none to show. */
  readonly steps?: number;
}

/** A set with which something is violated: what is violated in the fewest steps, and all that is. */
export interface InsufficientSet<State, Name extends string>
  extends DecidedSet<State, Name>, Violation {
  /** All that is violated with it, the shortest counterexample first. */
  readonly violations: readonly Violation[];
}

/** A set with which something is undecided. */
export interface UndecidedSet<Name extends string> {
  readonly on: readonly Name[];
  /** Why the search of this set ended. */
  readonly ended: Ended;
  /** Why that decides nothing, if it is not the end of the search: a step throws, say. */
  readonly says?: string;
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
  /** The sets with which it holds, while it holds with no part of them; the smallest first. */
  readonly minimal: readonly DecidedSet<State, Name>[];
  /**
   * The sets with which it is violated, while it is with no larger one; the largest first. For all
   * properties together, if no set is enough: the largest sets for each property.
   */
  readonly maximal: readonly InsufficientSet<State, Name>[];
  /** The sets with which it is undecided, the smallest first. */
  readonly undecided: readonly UndecidedSet<Name>[];
  /**
   * The safeguards that never matter: with and without, the verdict is the same. For all properties
   * together, if no set is enough: the verdict of each of them is.
   */
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
  /** Why the search of all sets ended. What it left open may be decided all the same: see `complete`. */
  readonly ended: Ended;
  /**
   * The safeguards and parameters that no code of the model read; known only if the search of all sets
   * came to its end.
   */
  readonly neverRead: readonly NeverRead[];
  readonly figures: {
    /** Distinct states, over all sets. */
    readonly distinct: number;
    /** How many sets the search told apart; of others it is known that they do the same. */
    readonly behaviours: number;
    /** How many sets were searched alone: those that are named, and those that were left open. */
    readonly searched: number;
    readonly seconds: number;
  };
}
