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
import { toHold, toReach, toViolate } from './matchers.js';
import type {
  GoalOf,
  HoldOptionsOf,
  PropertiesOf,
  PropertyOf,
  ReachOptionsOf,
  ViolateOptionsOf,
} from './received.js';

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
     * Explores every interleaving of a model or of a program. Fails if a property is violated, with the timeline of a
     * counterexample, which it also records. Fails also if a limit leaves a property undecided.
     */
    toHold: (properties: PropertiesOf<T>, options?: HoldOptionsOf<T>) => Promise<void>;
    /** Fails if the property holds, or its counterexample has another length. */
    toViolate: (property: PropertyOf<T>, options?: ViolateOptionsOf<T>) => Promise<void>;
    /** Fails if no such state can be reached, or the way there has another length. */
    toReach: (goal: GoalOf<T>, options?: ReachOptionsOf<T>) => Promise<void>;
  }
}

export { recordingsFolder, writeRecording } from '../files/recordings.js';
export { replayRecordings } from './replay-recordings.js';
export type { ExpectedNumbers } from './expected.js';
export type {
  HoldOptions,
  ProgramHoldOptions,
  ProgramTraceOptions,
  ReachOptions,
  ShortestOptions,
} from './options.js';
