import type { RunDetails } from 'fast-check';
import type { Parameter } from '../model/model.js';
import type { PropertyOutcome, Verdict } from '../search/common/outcome.js';
import type { Run } from '../search/random/run.js';
import type { Trace } from '../trace/trace.js';

/** How to find a trace again: `sample(model, [property], { seed, path })`, with the same options. */
export interface Found {
  readonly seed: number;
  readonly path: string;
  /** How often the trace was made smaller. */
  readonly shrinks: number;
}

/** The outcome of sampling for one property. If it is decided, it has a shrunk trace. */
export type SampledOutcome<State> =
  SampledDecision<State> | Extract<PropertyOutcome<State>, { readonly verdict: 'undecided' }>;

/** What one run decides of a property, with the run up to the state or step that decides it. */
export type RunDecision<State> = Exclude<
  PropertyOutcome<State>,
  { readonly verdict: 'undecided' }
> & {
  readonly trace: Trace<State>;
};

/** The same, with how to find it again. */
export type SampledDecision<State> = RunDecision<State> & Found;

/** The result of `sample`. */
export interface SampleResult<State> {
  /**
   * The verdict on all properties together: `violated` if a property is violated or a step threw. `holds`
   * only if all properties are `reachable` and were reached, because samples cannot prove anything else.
   * Otherwise `undecided`, or `nothing checked` if no property was given.
   */
  readonly verdict: Verdict;
  /** The name of the model that was sampled. */
  readonly model: string;
  readonly safeguards: readonly string[];
  readonly parameters: Readonly<Record<string, Parameter>>;
  /** The seed: given by the user, or drawn at random. */
  readonly seed: number;
  /** How many runs were checked, without those of shrinking. */
  readonly runs: number;
  /** True if a time limit, or too many skipped runs, ended it early. */
  readonly interrupted: boolean;
  /** One for each property, in their order; then one for each step that threw. */
  readonly properties: readonly SampledOutcome<State>[];
  /** If `verbose` is set: fast-check's own details of each pass over the runs. */
  readonly details?: readonly RunDetails<[Run<State>]>[];
}
