/** What a comparison knows so far: the verdict of each property with each set of safeguards. */
import type { Property } from '../../property/property.js';
import { bitOf, without, type Family, type Universe } from '../../search/safeguards/families.js';
import type { Ended } from '../../search/common/outcome.js';
import { stepsOf } from '../../trace/trace.js';
import type { CheckResult } from '../check.js';
import { byLargest, enoughIn, idleIn, type Enough, type Verdicts } from './enough.js';

/** What is known of one property. With the sets in neither family it is undecided. */
export interface KnownVerdicts<State> extends Verdicts {
  readonly property: Property<State>;
  /** The length of the shortest trace that decided it with a set; undefined if there is none. */
  readonly steps: (set: number) => number | undefined;
}

/** What is known of all properties. */
export interface AllVerdicts<State> {
  readonly known: readonly KnownVerdicts<State>[];
  /** The sets with which a step threw. */
  readonly threw: Family;
  /** The sets that were explored far enough to decide all properties, and with which no step threw. */
  readonly explored: Family;
}

/** What a search of one set alone found. There is no result if there was no time to begin. */
export interface SingleSearch<State> {
  readonly result?: CheckResult<State>;
  readonly ended: Ended;
}

/** Adds what searches of single sets found. Each of them was asked all properties, in their order. */
export function withSingleSearches<State>(
  { known, threw, explored }: AllVerdicts<State>,
  searches: readonly (readonly [set: number, result: CheckResult<State>])[],
): AllVerdicts<State> {
  const setsWith = (is: (result: CheckResult<State>) => boolean): Family =>
    searches.reduce((all, [set, result]) => (is(result) ? all | bitOf(set) : all), 0n);
  const hasThrown = ({ properties }: CheckResult<State>) =>
    properties.some(({ kind }) => kind === 'step');
  return {
    known: known.map((one, index) => {
      const setsThat = (verdict: string) =>
        setsWith(({ properties }) => properties[index]?.verdict === verdict);
      const lengths = new Map(
        searches.flatMap(([set, { properties }]) => {
          const trace = properties[index]?.trace;
          return trace === undefined ? [] : [[set, stepsOf(trace)] as const];
        }),
      );
      return {
        ...one,
        holds: one.holds | setsThat('holds'),
        violated: one.violated | setsThat('violated'),
        steps: (set) => one.steps(set) ?? lengths.get(set),
      };
    }),
    threw: threw | setsWith(hasThrown),
    explored:
      explored |
      setsWith(
        (one) => (one.ended.by === 'complete' || one.ended.by === 'decided') && !hasThrown(one),
      ),
  };
}

/**
 * The verdicts on all properties together. A set holds if all properties hold and no step throws; it is
 * violated if one property is violated or a step throws.
 */
export function ofAll<State>({ known, threw, explored }: AllVerdicts<State>): Verdicts {
  return {
    holds: known.reduce((sets, one) => sets & one.holds, explored),
    violated: known.reduce((sets, one) => sets | one.violated, threw),
  };
}

/** The sets with which some property is undecided. */
export function openIn<State>({ known }: AllVerdicts<State>, { all }: Universe): Family {
  return known.reduce((open, one) => open | without(all, one.holds | one.violated), 0n);
}

/**
 * Which sets are enough for all together.
 *
 * If no set is enough, the largest sets that violate something do not tell what each property needs. So
 * `maximal` then also has the largest sets for each property. The verdict of all together is then never
 * `holds`, so a switch is idle only if each single property has the same verdict with it and without.
 */
export function enoughForAll<State>(verdicts: AllVerdicts<State>, universe: Universe): Enough {
  const { known, threw } = verdicts;
  const together = ofAll(verdicts);
  const enough = enoughIn(together, universe);
  if (enough.minimal.length > 0) return enough;
  const isDecided = known.every((one) => (one.holds | one.violated | threw) === universe.all);
  const families = [...known, together].flatMap(({ holds, violated }) => [holds, violated]);
  const idle = isDecided ? idleIn([...families, threw], universe) : [];
  const ofEach = [...known.map(({ violated }) => violated), threw].flatMap(
    (violated) => enoughIn({ holds: 0n, violated }, universe).maximal,
  );
  const maximal = [...new Set([...enough.maximal, ...ofEach])].sort(byLargest);
  return { ...enough, idle, maximal };
}
