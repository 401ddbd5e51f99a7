/** Reads the values of flags, and refuses a wrong value in a sentence. */
import { InvalidArgumentError } from 'commander';
import { strong, weak, type FairnessOption, type FairnessAssumption } from '../model/fairness.js';
import type { Preference } from '../search/outcome.js';
import { splitNames } from './variant.js';

/** For a flag that can be given several times: adds one more value to those before it. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** A whole number, 1 or more; `_` and `,` may stand between its digits. */
export function count(text: string): number {
  const number = Number(text.replace(/[_,]/g, ''));
  if (Number.isInteger(number) && number >= 1) return number;
  throw new InvalidArgumentError('Give a whole number, 1 or more.');
}

/** A number above 0. */
export function positive(text: string): number {
  const number = Number(text);
  if (Number.isFinite(number) && number > 0) return number;
  throw new InvalidArgumentError('Give a number above 0.');
}

/** A whole number. */
export function integer(text: string): number {
  const number = Number(text);
  if (text.trim() !== '' && Number.isInteger(number)) return number;
  throw new InvalidArgumentError('Give a whole number.');
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
