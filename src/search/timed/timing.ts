import type { Duration } from '../../model/duration.js';
import { ModelError } from '../../model/errors.js';
import type { StepName } from '../../model/model.js';
import { stepKey } from '../../model/names.js';

/**
 * What is said of steps, each under the name of one step, of a step of every actor, of an actor, or
 * of all: `enactor 1.write`, `*.write`, `enactor 1`, `*`. The first of these that is there counts.
 */
export type ByStep<Value> = Readonly<Record<string, Value>>;

/** The names under which something may be said of a step, the closest first. */
export function namesFor({ actor, step }: StepName): readonly string[] {
  return [`${actor}.${step}`, `*.${step}`, actor, '*'];
}

/** What is said of a step; undefined where nothing is. */
export function saidOf<Value>(said: ByStep<Value>, step: StepName): Value | undefined {
  const name = namesFor(step).find((one) => Object.hasOwn(said, one));
  return name === undefined ? undefined : said[name];
}

/**
 * The durations of steps.
 *
 * @param durations - By names.
 * @returns The duration of a step; it throws a ModelError where there is none.
 */
export function timing(durations: ByStep<Duration>): (step: StepName) => Duration {
  const known = new Map<string, Duration>();
  return (step) => {
    const key = stepKey(step);
    const found = known.get(key) ?? saidOf(durations, step);
    if (found === undefined) throw withoutDuration([step]);
    known.set(key, found);
    return found;
  };
}

/** The error that names steps of which nobody said how long they take. */
export function withoutDuration(steps: readonly StepName[]): ModelError {
  const names = steps.map(({ actor, step }) => `${actor}.${step}`);
  return new ModelError(
    `estimate knows no duration for ${names.join(', ')}; give one to each in durations, ` +
      "or to all others: durations: { '*': duration.exponential({ mean: 60 }) }.",
  );
}
