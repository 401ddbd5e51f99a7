import type { NeverRead } from '../model/declared.js';
import type { Parameter } from '../model/model.js';
import type { SearchOutcome, Verdict } from '../search/common/outcome.js';

/** The result of `check`. */
export interface CheckResult<State> extends SearchOutcome<State> {
  /**
   * The verdict on all properties together: `violated` if a property is violated or a step threw;
   * otherwise `undecided` if a property is; otherwise `holds`. `nothing checked` if no property was given
   * and no step threw.
   */
  readonly verdict: Verdict;
  /** The name of the model or program that was checked. */
  readonly model: string;
  readonly safeguards: readonly string[];
  readonly parameters: Readonly<Record<string, Parameter>>;
  /**
   * Safeguards that are on and parameters that no code of the model read. With another value of these the
   * model does the same. Known only if the search is complete, no step threw, and no state lies outside a constraint.
   */
  readonly neverRead: readonly NeverRead[];
  /** How much was done, if a program was checked. Its `generated` are events, its `distinct` the states that properties saw. */
  readonly program?: ProgramFigures;
}

/** How much work the search of a program was. */
export interface ProgramFigures {
  /** The runs that came to their end. */
  readonly runs: number;
  /** The runs that were ended early, because what would follow had been explored. */
  readonly redundant: number;
  /** The events that happened, in all runs, with those of paths that were executed again. */
  readonly events: number;
  /** All interleavings with at most so many preemptions were explored. Absent: not even those without any. */
  readonly preemptions?: number;
  /** The bounds that kept runs from going on: at most so many events of a run, so many timers of a task. */
  readonly bounds: { readonly events?: number; readonly timers?: number };
}
