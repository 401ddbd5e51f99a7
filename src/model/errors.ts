/**
 * The model, a property or a recording is not what allways can work with: a mistake in how it was
 * written down, not a finding about the system. The message says what, where and what to do.
 */
export class ModelError extends Error {
  override readonly name = 'ModelError';
}

/** What was thrown, in one line: `TypeError: x is not a function`, or the value where it is no error. */
export function describeThrown(thrown: unknown): string {
  // Anything can be thrown, even what throws again when it is asked for its name.
  try {
    const text = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
    const telling = text === '[object Object]' ? JSON.stringify(thrown) : text;
    return telling.trim().replace(/\s*\n\s*/g, ' ');
  } catch {
    return 'something that cannot be shown';
  }
}
