import { visibleIn } from '../../validation/visible.js';
import type { Rate } from '../../search/simulation/tally.js';
import { padded, widthOf } from './format.js';
import { formatShare } from './frequency.js';
import { plainStyle, type Style } from './style.js';
import { drawn } from './drawn.js';

/** One line of a chart: how often something happens, and its interval. */
export interface ChartRow extends Rate {
  /** What the line is about, in a few words. */
  readonly name: string;
}

/** How a chart is drawn. */
export interface ChartOptions {
  /** Colours and symbols (default: plain text). */
  readonly style?: Style;
  /** A share to compare the others with, such as 1 / 10_000. It is drawn as a line down the chart. */
  readonly mark?: number;
}

/** The fewest columns between the axis's ends. */
const narrowest = 16;

/**
 * Draws how often things happen, each as a point with its interval, on a logarithmic axis: the distance
 * from one power of ten to the next is always the same. Something that never happened has no point; only
 * the upper end of its interval is known.
 *
 * @param given - What to draw, from top to bottom.
 * @returns Lines of text, `style.columns` wide if the names leave room, without a line break at the
 *   end.
 * @example
 * console.log(frequencyChart(estimated.properties));
 */
export function frequencyChart(given: readonly ChartRow[], options: ChartOptions = {}): string {
  return drawn(
    'frequencyChart',
    'rows with a name, a share and its interval, such as the properties of an estimate',
    () => draw(given, options),
  );
}

function draw(given: readonly ChartRow[], options: ChartOptions): string {
  const rows = visibleIn(given);
  const { style = plainStyle, mark } = options;
  const { colors, symbols } = style;
  if (rows.length === 0) return '';
  const says = rows.map(sayOf);
  const nameWidth = widthOf(rows.map(({ name }) => name));
  const sayWidth = widthOf(says);
  const width = Math.max(style.columns - nameWidth - sayWidth - 4, narrowest);
  const axis = axisOf([...rows.flatMap(bounds), ...(mark === undefined ? [] : [mark])], width);
  const marked = mark === undefined ? -1 : axis.columnOf(mark);

  const lines = rows.map((row, index) => {
    const { share, low, high } = row;
    const from = low > 0 ? axis.columnOf(low) : 0;
    const to = axis.columnOf(Math.min(high, axis.high));
    const cells = Array.from({ length: width }, (_, column) => {
      if (share > 0 && column === axis.columnOf(share)) return colors.bold(symbols.step);
      if (!Number.isNaN(share) && low === 0 && column === 0) return '<';
      if (!Number.isNaN(share) && column >= from && column <= to) return symbols.span;
      return column === marked ? colors.yellow(symbols.wait) : ' ';
    });
    return `${padded(row.name, nameWidth)}  ${cells.join('')}  ${says[index] ?? ''}`.trimEnd();
  });
  const margin = ' '.repeat(nameWidth + 2);
  return [...lines, `${margin}${colors.dim(ticksOf(axis, width))}`.trimEnd()].join('\n');
}

function sayOf({ share, high }: ChartRow): string {
  if (Number.isNaN(share)) return 'not tried';
  return share > 0 ? formatShare(share) : `rarer than ${formatShare(high, undefined, 'up')}`;
}

/** What must lie on the axis. */
function bounds({ share, low, high }: ChartRow): number[] {
  return [share, low, high].filter((one) => one > 0 && one < Infinity);
}

/** A logarithmic axis. */
interface Axis {
  /** Its ends, as powers of ten. */
  readonly from: number;
  readonly to: number;
  readonly high: number;
  readonly columnOf: (share: number) => number;
}

function axisOf(shares: readonly number[], width: number): Axis {
  const powers = shares.map(Math.log10);
  const to = powers.length === 0 ? 0 : Math.ceil(Math.max(...powers));
  const from = Math.min(powers.length === 0 ? -1 : Math.floor(Math.min(...powers)), to - 1);
  const columnOf = (share: number) =>
    Math.round(((Math.log10(share) - from) / (to - from)) * (width - 1));
  return { from, to, high: 10 ** to, columnOf };
}

/** The powers of ten below the axis, as many as there is room for. */
function ticksOf({ from, to, columnOf }: Axis, width: number): string {
  const powers = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  let line = '';
  for (const power of powers) {
    const label = formatShare(10 ** power, power >= 0);
    const column = columnOf(10 ** power);
    const start = Math.min(
      Math.max(0, column - Math.floor(label.length / 2)),
      width - label.length,
    );
    // A label that would touch the one before is left out.
    if (line !== '' && start < line.length + 2) continue;
    line = line.padEnd(start) + label;
  }
  return line;
}
