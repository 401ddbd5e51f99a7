import { ModelError } from '../model/errors.js';
import { refuseOtherFairness } from '../model/fairness.js';
import {
  describeGiven,
  describeValue,
  refuseOtherFunction,
  refuseOtherNumber,
  refuseUnknown,
  reading,
} from '../model/refuse.js';
import { refuseOtherOptions } from '../property/options.js';
import type { Limits } from '../search/outcome.js';
import type { CheckOptions } from './check.js';

/** The names of the options of a check. */
export const checkOptions: readonly string[] = Object.keys({
  limits: true,
  stopAtViolation: true,
  signal: true,
  onProgress: true,
  watch: true,
  workers: true,
  fairness: true,
  coverage: true,
  symmetric: true,
  counterexamples: true,
  prefer: true,
} satisfies Record<keyof CheckOptions, true>);

const limitNames = Object.keys({
  states: true,
  depth: true,
  seconds: true,
  memory: true,
} satisfies Record<keyof Limits, true>);

/**
 * Refuses options of a search that are misspelled, misplaced or wrong.
 *
 * @param who - The function that the user called, as the start of a sentence: `check`.
 * @param options - The options that the user gave.
 * @param known - The names of its options: some or all of those of a check, and possibly others.
 * @throws ModelError that says what is wrong.
 */
export function refuseBadOptions(who: string, options: unknown, known: readonly string[]): void {
  reading(who, () => {
    refuseOtherOptions(who, options, known);
    const {
      limits,
      stopAtViolation,
      signal,
      onProgress,
      watch,
      workers,
      fairness,
      coverage,
      symmetric,
      counterexamples,
      prefer,
    } = options as {
      [Name in keyof CheckOptions]: unknown;
    };
    if (limits !== undefined) refuseBadLimits(who, limits);
    if (onProgress !== undefined) refuseOtherFunction(who, 'onProgress', onProgress);
    if (stopAtViolation !== undefined && typeof stopAtViolation !== 'boolean') {
      throw new ModelError(
        `${who}: stopAtViolation is ${describeGiven(stopAtViolation)}; give true or false.`,
      );
    }
    if (symmetric !== undefined) refuseOtherNames(who, symmetric);
    if (counterexamples !== undefined) {
      refuseOtherNumber(`${who}: counterexamples`, counterexamples, 1);
    }
    if (prefer !== undefined && prefer !== 'fewest switches') {
      throw new ModelError(
        `${who}: prefer is ${describeValue(prefer)}; give 'fewest switches', or leave it out.`,
      );
    }
    if (symmetric !== undefined) {
      refuseAnyOf(who, {
        counterexamples: counterexamples === 1 ? undefined : counterexamples,
        prefer,
      });
    }
    if (coverage !== undefined && typeof coverage !== 'boolean') {
      throw new ModelError(`${who}: coverage is ${describeGiven(coverage)}; give true or false.`);
    }
    if (watch !== undefined && (typeof watch !== 'number' || !(watch >= 0 && watch <= 1))) {
      throw new ModelError(`${who}: watch is ${describeValue(watch)}; give a share, from 0 to 1.`);
    }
    if (fairness !== undefined) refuseOtherFairness(who, fairness);
    if (workers !== undefined) refuseOtherWorkers(who, workers);
    // Not instanceof: a test environment may have an AbortSignal of its own.
    if (signal !== undefined && !('aborted' in Object(signal))) {
      throw new ModelError(
        `${who}: signal is ${describeGiven(signal)}; give an AbortSignal, such as controller.signal.`,
      );
    }
  });
}

/** More threads than this would only fill the memory. */
const mostWorkers = 1024;

function refuseOtherWorkers(who: string, workers: unknown): void {
  refuseOtherNumber(`${who}: workers`, workers, 1);
  if ((workers as number) <= mostWorkers) return;
  throw new ModelError(
    `${who}: workers is ${String(workers)}; give ${mostWorkers} or less, best the number of processors.`,
  );
}

/** Refuses interchangeable names unless each group has two or more, and each name appears once. */
function refuseOtherNames(who: string, given: unknown): void {
  const list: readonly unknown[] = Array.isArray(given) ? given : [];
  const groups = list.every((one) => typeof one === 'string') ? [list] : list;
  const names = groups.flat();
  const isFine =
    groups.every((group) => Array.isArray(group) && group.length > 1) &&
    names.every((name) => typeof name === 'string' && name.trim() !== '') &&
    new Set(names).size === names.length;
  if (isFine) return;
  throw new ModelError(
    `${who}: symmetric is ${describeGiven(given)}; give two names or more, each once, or a list of such lists.`,
  );
}

/** Refuses options that depend on which actor acts. A search up to symmetry cannot tell actors apart. */
function refuseAnyOf(who: string, options: Readonly<Record<string, unknown>>): void {
  const given = Object.keys(options).find((name) => options[name] !== undefined);
  if (given === undefined) return;
  throw new ModelError(
    `${who}: ${given} compares the actors of counterexamples, and symmetric takes actors for one another; leave one of the two out.`,
  );
}

function refuseBadLimits(who: string, limits: unknown): void {
  refuseUnknown(who, 'limit', limits, limitNames);
  for (const [name, value] of Object.entries(limits as object) as [string, unknown][]) {
    if (name !== 'seconds') refuseOtherNumber(`${who}: limits.${name}`, value, 1);
    else if (typeof value !== 'number' || !(value > 0)) {
      throw new ModelError(
        `${who}: limits.seconds is ${describeValue(value)}; give a number of seconds above 0.`,
      );
    }
  }
}
