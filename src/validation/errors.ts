import { recognizeCopies } from './copies.js';
import { cut, cutInside, visible } from './visible.js';

/**
 * The model, a property, a recording or an option is wrong. This is a mistake in what the user wrote, not a
 * finding about the system. The message says what is wrong, where, and what to do.
 */
export class ModelError extends Error {
  override readonly name = 'ModelError';

  constructor(message: string, options?: ErrorOptions) {
    super(visible(shortened(message)), options);
  }
}
recognizeCopies(ModelError, 'ModelError');

/**
 * A part of a step returned a wrong value, or left something in the state that is not plain data. This is a
 * mistake in the model, unless something was left out of the model on purpose: see `without.ts`.
 */
export class WrongValueError extends ModelError {}
recognizeCopies(WrongValueError, 'WrongValueError');

/**
 * Code asked for something that does not exist, such as a parameter that its system does not declare, or for an answer
 * that cannot be given, because something that a property was made of is wrong. This is an error even if a predicate
 * asks. A predicate that throws anything else counts as violated.
 */
export class MistakeError extends ModelError {}
recognizeCopies(MistakeError, 'MistakeError');

/** The most characters of a word in a message, and of a message. */
const most = { word: 240, message: 1600 };

/** Cuts what a message quotes, because a wrong value may be of any size. The end stays: it says what to do. */
function shortened(message: string): string {
  const text = message.replace(/\S{241,}/g, (word) => cut(word, most.word));
  return cutInside(text, most.message);
}

/** The most characters of what was thrown in a message. */
const mostThrown = 1000;

/** What was thrown, in one line: `TypeError: x is not a function`, or the value if it is not an error. */
export function describeThrown(thrown: unknown): string {
  // Anything can be thrown, even an object that throws again when its name is read.
  try {
    const text = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
    const telling = text === '[object Object]' ? JSON.stringify(thrown) : text;
    return cut(telling.trim().replace(/\s*\n\s*/g, ' '), mostThrown);
  } catch {
    return 'something that cannot be shown';
  }
}

/** True for a ModelError. Never throws, although the object may throw again when it is inspected. */
export function isModelError(thrown: unknown): thrown is ModelError {
  try {
    return thrown instanceof ModelError;
  } catch {
    return false;
  }
}

/** True for the error of code that wrote to frozen data. Every state is frozen. */
export function isFrozenWrite(thrown: unknown): boolean {
  return /^(Cannot (assign to read only|add property|delete property|define property|redefine)|The state is only looked at|\[Immer\] .*frozen)/.test(
    messageOf(thrown),
  );
}

/** True for the error of code that used a draft after the recipe of the draft had ended. */
export function isKeptDraft(thrown: unknown): boolean {
  return messageOf(thrown).includes('a proxy that has been revoked');
}

/** True if `structuredClone` may have been given a draft: the platform calls such a proxy an object or an array. */
export function isDraftClone(thrown: unknown): boolean {
  return /^(#<Object>|\[object Array\]) could not be cloned/.test(messageOf(thrown));
}

function messageOf(thrown: unknown): string {
  try {
    return thrown instanceof Error ? thrown.message : '';
  } catch {
    return '';
  }
}

/** The end of an error for code that changed a state that it must not change. */
export const lookOnly =
  'changed the state, and must only look at it; copy what you sort or change, as in [...s.list].sort().';

/** The same, if it is given an action as well. */
export const lookOnlyAtStep =
  'changed the state or the action, and must only look at them; copy what you sort or change, as in [...s.list].sort().';

/** The same, if it is given a choice that it can change as well. */
export const lookOnlyAtChoice =
  'changed the state or its choice, and must only look at them; copy what you sort or change, as in [...s.list].sort() or { ...choice }.';
