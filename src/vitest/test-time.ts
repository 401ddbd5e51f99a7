import { TestRunner } from 'vitest';
import type { CheckOptions } from '../check/check.js';

/** The share of a test's time that a search may use; the rest is for saying how far it came. */
const share = 0.9;

/**
 * Keeps a search within the test that it is part of: it ends a little before the test would time
 * out, and with it if that is stopped. Otherwise an endless search would go on behind the tests that
 * follow, and the user would not see how far it came.
 *
 * @returns The same options, with a limit on seconds unless there is one, and the test's signal
 *   unless there is another.
 */
export function withinTest(options: CheckOptions): CheckOptions {
  const test = TestRunner.getCurrentTest();
  if (test === undefined) return options;
  const seconds = secondsLeft(test.timeout, test.result?.startTime ?? Date.now());
  return {
    ...options,
    signal: options.signal ?? test.context.signal,
    ...(seconds === undefined ? {} : { limits: { seconds, ...options.limits } }),
  };
}

/** What a search may still use of a test; undefined if the test has no end. */
export function secondsLeft(timeout: number, startTime: number): number | undefined {
  if (timeout <= 0 || !Number.isFinite(timeout)) return undefined;
  // Even if no time is left, because a limit is above 0.
  return Math.max(0.001, ((startTime + timeout - Date.now()) / 1000) * share);
}
