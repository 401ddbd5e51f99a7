import type { Duration } from '../../model/duration.js';
import { ModelError } from '../../validation/errors.js';
import type { StepName } from '../../model/model.js';
import { stepKey } from '../../model/names.js';

/**
 * Values for steps. A key names one step (`enactor 1.write`), a step of every actor (`*.write`), all steps of
 * an actor (`enactor 1`), or all steps (`*`). If several keys match a step, the first in this order counts.
 */
export type ByStep<Value> = Readonly<Record<string, Value>>;

/** The keys that match a step, the most specific first. */
export function namesFor({ actor, step }: StepName): readonly string[] {
  return [`${actor}.${step}`, `*.${step}`, actor, '*'];
}

/** The value for a step; undefined if there is none. */
export function valueFor<Value>(values: ByStep<Value>, step: StepName): Value | undefined {
  const name = namesFor(step).find((one) => Object.hasOwn(values, one));
  return name === undefined ? undefined : values[name];
}

/**
 * Looks up the durations of steps.
 *
 * @param durations - The durations, by keys.
 * @returns A function that gives the duration of a step. It throws a ModelError if there is none.
 */
export function timing(durations: ByStep<Duration>): (step: StepName) => Duration {
  const known = new Map<string, Duration>();
  return (step) => {
    const key = stepKey(step);
    const found = known.get(key) ?? valueFor(durations, step);
    if (found === undefined) throw withoutDuration([step]);
    known.set(key, found);
    return found;
  };
}

/** The error for steps without a duration. */
export function withoutDuration(steps: readonly StepName[]): ModelError {
  const names = steps.map(({ actor, step }) => `${actor}.${step}`);
  return new ModelError(
    `estimate knows no duration for ${names.join(', ')}; give one to each in durations, ` +
      `or to all others: durations: { '*': duration.exponential({ mean: 60 }) }, or --takes "*=exponential(60)".`,
  );
}
