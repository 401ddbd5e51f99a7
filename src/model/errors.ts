import { recognizeCopies } from './copies.js';

/**
 * The model, a property or a recording is not what allways can work with: a mistake in how it was
 * written down, not a finding about the system. The message says what, where and what to do.
 */
export class ModelError extends Error {
  override readonly name = 'ModelError';
}
recognizeCopies(ModelError, 'ModelError');

/**
 * A part of a step answered something else than it must, or left in the state what is no plain data. That is
 * a mistake in the model, unless something was left out of the model on purpose: see `without.ts`.
 */
export class WrongValueError extends ModelError {}
recognizeCopies(WrongValueError, 'WrongValueError');

/** What was thrown, in one line: `TypeError: x is not a function`, or the value if it is no error. */
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

/** True for a ModelError; anything can be thrown, even what throws again when it is asked. */
export function isModelError(thrown: unknown): thrown is ModelError {
  try {
    return thrown instanceof ModelError;
  } catch {
    return false;
  }
}

/** True if somebody wrote to data that is frozen, as every state is. */
export function isFrozenWrite(thrown: unknown): boolean {
  return /^(Cannot (assign to read only|add property|delete property|define property|redefine)|The state is only looked at|\[Immer\] .*frozen)/.test(
    messageOf(thrown),
  );
}

/** True if somebody used a draft after its recipe had ended. */
export function isKeptDraft(thrown: unknown): boolean {
  return messageOf(thrown).includes('a proxy that has been revoked');
}

/** True if `structuredClone` was given a draft, which is a proxy. */
export function isDraftClone(thrown: unknown): boolean {
  return /could not be cloned/.test(messageOf(thrown));
}

function messageOf(thrown: unknown): string {
  try {
    return thrown instanceof Error ? thrown.message : '';
  } catch {
    return '';
  }
}

/** What to do instead of changing what is only to be looked at. */
export const lookOnly =
  'changed the state, and must only look at it; copy what you sort or change, as in [...s.list].sort().';
