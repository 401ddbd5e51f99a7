import { isPromise } from '../model/answer.js';
import { ModelError } from '../model/errors.js';
import { describeGiven, isModel } from '../model/refuse.js';

/**
 * Refuses what is no result of an estimate, such as the promise of one.
 *
 * @param received - What was given.
 * @param who - Who wants a result, as the start of a sentence: `estimateReport`.
 * @throws ModelError that says what it is instead, and what to do.
 */
export function refuseOtherEstimate(received: unknown, who: string): void {
  const { per, properties } = Object(received) as Record<string, unknown>;
  if (typeof per === 'string' && Array.isArray(properties)) return;
  const what =
    typeof received === 'object' && received !== null && isPromise(received)
      ? 'a promise; await it'
      : `${describeGiven(received)}; ${isModel(received) ? 'estimate it first' : 'give all of the answer'}`;
  throw new ModelError(`${who} wants what estimate answered, and was given ${what}.`);
}
