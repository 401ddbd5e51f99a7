/**
 * Matchers for vitest. Importing this module, best in a setup file, adds them to `expect`:
 *
 * @example
 * import 'allways/vitest';
 * await expect(account).toHold(noLostUpdate);
 * await expect(naive).toViolate(dnsNeverEmpty, { steps: 11 });
 * await expect(account).toReach((s) => s.done.length === 2);
 */
import { expect } from 'vitest';
import {
  toHold,
  toReach,
  toViolate,
  type GoalOf,
  type HoldOptions,
  type PropertiesOf,
  type PropertyOf,
  type ReachOptions,
  type ShortestOptions,
} from './matchers.js';

expect.extend({ toHold, toViolate, toReach });

/**
 * With `not`, numbers (distinct, generated, depth, steps) are refused: nobody could tell whether they
 * are denied as well.
 */
declare module 'vitest' {
  // The type parameter must be declared as vitest declares it.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  interface Matchers<T = any> {
    /**
     * Explores every interleaving; fails with the timeline of a shortest counterexample, which it
     * also records, where a property is violated, and where a limit leaves it undecided.
     */
    toHold: (properties: PropertiesOf<T>, options?: HoldOptions) => Promise<void>;
    /** Fails where the property holds, or its shortest counterexample has another length. */
    toViolate: (property: PropertyOf<T>, options?: ShortestOptions) => Promise<void>;
    /** Fails where no reachable state is one, or the shortest way there has another length. */
    toReach: (goal: GoalOf<T>, options?: ReachOptions) => Promise<void>;
  }
}

export { recordingsFolder, writeRecording } from '../trace/recordings.js';
export { replayRecordings } from './replay-recordings.js';
export type { ExpectedNumbers } from './expected.js';
export type { HoldOptions, ReachOptions, ShortestOptions } from './matchers.js';
