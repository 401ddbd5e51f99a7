import * as v from 'valibot';
import { ModelError } from '../../validation/errors.js';
import { wholeNumber, type ValueSchema } from '../../validation/values.js';
import { refuseOtherSystem } from '../../model/refuse-model.js';
import type { System } from '../../model/system.js';
import { listOf, refuseNone } from '../../property/list.js';
import type { Property } from '../../property/property.js';
import { membersOf, universeOf, type Universe } from '../../search/safeguards/families.js';
import type { Progress } from '../../search/common/outcome.js';
import type { CheckOptions } from '../check.js';
import type { Comparison } from './comparison.js';
import { bySmallest, enoughIn } from './enough.js';
import {
  enoughForAll,
  ofAll,
  openIn,
  withSingleSearches,
  type KnownVerdicts,
  type AllVerdicts,
} from './known-verdicts.js';
import { checkOptions, refuseBadOptions } from '../options.js';
import {
  refuseMistake,
  searchNamed,
  searchOpen,
  type NamedSet,
  type ComparisonSetup,
} from './set-by-set.js';
import { sufficientOf, type SufficientSets } from './sufficient.js';
import { searchJointly } from './joint-search.js';

/** The options of `compareSafeguards`. */
export interface CompareOptions<Parameters> extends Pick<
  CheckOptions,
  'limits' | 'signal' | 'fairness'
> {
  /** Parameters that differ from the system's defaults. */
  readonly parameters?: Partial<Parameters>;
  /** The most safeguards in one set. Absent: all of them. */
  readonly atMost?: number;
  /** Called about ten times a second. */
  readonly onProgress?: (progress: Progress) => void;
}

const compareOptions = v.object({
  parameters: v.unknown(),
  atMost: wholeNumber(0),
  ...v.pick(checkOptions, ['limits', 'signal', 'fairness', 'onProgress']).entries,
} satisfies Record<keyof CompareOptions<unknown>, ValueSchema>);

/** The most safeguards that can be compared. 16 safeguards have 65,536 sets. */
const most = 16;

/**
 * Finds out which safeguards are enough. It decides every property with every set of a system's
 * safeguards, in one search of all sets. This search stores a state that several sets reach only once. It
 * takes a step only once for all sets with which the step does the same. It never infers the verdict of
 * one set from another set that behaves differently, because a safeguard may do harm. The sets that the
 * result names are then searched again, each alone. Both searches must come to the same verdicts.
 *
 * If a limit ends the search of all sets, each set that is still open is searched alone, the smallest
 * first. A limit on seconds is for the whole comparison: the search of all sets may take half of it, and
 * the open sets share what is left equally. The limits on states, depth and memory are for each search.
 * The result names each set that stays undecided, with the limit that ended its search.
 *
 * @param system - The system; 16 safeguards at most.
 * @param properties - What must hold; one or several.
 * @param options - Parameters of the system, how many safeguards to combine, fairness, limits on the
 *   search, a signal that ends it, and a listener to its progress.
 * @returns For each property and for all together: the minimal sets that are enough; the maximal sets that
 *   are not, each with a shortest counterexample; the undecided sets; and the safeguards that never matter
 *   or do harm.
 * @throws ModelError if the system, a property or an option is wrong, if no property is given, or if the
 *   two searches of a set disagree because a step depends on more than the state and the switches.
 * @example
 * const { together } = await compareSafeguards(dns, dnsSafety);
 * together.minimal.map(({ on }) => on.join(' + ')) // ['stateCheck + fencing', …]
 */
export async function compareSafeguards<State, Name extends string, Parameters>(
  system: System<State, Name, Parameters>,
  properties: Property<State> | readonly Property<State>[],
  options: CompareOptions<Parameters> = {},
): Promise<Comparison<State, Name>> {
  refuseOtherSystem(system, 'compareSafeguards');
  refuseBadOptions('compareSafeguards', options, compareOptions);
  const all = listOf(properties, 'compareSafeguards');
  refuseNone(all, 'compareSafeguards', 'and no set of safeguards is enough for nothing');
  const names = Object.keys(system.safeguards) as Name[];
  const { atMost = names.length, parameters: changed, ...searching } = options;
  const parameters: Partial<Parameters> = changed ?? {};
  refuseMany(system.name, names.length);
  const started = performance.now();
  const universe = universeOf(names.length, atMost);
  const comparison: ComparisonSetup<State, Name, Parameters> = {
    system,
    names,
    parameters,
    started,
    options: searching,
  };
  const joint = await searchJointly(system, parameters, universe, all, { ...searching, started });
  await refuseMistake(comparison, joint, universe);
  const open = membersOf(openIn(joint, universe) & joint.cut).toSorted(bySmallest);
  const { searches, alone } = await searchOpen(comparison, open, joint.known);
  const verdicts = withSingleSearches(joint, searches);
  const together = partOfAll(verdicts, universe);
  const each = verdicts.known.map((one) => partOf(one, universe));
  const questions = [together, ...each]
    .flatMap((part) => questionsOf(part))
    .filter(({ set }) => !alone.has(set));
  const named = await searchNamed(comparison, questions);
  const facts = { names, universe, verdicts, alone, named };
  return {
    system: system.name,
    safeguards: names,
    properties: each.map((part) => sufficientOf(part, facts)),
    together: sufficientOf(together, facts),
    sets: membersOf(universe.all).length,
    complete: [together, ...each].every((one) => (one.holds | one.violated) === universe.all),
    ended: joint.ended,
    neverRead: joint.neverRead,
    figures: {
      distinct: joint.distinct,
      behaviours: joint.behaviours,
      searched: new Set([...searches.map(([set]) => set), ...named.keys()]).size,
      seconds: (performance.now() - started) / 1000,
    },
  };
}

function partOfAll<State>(verdicts: AllVerdicts<State>, universe: Universe): SufficientSets<State> {
  return {
    ...ofAll(verdicts),
    about: verdicts.known,
    enough: enoughForAll(verdicts, universe),
  };
}

function partOf<State>(known: KnownVerdicts<State>, universe: Universe): SufficientSets<State> {
  const { holds, violated, property } = known;
  const enough = enoughIn(known, universe);
  return { holds, violated, property: property.name, about: [known], enough };
}

/** The sets that the result names, for one property or for all, each with the properties to ask. */
function questionsOf<State>({ about, enough }: SufficientSets<State>): NamedSet<State>[] {
  return [...enough.minimal, ...enough.maximal].flatMap((set) =>
    about.map((one) => ({ set, about: one })),
  );
}

function refuseMany(system: string, safeguards: number): void {
  if (safeguards <= most) return;
  throw new ModelError(
    `System ${JSON.stringify(system)} has ${safeguards} safeguards, and compareSafeguards combines ${most} at most; leave some out, or make them parameters.`,
  );
}
