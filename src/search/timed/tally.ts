import { clopperPearson, meanInterval, type Interval } from './interval.js';

/** What was counted of one property, over many runs. */
export interface Tally {
  /** In how many runs it was decided. */
  readonly hits: number;
  /** How often the counted thing was done in all, in each run up to where it was decided. */
  readonly of: number;
  /** The sum of the squares of that, run by run. */
  readonly squares: number;
}

/** How often something happens. */
export interface Rate extends Interval {
  /** The estimate; NaN where the counted thing was never done. */
  readonly share: number;
}

/** How much of what is left of the confidence goes to the mean, where there is one. */
const forMean = 0.1;

/**
 * How often something happens in each run: hits per run, with the exact interval. Runs are
 * independent, so that nothing is assumed.
 */
export function ratePerRun({ hits }: Tally, runs: number, confidence: number): Rate {
  return { share: hits / runs, ...clopperPearson(hits, runs, confidence) };
}

/**
 * How often something happens for each time that another thing is done.
 *
 * What is done within one run is not independent, so that the tries of a binomial would be too many.
 * Runs are: the exact interval of hits per run is divided by that of how often it is done in a run, and
 * the two share what is left of the confidence (C. E. Bonferroni), so that together they hold as often.
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
