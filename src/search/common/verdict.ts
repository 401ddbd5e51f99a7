import type { PropertyOutcome, Verdict } from './outcome.js';

/** The part of an outcome that has its verdict. */
type Judged = Pick<PropertyOutcome<unknown>, 'verdict'>;

/**
 * The verdict on all outcomes together: `violated` if one is violated; otherwise `undecided` if one is;
 * otherwise `holds`. `nothing checked` if there are no outcomes, because no property was given and no step
 * threw.
 *
 * @param outcomes - The outcomes of all properties, and of all steps that threw.
 */
export function verdictOfAll(outcomes: readonly Judged[]): Verdict {
  const verdicts = new Set(outcomes.map(({ verdict }) => verdict));
  if (verdicts.size === 0) return 'nothing checked';
  if (verdicts.has('violated')) return 'violated';
  return verdicts.has('undecided') ? 'undecided' : 'holds';
}

/** Whether the user gave no property: then all outcomes are those of steps that threw. */
export function isWithoutProperties(
  outcomes: readonly { readonly kind: PropertyOutcome<unknown>['kind'] }[],
): boolean {
  return outcomes.every(({ kind }) => kind === 'step');
}
