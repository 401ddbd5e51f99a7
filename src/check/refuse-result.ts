import { isPromise } from '../validation/answer.js';
import { ModelError } from '../validation/errors.js';
import { isModel } from '../model/is-model.js';
import { describeGiven } from '../validation/refuse.js';

/**
 * Refuses a value that is not the result of a check or a sample, such as the promise of one.
 *
 * @param received - What the user gave.
 * @param who - The function that the user called, as the start of a sentence: `report`.
 * @throws ModelError that says what it is instead, and what to do.
 */
export function refuseOtherResult(received: unknown, who: string): void {
  const { model, properties } = Object(received) as Record<string, unknown>;
  if (typeof model === 'string' && Array.isArray(properties)) return;
  throw otherAnswer(received, who, 'check or sample', 'check');
}

/** Refuses a value that is not the result of an estimate; otherwise like {@link refuseOtherResult}. */
export function refuseOtherEstimate(received: unknown, who: string): void {
  const { per, properties } = Object(received) as Record<string, unknown>;
  if (typeof per === 'string' && Array.isArray(properties)) return;
  throw otherAnswer(received, who, 'estimate', 'estimate');
}

/** Refuses a value that is not the result of an audit; otherwise like {@link refuseOtherResult}. */
export function refuseOtherAudit(received: unknown, who: string): void {
  const { counts, groups } = Object(received) as Record<string, unknown>;
  if (typeof counts === 'object' && Array.isArray(groups)) return;
  throw otherAnswer(received, who, 'audit', 'audit');
}

/**
 * @param wanted - The functions whose result is needed.
 * @param first - What to do first if the user gave a model.
 */
function otherAnswer(received: unknown, who: string, wanted: string, first: string): ModelError {
  const what =
    typeof received === 'object' && received !== null && isPromise(received)
      ? 'a promise; await it'
      : `${describeGiven(received)}; ${isModel(received) ? `${first} it first` : 'give all of the answer'}`;
  return new ModelError(`${who} wants what ${wanted} answered, and was given ${what}.`);
}
