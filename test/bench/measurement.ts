/** What a measurement of one process says. */
import * as v from 'valibot';

const measured = v.object({
  distinct: v.number(),
  generated: v.number(),
  /** Of the search alone: after all is loaded, in our process; by its own account, for Spin. */
  seconds: v.number(),
  /** Of the whole process; for Spin without its compilation, unless the column is about that. */
  wall: v.number(),
  /** The most bytes that the process held in memory. */
  peak: v.number(),
});

export type Measured = v.InferOutput<typeof measured>;

/** The line that `measure.ts` prints; whoever started the process knows its wall time. */
export const explored = v.omit(measured, ['wall']);

/** The line that `small.ts` prints. */
export const smallTimes = v.object({
  distinct: v.number(),
  generated: v.number(),
  /** Milliseconds of the first search of a process, after all is loaded. */
  cold: v.number(),
  /** Milliseconds of a later one. */
  warm: v.number(),
});
export type SmallTimes = v.InferOutput<typeof smallTimes>;

/** The line that `option.ts` prints. */
export const optionRun = v.object({ distinct: v.number(), seconds: v.number() });

/** The line that `runs.ts` prints: microseconds. */
export const runTimes = v.object({ plain: v.number(), watched: v.number(), immer: v.number() });
export type RunTimes = v.InferOutput<typeof runTimes>;

/** The line that `programs/measure.ts` prints for a search with a reduction. */
export const programRun = v.object({ runs: v.number(), events: v.number(), seconds: v.number() });

/** The line that it prints for the runs until a race shows. */
export const raceRuns = v.object({
  runs: v.array(v.nullable(v.number())),
  isRepairedViolated: v.boolean(),
});

/** A measurement, or why there is none. */
export type Measurement = Measured | { readonly failed: string };

export const isMeasured = (one: Measurement): one is Measured => !('failed' in one);

/**
 * The fastest of some runs. What disturbs a run only ever makes it slower, so the fastest one is
 * the nearest to what the program takes.
 */
export function best(runs: readonly Measurement[]): Measured | undefined {
  return runs.filter(isMeasured).toSorted((a, b) => a.seconds - b.seconds)[0];
}

/** Nanoseconds for each state generated: what rows of different size can be compared by. */
export const nanoseconds = ({ seconds, generated }: Measured) => (seconds / generated) * 1e9;

/** Bytes of the whole process for each distinct state. */
export const bytesPerState = ({ peak, distinct }: Measured) => peak / distinct;
