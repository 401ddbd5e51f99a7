import type { Verdict } from './outcome.js';

/**
 * The verdict of several together: `violated` where one is, else `undecided` where one is, else
 * `holds`.
 *
 * @param outcomes - What is said of each.
 * @param ofNone - The verdict where there are none.
 */
export function verdictOfAll(
  outcomes: readonly { readonly verdict: Verdict }[],
  ofNone: Verdict,
): Verdict {
  const verdicts = new Set(outcomes.map(({ verdict }) => verdict));
  if (verdicts.size === 0) return ofNone;
  if (verdicts.has('violated')) return 'violated';
  return verdicts.has('undecided') ? 'undecided' : 'holds';
}
