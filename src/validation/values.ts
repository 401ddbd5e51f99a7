/**
 * The values that options may have, as schemas: one for all functions, the configuration and the command line.
 *
 * The message of a schema says what to give, as the end of a sentence. `refuseOtherValue` in `refuse.ts` writes its
 * start, which says what was given and where.
 */
import * as v from 'valibot';

/** A schema of one value. */
export type ValueSchema = v.GenericSchema;

/** A value that passes a test. */
export const value = (give: string, isFine: (value: unknown) => boolean): ValueSchema =>
  v.custom<unknown>(isFine, give);

/**
 * A whole number.
 *
 * @param least - The least valid number; -Infinity if there is none.
 */
export const wholeNumber = (least: number): ValueSchema =>
  value(
    `give a whole number${Number.isFinite(least) ? `, ${least} or more` : ''}`,
    // Beyond a safe integer, counting on by 1 changes nothing, so a loop would have no end.
    (given) => Number.isSafeInteger(given) && (given as number) >= least,
  );

const above0 = (give: string): ValueSchema =>
  value(give, (given) => typeof given === 'number' && given > 0);

/** A number above 0. */
export const positiveNumber: ValueSchema = above0('give a number above 0');

/** A number of seconds. */
export const seconds: ValueSchema = above0('give a number of seconds above 0');

/** A number of milliseconds. */
export const milliseconds: ValueSchema = value(
  'give a number of milliseconds, 0 or more',
  (given) => typeof given === 'number' && given >= 0,
);

/** The path of an outcome of fast-check. */
export const pathOfOutcome: ValueSchema = value(
  'give the path of an outcome, such as "12:0:3"',
  (given) => typeof given === 'string' && /^(\d{1,7}(:\d{1,7})*)?$/.test(given),
);

/** A share of all. */
export const share: ValueSchema = value(
  'give a share, from 0 to 1',
  (given) => typeof given === 'number' && given >= 0 && given <= 1,
);

/** The share of intervals that must hold the true value. */
export const confidenceLevel: ValueSchema = value(
  'give a share between 0 and 1, such as 0.95',
  (given) => typeof given === 'number' && given > 0 && given < 1,
);

/** True or false. */
export const yesOrNo: ValueSchema = v.boolean('give true or false');

/** The path of a folder. A longer one would fill a message, and few systems allow it. */
export const folder: ValueSchema = value(
  'give the path of a folder',
  (given) => typeof given === 'string' && given.length <= 4096,
);

/** True for a list all of whose entries pass a test. A gap is an entry: undefined. */
export const isListOf = (is: (one: unknown) => boolean, list: unknown): boolean =>
  // A copy has undefined in the place of each gap, and `every` skips gaps.
  Array.isArray(list) && [...(list as readonly unknown[])].every(is);

/** Names of safeguards. */
export const namesOfSafeguards: ValueSchema = value(
  'give a list of the names of safeguards',
  (given) => isListOf((name) => typeof name === 'string', given),
);

/** The value of a parameter. */
export const parameterValue: ValueSchema = value('give a number, a boolean or a string', (given) =>
  ['number', 'boolean', 'string'].includes(typeof given),
);

/**
 * True for an object whose parts have names. False for a list, a map, a set and a promise: a look at the names of one
 * finds none, so that what it holds would silently count as nothing.
 */
export function isRecord(given: unknown): given is object {
  if (typeof given !== 'object' || given === null) return false;
  try {
    return !(Array.isArray(given) || [Map, Set, Promise].some((one) => given instanceof one));
  } catch {
    // It cannot be read. That is refused once it is.
    return true;
  }
}

/** An object by names. */
export const recordOf = (give: string): ValueSchema => value(give, isRecord);

/** A signal. Not instanceof: a test environment may have an AbortSignal of its own. */
export const abortSignal: ValueSchema = value(
  'give an AbortSignal, such as controller.signal',
  (given) => 'aborted' in Object(given),
);

/** A function. */
export const anyFunction: ValueSchema = value(
  'make it a function',
  (given) => typeof given === 'function',
);

/** How many threads. More than this would only fill the memory. */
export const threads: ValueSchema = value(
  "give 'auto', or a whole number from 1 to 1024, best the number of processors",
  (given) =>
    given === 'auto' ||
    (Number.isInteger(given) && (given as number) >= 1 && (given as number) <= 1024),
);

/** Interchangeable names: each group has two or more, and each name appears once. */
export const interchangeable: ValueSchema = value(
  'give two names or more, each once, or a list of such lists',
  (given) => {
    const list: readonly unknown[] = Array.isArray(given) ? given : [];
    const groups = list.every((one) => typeof one === 'string') ? [list] : list;
    const names = groups.flat();
    return (
      groups.every((group) => Array.isArray(group) && group.length > 1) &&
      names.every((name) => typeof name === 'string' && name.trim() !== '') &&
      new Set(names).size === names.length
    );
  },
);

/** One of a few words. */
export const wordOf = (words: readonly string[], give: string): ValueSchema =>
  v.picklist(words, give);
