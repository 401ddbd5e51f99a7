/** Calls, arguments and answers in words, for timelines and recordings. */
import { inspect } from 'node:util';
import { canonicalKey } from '../../model/canonical.js';
import { describeThrown } from '../../validation/errors.js';
import { passes } from '../../validation/refuse.js';
import { cut } from '../../validation/visible.js';
import { copied } from './copied.js';

/** The most characters of a value in a line. */
const most = 80;

/** A value in a few words: `alice`, `100`, `{ id: 1 }`. */
export function inWords(value: unknown): string {
  if (typeof value === 'string') return cut(value === '' ? '""' : value, most);
  if (value instanceof Error) return cut(describeThrown(value), most);
  const text = inspect(value, { depth: 2, breakLength: Infinity, compact: true });
  return cut(text, most);
}

/** Arguments in words, with a space before each. */
export const argumentsInWords = (args: readonly unknown[]): string =>
  args.map((arg) => ` ${inWords(arg)}`).join('');

/**
 * Arguments as the choice of an action: one as it is, several as a list. Data that is not plain, such as a
 * buffer or a function, becomes a text.
 *
 * @returns An object with the choice; an empty one if there are no arguments.
 */
export function choiceOf(args: readonly unknown[]): { readonly choice?: unknown } {
  const plain = args.filter((arg) => typeof arg !== 'function').map(plainly);
  if (plain.length === 0) return {};
  return { choice: plain.length === 1 ? plain[0] : plain };
}

/** A value as plain data. */
function plainly(value: unknown): unknown {
  if (value === undefined) return null;
  // A service may keep and change what it was given, so a trace has a copy.
  return passes(() => canonicalKey(value) !== '') ? copied(value, () => {}) : inWords(value);
}
