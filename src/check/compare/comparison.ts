import type { NeverRead } from '../../model/declared.js';
import type { Ended } from '../../search/common/outcome.js';
import type { CheckResult } from '../check.js';

/** A set of safeguards that was decided. */
export interface DecidedSet<State, Name extends string> {
  readonly on: readonly Name[];
  /** The result of a search of this set alone. Absent if there was no time for one. */
  readonly result?: CheckResult<State>;
}

/** A property that is violated with some set, or a step that throws. */
export interface Violation {
  /** The name of the property or step. */
  readonly violated: string;
  /** The length of the shortest counterexample, in steps. Absent if there is none to show. */
  readonly steps?: number;
}

/** A set with which something is violated: the violation in the fewest steps, and all violations. */
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
  /** Why the set is undecided, if the reason is not the end of the search: for example, a step throws. */
  readonly says?: string;
}

/** A safeguard that breaks something if it is added. */
export interface Harm<Name extends string> {
  readonly safeguard: Name;
  /** A smallest set with which everything holds until the safeguard is added. */
  readonly added: readonly Name[];
  /** What is violated once it is added. */
  readonly broken: readonly string[];
}

/** Which sets are enough: for one property, or for all together. */
export interface Sufficient<State, Name extends string> {
  /** The name of the property. Absent for all properties together. */
  readonly property?: string;
  /** The minimal sets with which it holds: it holds with none of their subsets. The smallest first. */
  readonly minimal: readonly DecidedSet<State, Name>[];
  /**
   * The maximal sets with which it is violated: it is violated with none of their supersets. The largest
   * first. For all properties together, if no set is enough: also the maximal sets of each property.
   */
  readonly maximal: readonly InsufficientSet<State, Name>[];
  /** The sets with which it is undecided, the smallest first. */
  readonly undecided: readonly UndecidedSet<Name>[];
  /**
   * The safeguards that never matter: the verdict is the same with them and without. For all properties
   * together, if no set is enough: the verdict of each property is the same.
   */
  readonly idle: readonly Name[];
  /** The safeguards that break a property that held without them. */
  readonly harmful: readonly Harm<Name>[];
  /** How many sets there are with which it holds, is violated, or is undecided. */
  readonly counts: {
    readonly holds: number;
    readonly violated: number;
    readonly undecided: number;
  };
}

/** The result of `compareSafeguards`. */
export interface Comparison<State, Name extends string> {
  readonly system: string;
  /** All safeguards, in their order. */
  readonly safeguards: readonly Name[];
  /** For each property, in their order. */
  readonly properties: readonly Sufficient<State, Name>[];
  /** For all properties together. A step that throws counts as a violation. */
  readonly together: Sufficient<State, Name>;
  /** How many sets there are with `atMost` safeguards or fewer. */
  readonly sets: number;
  /** True if each property is decided with each set. */
  readonly complete: boolean;
  /**
   * Why the search of all sets ended. The sets that it left open may be decided by later searches; see
   * `complete`.
   */
  readonly ended: Ended;
  /**
   * The safeguards and parameters that no code of the model read. Known only if no limit or signal ended the
   * search of all sets.
   */
  readonly neverRead: readonly NeverRead[];
  readonly figures: {
    /** Distinct states, over all sets. */
    readonly distinct: number;
    /** How many different behaviours the sets have: sets that the search did not tell apart do the same. */
    readonly behaviours: number;
    /** How many sets were searched alone: those that the result names, and those that were left open. */
    readonly searched: number;
    readonly seconds: number;
  };
}
