import { readConfigureGlobal, type Parameters, type Plugin } from 'fast-check';
import type { InterleavingOptions } from '../search/interleavings.js';
import type { Run } from '../search/run.js';

/** The options of `sample`: fast-check's own parameters and those of `interleavings`, in one object. */
export interface SampleOptions<State>
  extends Omit<Parameters<[Run<State>]>, 'plugins'>, InterleavingOptions {
  /** Plugins for these runs, or for runs of any type, such as fast-check's own. */
  plugins?: (Plugin<[Run<State>]> | Plugin<unknown>)[];
}

/** The names of the options. */
export const sampleOptions: readonly string[] = Object.keys({
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
