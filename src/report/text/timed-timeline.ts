import type { TimedTrace } from '../../search/simulation/retrace.js';
import { formatDuration } from './format.js';
import { startOf } from './start.js';
import { labelledTimeline, type TimelineOptions } from './timeline.js';
import { drawn } from './drawn.js';

/** How a timeline with times is drawn. */
export interface TimedTimelineOptions extends TimelineOptions {
  /** The most steps to show, from the end (default: all). */
  readonly last?: number;
}

/**
 * Draws a behaviour in time as a timeline, with a column that shows when each step was taken.
 *
 * @param timed - The behaviour, and its times.
 * @returns Lines of text, without a line break at the end.
 * @example
 * const first = estimated.properties[0]?.first;
 * if (first !== undefined) console.log(timedTimeline(first));
 */
export function timedTimeline<State>(
  timed: TimedTrace<State>,
  options: TimedTimelineOptions = {},
): string {
  return drawn('timedTimeline', 'the first of a property that estimate answered', () =>
    draw(timed, options),
  );
}

function draw<State>(
  { trace, times }: TimedTrace<State>,
  { last = Infinity, ...options }: TimedTimelineOptions,
): string {
  const { model, states, actions, failed } = trace;
  const threw = failed === undefined ? 0 : 1;
  const from = Math.max(0, actions.length + threw - last);
  const shown = {
    model,
    states: states.slice(from),
    actions: actions.slice(from),
    ...(failed === undefined ? {} : { failed }),
  };
  return labelledTimeline(shown, options, times.slice(from).map(formatDuration), startOf(trace));
}
