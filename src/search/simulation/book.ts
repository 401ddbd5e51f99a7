import { nameOfStepError } from '../../trace/judge.js';
import type { RunEnd, TimedRun } from './execute.js';
import type { Stream } from './random.js';
import type { Tally } from './tally.js';

/** The first run with a hit. */
export interface First {
  /** Its number, from 1. */
  readonly run: number;
  /** The random numbers that it used. */
  readonly stream: Stream;
  /** How many steps it took up to the hit. */
  readonly steps: number;
}

/** The counts of one property, or of one step that throws. */
export type Line = { -readonly [Name in keyof Tally]: Tally[Name] } & { first?: First };

/** The counts over many runs. */
export interface Book {
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
  readonly lines: readonly Line[];
  /** For each step that threw, by the name under which its error is reported. */
  readonly threw: Map<string, Line>;
}

/** A book without runs yet. */
export function bookOf(properties: number): Book {
  return {
    runs: 0,
    runsWithHits: 0,
    steps: 0,
    seconds: 0,
    ended: { stopped: 0, decided: 0, seconds: 0, steps: 0, threw: 0, interrupted: 0 },
    counted: 0,
    countedSquares: 0,
    lines: Array.from({ length: properties }, () => ({ hits: 0, of: 0, squares: 0 })),
    threw: new Map(),
  };
}

/**
 * Adds a run to the counts.
 *
 * @param stream - The random numbers that the run used. They are needed again for a trace.
 */
export function enter(book: Book, run: TimedRun, stream: Stream): void {
  const { decided, counted, failed, steps } = run;
  book.runs++;
  book.steps += steps;
  book.seconds += run.seconds;
  book.ended[run.ended]++;
  book.counted += counted;
  book.countedSquares += counted * counted;
  for (const line of book.lines) count(line, counted);
  if (decided.length === 0 && failed === undefined) return;

  book.runsWithHits++;
  const hit = (line: Line, at: number): void => {
    line.hits++;
    line.first ??= { run: book.runs, stream, steps: at };
  };
  for (const one of decided) {
    const line = book.lines[one.property] as Line;
    // Count only up to the hit: after it there cannot be another hit in this run.
    count(line, counted, -1);
    count(line, one.counted);
    hit(line, one.steps);
  }
  if (failed === undefined) return;
  const name = nameOfStepError(failed);
  const line = book.threw.get(name) ?? { hits: 0, of: 0, squares: 0 };
  book.threw.set(name, line);
  hit(line, steps);
}

function count(line: Line, times: number, sign = 1): void {
  line.of += sign * times;
  line.squares += sign * times * times;
}
