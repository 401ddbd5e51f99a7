import { readConfigureGlobal, type Parameters, type Plugin } from 'fast-check';
import type { InterleavingOptions } from '../search/interleavings.js';
import type { Run } from '../search/run.js';

/** What `sample` is told: fast-check's own parameters and those of `interleavings`, in one object. */
export interface SampleOptions<State>
  extends Omit<Parameters<[Run<State>]>, 'plugins'>, InterleavingOptions {
  /** Also those that do not care what they run, such as fast-check's own. */
  plugins?: (Plugin<[Run<State>]> | Plugin<unknown>)[];
}

/** Their names. */
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
 * The time limits, less what the passes before have used: they are meant for all passes together.
 *
 * @param options - With the limits for all.
 * @returns Answers the limits for a pass that starts now.
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
