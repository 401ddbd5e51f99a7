/** Limits how often a step is taken. */
import type { CheckedStep, Step } from './actor.js';
import { limit, refuseOtherAllowance, wholeTimes, type Times } from './faults.js';
import { reading } from '../validation/refuse.js';

/**
 * Limits how many times a step may be taken in one behaviour: once it was taken that often, it is not
 * enabled any more. A fault need not happen, so the step has no fairness, unless it declares one.
 *
 * @param times - A whole number, 0 or more; or a part of a {@link budget}.
 * @param limited - The step. One that chooses is wrapped in `step`.
 * @returns The step, for `actor`.
 * @throws ModelError if `times` is wrong.
 * @example
 * const { actor, atMost } = forState<Job>();
 * actor('disk', { fail: atMost(2, { then: (s) => { s.done = false; } }) })
 */
export function atMost<Limited extends Step<never> | CheckedStep<never>>(
  times: Times,
  limited: Limited,
): Limited {
  return reading('atMost', () => {
    const allowed = typeof times === 'number' ? wholeTimes('atMost: times', times) : times;
    refuseOtherAllowance('atMost', allowed);
    return { fairness: 'none', ...limited, [limit]: allowed };
  });
}
