/**
 * Names a returned value that is refused, for an error: `a number`, `a promise`.
 *
 * A refused promise may still reject later. Without a handler the rejection would end the process before the
 * user reads the error, so this function adds a handler that ignores it.
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

/** True for promises and all that can be awaited like one. False if the value throws when it is read. */
export function isPromise(value: object): value is PromiseLike<unknown> {
  try {
    return 'then' in value && typeof value.then === 'function';
  } catch {
    return false;
  }
}
