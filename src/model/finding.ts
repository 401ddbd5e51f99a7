/** Decides whether an error of a step is a finding about the system or a mistake in the model. */
import { isModelError, WrongValueError } from '../validation/errors.js';

/**
 * The error that a search reports for a part of a step that threw.
 *
 * @param step - The step. If something was left out of its model, a wrong value is a finding too.
 * @param thrown - What the step threw.
 * @returns What was thrown. For a wrong value: an error that says what the model lacks.
 * @throws What was thrown, if it is a mistake in the model.
 */
export function finding(
  { lacks }: { readonly lacks?: string | undefined },
  thrown: unknown,
): unknown {
  if (!isModelError(thrown)) return thrown;
  if (lacks === undefined || !(thrown instanceof WrongValueError)) throw thrown;
  return new Error(`without ${lacks}: ${thrown.message}`);
}
