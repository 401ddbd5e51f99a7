import type { CheckResult } from '../check/check.js';
import { ModelError } from '../model/errors.js';
import { refuseOtherNumber } from '../model/refuse.js';

/** Numbers that a check is expected to give, exactly; what is absent is not compared. */
export interface ExpectedNumbers {
  /** Distinct states. */
  readonly distinct?: number;
  /** Generated states, as TLC counts them. */
  readonly generated?: number;
  /** States on the longest of the shortest paths, as TLC counts them. */
  readonly depth?: number;
}

/**
 * Refuses expected numbers that are none, and with `not` all: whether it is the verdict that is
 * denied or the number nobody could tell, and not to compare them would pass over what was asked.
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
    `${matcher}: with not, ${names.join(' and ')} cannot be expected, as nobody could tell what is denied; leave it out, or use ${instead}.`,
  );
}

/** The numbers that differ from those expected, one a line; undefined where none does. */
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
