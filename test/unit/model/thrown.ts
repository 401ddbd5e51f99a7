/** What a call throws. */
export function thrownBy(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

/** A value as code that is not checked by types can give it. */
export const untyped = (value: unknown) => value as never;
