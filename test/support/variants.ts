/** Variants of a system in tests: what they are called, and what is violated, in one line. */
import type { PropertyOutcome } from 'allways';

/** The safeguards that are on, as a name. */
export const nameOf = (on: readonly string[]) => on.join(' + ') || 'no safeguard';

/**
 * What does not hold, each with the steps of its counterexample; a lasso also with the state that it goes
 * back to, the same number where all stops there.
 *
 * @param names - What to call the properties, in their order.
 */
export function violations<State>(
  outcomes: readonly PropertyOutcome<State>[],
  names: readonly string[],
): string {
  return outcomes
    .flatMap(({ verdict, trace }, index) => {
      if (verdict === 'holds') return [];
      const name = names[index] ?? '';
      if (verdict === 'undecided') return [`${name} undecided`];
      if (trace === undefined) return [name];
      const lasso = trace.lasso === undefined ? '' : `:${trace.lasso.from}`;
      return [`${name} ${trace.actions.length}${lasso}`];
    })
    .join(', ');
}
