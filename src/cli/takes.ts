/** Reads how long steps take: `*.write=logNormal(2,20)`. */
import { InvalidArgumentError } from 'commander';
import { duration, type Duration } from '../model/duration.js';
import { isModelError } from '../validation/errors.js';
import { nearest } from '../validation/nearest.js';

/** The forms of a duration, and the function that makes it. */
const kinds: Readonly<Record<string, (numbers: readonly number[]) => Duration>> = {
  fixed: ([time = NaN]) => duration.fixed(time),
  uniform: ([shortest = NaN, longest = NaN]) => duration.uniform(shortest, longest),
  exponential: ([mean = NaN]) => duration.exponential({ mean }),
  logNormal: ([median = NaN, p99 = NaN]) => duration.logNormal({ median, p99 }),
  empirical: (times) => duration.empirical(times),
  never: () => duration.never,
};

/**
 * Adds one more `step=duration`, for a flag that can be given several times.
 *
 * @throws InvalidArgumentError if the text does not have this form.
 */
export function takes(
  text: string,
  before: Readonly<Record<string, Duration>> = {},
): Readonly<Record<string, Duration>> {
  const [, step, written] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (step === undefined || written === undefined) {
    throw new InvalidArgumentError('Write step=duration: "*=exponential(60)", "worker.write=2".');
  }
  return { ...before, [step.trim()]: durationOf(written.trim()) };
}

function durationOf(written: string): Duration {
  const seconds = Number(written);
  const [, name, list = ''] = /^(\w+)(?:\(([^)]*)\))?$/.exec(written) ?? [];
  const numbers = list
    .split(',')
    .filter((part) => part.trim() !== '')
    .map(Number);
  try {
    if (Number.isFinite(seconds)) return duration.fixed(seconds);
    const kind = kinds[name ?? ''];
    if (kind !== undefined) return kind(numbers);
  } catch (error) {
    throw isModelError(error) ? new InvalidArgumentError(error.message) : error;
  }
  const near = nearest(name ?? written, Object.keys(kinds));
  throw new InvalidArgumentError(
    `There is no duration ${JSON.stringify(written)}; ` +
      (near === undefined
        ? `there are ${Object.keys(kinds).join(', ')}.`
        : `did you mean ${near}?`),
  );
}
