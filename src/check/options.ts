import * as v from 'valibot';
import { ModelError } from '../validation/errors.js';
import { refuseOtherFairness } from '../model/fairness.js';
import {
  reading,
  refuseOtherValue,
  refuseOtherValues,
  refuseUnknown,
} from '../validation/refuse.js';
import {
  abortSignal,
  anyFunction,
  interchangeable,
  seconds,
  share,
  threads,
  wholeNumber,
  wordOf,
  yesOrNo,
  type ValueSchema,
} from '../validation/values.js';
import { refuseOtherOptions } from '../property/options.js';
import type { Limits, SearchOptions } from '../search/common/outcome.js';

/** What each limit of a search may be. */
const limitSchemas = {
  states: wholeNumber(1),
  depth: wholeNumber(1),
  seconds,
  memory: wholeNumber(1),
} satisfies Record<keyof Limits, ValueSchema>;

/** The options of a function, and what each may be. `v.pick` and `v.omit` give some of them. */
export interface OptionsSchema {
  readonly entries: Readonly<Record<string, ValueSchema>>;
}

/**
 * The options of a check, and what each may be. Limits and fairness have parts, which are looked at one by one. Other
 * functions and the configuration have some of these options.
 */
export const checkOptions = v.object({
  limits: v.unknown(),
  stopAtViolation: yesOrNo,
  signal: abortSignal,
  onProgress: anyFunction,
  watch: share,
  workers: threads,
  fairness: v.unknown(),
  coverage: yesOrNo,
  symmetric: interchangeable,
  counterexamples: wholeNumber(1),
  prefer: wordOf(['fewest switches'], "give 'fewest switches', or leave it out"),
} satisfies Record<keyof SearchOptions, ValueSchema>);

/**
 * Refuses options of a search that are misspelled, misplaced or wrong.
 *
 * @param who - The function that the user called, as the start of a sentence: `check`.
 * @param options - The options that the user gave.
 * @param schema - Its options: some or all of those of a check, and possibly others.
 * @throws ModelError that says what is wrong.
 */
export function refuseBadOptions(who: string, options: unknown, { entries }: OptionsSchema): void {
  reading(who, () => {
    refuseOtherOptions(who, options, Object.keys(entries));
    const given = options as { readonly [Name in keyof SearchOptions]: unknown };
    refuseOtherValues(who, given, entries);
    const { limits, fairness, symmetric, counterexamples, prefer } = given;
    if (limits !== undefined) {
      refuseUnknown(who, 'limit', limits, Object.keys(limitSchemas));
      for (const [name, value] of Object.entries(limits as Readonly<Record<string, unknown>>)) {
        refuseOtherValue(`${who}: limits.${name}`, value, limitSchemas[name as keyof Limits]);
      }
    }
    if (fairness !== undefined) refuseOtherFairness(who, fairness);
    if (symmetric !== undefined) {
      refuseAnyOf(who, {
        counterexamples: counterexamples === 1 ? undefined : counterexamples,
        prefer,
      });
    }
  });
}

/** Refuses options that depend on which actor acts. A search up to symmetry cannot tell actors apart. */
function refuseAnyOf(who: string, options: Readonly<Record<string, unknown>>): void {
  const given = Object.keys(options).find((name) => options[name] !== undefined);
  if (given === undefined) return;
  throw new ModelError(
    `${who}: ${given} compares the actors of counterexamples, and symmetric takes actors for one another; leave one of the two out.`,
  );
}
