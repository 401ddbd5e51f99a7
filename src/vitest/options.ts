/** The options of the matchers, for models and for programs. */
import * as v from 'valibot';
import type { CheckOptions } from '../check/check.js';
import { checkOptions, refuseBadOptions } from '../check/options.js';
import {
  programOptions,
  refuseBadProgramOptions,
  type ProgramOptions,
} from '../check/program/options.js';
import { isProgram } from '../program/define-program.js';
import { folder, wholeNumber, type ValueSchema } from '../validation/values.js';
import { expectedNumbers, type ExpectedNumbers } from './expected.js';
import { withinTest, type SomeOptions } from './test-time.js';

/** Where `toHold` keeps recordings. */
interface RecordingsOption {
  /** The folder for the recording of a counterexample; default: see `recordingsFolder`. */
  readonly recordings?: string;
}

/** The length that `toViolate` and `toReach` expect. */
interface StepsOption {
  /** The length of the trace, in steps. Of a model it is a shortest trace. */
  readonly steps?: number;
}

/** The options of `toHold`. */
export interface HoldOptions
  extends Omit<CheckOptions, 'stopAtViolation'>, ExpectedNumbers, RecordingsOption {}

/** The options of `toViolate` and `toReach`. */
export interface ShortestOptions
  extends Omit<CheckOptions, 'stopAtViolation'>, ExpectedNumbers, StepsOption {}

/** The options of `toReach`: those of `toViolate` without `counterexamples`, as it finds only one way. */
export type ReachOptions = Omit<ShortestOptions, 'counterexamples'>;

/** The options of `toHold` for a program. */
export interface ProgramHoldOptions
  extends Omit<ProgramOptions, 'stopAtViolation'>, ExpectedNumbers, RecordingsOption {}

/** The options of `toViolate` and `toReach` for a program. */
export interface ProgramTraceOptions
  extends Omit<ProgramOptions, 'stopAtViolation'>, ExpectedNumbers, StepsOption {}

const recordings = { recordings: folder } satisfies Record<keyof RecordingsOption, ValueSchema>;
const steps = { steps: wholeNumber(0) } satisfies Record<keyof StepsOption, ValueSchema>;

const ofModel = {
  ...v.omit(checkOptions, ['stopAtViolation']).entries,
  ...expectedNumbers,
};

const ofProgram = {
  ...v.omit(programOptions, ['stopAtViolation']).entries,
  ...expectedNumbers,
};

/** The options of each matcher, and what each may be. */
const schemas = {
  toHold: {
    model: v.object({ ...ofModel, ...recordings }),
    program: v.object({ ...ofProgram, ...recordings }),
  },
  toViolate: {
    model: v.object({ ...ofModel, ...steps }),
    program: v.object({ ...ofProgram, ...steps }),
  },
  toReach: {
    model: v.omit(v.object({ ...ofModel, ...steps }), ['counterexamples']),
    program: v.object({ ...ofProgram, ...steps }),
  },
};

/**
 * Refuses options of a matcher that are misspelled, misplaced or wrong.
 *
 * @param received - What the matcher was given: a model, or a program.
 * @throws ModelError that says what is wrong.
 */
export function refuseOtherMatcherOptions(
  matcher: keyof typeof schemas,
  received: unknown,
  options: unknown,
): void {
  const { model, program } = schemas[matcher];
  if (isProgram(received)) refuseBadProgramOptions(matcher, options, program);
  else refuseBadOptions(matcher, options, model);
}

/** The options for the search, without those of the matcher; it ends within the time of its test. */
export function searchOptions(received: unknown, options: SomeOptions): SomeOptions {
  const { entries } = isProgram(received) ? programOptions : checkOptions;
  const own = Object.entries(options).filter(
    ([name, value]) => name in entries && value !== undefined,
  );
  return withinTest(Object.fromEntries(own));
}
