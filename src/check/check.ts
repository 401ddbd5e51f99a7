import { neverReadIn, refuseUndeclaredReads, type NeverRead } from '../model/declared.js';
import type { Model, Parameter } from '../model/model.js';
import { refuseOtherModel } from '../model/refuse-model.js';
import { listOf } from '../property/list.js';
import type { Property } from '../property/property.js';
import { breadthFirst } from '../search/breadth-first/breadth-first.js';
import type { SearchOptions, SearchOutcome, Verdict } from '../search/common/outcome.js';
import { verdictOfAll } from '../search/common/verdict.js';
import { checkOptions, refuseBadOptions } from './options.js';

/** The options of `check`. */
export type CheckOptions = SearchOptions;

/** The result of `check`. */
export interface CheckResult<State> extends SearchOutcome<State> {
  /**
   * The verdict on all properties together: `violated` if a property is violated or a step threw;
   * otherwise `undecided` if a property is; otherwise `holds`. `nothing checked` if no property was given
   * and no step threw.
   */
  readonly verdict: Verdict;
  /** The name of the model that was checked. */
  readonly model: string;
  readonly safeguards: readonly string[];
  readonly parameters: Readonly<Record<string, Parameter>>;
  /**
   * Safeguards that are on and parameters that no code of the model read. With another value of these the
   * model does the same. Known only if the search is complete and no step threw.
   */
  readonly neverRead: readonly NeverRead[];
}

/**
 * Explores every interleaving of a model's actors and tells which properties hold. For each property that
 * is violated it gives a shortest counterexample; for a temporal property, one that reaches its loop in as
 * few steps as possible.
 *
 * A property `holds` only if every reachable state was visited. If a limit ended the search early, or if a
 * step threw, the properties that the search could not decide are `undecided`. There is one exception: a
 * `reachable` property holds as soon as the search finds such a state.
 *
 * @param model - The model.
 * @param properties - What must hold; one or several. An empty list only counts states and finds steps
 *   that throw; the verdict is then `nothing checked`.
 * @param options - Fairness, limits, a signal that ends the search, a listener to its progress, and how
 *   many counterexamples of each property to give.
 * @returns Verdicts, traces, and the counts that TLC gives: distinct and generated states, depth.
 * @throws ModelError if the model, a property or an option is wrong.
 * @example
 * const result = await check(account, [noLostUpdate], { limits: { seconds: 60 } });
 * result.verdict; // 'violated'
 */
export async function check<State>(
  model: Model<State>,
  properties: Property<State> | readonly Property<State>[],
  options: CheckOptions = {},
): Promise<CheckResult<State>> {
  refuseOtherModel(model, 'check');
  const all = listOf(properties, 'check');
  refuseBadOptions('check', options, checkOptions);
  const outcome = await breadthFirst(model, all, options);
  refuseUndeclaredReads(model);
  const threw = outcome.properties.some(({ kind }) => kind === 'step');
  const isWhole = outcome.ended.by === 'complete' && !threw;
  return {
    verdict: verdictOfAll(outcome.properties),
    model: model.name,
    safeguards: model.safeguards,
    parameters: model.parameters,
    neverRead: isWhole ? neverReadIn(model) : [],
    ...outcome,
  };
}
