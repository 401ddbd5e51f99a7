/** The result of a comparison: what is known of sets, with the names of the safeguards. */
import { bitOf, membersOf, without, type Universe } from '../../search/safeguards/families.js';
import { namesIn } from '../../search/safeguards/family-models.js';
import { stepsOf } from '../../trace/trace.js';
import type { CheckResult } from '../check.js';
import type { Sufficient, UndecidedSet, Violation } from './comparison.js';
import { bySmallest, type Enough, type Verdicts } from './enough.js';
import type { SingleSearch, KnownVerdicts, AllVerdicts } from './known-verdicts.js';

/** Which sets are enough for one property, or for all together. */
export interface SufficientSets<State> extends Verdicts {
  /** Absent for all properties together. */
  readonly property?: string;
  /** The property, or all of them. */
  readonly about: readonly KnownVerdicts<State>[];
  readonly enough: Enough;
}

/** All that the comparison found. */
export interface ComparisonFacts<State, Name extends string> {
  readonly names: readonly Name[];
  readonly universe: Universe;
  readonly verdicts: AllVerdicts<State>;
  /** The searches of sets that the joint search left open. */
  readonly alone: ReadonlyMap<number, SingleSearch<State>>;
  /** The searches of the sets that the result names. */
  readonly named: ReadonlyMap<number, CheckResult<State>>;
}

/** What is known of one property, or of all together, with the names of the safeguards. */
export function sufficientOf<State, Name extends string>(
  part: SufficientSets<State>,
  facts: ComparisonFacts<State, Name>,
): Sufficient<State, Name> {
  const { property, holds, violated, about, enough } = part;
  const { names, universe, alone, named } = facts;
  const { minimal, maximal, idle, harmful } = enough;
  const nameOf = (index: number) => names[index] as Name;
  const brokenWith = (set: number) => about.filter((one) => (one.violated & bitOf(set)) !== 0n);
  const resultOf = (set: number) => named.get(set) ?? alone.get(set)?.result;
  const decided = (set: number) => {
    const result = resultOf(set);
    return { on: namesIn(names, set), ...(result && { result }) };
  };
  const open = membersOf(without(universe.all, holds | violated));
  return {
    ...(property === undefined ? {} : { property }),
    minimal: minimal.map(decided),
    maximal: maximal.map((set) => {
      const violations = violationsIn(set, brokenWith(set), resultOf(set));
      const { violated: first, steps } = violations[0] as Violation;
      const length = steps === undefined ? {} : { steps };
      return { ...decided(set), violated: first, ...length, violations };
    }),
    undecided: open.toSorted(bySmallest).map((set) => undecidedSet(set, part, facts)),
    idle: idle.map(nameOf),
    harmful: harmful.map(({ switch: index, added }) => ({
      safeguard: nameOf(index),
      added: namesIn(names, added),
      broken: brokenWith(added + 2 ** index).map((one) => one.property.name),
    })),
    counts: {
      holds: membersOf(holds).length,
      violated: membersOf(violated).length,
      undecided: open.length,
    },
  };
}

/** What a set violates, the shortest counterexample first. If no property: the step that threw. */
function violationsIn<State>(
  set: number,
  broken: readonly KnownVerdicts<State>[],
  result: CheckResult<State> | undefined,
): readonly Violation[] {
  const found = broken.map(({ property, steps: stepsWith }): Violation => {
    const steps = stepsWith(set);
    return { violated: property.name, ...(steps === undefined ? {} : { steps }) };
  });
  found.sort((one, other) => (one.steps ?? Infinity) - (other.steps ?? Infinity));
  if (found.length > 0) return found;
  // Only the search of the set alone knows which step threw.
  const threw = result?.properties.find(({ kind }) => kind === 'step');
  const steps = threw?.trace && stepsOf(threw.trace);
  return [{ violated: threw?.name ?? 'a step throws', ...(steps === undefined ? {} : { steps }) }];
}

/** A set that is not decided, and why. */
function undecidedSet<State, Name extends string>(
  set: number,
  { about }: SufficientSets<State>,
  { names, verdicts, alone }: ComparisonFacts<State, Name>,
): UndecidedSet<Name> {
  const on = namesIn(names, set);
  const search = alone.get(set);
  const said = search?.result?.properties.find(
    ({ name, verdict }) =>
      verdict === 'undecided' && about.some(({ property }) => property.name === name),
  );
  const threw = (verdicts.threw & bitOf(set)) !== 0n;
  const says =
    said?.verdict === 'undecided' && said.says !== undefined
      ? said.says
      : threw
        ? 'a step throws, and what lies behind it is unknown'
        : undefined;
  // If the joint search did not leave the set open, it explored the set, and a step threw.
  const ended = search?.ended ?? { by: 'complete' };
  return { on, ended, ...(says === undefined ? {} : { says }) };
}
