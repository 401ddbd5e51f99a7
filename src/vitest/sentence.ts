/** Says in a sentence what a matcher expected of one property of a model or a program, and what it found instead. */
import type { CheckResult } from '../check/check.js';
import { counted, nameOfVariant } from '../report/text/format.js';
import type { PropertyOutcome } from '../search/common/outcome.js';
import { stepsOf } from '../trace/trace.js';

/** What a matcher expects of one property. */
export interface Expectation {
  /** What the property is called in a sentence: its name in quotes, or `the state`. */
  readonly label: string;
  readonly verdict: 'holds' | 'violated';
  readonly isNot: boolean;
  /** The length of the shortest trace; absent if any will do. */
  readonly steps?: number | undefined;
}

/**
 * Why a matcher of one property fails.
 *
 * @param expected - What the test expected.
 * @param result - The result of checking the model.
 * @param outcome - The outcome for the property.
 * @returns A sentence without its end, such as `expected "p" to be violated in bank account, but it
 *   holds in every interleaving (14 states)`.
 */
export function whyItFails<State>(
  expected: Expectation,
  result: CheckResult<State>,
  outcome: PropertyOutcome<State>,
): string {
  const { label, verdict, isNot, steps } = expected;
  const where = nameOfVariant(result.model, result.safeguards);
  const not = isNot ? 'not ' : '';
  const wanted = verdict === 'violated' ? 'violated' : 'reached';
  const long = steps === undefined ? '' : ` in ${counted(steps, 'step')}`;
  const found = [`but ${whatIsFound(expected, result, outcome)}`, ...insteadOf(result, outcome)];
  return `expected ${label} ${not}to be ${wanted} in ${where}${long}, ${found.join('; ')}`;
}

function whatIsFound<State>(
  { verdict, steps }: Expectation,
  { distinct, ended, program, outside = 0 }: CheckResult<State>,
  outcome: PropertyOutcome<State>,
): string {
  if (outcome.verdict === 'undecided') return 'it is undecided';
  const has = outcome.trace === undefined ? undefined : stepsOf(outcome.trace);
  if (steps !== undefined && outcome.verdict === verdict) {
    const shortest = program === undefined ? 'shortest ' : '';
    const which =
      verdict === 'violated' ? `its ${shortest}counterexample` : `the ${shortest}way there`;
    return has === undefined ? 'there is no trace' : `${which} has ${counted(has, 'step')}`;
  }
  const long = has === undefined ? '' : ` in ${counted(has, 'step')}`;
  if (outcome.kind === 'reachable') {
    return outcome.verdict === 'holds'
      ? `it is reached${long}`
      : `it is in none of ${counted(distinct, 'reachable state')}`;
  }
  if (outcome.verdict === 'violated') return `it is violated${long}`;
  const much =
    program === undefined
      ? counted(distinct, 'state')
      : counted(program.runs + program.redundant, 'run');
  const where = outside > 0 ? ' within the state constraint' : '';
  const all = ended.by === 'complete' ? ` in every interleaving${where} (${much})` : '';
  return `it holds${all}`;
}

/** What is violated instead of the property, such as a step that throws. */
function insteadOf<State>(
  { properties }: CheckResult<State>,
  outcome: PropertyOutcome<State>,
): string[] {
  const others = properties.filter((one) => one !== outcome && one.verdict === 'violated');
  if (others.length === 0) return [];
  const names = others.map(({ name }) => JSON.stringify(name)).join(' and ');
  return [`${names} ${others.length === 1 ? 'is' : 'are'} violated instead`];
}
