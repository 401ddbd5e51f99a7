import { readConfigureGlobal, type Parameters, type Plugin } from 'fast-check';
import * as v from 'valibot';
import { describeThrown, isModelError, ModelError } from '../validation/errors.js';
import { describeValue, reading, refuseOtherValues } from '../validation/refuse.js';
import {
  anyFunction,
  isListOf,
  milliseconds,
  pathOfOutcome,
  wholeNumber,
  yesOrNo,
  type ValueSchema,
} from '../validation/values.js';
import { refuseOtherOptions } from '../property/options.js';
import type { InterleavingOptions } from '../search/random/interleavings.js';
import { isRun, type Run } from '../search/random/run.js';

/** The options of `sample`: fast-check's own parameters and those of `interleavings`, in one object. */
export interface SampleOptions<State>
  extends
    Omit<
      Parameters<[Run<State>]>,
      'plugins' | 'interruptAfterTimeLimit' | 'reporter' | 'asyncReporter'
    >,
    InterleavingOptions {
  /**
   * Milliseconds after which the runs end. fast-check prefers its plugin of that name, which is not in every
   * version 4 of it.
   */
  interruptAfterTimeLimit?: number;
  /** Plugins for these runs, or for runs of any type, such as fast-check's own. */
  plugins?: (Plugin<[Run<State>]> | Plugin<unknown>)[];
}

/** A list without gaps. */
const listOf = (give: string, is: (one: unknown) => boolean): ValueSchema =>
  v.custom<unknown>((given) => isListOf(is, given), give);

/** Runs that fast-check tries first. */
const listOfRuns = listOf(
  'give a list of [run], with runs that interleavings made',
  (one) => Array.isArray(one) && one.length === 1 && isRun((one as unknown[])[0]),
);

/**
 * What each option of `sample` may be. `interleavings` looks at its own options. With a wrong value of the others,
 * fast-check would run on for ever, take it for another, or throw an error of its own.
 */
const sampleSchemas = {
  maxSteps: v.unknown(),
  schedule: v.unknown(),
  changePoints: v.unknown(),
  seed: wholeNumber(-Infinity),
  path: pathOfOutcome,
  numRuns: wholeNumber(1),
  examples: listOfRuns,
  endOnFailure: yesOrNo,
  verbose: v.union([v.boolean(), v.picklist([0, 1, 2])], 'give true, false, 0, 1 or 2'),
  interruptAfterTimeLimit: milliseconds,
  markInterruptAsFailure: yesOrNo,
  skipAllAfterTimeLimit: milliseconds,
  maxSkipsPerRun: wholeNumber(0),
  skipEqualValues: yesOrNo,
  ignoreEqualValues: yesOrNo,
  timeout: milliseconds,
  randomType: v.union(
    [v.string(), anyFunction],
    "give the name of a generator, such as 'xorshift128plus', or a function",
  ),
  unbiased: yesOrNo,
  logger: anyFunction,
  includeErrorInReport: yesOrNo,
  plugins: listOf('give a list of plugins', (one) => typeof one === 'function'),
} satisfies Record<keyof SampleOptions<unknown>, ValueSchema>;

/**
 * Refuses options that are misspelled, misplaced or wrong.
 *
 * @throws ModelError that says what is wrong.
 */
export function refuseBadSample(options: unknown): void {
  reading('sample', () => {
    refuseOtherOptions('sample', options, Object.keys(sampleSchemas));
    refuseOtherValues(
      'sample',
      { ...readConfigureGlobal(), ...(options as object) },
      sampleSchemas,
    );
  });
}

/**
 * Lets fast-check do a pass. It throws if a path leads nowhere, if it refuses an option, and if a function among the
 * options throws; all are mistakes of the user.
 *
 * @param options - The options that the user gave.
 * @param act - Calls fast-check. Errors of a model or a property are in what it returns.
 */
export function asking<T>({ path }: { readonly path?: string }, act: () => T): T {
  const refuse = (error: unknown): never => {
    throw isModelError(error) ? error : wrongOption(error, path);
  };
  try {
    const details = act();
    return details instanceof Promise ? (details.catch(refuse) as T) : details;
  } catch (error) {
    return refuse(error);
  }
}

function wrongOption(error: unknown, path: string | undefined): ModelError {
  const isPath = error instanceof Error && error.message.startsWith('Unable to replay');
  return new ModelError(
    isPath
      ? `sample: path ${describeValue(path)} leads to no run; give the path and the seed of one outcome, and the options with which it was found.`
      : `sample: fast-check does not take the options: ${describeThrown(error)}; change them.`,
    { cause: error },
  );
}

/**
 * Shares the time limits among all passes: each pass has what the earlier passes have not used.
 *
 * @param options - The options, with the limits for all passes together.
 * @returns A function that gives the limits for a pass that starts now.
 */
export function shareTime<State>(options: SampleOptions<State>): () => Parameters<[Run<State>]> {
  const started = performance.now();
  const limits = { ...readConfigureGlobal(), ...options };
  return () => {
    const used = performance.now() - started;
    return Object.fromEntries(
      (['interruptAfterTimeLimit', 'skipAllAfterTimeLimit'] as const).flatMap((name) => {
        const limit = limits[name];
        return limit === undefined ? [] : [[name, Math.max(0, limit - used)]];
      }),
    );
  };
}
