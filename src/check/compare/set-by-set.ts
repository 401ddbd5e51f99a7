/**
 * Searches sets of safeguards one by one: those that the joint search left open, and those that the result
 * names.
 */
import { ModelError } from '../../validation/errors.js';
import { modelWith } from '../../model/refuse-model.js';
import type { System } from '../../model/system.js';
import { lackingSafeguards, lackOf } from '../../model/without.js';
import { askedWithout } from '../../property/without.js';
import { bitOf, type Universe } from '../../search/safeguards/families.js';
import { namesIn } from '../../search/safeguards/family-models.js';
import type { Ended, PropertyOutcome } from '../../search/common/outcome.js';
import { stepsOf } from '../../trace/trace.js';
import { check, type CheckOptions, type CheckResult } from '../check.js';
import type { SingleSearch, KnownVerdicts } from './known-verdicts.js';
import type { JointSearch } from './joint-search.js';

/** The comparison that the searches are part of. */
export interface ComparisonSetup<State, Name extends string, Parameters> {
  readonly system: System<State, Name, Parameters>;
  readonly names: readonly Name[];
  readonly parameters: Partial<Parameters>;
  readonly options: Pick<CheckOptions, 'fairness' | 'limits' | 'signal' | 'onProgress'>;
  /** When the comparison began, as `performance.now()` says. */
  readonly started: number;
}

/** The shares of the time that may have passed after the open sets, and after the named ones. */
const shares = { open: 0.9, named: 1 };

/** How many states of each set the first round explores, and how many times as many each next round. */
const rounds = { first: 10_000, more: 8 };

/** What the searches of open sets found. */
export interface SetBySet<State> {
  /** Every search, in order. Some sets were searched several times. */
  readonly searches: readonly (readonly [set: number, result: CheckResult<State>])[];
  /** For each set its last search, and why it ended. */
  readonly alone: ReadonlyMap<number, SingleSearch<State>>;
}

/**
 * Searches sets one by one, each with all properties. The sets share a limit on time: each has an equal
 * part of the time that is left, and leaves what it does not need to the sets after it. The limits on
 * states, depth and memory are for each set. If there is a limit on neither time nor states, the sets are
 * searched in rounds, each with more states than the last, so that an endless set does not delay the others.
 *
 * @param sets - The sets, in the order in which they are searched.
 * @param known - What the joint search found.
 * @throws ModelError if a search disagrees with the joint search.
 */
export async function searchOpen<State, Name extends string, Parameters>(
  comparison: ComparisonSetup<State, Name, Parameters>,
  sets: readonly number[],
  known: readonly KnownVerdicts<State>[],
): Promise<SetBySet<State>> {
  const { limits = {}, signal } = comparison.options;
  const searches: [number, CheckResult<State>][] = [];
  const alone = new Map<number, SingleSearch<State>>();
  const inRounds = limits.seconds === undefined && limits.states === undefined;
  let open = sets;
  for (let states = rounds.first; open.length > 0; states *= rounds.more) {
    const next: number[] = [];
    for (const [index, set] of open.entries()) {
      const seconds = shareOf(comparison, shares.open, open.length - index);
      const late = whyLate(comparison, seconds);
      if (late !== undefined) {
        alone.set(set, { ...alone.get(set), ended: late });
        continue;
      }
      const result = await searchSet(comparison, set, known, {
        seconds,
        states: inRounds ? states : undefined,
      });
      searches.push([set, result]);
      const isCut = result.ended.by === 'limit' && result.ended.limit === 'states';
      if (inRounds && isCut) next.push(set);
      const before = signal?.aborted === true ? alone.get(set) : undefined;
      alone.set(set, { result, ...before, ended: result.ended });
    }
    open = next;
  }
  return { searches, alone };
}

/** A set that the result names, and a property to ask with it. */
export interface NamedSet<State> {
  readonly set: number;
  readonly about: KnownVerdicts<State>;
}

/**
 * Searches each set that the result names, with the properties for which it is named. The search gives the
 * traces, and checks the verdicts of the joint search.
 *
 * @returns What each search found, by the number of its set. Sets for which no time was left are missing.
 * @throws ModelError if a search disagrees with what is known.
 */
export async function searchNamed<State, Name extends string, Parameters>(
  comparison: ComparisonSetup<State, Name, Parameters>,
  questions: readonly NamedSet<State>[],
): Promise<ReadonlyMap<number, CheckResult<State>>> {
  const found = new Map<number, CheckResult<State>>();
  const sets = [...new Set(questions.map(({ set }) => set))];
  for (const [index, set] of sets.entries()) {
    const seconds = shareOf(comparison, shares.named, sets.length - index);
    if (whyLate(comparison, seconds) !== undefined) break;
    const asked = questions.filter((one) => one.set === set).map(({ about }) => about);
    found.set(set, await searchSet(comparison, set, [...new Set(asked)], { seconds }));
  }
  return found;
}

/** An equal share of the time that is left, in seconds; undefined if there is no limit on time. */
function shareOf<State, Name extends string, Parameters>(
  { options: { limits = {} }, started }: ComparisonSetup<State, Name, Parameters>,
  until: number,
  sets: number,
): number | undefined {
  if (limits.seconds === undefined) return undefined;
  return (limits.seconds * until - (performance.now() - started) / 1000) / sets;
}

/** Why a set is not searched any more: the time is over, or the signal came. */
function whyLate<State, Name extends string, Parameters>(
  { options: { limits = {}, signal } }: ComparisonSetup<State, Name, Parameters>,
  seconds: number | undefined,
): Ended | undefined {
  if (signal?.aborted === true) return { by: 'interrupt' };
  if (seconds === undefined || seconds > 0) return undefined;
  return { by: 'limit', limit: 'seconds', value: limits.seconds ?? 0 };
}

async function searchSet<State, Name extends string, Parameters>(
  { system, names, parameters, options }: ComparisonSetup<State, Name, Parameters>,
  set: number,
  known: readonly KnownVerdicts<State>[],
  more: { readonly seconds: number | undefined; readonly states?: number | undefined },
): Promise<CheckResult<State>> {
  const on = namesIn(names, set);
  const off = names.filter((name) => !on.includes(name));
  const model = lackingSafeguards(modelWith(system, on, parameters), off);
  const lacks = lackOf(off);
  const properties = known.map(({ property }) =>
    lacks === undefined ? property : askedWithout(property, lacks),
  );
  const { seconds, states } = more;
  const result = await check(model, properties, {
    ...options,
    limits: {
      ...options.limits,
      ...(seconds === undefined ? {} : { seconds }),
      ...(states === undefined ? {} : { states }),
    },
  });
  for (const [index, about] of known.entries()) {
    const outcome = result.properties[index];
    if (outcome !== undefined) refuseDisagreement(system.name, on, outcome, about, set);
  }
  return result;
}

/**
 * Refuses a mistake in the model with all safeguards, or in a property. The joint search takes a wrong value for a
 * step or a predicate that threw, which is a finding only if safeguards are left out.
 *
 * @throws ModelError if a step or a predicate writes or answers what it must not although all safeguards are on.
 */
export async function refuseMistake<State, Name extends string, Parameters>(
  { system, names, parameters, options }: ComparisonSetup<State, Name, Parameters>,
  { threw, answeredWrong }: Pick<JointSearch<State>, 'threw' | 'answeredWrong'>,
  universe: Universe,
): Promise<void> {
  const everything = bitOf(2 ** names.length - 1);
  const isPossible = answeredWrong.length > 0 && (universe.all & everything) !== 0n;
  if (!isPossible && (threw & everything) === 0n) return;
  await check(modelWith(system, names, parameters), answeredWrong, options);
}

function refuseDisagreement<State>(
  system: string,
  on: readonly string[],
  outcome: PropertyOutcome<State>,
  { property, holds, violated, steps }: KnownVerdicts<State>,
  number: number,
): void {
  const isIn = (sets: bigint) => (sets & bitOf(number)) !== 0n;
  const said = isIn(violated) ? 'violated' : isIn(holds) ? 'holds' : 'undecided';
  if (outcome.verdict === 'undecided' || said === 'undecided') return;
  const own = outcome.trace && stepsOf(outcome.trace);
  // The length of a lasso depends on how the graph was searched.
  const known = said === 'violated' && property.kind !== 'temporal' ? steps(number) : undefined;
  const isSame = outcome.verdict === said && (known ?? own) === own;
  if (isSame) return;
  const set = on.join(', ') || 'no safeguard';
  throw new ModelError(
    `System ${JSON.stringify(system)} with ${set}: ${JSON.stringify(outcome.name)} is ` +
      `${outcome.verdict} if this set is searched alone, and ${said} if all sets are searched. ` +
      'A step must depend on the state and the switches alone, and ask a switch each time it is ' +
      'needed: keep nothing that was made of it for a later step.',
  );
}
