import { inspect } from 'node:util';
import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';
import { ModelError } from '../../validation/errors.js';
import { describeValue } from '../../validation/refuse.js';
import { cut, visible } from '../../validation/visible.js';
import type { Verdict } from '../../search/common/outcome.js';
import type { Style } from './style.js';

/**
 * A count for people.
 *
 * @throws ModelError if it is not a number.
 * @example
 * formatNumber(12696) // '12,696'
 */
export function formatNumber(count: number): string {
  refuseNoNumber(count, 'formatNumber');
  return count.toLocaleString('en-US');
}

/**
 * How long something took, for people.
 *
 * @param seconds - Seconds, 0 or more.
 * @throws ModelError if it is not a number.
 * @example
 * formatDuration(0.0412) // '41 ms'
 * formatDuration(125) // '2 min 5 s'
 */
export function formatDuration(seconds: number): string {
  refuseNoNumber(seconds, 'formatDuration');
  if (seconds < 0.9995) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/**
 * A share in percent, with two digits.
 *
 * @param share - From 0 to 1.
 * @example
 * formatPercent(0.01234) // '1.2 %'
 */
export const formatPercent = (share: number): string => `${Number((share * 100).toPrecision(2))} %`;

/** Refuses a value that is not a number. */
export function refuseNoNumber(given: unknown, who: string): void {
  if (typeof given === 'number') return;
  throw new ModelError(`${who} wants a number, and was given ${describeValue(given)}.`);
}

/** The name of a variant: its model, and the safeguards that are on. */
export function nameOfVariant(model: string, safeguards: readonly string[]): string {
  return safeguards.length === 0 ? model : `${model} with ${safeguards.join(' + ')}`;
}

/** What a report says if the user asked for no property. */
export const nothingChecked = 'nothing was checked: no properties';

/** The verdict of all properties together, in words. */
export function describeVerdict(verdict: Verdict): string {
  return verdict === 'nothing checked' ? nothingChecked : verdict;
}

/** A count with its noun: `1 step`, `12 steps`. */
export function counted(count: number, noun: string): string {
  return `${formatNumber(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** The columns that the widest of some texts takes on a terminal: two for a wide character, none for a colour. */
export const widthOf = (texts: readonly string[]): number =>
  Math.max(0, ...texts.map((text) => stringWidth(text)));

/**
 * A text, with spaces up to so many columns of a terminal.
 *
 * @param at - The end of the columns at which the text stands.
 */
export function padded(text: string, columns: number, at: 'left' | 'right' = 'left'): string {
  const spaces = ' '.repeat(Math.max(0, columns - stringWidth(text)));
  return at === 'left' ? text + spaces : spaces + text;
}

/** Plain data in one line, as Node shows it, cut if it is longer than `most` characters. */
export function formatValue(value: unknown, most: number, ellipsis: string): string {
  const options = { depth: null, compact: true, breakLength: Infinity, maxArrayLength: most };
  const text = visible(inspect(value, options));
  return cut(text, most, ellipsis);
}

/**
 * A sentence in the lines that a style gives it.
 *
 * @param text - The sentence; it may have colours.
 * @param style - Says whether a long sentence goes on in the next line.
 * @param indent - How far in that line begins.
 */
export function flow(text: string, { columns, wraps }: Style, indent = 2): string {
  if (wraps !== true) return text;
  // A word that is longer than the rest of a line stays whole.
  const width = Math.max(columns - indent, narrowest);
  return wrapAnsi(text, width).replaceAll('\n', `\n${' '.repeat(indent)}`);
}

/** The fewest columns in which a sentence can be read. */
const narrowest = 20;

/** A line that goes on below, a little further right, if it is too long. */
export function hanging(text: string, columns: number): string {
  return wrapAnsi(text, columns - 2).replaceAll('\n', '\n  ');
}
