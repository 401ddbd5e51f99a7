import { refuseOtherNumber, refuseOtherSystem } from '../model/refuse.js';
import type { System } from '../model/system.js';
import type { Property } from '../property/property.js';
import type { Progress } from '../search/outcome.js';
import { check, type CheckOptions, type CheckResult } from './check.js';
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
  /** Called as the search of a set goes on. */
  readonly onProgress?: (on: readonly string[], progress: Progress) => void;
}

const compareOptions = Object.keys({
  parameters: true,
  atMost: true,
  limits: true,
  signal: true,
  fairness: true,
  onProgress: true,
} satisfies Record<keyof CompareOptions<unknown>, true>);

/** One set of safeguards that was searched. */
export interface Tried<State, Name extends string> {
  readonly on: readonly Name[];
  readonly result: CheckResult<State>;
}

/** What `compareSafeguards` answers. */
export interface Comparison<State, Name extends string> {
  /**
   * The sets with which every property holds and of which no proper part is enough, the smallest
   * first; complete up to `atMost` safeguards a set. Supersets of these were not searched, and
   * nothing is said of them: a safeguard may also do harm.
   */
  readonly minimal: readonly Tried<State, Name>[];
  /** Every set that was searched, in order. */
  readonly tried: readonly Tried<State, Name>[];
  /** False where a set stayed undecided, or the comparison was stopped: `minimal` may lack sets. */
  readonly complete: boolean;
}

/**
 * Which safeguards are enough? Searches every combination of a system's safeguards, the smallest
 * first, that does not contain one that is enough already.
 *
 * @param system - The system.
 * @param properties - What must hold, all of it.
 * @param options - Parameters of the system, how many safeguards to combine, limits on the search of
 *   each set, a signal that ends it all, and a listener to its progress.
 * @returns The minimal sets that hold, and all that was tried.
 * @throws ModelError where the system, a property or an option is not what it should be.
 * @example
 * const { minimal } = await compareSafeguards(dns, dnsSafety, { atMost: 2 });
 * minimal.map(({ on }) => on.join(' + ')) // ['fencing + stateCheck', …]
 */
export async function compareSafeguards<State, Name extends string, Parameters>(
  system: System<State, Name, Parameters>,
  properties: Property<State> | readonly Property<State>[],
  options: CompareOptions<Parameters> = {},
): Promise<Comparison<State, Name>> {
  refuseOtherSystem(system, 'compareSafeguards');
  refuseBadOptions('compareSafeguards', options, compareOptions);
  const names = Object.keys(system.safeguards) as Name[];
  const { parameters = {}, atMost = names.length, limits, signal, fairness, onProgress } = options;
  refuseOtherNumber('atMost', atMost, 0);
  const minimal: Tried<State, Name>[] = [];
  const tried: Tried<State, Name>[] = [];
  let complete = true;
  for (let size = 0; size <= Math.min(atMost, names.length); size++) {
    for (const on of combinations(names, size)) {
      if (minimal.some((enough) => enough.on.every((name) => on.includes(name)))) continue;
      if (signal?.aborted === true) return { minimal, tried, complete: false };
      const result = await check(system.with(on, parameters as Partial<Parameters>), properties, {
        stopAtViolation: true,
        ...(limits === undefined ? {} : { limits }),
        ...(signal === undefined ? {} : { signal }),
        ...(fairness === undefined ? {} : { fairness }),
        ...(onProgress === undefined
          ? {}
          : { onProgress: (progress: Progress) => onProgress(on, progress) }),
      });
      tried.push({ on, result });
      if (result.verdict === 'holds') minimal.push({ on, result });
      if (result.verdict === 'undecided') complete = false;
    }
  }
  return { minimal, tried, complete };
}

/** The subsets of a size, in the order of the items. */
function* combinations<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (const [index, item] of items.entries()) {
    for (const rest of combinations(items.slice(index + 1), size - 1)) yield [item, ...rest];
  }
}
