import wrapAnsi from 'wrap-ansi';
import { refuseUnknown } from '../../validation/refuse.js';
import { refuseOtherTrace } from '../../trace/refuse-trace.js';
import type { Trace } from '../../trace/trace.js';
import { afterOthers, slowestOf } from './waits.js';
import { overtakenAt } from './overtaken.js';
import { dataFlowOf } from '../../analysis/data-flow.js';
import { swimlanesOf, type SwimlaneStep } from '../../analysis/swimlanes.js';
import { staircase } from './staircase.js';
import { startInLines, startOf, type Start } from './start.js';
import { initialState, stepChanges } from './step-changes.js';
import { plainStyle, type Style } from './style.js';
import { drawn } from './drawn.js';
import { padded, widthOf } from './format.js';

/** How a timeline is drawn. */
export interface TimelineOptions {
  /** Colours, symbols and width. Absent: plain text. */
  readonly style?: Style;
  /** What the last step does: it breaks a property, or it reaches the goal. */
  readonly ends?: 'violation' | 'goal';
  /** False: leaves out what each step changed. */
  readonly changes?: boolean;
}

/** The fewest columns for the text of a step. If the lanes leave fewer, lines grow longer instead. */
const narrowest = 24;

/**
 * Draws a behaviour as a timeline. Time runs down, and every actor that takes a step has a lane. A thick
 * line between two steps marks the actor that waited longest although it could have acted. Below the
 * timeline is a list of what each step changed in the state.
 *
 * @param trace - The behaviour.
 * @returns Lines of text, `style.columns` wide if the lanes leave room, without a line break at the end.
 * @example
 * console.log(timeline(outcome.trace, { style: terminalStyle(process.stdout) }));
 */
export function timeline<State>(trace: Trace<State>, options: TimelineOptions = {}): string {
  return drawn('timeline', 'the trace of an outcome, as it is', () => draw(trace, options));
}

function draw<State>(trace: Trace<State>, options: TimelineOptions): string {
  return labelledTimeline(trace, options);
}

/**
 * A timeline with a column of labels before all others, one label for each step.
 *
 * @param labels - One for each step; none for no such column.
 * @param given - The start of the behaviour, if its first steps are left out.
 */
export function labelledTimeline<State>(
  trace: Trace<State>,
  options: TimelineOptions,
  labels: readonly string[] = [],
  given?: Start,
): string {
  refuseOtherTrace(trace, 'timeline');
  const start = given ?? startOf(trace);
  refuseUnknown('timeline', 'option', options, ['style', 'ends', 'changes']);
  const { style = plainStyle, ends = 'violation', changes = true } = options;
  const { lanes, steps: rows } = swimlanesOf(trace);
  if (rows.length === 0) {
    const lines = start && startInLines(start, 'In', style);
    const first = lines ?? ['In the initial state:', initialState(trace, style)];
    return [...first, ...forEver(trace, style)].join('\n');
  }
  const column = labels.length === 0 ? 0 : Math.max(...labels.map(({ length }) => length)) + 1;
  const rest = { ...style, columns: style.columns - column };
  const drawn = drawRows(rows, lanes, rest, ends, trace.lasso?.from).map(({ row, line }) => {
    if (column === 0) return line;
    const label = row === undefined ? '' : (labels[row] ?? '');
    return `${style.colors.dim(label.padStart(column))}${line}`;
  });
  return [
    ...(start === undefined ? [] : [...startInLines(start, 'Starts in', style), '']),
    ...staircase(lanes, column + String(rows.length).length + 3, style),
    ...drawn,
    ...forEver(trace, style),
    ...overtakenLines(trace, rows, style),
    ...(changes ? ['', ...stepChanges(trace, style)] : []),
  ].join('\n');
}

/** What steps do not know, and what they overtook: a sentence each, after an empty line. */
function overtakenLines<State>(
  trace: Trace<State>,
  rows: readonly SwimlaneStep[],
  { colors, columns }: Style,
): string[] {
  const flow = dataFlowOf(trace);
  const lines = rows.flatMap(({ actor }, index) =>
    overtakenAt(flow, index + 1, actor).flatMap((says) =>
      wrap(`Step ${index + 1}: ${says}.`, columns),
    ),
  );
  return lines.length === 0 ? [] : ['', ...lines.map((line) => colors.yellow(line))];
}

/** A line of the drawing: the first of a row, or one that goes on with it. */
interface TimelineLine {
  readonly row?: number;
  readonly line: string;
}

function drawRows(
  rows: readonly SwimlaneStep[],
  lanes: readonly string[],
  style: Style,
  ends: 'violation' | 'goal',
  loop: number | undefined,
): TimelineLine[] {
  const { colors, symbols } = style;
  const digits = String(rows.length).length;
  const slowest = slowestOf(rows);
  const nameWidth = widthOf(lanes);
  const hanging = digits + 3 + lanes.length * 2 + 1 + nameWidth + 2;

  /** The next step of each actor that has taken one, by row and by lane. */
  const nextOf = new Map(rows.map((row) => [row.previous, row]));
  const next: (SwimlaneStep | undefined)[] = lanes.map(() => undefined);
  /** The sign in a lane beside or below a row of another actor: a wait, or nothing. */
  const beside = (lane: number): string => {
    const ends = next[lane];
    if (ends === undefined) return ' ';
    return ends.waited === slowest ? colors.yellow(symbols.longWait) : colors.dim(symbols.wait);
  };
  return rows.flatMap((row, index) => {
    const wrong = index === rows.length - 1 && ends === 'violation' && loop === undefined;
    const mark = wrong ? colors.red(symbols.violated) : symbols.step;
    next[row.lane] = nextOf.get(index);
    const waits = lanes.map((_, lane) => beside(lane));
    const slow = row.waited === slowest ? `${afterOthers(row)} ` : '';
    const says = `${colors.yellow(slow)}${wrong ? colors.red(row.says) : row.says}`;
    const number = colors.dim(String(index + 1).padStart(digits + 1));
    const before =
      index === loop ? [{ line: colors.yellow(`${' '.repeat(digits + 3)}again and again:`) }] : [];
    const lines = wrap(says, Math.max(style.columns - hanging, narrowest)).map((text, part) =>
      part === 0
        ? {
            row: index,
            line: `${number}  ${waits.with(row.lane, mark).join(' ')}  ${padded(row.actor, nameWidth)}  ${text}`,
          }
        : {
            line: `${' '.repeat(digits + 3)}${waits.join(' ')}  ${' '.repeat(nameWidth)}  ${text}`,
          },
    );
    return [...before, ...lines];
  });
}

/** How the behaviour goes on for ever. */
function forEver<State>({ actions, lasso }: Trace<State>, { colors }: Style): string[] {
  if (lasso === undefined) return [];
  const margin = ' '.repeat(String(actions.length).length + 3);
  const isStop = lasso.from === actions.length;
  return [
    colors.yellow(
      isStop
        ? `${margin}and here it stops for ever`
        : `${margin}and so on for ever, from step ${lasso.from + 1}`,
    ),
  ];
}

function wrap(text: string, width: number): string[] {
  return wrapAnsi(text, width, { hard: true }).split('\n');
}
