import { neverReadIn, refuseUndeclaredReads, type NeverRead } from '../model/declared.js';
import type { Model, Parameter } from '../model/model.js';
import { refuseOtherModel } from '../model/refuse.js';
import { listOf } from '../property/list.js';
import type { Property } from '../property/property.js';
import { breadthFirst } from '../search/breadth-first.js';
import type { SearchOptions, SearchOutcome, Verdict } from '../search/outcome.js';
import { verdictOfAll } from '../search/verdict.js';
import { checkOptions, refuseBadOptions } from './options.js';

/** What `check` is told beside model and properties. */
export type CheckOptions = SearchOptions;

/** What `check` answers. */
export interface CheckResult<State> extends SearchOutcome<State> {
  /**
   * Of all properties together: `violated` if one is or a step threw, else `undecided` if one is, else
   * `holds`. `nothing checked` if no property was given and no step threw.
   */
  readonly verdict: Verdict;
  /** What was checked. */
  readonly model: string;
  readonly safeguards: readonly string[];
  readonly parameters: Readonly<Record<string, Parameter>>;
  /**
   * The safeguards that are on, and the parameters, that no code of the model read: with another value
   * the model does the same. Known only if the search is complete and no step threw.
   */
  readonly neverRead: readonly NeverRead[];
}

/**
 * Explores every interleaving of a model's actors and says which properties hold, with a shortest
 * counterexample for each that does not; of a temporal property, one that comes to its loop by a
 * shortest way.
 *
 * `holds` is said only when every reachable state was visited; a limit that cut the search short, or
 * a step that threw, leaves what it could not decide `undecided`. The one exception is `reachable`, which holds as
 * soon as a way there is found.
 *
 * @param model - The model.
 * @param properties - What must hold; one or several. An empty list only counts states and finds steps
 *   that throw; the verdict is then `nothing checked`.
 * @param options - Fairness, limits, a signal that ends the search, a listener to its progress, and how
 *   many counterexamples of each property to give.
 * @returns Verdicts, traces, and the counts that TLC gives: distinct and generated states, depth.
 * @throws ModelError where the model, a property or an option is not what it should be.
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
