import { refuseUndeclaredReads } from '../model/declared.js';
import { ModelError } from '../model/errors.js';
import { refuseOtherNumber, refuseOtherSystem } from '../model/refuse.js';
import type { System } from '../model/system.js';
import { listOf, refuseNone } from '../property/list.js';
import type { Property } from '../property/property.js';
import { classesOf } from '../search/family/classes.js';
import { bitOf, membersOf, universeOf, without, type Universe } from '../search/family/families.js';
import type { Ledger } from '../search/family/ledger.js';
import { familyLiveness } from '../search/family/liveness.js';
import { familySearch } from '../search/family/search.js';
import { namesIn, variantsOf } from '../search/family/variants.js';
import { lookoutFor } from '../search/ending.js';
import { apart } from '../search/liveness/outcomes.js';
import type { Progress } from '../search/outcome.js';
import { stepsOf } from '../trace/trace.js';
import type { CheckOptions, CheckResult } from './check.js';
import type { Comparison, Sufficient } from './comparison.js';
import { enoughIn, type Enough, type Verdicts } from './enough.js';
import { searchAlone, type Alone, type Question, type Said } from './named-sets.js';
import { refuseBadOptions } from './options.js';

/** What `compareSafeguards` is told beside system and properties. */
export interface CompareOptions<Parameters> extends Pick<
  CheckOptions,
  'limits' | 'signal' | 'fairness'
> {
  /** Parameters that differ from the system's defaults. */
  readonly parameters?: Partial<Parameters>;
  /** The most safeguards to combine; all of them where absent. */
  readonly atMost?: number;
  /** Called about ten times a second. */
  readonly onProgress?: (progress: Progress) => void;
}

const compareOptions = Object.keys({
  parameters: true,
  atMost: true,
  limits: true,
  signal: true,
  fairness: true,
  onProgress: true,
} satisfies Record<keyof CompareOptions<unknown>, true>);

/** The most safeguards that can be compared; there are 65,536 sets of these. */
const most = 16;

/** What is known of one property, or of all together. */
interface Known<State> extends Verdicts {
  readonly property?: Property<State>;
  readonly ledger?: Ledger;
  readonly enough: Enough;
}

interface Facts<State, Name extends string = string> {
  readonly names: readonly Name[];
  readonly universe: Universe;
  readonly known: readonly Known<State>[];
}

/**
 * Which safeguards are enough? Decides every property with every combination of a system's
 * safeguards, in one search of all of them: a state that several sets reach is stored once, and a step
 * is taken once for all sets between which it does not tell. Nothing is inferred from one set to
 * another that differs from it in anything it does: a safeguard may do harm. The sets that are named in
 * the answer are searched again, each alone, and must come to the same.
 *
 * @param system - The system; 16 safeguards at most.
 * @param properties - What must hold; one or several.
 * @param options - Parameters of the system, how many safeguards to combine, fairness, limits on the
 *   search, a signal that ends it, and a listener to its progress.
 * @returns For each property and for all together: the minimal sets that are enough, the maximal ones
 *   that are not, each with a shortest counterexample, and what never matters or does harm.
 * @throws ModelError where the system, a property or an option is not what it should be, no property is
 *   given, or a model keeps something of the switches it was built with.
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
  const { atMost = names.length, fairness, limits, signal } = options;
  const parameters: Partial<Parameters> = options.parameters ?? {};
  refuseOtherNumber('atMost', atMost, 0);
  refuseMany(system.name, names.length);
  const started = performance.now();
  const universe = universeOf(names.length, atMost);
  const variants = variantsOf(system, parameters, universe);
  const { finite, temporal } = apart(all);
  const search = await familySearch(variants, universe, finite, {
    ...options,
    whole: temporal.length > 0,
  });
  for (const { model } of variants.variants) refuseUndeclaredReads(model);
  const explored = without(universe.all, search.unfinished | search.threw);
  const lookout = lookoutFor(options, started, () => search);
  const liveness = await familyLiveness(
    variants,
    search.graph,
    explored,
    search.toldApart,
    temporal,
    { fairness, ended: lookout.ended },
  );
  const ledgers = new Map([...search.ledgers, ...liveness.ledgers]);
  const known = all.map((property): Known<State> => {
    const ledger = ledgers.get(property) as Ledger;
    const { violated, reached, open } = ledger;
    const isSought = property.kind === 'reachable';
    const left = property.kind === 'temporal' ? 0n : open & explored;
    const verdicts = {
      holds: reached | (isSought ? 0n : left),
      violated: violated | (isSought ? left : 0n),
    };
    return { property, ledger, ...verdicts, enough: enoughIn(verdicts, universe) };
  });
  const ofAll = {
    holds: known.reduce((sets, one) => sets & one.holds, explored),
    violated: known.reduce((sets, one) => sets | one.violated, search.threw),
  };
  const together: Known<State> = { ...ofAll, enough: enoughIn(ofAll, universe) };
  const facts = { names, universe, known };
  const asked = [together, ...known].flatMap((one) => questionsOf(one, known));
  const alone = await searchAlone(system, names, asked, parameters, {
    ...(fairness === undefined ? {} : { fairness }),
    ...(limits === undefined ? {} : { limits }),
    ...(signal === undefined ? {} : { signal }),
  });
  const sufficient = (one: Known<State>) => sufficientOf(one, facts, alone);
  return {
    system: system.name,
    safeguards: names,
    properties: known.map(sufficient),
    together: sufficient(together),
    sets: membersOf(universe.all).length,
    complete: [together, ...known].every((one) => (one.holds | one.violated) === universe.all),
    ended: liveness.ended ?? search.ended,
    figures: {
      distinct: search.distinct,
      behaviours: classesOf(universe.all, search.toldApart).length,
      searched: alone.size,
      seconds: (performance.now() - started) / 1000,
    },
  };
}

/** What is asked of the sets that are named for a property, or for all: those that break something there. */
function questionsOf<State>(one: Known<State>, known: readonly Known<State>[]): Question<State>[] {
  const { minimal, maximal } = one.enough;
  const properties = one.property === undefined ? known : [one];
  return [...minimal, ...maximal].flatMap((set) =>
    properties.flatMap((about) =>
      about.property === undefined
        ? []
        : [{ set, property: about.property, said: saidOf(about, set) }],
    ),
  );
}

function saidOf<State>({ holds, violated, property, ledger }: Known<State>, set: number): Said {
  const bit = bitOf(set);
  if ((violated & bit) !== 0n) {
    const steps = property?.kind === 'temporal' ? undefined : ledger?.stepsWith(bit);
    return { verdict: 'violated', steps };
  }
  return { verdict: (holds & bit) === 0n ? 'undecided' : 'holds', steps: undefined };
}

/** What is known, in words. */
function sufficientOf<State, Name extends string>(
  one: Known<State>,
  { names, universe, known }: Facts<State, Name>,
  alone: Alone<State>,
): Sufficient<State, Name> {
  const { property, enough } = one;
  const { minimal, maximal, idle, harmful } = enough;
  const nameOf = (index: number) => names[index] as Name;
  const isViolated = (about: Known<State>, set: number) => (about.violated & bitOf(set)) !== 0n;
  const brokenWith = (set: number) =>
    (property === undefined ? known : [one]).filter((about) => isViolated(about, set));
  const decided = (set: number) => {
    const result = alone.get(set);
    return { on: namesIn(names, set), ...(result && { result }) };
  };
  return {
    ...(property === undefined ? {} : { property: property.name }),
    minimal: minimal.map(decided),
    maximal: maximal.map((set) => {
      const broken = brokenWith(set).map((about) => ({
        violated: about.property?.name ?? '',
        steps: about.ledger?.stepsWith(bitOf(set)),
      }));
      // The shortest of them; where a step threw, only the search of the set alone knows which.
      broken.sort((a, b) => (a.steps ?? Infinity) - (b.steps ?? Infinity));
      const { violated, steps } = broken[0] ?? threwIn(alone.get(set));
      return { ...decided(set), violated, ...(steps === undefined ? {} : { steps }) };
    }),
    idle: idle.map(nameOf),
    harmful: harmful.map(({ switch: index, added }) => ({
      safeguard: nameOf(index),
      added: namesIn(names, added),
      broken: brokenWith(added + 2 ** index).map((about) => about.property?.name ?? ''),
    })),
    counts: {
      holds: membersOf(one.holds).length,
      violated: membersOf(one.violated).length,
      undecided: membersOf(without(universe.all, one.holds | one.violated)).length,
    },
  };
}

/** The first step that threw. */
function threwIn<State>(result: CheckResult<State> | undefined) {
  const found = result?.properties.find(({ kind }) => kind === 'step');
  const trace = found?.trace;
  return { violated: found?.name ?? 'a step throws', steps: trace && stepsOf(trace) };
}

function refuseMany(system: string, safeguards: number): void {
  if (safeguards <= most) return;
  throw new ModelError(
    `System ${JSON.stringify(system)} has ${safeguards} safeguards, and compareSafeguards combines ${most} at most; leave some out, or make them parameters.`,
  );
}
