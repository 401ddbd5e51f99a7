import { ModelError } from '../model/errors.js';
import { describeGiven } from '../model/refuse.js';

/**
 * Refuses what is no trace: an outcome has none where nothing was violated or reached.
 *
 * @param received - What was given.
 * @param who - Who wants a trace, as the start of a sentence: `timeline`.
 * @throws ModelError that says what it is instead, and where a trace comes from.
 */
export function refuseOtherTrace(received: unknown, who: string): void {
  const { model, states, actions } = Object(received) as Record<string, unknown>;
  if (model !== undefined && Array.isArray(states) && Array.isArray(actions)) return;
  const advice =
    received === undefined
      ? 'an outcome has one only if something was violated or reached'
      : 'give the trace of an outcome';
  throw new ModelError(
    `${who} wants a trace, and was given ${describeGiven(received)}; ${advice}.`,
  );
}
