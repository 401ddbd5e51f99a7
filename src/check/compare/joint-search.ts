/** The joint search of a comparison: all sets of safeguards in one search. */
import { neverReadOf, noReads, readsIn, refuseUndeclaredReads } from '../../model/declared.js';
import type { NeverRead, Reads } from '../../model/declared.js';
import type { FairnessOption } from '../../model/fairness.js';
import type { System } from '../../model/system.js';
import type { Property } from '../../property/property.js';
import { askedWithout } from '../../property/without.js';
import { budgetFor } from '../../search/common/ending.js';
import { classesOf } from '../../search/safeguards/classes.js';
import { bitOf, without, type Family, type Universe } from '../../search/safeguards/families.js';
import { familyLiveness } from '../../search/safeguards/liveness.js';
import { familySearch } from '../../search/safeguards/search.js';
import { familyModelsOf, type FamilyModels } from '../../search/safeguards/family-models.js';
import type { FamilyVerdicts } from '../../search/safeguards/verdicts.js';
import { apart } from '../../search/liveness/outcomes.js';
import type { Ended, SearchOptions } from '../../search/common/outcome.js';
import type { KnownVerdicts, AllVerdicts } from './known-verdicts.js';

/** The options of the joint search. */
export interface JointSearchOptions extends Pick<
  SearchOptions,
  'limits' | 'signal' | 'onProgress'
> {
  readonly fairness?: FairnessOption;
  /** When the comparison began, as `performance.now()` says. */
  readonly started: number;
}

/** What the joint search found. */
export interface JointSearch<State> extends AllVerdicts<State> {
  /** The sets that a limit, the signal or a condition on initial states left open. A search of each alone may decide it. */
  readonly cut: Family;
  readonly ended: Ended;
  /** The properties that answered neither true, false nor a sentence, in states of any set. */
  readonly answeredWrong: readonly Property<State>[];
  readonly distinct: number;
  /** How many sets the search told apart. */
  readonly behaviours: number;
  /** The safeguards and parameters that no code read. Known only if no limit or signal ended the search. */
  readonly neverRead: readonly NeverRead[];
}

/**
 * The shares of the time and of the memory: `states` for the search of all sets, `loops` for this search and
 * the search for loops together. The rest is for the sets that they leave open.
 */
const shares = { states: 0.5, loops: 0.65 };

/**
 * Decides as much as one search of all sets can decide.
 *
 * @throws ModelError if a model or a property is wrong.
 */
export async function searchJointly<State, Name extends string, Parameters>(
  system: System<State, Name, Parameters>,
  parameters: Partial<Parameters>,
  universe: Universe,
  properties: readonly Property<State>[],
  options: JointSearchOptions,
): Promise<JointSearch<State>> {
  const models = familyModelsOf(system, parameters, universe);
  const answeredWrong = new Set<Property<State>>();
  // What is only about some initial states is left to the searches of each set alone.
  const ofAll = properties.filter(({ from }) => from === undefined);
  const asked = new Map(
    ofAll.map((one) => [
      one,
      askedWithout(one, 'some of the safeguards', () => answeredWrong.add(one)),
    ]),
  );
  const { finite, temporal } = apart([...asked.values()]);
  const search = await familySearch(models, universe, finite, {
    ...options,
    share: shares.states,
    whole: temporal.length > 0,
  });
  for (const { model } of models.models) refuseUndeclaredReads(model);
  const { threw, unfinished } = search;
  const explored = without(universe.all, unfinished | threw);
  const { started, fairness } = options;
  const budget = budgetFor({ ...options, share: shares.loops }, started, () => search);
  const liveness = await familyLiveness(models, search, {
    sets: explored,
    properties: temporal,
    fairness,
    budget,
  });
  const verdicts = new Map([...search.verdicts, ...liveness.verdicts]);
  const ended = liveness.ended ?? search.ended;
  const cut = liveness.ended === undefined ? unfinished : unfinished | explored;
  const isWhole = ended.by === 'complete' || ended.by === 'decided';
  return {
    known: properties.map((one) => {
      const of = asked.get(one);
      const found = of && verdicts.get(of);
      return found === undefined ? unknownOf(one) : knownOf(one, found, explored, search.bounded);
    }),
    threw,
    answeredWrong: [...answeredWrong],
    explored,
    cut: ofAll.length < properties.length ? universe.all : cut,
    ended,
    distinct: search.distinct,
    behaviours: classesOf(universe.all, search.toldApart).length,
    neverRead: isWhole ? neverReadBy(models, system) : [],
  };
}

/** What is known of a property that the search did not ask. */
function unknownOf<State>(property: Property<State>): KnownVerdicts<State> {
  return { property, holds: 0n, violated: 0n, steps: () => undefined };
}

/**
 * What is known of a property once the search is over.
 *
 * @param bounded - The sets with which a state lies outside the state constraint. What was not reached may lie behind it.
 */
function knownOf<State>(
  property: Property<State>,
  verdicts: FamilyVerdicts,
  explored: Family,
  bounded: Family,
): KnownVerdicts<State> {
  const { kind } = property;
  const { violated, reached, open } = verdicts;
  const left = kind === 'temporal' ? 0n : open & explored;
  return {
    property,
    holds: reached | (kind === 'reachable' ? 0n : left),
    violated: violated | (kind === 'reachable' ? without(left, bounded) : 0n),
    steps: (set) => verdicts.stepsWith(bitOf(set)),
  };
}

/** The safeguards and parameters that none of the models of a system read. */
function neverReadBy<State, Name extends string, Parameters>(
  { models }: FamilyModels<State>,
  { safeguards, parameters }: System<State, Name, Parameters>,
): readonly NeverRead[] {
  const all: Reads = noReads();
  for (const { model } of models) {
    const reads = readsIn(model);
    if (reads === undefined) return [];
    for (const name of reads.names.safeguard) all.names.safeguard.add(name);
    for (const name of reads.names.parameter) all.names.parameter.add(name);
  }
  return neverReadOf(all, Object.keys(safeguards), Object.keys(Object(parameters) as object));
}
