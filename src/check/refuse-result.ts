import { isPromise } from '../model/answer.js';
import { ModelError } from '../model/errors.js';
import { describeGiven, isModel } from '../model/refuse.js';

/**
 * Refuses what is no result of a check or a sample, such as the promise of one.
 *
 * @param received - What was given.
 * @param who - Who wants a result, as the start of a sentence: `report`.
 * @throws ModelError that says what it is instead, and what to do.
 */
export function refuseOtherResult(received: unknown, who: string): void {
  const { model, properties } = Object(received) as Record<string, unknown>;
  if (typeof model === 'string' && Array.isArray(properties)) return;
  throw otherAnswer(received, who, 'check or sample', 'check');
}

/** Refuses what is no result of an estimate; otherwise like {@link refuseOtherResult}. */
export function refuseOtherEstimate(received: unknown, who: string): void {
  const { per, properties } = Object(received) as Record<string, unknown>;
  if (typeof per === 'string' && Array.isArray(properties)) return;
  throw otherAnswer(received, who, 'estimate', 'estimate');
}

/** Refuses what is no result of an audit; otherwise like {@link refuseOtherResult}. */
export function refuseOtherAudit(received: unknown, who: string): void {
  const { counts, groups } = Object(received) as Record<string, unknown>;
  if (typeof counts === 'object' && Array.isArray(groups)) return;
  throw otherAnswer(received, who, 'audit', 'audit');
}

/**
 * @param wanted - Whose answer is wanted.
 * @param first - What to do with a model first.
 */
function otherAnswer(received: unknown, who: string, wanted: string, first: string): ModelError {
  const what =
    typeof received === 'object' && received !== null && isPromise(received)
      ? 'a promise; await it'
      : `${describeGiven(received)}; ${isModel(received) ? `${first} it first` : 'give all of the answer'}`;
  return new ModelError(`${who} wants what ${wanted} answered, and was given ${what}.`);
}
