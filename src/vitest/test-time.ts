import { TestRunner } from 'vitest';
import type { CheckOptions } from '../check/check.js';
import type { ProgramOptions } from '../check/program/options.js';

/** The options of the search of a model, or of a program. */
export type SomeOptions = CheckOptions | ProgramOptions;

/** The share of a test's time that a search may use. The rest is for reporting how far it came. */
const share = 0.9;

/**
 * Keeps a search within the time of its test. The search ends a little before the test would time out, and
 * also if the test is stopped. Otherwise an endless search would go on during the following tests, and the
 * user would not see how far it came.
 *
 * @returns The same options, with a limit on seconds and the test's signal, unless they have their own.
 */
export function withinTest(options: SomeOptions): SomeOptions {
  const test = TestRunner.getCurrentTest();
  if (test === undefined) return options;
  const seconds = secondsLeft(test.timeout, test.result?.startTime ?? Date.now());
  return {
    ...options,
    signal: options.signal ?? test.context.signal,
    ...(seconds === undefined ? {} : { limits: { seconds, ...options.limits } }),
  };
}

/** The seconds that a search may still use of a test's time; undefined if the test has no time limit. */
export function secondsLeft(timeout: number, startTime: number): number | undefined {
  if (timeout <= 0 || !Number.isFinite(timeout)) return undefined;
  // Never 0, because a limit must be above 0.
  return Math.max(0.001, ((startTime + timeout - Date.now()) / 1000) * share);
}
