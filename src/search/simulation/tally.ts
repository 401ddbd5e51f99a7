import { clopperPearson, meanInterval, type Interval } from './interval.js';

/** The counts of one property over many runs. */
export interface Tally {
  /** The number of runs in which it was decided. */
  readonly hits: number;
  /** How often the counted step was taken in all runs, in each run up to the decision. */
  readonly of: number;
  /** The sum of the squares of these numbers, run by run. */
  readonly squares: number;
}

/** How often something happens. */
export interface Rate extends Interval {
  /** The estimate. NaN if the counted step was never taken. */
  readonly share: number;
}

/** The share of the error probability that goes to the interval of the mean, if there is one. */
const forMean = 0.1;

/**
 * How often something happens per run, with the exact interval. Runs are independent, so nothing more needs
 * to be assumed.
 */
export function ratePerRun({ hits }: Tally, runs: number, confidence: number): Rate {
  return { share: hits / runs, ...clopperPearson(hits, runs, confidence) };
}

/**
 * How often something happens per execution of the counted step.
 *
 * Executions within one run are not independent, so they cannot be the tries of a binomial distribution. Runs
 * are independent. So the exact interval of hits per run is divided by the interval of executions per run.
 * The two intervals share the error probability (C. E. Bonferroni), so that the result has the wanted
 * confidence.
 */
export function ratePerStep(tally: Tally, runs: number, confidence: number): Rate {
  const { hits, of, squares } = tally;
  const rest = 1 - confidence;
  const perRun = clopperPearson(hits, runs, 1 - rest * (1 - forMean));
  const done = meanInterval(runs, of, squares, 1 - rest * forMean);
  return {
    share: hits / of,
    low: perRun.low / done.high,
    high: done.low > 0 ? perRun.high / done.low : Infinity,
  };
}
