import { readConfigureGlobal, type Parameters, type Plugin } from 'fast-check';
import { ModelError } from '../model/errors.js';
import { describeGiven, describeValue, refuseOtherNumber, reading } from '../model/refuse.js';
import { refuseOtherOptions } from '../property/options.js';
import type { InterleavingOptions } from '../search/interleavings.js';
import type { Run } from '../search/run.js';

/** The options of `sample`: fast-check's own parameters and those of `interleavings`, in one object. */
export interface SampleOptions<State>
  extends
    Omit<Parameters<[Run<State>]>, 'plugins' | 'interruptAfterTimeLimit'>,
    InterleavingOptions {
  /**
   * Milliseconds after which the runs end. fast-check prefers its plugin of that name, which is not in every
   * version 4 of it.
   */
  interruptAfterTimeLimit?: number;
  /** Plugins for these runs, or for runs of any type, such as fast-check's own. */
  plugins?: (Plugin<[Run<State>]> | Plugin<unknown>)[];
}

/** The names of the options. */
const sampleOptions: readonly string[] = Object.keys({
  maxSteps: true,
  schedule: true,
  changePoints: true,
  seed: true,
  path: true,
  numRuns: true,
  examples: true,
  endOnFailure: true,
  verbose: true,
  interruptAfterTimeLimit: true,
  markInterruptAsFailure: true,
  skipAllAfterTimeLimit: true,
  maxSkipsPerRun: true,
  skipEqualValues: true,
  ignoreEqualValues: true,
  timeout: true,
  randomType: true,
  unbiased: true,
  logger: true,
  reporter: true,
  asyncReporter: true,
  includeErrorInReport: true,
  plugins: true,
} satisfies Record<keyof SampleOptions<unknown>, true>);

/** The least value of each option that is a whole number. */
const wholeNumbers = { numRuns: 1, maxSkipsPerRun: 0, seed: -Infinity } as const;

/** The options that are times, in milliseconds. */
const times = ['interruptAfterTimeLimit', 'skipAllAfterTimeLimit', 'timeout'] as const;

/**
 * Refuses options that are misspelled, misplaced or wrong. With some wrong numbers fast-check would never end.
 *
 * @throws ModelError that says what is wrong.
 */
export function refuseBadSample(options: unknown): void {
  reading('sample', () => {
    refuseOtherOptions('sample', options, sampleOptions);
    const given = { ...readConfigureGlobal(), ...(options as object) } as {
      [Name in keyof SampleOptions<unknown>]: unknown;
    };
    for (const [name, least] of Object.entries(wholeNumbers) as [
      keyof typeof wholeNumbers,
      number,
    ][]) {
      if (given[name] !== undefined) refuseOtherNumber(`sample: ${name}`, given[name], least);
    }
    for (const name of times) {
      const time = given[name];
      if (time === undefined || (typeof time === 'number' && time >= 0)) continue;
      throw new ModelError(
        `sample: ${name} is ${describeValue(time)}; give a number of milliseconds, 0 or more.`,
      );
    }
    const { path, examples } = given;
    if (path !== undefined && !(typeof path === 'string' && /^(\d{1,7}(:\d{1,7})*)?$/.test(path))) {
      throw new ModelError(
        `sample: path is ${describeValue(path)}; give the path of an outcome, such as "12:0:3".`,
      );
    }
    if (examples !== undefined && !Array.isArray(examples)) {
      throw new ModelError(`sample: examples is ${describeGiven(examples)}; give a list of [run].`);
    }
  });
}

/**
 * What to throw for an error of fast-check. It throws if a path leads nowhere; that is a mistake of the user.
 *
 * @param options - The options that the user gave.
 */
export function wrongPathOr(error: unknown, { path }: { readonly path?: string }): unknown {
  if (!(error instanceof Error) || !error.message.startsWith('Unable to replay')) return error;
  return new ModelError(
    `sample: path ${describeValue(path)} leads to no run; give the path and the seed of one outcome, and the options with which it was found.`,
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
