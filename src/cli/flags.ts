/** Reads the values of flags, and refuses a wrong value in a sentence. */
import { InvalidArgumentError } from 'commander';
import { safeParse } from 'valibot';
import { strong, weak, type FairnessOption, type FairnessAssumption } from '../model/fairness.js';
import {
  positiveNumber,
  threads as threadCount,
  wholeNumber,
  type ValueSchema,
} from '../validation/values.js';
import type { Preference } from '../search/common/outcome.js';
import { splitNames } from './chosen-model.js';

/** For a flag that can be given several times: adds one more value to those before it. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** A whole number, 1 or more; `_` and `,` may stand between its digits. */
export const count = (text: string): number => numberIn(text.replace(/[_,]/g, ''), wholeNumber(1));

/** A whole number, 0 or more. */
export const countOrNone = (text: string): number =>
  numberIn(text.replace(/[_,]/g, ''), wholeNumber(0));

/** How many threads: a whole number, or `auto`. */
export const threads = (text: string): number | 'auto' =>
  text.trim() === 'auto' ? 'auto' : numberIn(text.replace(/[_,]/g, ''), threadCount);

/** A number above 0. */
export const positive = (text: string): number => numberIn(text, positiveNumber);

/** A whole number. */
export const integer = (text: string): number => numberIn(text, wholeNumber(-Infinity));

/** The number that a text is, if the schema allows it. */
function numberIn(text: string, schema: ValueSchema): number {
  const number = text.trim() === '' ? NaN : Number(text);
  const { issues } = safeParse(schema, Number.isFinite(number) ? number : undefined);
  if (issues === undefined) return number;
  const [first = '', ...rest] = issues[0].message;
  throw new InvalidArgumentError(`${first.toUpperCase()}${rest.join('')}.`);
}

/** `weak`, `strong` and `none` for all actors; `weak:planner,cleanup` for some. Can be given several times. */
export function fairness(text: string, before: FairnessOption = []): FairnessOption {
  if (text === 'weak' || text === 'strong' || text === 'none') return text;
  const [, kind, names = ''] = /^(weak|strong):(.+)$/.exec(text) ?? [];
  if (kind === undefined) {
    throw new InvalidArgumentError(
      'Give weak, strong, none, or weak:name for an actor or actor.step.',
    );
  }
  const one: FairnessAssumption = (kind === 'weak' ? weak : strong)(...splitNames(names));
  return typeof before === 'string' ? [one] : [...before, one];
}

/** Which one of several shortest counterexamples to show. */
export function preference(text: string): Preference {
  if (text === 'fewest-switches') return 'fewest switches';
  throw new InvalidArgumentError('Give fewest-switches.');
}

/** Interchangeable names, with commas between them. Each time the flag is given, it adds a group. */
export function group(text: string, before: readonly (readonly string[])[] = []): string[][] {
  return [...before.map((one) => [...one]), splitNames(text)];
}
