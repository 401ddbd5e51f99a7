import type { CheckResult } from '../check/check.js';
import { ModelError } from '../validation/errors.js';
import { refuseOtherNumber } from '../validation/refuse.js';

/** The exact numbers that a test expects of a check. A number that is absent is not compared. */
export interface ExpectedNumbers {
  /** Distinct states. */
  readonly distinct?: number;
  /** Generated states, as TLC counts them. */
  readonly generated?: number;
  /** States on the longest of the shortest paths, as TLC counts them. */
  readonly depth?: number;
}

/**
 * Rejects anything that is not a number, and any number combined with `.not`: it would be ambiguous
 * whether the verdict or the number is denied.
 *
 * @param matcher - The name of the matcher.
 * @param expected - Numbers by name; those that are undefined are not expected.
 * @param instead - The matcher to use in place of this one with `not`; undefined without `not`.
 * @throws ModelError that says what is wrong.
 */
export function refuseBadNumbers(
  matcher: string,
  expected: Readonly<Record<string, unknown>>,
  instead: string | undefined,
): void {
  const names = Object.keys(expected).filter((name) => expected[name] !== undefined);
  for (const name of names) refuseOtherNumber(`${matcher}: ${name}`, expected[name], 0);
  if (instead === undefined || names.length === 0) return;
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
