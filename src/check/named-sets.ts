/** The sets that a comparison names, each searched alone: for its traces, and as a second opinion. */
import { ModelError } from '../model/errors.js';
import type { System } from '../model/system.js';
import type { Property } from '../property/property.js';
import { namesIn } from '../search/family/variants.js';
import type { PropertyOutcome } from '../search/outcome.js';
import { stepsOf } from '../trace/trace.js';
import { check, type CheckOptions, type CheckResult } from './check.js';

/** What the search of all sets says of a property with one of them. */
export interface Said {
  readonly verdict: 'holds' | 'violated' | 'undecided';
  /** The steps of a shortest counterexample, where there is one and it is known to be shortest. */
  readonly steps: number | undefined;
}

/** What is asked of a set that is named. */
export interface Question<State> {
  readonly set: number;
  readonly property: Property<State>;
  readonly said: Said;
}

/** What a search of one set alone found. */
export type Alone<State> = ReadonlyMap<number, CheckResult<State>>;

/**
 * Searches each set that is named alone, with the properties for which it is.
 *
 * @returns What each search found, by the number of its set; without those for which no time was left.
 * @throws ModelError where one disagrees with what was said.
 */
export async function searchAlone<State, Name extends string, Parameters>(
  system: System<State, Name, Parameters>,
  names: readonly Name[],
  questions: readonly Question<State>[],
  parameters: Partial<Parameters>,
  options: Pick<CheckOptions, 'fairness' | 'limits' | 'signal'>,
): Promise<Alone<State>> {
  const found = new Map<number, CheckResult<State>>();
  const sets = [...new Set(questions.map(({ set }) => set))];
  for (const set of sets) {
    if (options.signal?.aborted === true) break;
    const asked = questions.filter((one) => one.set === set);
    const on = namesIn(names, set);
    const properties = [...new Set(asked.map(({ property }) => property))];
    const result = await check(system.with(on, parameters), properties, options);
    for (const { property, said } of asked) {
      const outcome = result.properties[properties.indexOf(property)];
      if (outcome !== undefined) refuseDisagreement(system.name, on, outcome, said);
    }
    found.set(set, result);
  }
  return found;
}

function refuseDisagreement<State>(
  system: string,
  on: readonly string[],
  outcome: PropertyOutcome<State>,
  { verdict, steps }: Said,
): void {
  if (outcome.verdict === 'undecided' || verdict === 'undecided') return;
  const own = outcome.trace && stepsOf(outcome.trace);
  const isSame = outcome.verdict === verdict && (steps ?? own) === own;
  if (isSame) return;
  const set = on.join(', ') || 'no safeguard';
  throw new ModelError(
    `System ${JSON.stringify(system)} with ${set}: ${JSON.stringify(outcome.name)} is ` +
      `${outcome.verdict} where this set is searched alone, and ${verdict} where all sets are. ` +
      'A step must depend on the state and the switches alone, and ask a switch each time it is ' +
      'needed: keep nothing that was made of it for a later step.',
  );
}
