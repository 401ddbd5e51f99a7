import { nameOfStepError } from '../../trace/judge.js';
import type { RunEnd, TimedRun } from './execute.js';
import type { Stream } from './random.js';
import type { Tally } from './tally.js';

/** The first run with a hit. */
export interface FirstRun {
  /** Its number, from 1. */
  readonly run: number;
  /** The random numbers that it used. */
  readonly stream: Stream;
  /** How many steps it took up to the hit. */
  readonly steps: number;
}

/** The tally of one property, or of one step that throws, while runs are added. */
export type RunningTally = { -readonly [Name in keyof Tally]: Tally[Name] } & { first?: FirstRun };

/** What is counted over many runs. */
export interface Statistics {
  runs: number;
  /** The number of runs that decided a property or had a step that threw. */
  runsWithHits: number;
  steps: number;
  /** The simulated time of all runs together. */
  seconds: number;
  readonly ended: Record<RunEnd, number>;
  /** How often the counted step was taken, in all runs. */
  counted: number;
  countedSquares: number;
  /** One for each property. */
  readonly tallies: readonly RunningTally[];
  /** For each step that threw, by the name under which its error is reported. */
  readonly threw: Map<string, RunningTally>;
}

/** The statistics of no runs. */
export function newStatistics(properties: number): Statistics {
  return {
    runs: 0,
    runsWithHits: 0,
    steps: 0,
    seconds: 0,
    ended: { stopped: 0, decided: 0, seconds: 0, steps: 0, threw: 0, interrupted: 0 },
    counted: 0,
    countedSquares: 0,
    tallies: Array.from({ length: properties }, () => ({ hits: 0, of: 0, squares: 0 })),
    threw: new Map(),
  };
}

/**
 * Adds a run to the counts.
 *
 * @param stream - The random numbers that the run used. They are needed again for a trace.
 */
export function addRun(statistics: Statistics, run: TimedRun, stream: Stream): void {
  const { decided, counted, failed, steps } = run;
  statistics.runs++;
  statistics.steps += steps;
  statistics.seconds += run.seconds;
  statistics.ended[run.ended]++;
  statistics.counted += counted;
  statistics.countedSquares += counted * counted;
  for (const tally of statistics.tallies) count(tally, counted);
  if (decided.length === 0 && failed === undefined) return;

  statistics.runsWithHits++;
  const hit = (tally: RunningTally, at: number): void => {
    tally.hits++;
    tally.first ??= { run: statistics.runs, stream, steps: at };
  };
  for (const one of decided) {
    const tally = statistics.tallies[one.property] as RunningTally;
    // Count only up to the hit: after it there cannot be another hit in this run.
    count(tally, counted, -1);
    count(tally, one.counted);
    hit(tally, one.steps);
  }
  if (failed === undefined) return;
  const name = nameOfStepError(failed);
  const tally = statistics.threw.get(name) ?? { hits: 0, of: 0, squares: 0 };
  statistics.threw.set(name, tally);
  hit(tally, steps);
}

function count(tally: RunningTally, times: number, sign = 1): void {
  tally.of += sign * times;
  tally.squares += sign * times * times;
}
