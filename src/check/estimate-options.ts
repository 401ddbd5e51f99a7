import * as v from 'valibot';
import { refuseOtherDuration, type Duration } from '../model/duration.js';
import { ModelError } from '../validation/errors.js';
import type { Model } from '../model/model.js';
import { nearest } from '../validation/nearest.js';
import {
  reading,
  refuseOtherFunction,
  refuseOtherValues,
  refuseUnknown,
} from '../validation/refuse.js';
import {
  abortSignal,
  anyFunction,
  confidenceLevel,
  recordOf,
  seconds,
  wholeNumber,
  type ValueSchema,
} from '../validation/values.js';
import { complaintOfStart } from '../property/evaluate.js';
import { refuseOtherOptions } from '../property/options.js';
import type { FiniteProperty, Property } from '../property/property.js';
import type { OptionsSchema } from './options.js';
import type { Until } from '../search/simulation/execute.js';
import { namesFor, valueFor, withoutDuration, type ByStep } from '../search/simulation/timing.js';

/** How far an estimate has come. */
export interface EstimateProgress {
  readonly runs: number;
  /** How many runs there will be. */
  readonly of: number;
  /** How many of the runs so far decided a property, or had a step that threw. */
  readonly hits: number;
  readonly steps: number;
  readonly seconds: number;
}

/** The options of `estimate`. */
export interface EstimateOptions {
  /**
   * How long steps take. A key names one step (`enactor 1.write`), a step of every actor (`*.write`), all
   * steps of an actor (`enactor 1`), or all steps (`*`). If several keys match a step, the first in this
   * order counts.
   */
  readonly durations: ByStep<Duration>;
  /**
   * How likely the choices of a step are, relative to each other: with the same keys, a function that
   * returns the weight of a choice. Absent: all choices are equally likely.
   */
  readonly weights?: ByStep<(choice: unknown) => number>;
  /** How many runs (default: 10,000). */
  readonly runs?: number;
  /**
   * When a run ends at the latest: after so many simulated `seconds`, or after so many `steps`. Absent:
   * 10,000 steps.
   */
  readonly until?: Until;
  /** What the estimate divides by: `run` (the default), or the name of a step, as in "1 in N deletes". */
  readonly per?: string;
  /** The confidence of the interval, between 0 and 1 (default: 0.95). */
  readonly confidence?: number;
  /** The same seed gives the same result (default: a random one). */
  readonly seed?: number;
  /** Ends the estimate; its result has the runs so far. `AbortSignal.timeout(…)` limits its time. */
  readonly signal?: AbortSignal;
  /** Called about ten times a second. */
  readonly onProgress?: (progress: EstimateProgress) => void;
}

/** What each limit of a run may be. */
const untilSchemas = {
  seconds,
  steps: wholeNumber(1),
} satisfies Record<keyof Until, ValueSchema>;

/** The options of an estimate, and what each may be, whatever the model. Those with parts are looked at one by one. */
export const estimateOptions = v.object({
  durations: recordOf('give an object by the names of steps'),
  weights: recordOf('give an object by the names of steps'),
  runs: wholeNumber(1),
  until: v.unknown(),
  per: v.string("give 'run' or the name of a step"),
  confidence: confidenceLevel,
  seed: wholeNumber(-(2 ** 31)),
  signal: abortSignal,
  onProgress: anyFunction,
} satisfies Record<keyof EstimateOptions, ValueSchema>);

/**
 * Refuses options that are misspelled, misplaced or wrong, whatever the model.
 *
 * @param where - The function or the setting that has them, as the start of a sentence: `estimate`.
 * @param schema - The options that it may have.
 * @throws ModelError that says what is wrong.
 */
export function refuseOtherEstimate(
  where: string,
  options: unknown,
  { entries }: OptionsSchema = estimateOptions,
): void {
  reading(where, () => {
    refuseOtherOptions(where, options, Object.keys(entries));
    refuseOtherValues(where, options as object, entries);
    const { durations, weights, until } = options as Readonly<Record<string, object | undefined>>;
    for (const [name, given] of Object.entries({ ...durations })) {
      refuseOtherDuration(`${where}: durations[${JSON.stringify(name)}]`, given);
    }
    for (const [name, given] of Object.entries({ ...weights })) {
      refuseOtherFunction(where, `weights[${JSON.stringify(name)}]`, given);
    }
    if (until === undefined) return;
    refuseUnknown(`${where}: until`, 'limit', until, Object.keys(untilSchemas));
    refuseOtherValues(`${where}: until`, until, untilSchemas, '.');
  });
}

/**
 * Refuses options that are misspelled, misplaced or wrong for the model.
 *
 * @throws ModelError that says what is wrong.
 */
export function refuseBadEstimate<State>(model: Model<State>, options: EstimateOptions): void {
  refuseOtherEstimate('estimate', options);
  reading('estimate', () => {
    const { durations, weights, per } = options as Partial<EstimateOptions>;
    if (durations === undefined) throw withoutDuration(model.steps);
    refuseUnknownSteps(model, 'durations', durations);
    const missing = model.steps.filter((step) => valueFor(durations, step) === undefined);
    if (missing.length > 0) throw withoutDuration(missing);
    if (weights !== undefined) refuseUnknownSteps(model, 'weights', weights);
    if (per !== undefined && per !== 'run') refuseOtherStep(model, 'per', per);
  });
}

/**
 * Refuses temporal properties: every run ends, so no run can decide one.
 *
 * @returns The same properties.
 */
export function refuseTemporal<State>(
  properties: readonly Property<State>[],
): readonly FiniteProperty<State>[] {
  return properties.map((property) => {
    if (property.kind !== 'temporal') return property;
    throw new ModelError(
      `estimate cannot ask ${JSON.stringify(property.name)}: a run ends, and this is about what comes ` +
        'in the end; ask check, or how often it is reachable until a time.',
    );
  });
}

/**
 * Refuses a refinement that an initial state violates: it would be violated in every run, or in a share of the runs that
 * says nothing of time.
 */
export function refuseWrongStart<State>(
  model: Model<State>,
  properties: readonly FiniteProperty<State>[],
): void {
  for (const property of properties) {
    if (property.kind !== 'transition') continue;
    for (const state of model.initial) {
      const complaint = complaintOfStart(property, state);
      if (complaint === undefined) continue;
      throw new ModelError(
        `estimate cannot ask ${JSON.stringify(property.name)}: an initial state violates it (${complaint.says}); ask check.`,
      );
    }
  }
}

function refuseUnknownSteps<State>(model: Model<State>, option: string, given: object): void {
  // The steps of a reducer cannot be listed.
  if (model.steps.length === 0) return;
  const known = [...new Set(model.steps.flatMap(namesFor)), '*'];
  for (const name of Object.keys(given)) refuseOtherName(option, name, known);
}

function refuseOtherStep<State>(model: Model<State>, option: string, given: string): void {
  if (model.steps.length === 0) return;
  const names = model.steps.map(({ actor, step }) => `${actor}.${step}`);
  refuseOtherName(option, given, ['run', ...names]);
}

function refuseOtherName(option: string, name: string, known: readonly string[]): void {
  if (known.includes(name)) return;
  const near = nearest(name, known);
  const advice =
    near === undefined
      ? `there are ${known.filter((one) => one.includes('.') && !one.startsWith('*')).join(', ')}.`
      : `did you mean ${near}?`;
  throw new ModelError(`estimate: ${option} names no step ${JSON.stringify(name)}; ${advice}`);
}
