import type { Action } from '../../model/action.js';
import type { Model } from '../../model/model.js';
import type { Trace } from '../../trace/trace.js';
import type { Execute } from './execute.js';
import type { Stream } from './random.js';

/** A behaviour in time. */
export interface TimedTrace<State> {
  readonly trace: Trace<State>;
  /** For each step the time in seconds at which it was taken; also for a step that threw. */
  readonly times: readonly number[];
}

/**
 * Makes a run once more, from the same random numbers, and keeps its trace.
 *
 * @param steps - How many steps to keep. Absent: all, with the step that threw at the end if one did.
 */
export function retrace<State>(
  model: Model<State>,
  execute: Execute<State>,
  stream: Stream,
  steps?: number,
): TimedTrace<State> {
  const states: State[] = [];
  const actions: Action[] = [];
  const times: number[] = [];
  const running = execute(
    // The stream may be needed again, because one run can break several properties.
    stream.clone(),
    (initial) => states.push(initial),
    (time, action, after) => {
      times.push(time);
      actions.push(action);
      states.push(after);
    },
  );
  let now = running.next();
  while (now.done !== true) now = running.next(steps !== undefined && actions.length >= steps);
  const { seconds, failed } = now.value;
  const whole = { trace: { model, states, actions }, times };
  if (steps !== undefined) {
    return {
      trace: { model, states: states.slice(0, steps + 1), actions: actions.slice(0, steps) },
      times: times.slice(0, steps),
    };
  }
  if (failed === undefined) return whole;
  return { trace: { ...whole.trace, failed }, times: [...times, seconds] };
}
