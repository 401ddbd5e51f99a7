/**
 * How long steps take. `check` finds out whether something can happen, and needs no time. `estimate` finds
 * out how often it happens, and needs durations. They are assumptions beside the model.
 */
import { ModelError } from '../validation/errors.js';
import { describeGiven, describeValue, refuseUnknown } from '../validation/refuse.js';

/** How long a step takes: a distribution of times. Made by {@link duration}, or by hand. */
export interface Duration {
  /** The distribution in a few words, for people: `median 2 s, 1 in 100 over 20 s`. */
  readonly says: string;
  /**
   * Draws a time.
   *
   * @param random - Gives numbers from 0 to below 1, all equally likely. Use no other source of randomness.
   * @returns Seconds, 0 or more; Infinity if the step is never taken.
   */
  readonly draw: (random: () => number) => number;
  /** True: each choice of the step has a time of its own; see `duration.each`. */
  readonly each?: boolean;
}

/** The 99th percentile of the standard normal distribution. */
const normal99 = 2.3263478740408408;

/** Always the same time. */
function fixed(seconds: number): Duration {
  refuseOtherTime('duration.fixed: the time', seconds);
  return { says: `exactly ${seconds} s`, draw: () => seconds };
}

/** Any time from the shortest to the longest, all equally likely. */
function uniform(shortest: number, longest: number): Duration {
  refuseOtherTime('duration.uniform: the shortest time', shortest);
  refuseOtherTime('duration.uniform: the longest time', longest);
  refuseDisorder('duration.uniform: the longest time', longest, 'the shortest', shortest);
  return {
    says: `from ${shortest} to ${longest} s`,
    draw: (random) => shortest + (longest - shortest) * random(),
  };
}

/**
 * For something that may happen at any moment with the same chance, however long the wait has been so far:
 * arrivals, failures, or a check at random times. About 37 % take longer than the mean.
 */
function exponential(options: { readonly mean: number }): Duration {
  refuseUnknown('duration.exponential', 'option', options, ['mean']);
  const { mean } = options;
  refuseOtherTime('duration.exponential: mean', mean);
  // 1 - random() is never 0, whose logarithm is not finite.
  return { says: `mean ${mean} s`, draw: (random) => -mean * Math.log(1 - random()) };
}

/**
 * For something that usually takes about the same time, and sometimes very long: nearly every request to
 * another machine. Half of the times are below `median`, and one in a hundred is above `p99`.
 */
function logNormal(options: { readonly median: number; readonly p99: number }): Duration {
  refuseUnknown('duration.logNormal', 'option', options, ['median', 'p99']);
  const { median, p99 } = options;
  refuseOtherTime('duration.logNormal: median', median);
  refuseOtherTime('duration.logNormal: p99', p99);
  if (median === 0) throw new ModelError('duration.logNormal: median is 0; give a time above 0.');
  refuseDisorder('duration.logNormal: p99', p99, 'the median', median);
  const spread = Math.log(p99 / median) / normal99;
  return {
    says: `median ${median} s, 1 in 100 over ${p99} s`,
    draw: (random) => median * Math.exp(spread * normal(random)),
  };
}

/** One of the times that were measured, all equally likely. */
function empirical(samples: readonly number[]): Duration {
  const given: unknown = samples;
  if (!Array.isArray(given) || given.length === 0) {
    const what = Array.isArray(given) ? 'an empty list' : describeGiven(given);
    throw new ModelError(`duration.empirical was given ${what}; give a list of measured times.`);
  }
  const times = [...samples];
  for (const time of times) refuseOtherTime('duration.empirical: a sample', time);
  return {
    says: `one of ${times.length} measured times`,
    draw: (random) => times[Math.floor(random() * times.length)] as number,
  };
}

/**
 * Gives each choice of a step a time of its own, so that the choices race, like messages in a network.
 * Without it, the step has one time for all choices, and chooses when that time is up.
 */
function each(of: Duration): Duration {
  refuseOtherDuration('duration.each', of);
  return { says: `${of.says}, for each choice`, draw: of.draw, each: true };
}

/** Never taken: leaves a step out of the estimate. */
const never: Duration = { says: 'never', draw: () => Infinity };

/**
 * The kinds of durations, in seconds.
 *
 * @example
 * duration.fixed(60)
 * duration.uniform(1, 3)
 * duration.exponential({ mean: 60 })
 * duration.logNormal({ median: 2, p99: 20 })
 * duration.empirical([1.9, 2.1, 2.2, 14])
 * duration.each(duration.uniform(1, 3))
 * duration.never
 */
export const duration = { fixed, uniform, exponential, logNormal, empirical, each, never };

/**
 * Refuses a value that is not a duration.
 *
 * @param where - The option that has the value, as the start of a sentence.
 * @throws ModelError that says what it is instead.
 */
export function refuseOtherDuration(where: string, given: unknown): void {
  const { says, draw } = Object(given) as { says?: unknown; draw?: unknown };
  if (typeof says === 'string' && typeof draw === 'function') return;
  const advice =
    typeof given === 'number' ? `duration.fixed(${given})` : 'duration.fixed(60) or another';
  throw new ModelError(
    `${where} was given ${describeValue(given)} in place of a duration; give ${advice}.`,
  );
}

/** Draws from the standard normal distribution (G. E. P. Box, M. E. Muller, Ann. Math. Stat. 29, 1958). */
function normal(random: () => number): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random()));
  return radius * Math.cos(2 * Math.PI * random());
}

function refuseOtherTime(where: string, given: unknown): void {
  if (typeof given === 'number' && given >= 0 && given < Infinity) return;
  throw new ModelError(`${where} is ${describeValue(given)}; give seconds, 0 or more.`);
}

function refuseDisorder(where: string, more: number, than: string, less: number): void {
  if (more >= less) return;
  throw new ModelError(`${where} is ${more}, below ${than}, ${less}; give it as much or more.`);
}
