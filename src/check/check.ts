import { ModelError } from '../model/errors.js';
import type { Model, Parameter } from '../model/model.js';
import { listOf } from '../property/list.js';
import type { Property } from '../property/property.js';
import type { Ended, Limits, PropertyOutcome, Verdict } from '../search/outcome.js';
import { referenceSearch, type SearchOptions, type SearchOutcome } from '../search/reference.js';

/** What `check` is told beside model and properties. */
export type CheckOptions = SearchOptions;

/** What `check` answers. */
export interface CheckResult<State> extends SearchOutcome<State> {
  /**
   * Of all properties together: `violated` where one is or a step threw, else `undecided` where one
   * is, else `holds`.
   */
  readonly verdict: Verdict;
  /** What was checked. */
  readonly model: string;
  readonly safeguards: readonly string[];
  readonly parameters: Readonly<Record<string, Parameter>>;
}

/**
 * Explores every interleaving of a model's actors and says which properties hold, with a shortest
 * counterexample for each that does not.
 *
 * `holds` is said only when every reachable state was visited; a limit that cut the search short, or
 * a step that threw, leaves what it could not decide `undecided`. The one exception is `reachable`, which holds as
 * soon as a way there is found.
 *
 * @param model - The model.
 * @param properties - What must hold; one or several. None: only that no step throws.
 * @param options - Limits, a signal that ends the search, and a listener to its progress.
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
  const all = listOf(properties);
  refuseBadLimits(options.limits ?? {});
  const outcome = await referenceSearch(model, all, options);
  return {
    verdict: overall(outcome.properties, outcome.ended),
    model: model.name,
    safeguards: model.safeguards,
    parameters: model.parameters,
    ...outcome,
  };
}

/** The verdict of all together; without properties, it is about whether any step throws. */
function overall<State>(outcomes: readonly PropertyOutcome<State>[], ended: Ended): Verdict {
  const verdicts = new Set(outcomes.map(({ verdict }) => verdict));
  if (verdicts.has('violated')) return 'violated';
  if (verdicts.has('undecided')) return 'undecided';
  return verdicts.size > 0 || ended.by === 'complete' ? 'holds' : 'undecided';
}

function refuseBadLimits(limits: Limits): void {
  for (const [name, value] of Object.entries(limits) as [string, unknown][]) {
    if (!['states', 'depth', 'seconds'].includes(name)) {
      throw new ModelError(
        `There is no limit ${JSON.stringify(name)}; use states, depth, seconds.`,
      );
    }
    const whole = name !== 'seconds';
    if (typeof value !== 'number' || !(value > 0) || (whole && !Number.isInteger(value))) {
      throw new ModelError(
        `limits.${name} is ${String(value)}; give a ${whole ? 'whole number, 1 or more' : 'number of seconds above 0'}.`,
      );
    }
  }
}
