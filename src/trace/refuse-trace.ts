import { ModelError } from '../validation/errors.js';
import { isModel } from '../model/is-model.js';
import { describeGiven, reading } from '../validation/refuse.js';

/**
 * Refuses a value that is not a trace. An outcome has no trace if nothing was violated or reached.
 *
 * @param received - What the user gave.
 * @param who - The function that the user called, as the start of a sentence: `timeline`.
 * @throws ModelError that says what it is instead, and where a trace comes from.
 */
export function refuseOtherTrace(received: unknown, who: string): void {
  reading(who, () => {
    const { model, states, actions } = Object(received) as Record<string, unknown>;
    // Both lengths are read: a list that cannot be read is no list.
    const isTrace = isModel(model) && lengthOf(states) > 0 && lengthOf(actions) >= 0;
    if (isTrace) return;
    const advice =
      received === undefined
        ? 'an outcome has one only if something was violated or reached'
        : 'give the trace of an outcome';
    throw new ModelError(
      `${who} wants a trace, and was given ${describeGiven(received)}; ${advice}.`,
    );
  });
}

/** The length of a list; -1 if it is none. */
const lengthOf = (list: unknown): number => (Array.isArray(list) ? list.length : -1);
