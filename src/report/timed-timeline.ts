import type { TimedTrace } from '../search/timed/retrace.js';
import { formatDuration } from './format.js';
import { plainStyle } from './style.js';
import { timeline, type TimelineOptions } from './timeline.js';

/** How a timeline with times is drawn. */
export interface TimedTimelineOptions extends TimelineOptions {
  /** The most steps to show, those at the end; all where absent. */
  readonly last?: number;
}

/**
 * A behaviour in time as a timeline, with a column that says when each step was taken.
 *
 * @param timed - The behaviour, and its times.
 * @returns Lines of text, without a line break at the end.
 * @example
 * console.log(timedTimeline(result.properties[0].first));
 */
export function timedTimeline<State>(
  { trace, times }: TimedTrace<State>,
  { last = Infinity, style = plainStyle, ...options }: TimedTimelineOptions = {},
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
  const labels = times.slice(from).map(formatDuration);
  const width = Math.max(0, ...labels.map(({ length }) => length)) + 1;
  const columns = style.columns - width;
  const drawn = timeline(shown, { ...options, style: { ...style, columns } }).split('\n');
  const end = drawn.indexOf('');
  // Where nothing was done there is no step to put a time to.
  if (labels.length === 0 || end < 0) return drawn.join('\n');
  const digits = String(labels.length).length;
  const startOf = (row: number) => `${style.colors.dim(String(row).padStart(digits + 1))}  `;
  let row = 0;
  const lines = drawn.slice(0, end).map((line) => {
    const isRow = line.startsWith(startOf(row + 1));
    const label = isRow ? (labels[row] ?? '') : '';
    if (isRow) row++;
    return `${style.colors.dim(label.padStart(width))}${line}`;
  });
  return [...lines, ...drawn.slice(end)].join('\n');
}
