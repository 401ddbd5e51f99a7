/**
 * Names an answer that is refused, for an error: `a number`, `a promise`.
 *
 * A promise that is refused may still reject, later and with nobody listening, which would end the
 * process before the refusal is read; so its rejection is taken from it.
 */
export function describeRefused(answer: unknown): string {
  if (answer === '') return 'an empty string';
  if (typeof answer !== 'object' || answer === null) {
    return answer === undefined || answer === null ? String(answer) : `a ${typeof answer}`;
  }
  if (!isPromise(answer)) return 'an object';
  Promise.resolve(answer).catch(() => undefined);
  return 'a promise (models and properties are synchronous)';
}

/** True for promises and all that can be awaited like one. */
export function isPromise(value: object): value is PromiseLike<unknown> {
  return 'then' in value && typeof value.then === 'function';
}
