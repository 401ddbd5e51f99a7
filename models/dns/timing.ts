/**
 * How long the steps of the DNS system take: what `estimate` is told beside the model. All of it is
 * assumed, in the orders of magnitude that the article speaks of; an answer is as right as this is.
 */
import { duration, type Duration } from 'allways';

/** What may differ from one estimate to the next. */
export interface Timing {
  /** One in a hundred writes of enactor 1 takes longer than this, in seconds. */
  readonly slowWrite: number;
  /** Whether cleanup draws first if it runs: the model's parameter of that name. */
  readonly rollout?: boolean;
}

/** From one plan to the next, in seconds. */
export const planEvery = 60;

/** How long enactors 2 and 3 take for a write. */
const usualWrite = 5;

/** The durations of all steps, in seconds, under their names. */
export function timing({ slowWrite, rollout = false }: Timing): Readonly<Record<string, Duration>> {
  // A sweep every minute or so. A plan becomes stale at any moment between two, and the sweep does
  // not know: however long it has been, the next one is as far off.
  const nextSweep = duration.exponential({ mean: 60 });
  // What is done at once, with no other machine.
  const atOnce = duration.uniform(0.1, 1);
  return {
    // A plan a minute. With plans at random moments, two would often come within seconds, and then no
    // enactor need be slow for a race.
    'planner.generate': duration.uniform(planEvery - 10, planEvery + 10),
    // An enactor looks for work every few seconds.
    '*.pickUp': duration.uniform(0, 5),
    // It validates the plan.
    '*.begin': atOnce,
    // A request to the servers of DNS, which is mostly fast, and in one of a hundred cases takes the 5 s
    // that the article expects, or longer.
    '*.write': duration.logNormal({ median: 2, p99: usualWrite }),
    // Mostly as fast as others: congestion, throttling or retries slow down some of its writes only.
    'enactor 1.write': duration.logNormal({ median: 2, p99: slowWrite }),
    // A note that the plan is complete, where all plans are kept: a request too, and a smaller one.
    '*.complete': duration.logNormal({ median: 0.5, p99: 2 }),
    // What is drawn for runs at once.
    ...(rollout
      ? { 'cleanup.draw': nextSweep, 'cleanup.check': atOnce, 'cleanup.pass': atOnce }
      : { 'cleanup.check': nextSweep }),
    // A request again.
    'cleanup.delete': duration.logNormal({ median: 1, p99: 5 }),
    // The buffer is counted in minutes.
    'clock.tick': duration.fixed(60),
  };
}
