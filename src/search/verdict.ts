import type { PropertyOutcome, Verdict } from './outcome.js';

/** As much of an outcome as its verdict. */
type Judged = Pick<PropertyOutcome<unknown>, 'verdict'>;

/**
 * The verdict of all outcomes together: `violated` if one is, else `undecided` if one is, else
 * `holds`; and `nothing checked` if there is no outcome, because no property was asked and no step
 * threw.
 *
 * @param outcomes - What the search says of each property, and of each step that threw.
 */
export function verdictOfAll(outcomes: readonly Judged[]): Verdict {
  const verdicts = new Set(outcomes.map(({ verdict }) => verdict));
  if (verdicts.size === 0) return 'nothing checked';
  if (verdicts.has('violated')) return 'violated';
  return verdicts.has('undecided') ? 'undecided' : 'holds';
}

/** Whether the user asked for no property: then all outcomes are those of steps that threw. */
export function isWithoutProperties(
  outcomes: readonly { readonly kind: PropertyOutcome<unknown>['kind'] }[],
): boolean {
  return outcomes.every(({ kind }) => kind === 'step');
}
