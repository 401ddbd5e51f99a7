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
 * Numbers (distinct, generated, depth, steps) cannot be combined with `.not`, because it would be
 * ambiguous whether they are denied as well.
 */
declare module 'vitest' {
  // The type parameter must be declared as vitest declares it.
  // oxlint-disable-next-line typescript/no-explicit-any
  interface Matchers<T = any> {
    /**
     * Explores every interleaving. Fails if a property is violated, with the timeline of a shortest
     * counterexample, which it also records. Fails also if a limit leaves a property undecided.
     */
    toHold: (properties: PropertiesOf<T>, options?: HoldOptions) => Promise<void>;
    /** Fails if the property holds, or its shortest counterexample has another length. */
    toViolate: (property: PropertyOf<T>, options?: ShortestOptions) => Promise<void>;
    /** Fails if no such state can be reached, or the shortest way there has another length. */
    toReach: (goal: GoalOf<T>, options?: ReachOptions) => Promise<void>;
  }
}

export { recordingsFolder, writeRecording } from '../files/recordings.js';
export { replayRecordings } from './replay-recordings.js';
export type { ExpectedNumbers } from './expected.js';
export type { HoldOptions, ReachOptions, ShortestOptions } from './matchers.js';
