import type { CheckResult } from '../check/check.js';
import { ModelError } from '../validation/errors.js';
import { wholeNumber, type ValueSchema } from '../validation/values.js';

/** The exact numbers that a test expects of a check. A number that is absent is not compared. */
export interface ExpectedNumbers {
  /** Distinct states. Of a program: those that its properties saw. */
  readonly distinct?: number;
  /** Generated states, as TLC counts them. Of a program: events, in all runs. */
  readonly generated?: number;
  /** States on the longest of the shortest paths, as TLC counts them. Of a program: on its longest run. */
  readonly depth?: number;
}

/** What each expected number may be. */
export const expectedNumbers = {
  distinct: wholeNumber(0),
  generated: wholeNumber(0),
  depth: wholeNumber(0),
} satisfies Record<keyof ExpectedNumbers, ValueSchema>;

/**
 * Rejects any number combined with `.not`: it would be ambiguous whether the verdict or the number is denied.
 *
 * @param matcher - The name of the matcher.
 * @param expected - Numbers by name; those that are undefined are not expected.
 * @param instead - The matcher to use in place of this one with `not`.
 * @throws ModelError that says what is wrong.
 */
export function refuseNumbersWithNot(
  matcher: string,
  expected: Readonly<Record<string, unknown>>,
  instead: string,
): void {
  const names = Object.keys(expected).filter((name) => expected[name] !== undefined);
  if (names.length === 0) return;
  throw new ModelError(
    `${matcher}: with not, ${names.join(' and ')} cannot be expected, because it would be ambiguous; leave it out, or use ${instead}.`,
  );
}

/** The numbers that differ from those expected, one a line; undefined if none does. */
export function wrongNumbers<State>(
  result: CheckResult<State>,
  expected: ExpectedNumbers,
): string | undefined {
  const wrong = (['distinct', 'generated', 'depth'] as const).filter(
    (name) => expected[name] !== undefined && expected[name] !== result[name],
  );
  if (wrong.length === 0) return undefined;
  return wrong
    .map((name) => `${name}: expected ${String(expected[name])}, found ${result[name]}`)
    .join('\n');
}
