import { isAbsolute } from 'node:path';
import * as v from 'valibot';
import { refuseOtherOptions } from '../../property/options.js';
import {
  reading,
  refuseOtherValue,
  refuseOtherValues,
  refuseUnknown,
} from '../../validation/refuse.js';
import {
  abortSignal,
  anyFunction,
  seconds,
  threads,
  value,
  wholeNumber,
  wordOf,
  yesOrNo,
  type ValueSchema,
} from '../../validation/values.js';
import type { Progress } from '../../search/common/outcome.js';
import type { Reduction } from '../../program/exploration/exploration.js';
import type { OptionsSchema } from '../options.js';

/** Bounds on the search of a program. A bound that is absent does not apply. */
export interface ProgramLimits {
  /** The most runs. */
  readonly runs?: number;
  /** The most seconds. */
  readonly seconds?: number;
  /** The most preemptions of a run: switches to another task although the task before could go on. */
  readonly preemptions?: number;
}

/** The options of `check` for a program. */
export interface ProgramOptions {
  readonly limits?: ProgramLimits;
  /** True: ends the search once anything is violated. The other properties stay undecided. */
  readonly stopAtViolation?: boolean;
  /** Ends the search; its result has what it found so far. */
  readonly signal?: AbortSignal;
  /** Called about ten times a second. */
  readonly onProgress?: (progress: Progress) => void;
  /**
   * Which runs to leave out. Absent: first all runs with few preemptions are explored, then one run of all that
   * differ only in the order of independent events: by sleep sets, or by source sets if only the ends of runs matter. `none`
   * leaves out nothing.
   */
  readonly reduction?: Reduction;
  /**
   * How many threads explore, from 1, or `'auto'`: one for each processor, up to eight. Absent: one. The others start once
   * there were 2,000 runs. The verdicts are the same with any number. A thread cannot be sent code, so more than one
   * need `modules`.
   */
  readonly workers?: number | 'auto';
  /**
   * The modules that export the program and its properties, as URLs or absolute paths. Each thread loads them. The command
   * `allways` knows them.
   */
  readonly modules?: readonly (string | URL)[];
}

const limitSchemas = {
  runs: wholeNumber(1),
  seconds,
  preemptions: wholeNumber(0),
} satisfies Record<keyof ProgramLimits, ValueSchema>;

const addresses: ValueSchema = value(
  "give a list of URLs or absolute paths: [new URL('./transfer.ts', import.meta.url)]",
  (given) => Array.isArray(given) && given.length > 0 && given.every(isAddress),
);

/** Whether something names a module, wherever the working directory is. */
const isAddress = (given: unknown): boolean =>
  given instanceof URL ||
  (typeof given === 'string' && (isAbsolute(given) || given.startsWith('file:')));

const reductions = ['none', 'sleep sets', 'source sets'] satisfies Reduction[];

/** The options of a check of a program, and what each may be. */
export const programOptions = v.object({
  limits: v.unknown(),
  stopAtViolation: yesOrNo,
  signal: abortSignal,
  onProgress: anyFunction,
  workers: threads,
  modules: addresses,
  reduction: wordOf(reductions, "give 'none', 'sleep sets' or 'source sets', or leave it out"),
} satisfies Record<keyof ProgramOptions, ValueSchema>);

/**
 * Refuses options that are misspelled, misplaced or wrong.
 *
 * @param who - The function that the user called, as the start of a sentence: `check`.
 * @throws ModelError that says what is wrong.
 */
export function refuseBadProgramOptions(
  who: string,
  options: unknown,
  { entries }: OptionsSchema,
): void {
  reading(who, () => {
    const whom = `${who} of a program`;
    refuseOtherOptions(whom, options, Object.keys(entries));
    refuseOtherValues(whom, options as object, entries);
    const { limits } = options as { readonly limits?: unknown };
    if (limits === undefined) return;
    refuseUnknown(whom, 'limit', limits, Object.keys(limitSchemas));
    for (const [name, value] of Object.entries(limits as object)) {
      if (value === undefined) continue;
      refuseOtherValue(`${whom}: limits.${name}`, value, limitSchemas[name as keyof ProgramLimits]);
    }
  });
}
