/**
 * Refuses wrong use in one sentence: what is wrong, where, and what to do. Types catch some of it, but not
 * every user has types, and JavaScript silently ignores a misspelled option.
 */
import { safeParse } from 'valibot';
import { describeRefused } from './answer.js';
import { describeThrown, isModelError, ModelError } from './errors.js';
import { cut } from './visible.js';
import { nearest } from './nearest.js';
import { anyFunction, isRecord, wholeNumber, type ValueSchema } from './values.js';

/**
 * Refuses a name that is misspelled or in the wrong place.
 *
 * @param who - The function or thing that was given the name, as the start of a sentence: `toHold`,
 *   `Model "counter"`.
 * @param kind - The kind of name: `option`, `part`.
 * @param given - The object that the user gave, with such names.
 * @param known - The valid names.
 * @throws ModelError that suggests the nearest valid name, or lists all. Also if `given` is not an object.
 */
export function refuseUnknown(
  who: string,
  kind: string,
  given: unknown,
  known: readonly string[],
): void {
  reading(who, () => {
    if (!isRecord(given)) {
      const advice = known.length === 0 ? 'it has none' : `give an object of ${known.join(', ')}`;
      throw new ModelError(
        `${who} was given ${describeGiven(given)} in place of its ${kind}s; ${advice}.`,
      );
    }
    for (const name of Object.keys(given)) refuseUnknownName(who, kind, name, known);
  });
}

/** Refuses one name, or what is no name; otherwise works like {@link refuseUnknown}. */
export function refuseUnknownName(
  who: string,
  kind: string,
  name: unknown,
  known: readonly string[],
): void {
  if (typeof name !== 'string') {
    throw new ModelError(
      `${who}: in place of the name of a ${kind} there is ${describeValue(name)}; it has ${known.join(', ') || 'none'}.`,
    );
  }
  if (known.includes(name)) return;
  throw new ModelError(`${who} has no ${kind} ${JSON.stringify(name)}; ${adviceFor(name, known)}`);
}

/** What to write instead of a name that does not exist, as the end of a sentence: the nearest name, or all. */
export function adviceFor(name: string, known: readonly string[]): string {
  const near = nearest(name, known);
  return near === undefined ? `it has ${known.join(', ') || 'none'}.` : `did you mean ${near}?`;
}

/**
 * Refuses a part that is not a function.
 *
 * @param where - The owner of the part, as the start of a sentence.
 * @param part - The name of the part.
 * @param value - What the user gave for it.
 * @throws ModelError that says what it is instead.
 */
export function refuseOtherFunction(where: string, part: string, value: unknown): void {
  refuseOtherValue(`${where}: ${part}`, value, anyFunction);
}

/**
 * Refuses a value that is not a whole number, or that is too small.
 *
 * @param name - The name of the number.
 * @param value - What the user gave for it.
 * @param least - The least valid number; -Infinity if there is none.
 * @throws ModelError that says what it is instead.
 */
export function refuseOtherNumber(name: string, value: unknown, least: number): void {
  refuseOtherValue(name, value, wholeNumber(least));
}

/**
 * Refuses a value that a schema does not allow.
 *
 * @param name - The name of the value, as the start of a sentence.
 * @param value - What the user gave for it.
 * @param schema - What it may be. Its message says what to give instead.
 * @throws ModelError that says what it is instead.
 */
export function refuseOtherValue(name: string, value: unknown, schema: ValueSchema): void {
  const message = messageOf(schema, value);
  if (message === undefined) return;
  throw new ModelError(`${name} is ${describeValue(value)}; ${message}.`);
}

/** What a schema says to give in place of a value; undefined if it allows the value. */
function messageOf(schema: ValueSchema, value: unknown): string | undefined {
  try {
    return safeParse(schema, value).issues?.[0].message;
  } catch {
    // The value throws when it is read. The schema allows no such value: valibot reads it for its own message.
    return String((schema as { readonly message?: unknown }).message);
  }
}

/**
 * Refuses the values of an object that their schemas do not allow. A value that is absent is fine.
 *
 * @param where - The object, as the start of a sentence.
 * @param given - What the user gave. It may have other names as well.
 * @param schemas - What the value of each name may be.
 * @param between - What stands between the object and a name in the sentence.
 */
export function refuseOtherValues(
  where: string,
  given: object,
  schemas: Readonly<Record<string, ValueSchema>>,
  between = ': ',
): void {
  const values = given as Readonly<Record<string, unknown>>;
  for (const [name, schema] of Object.entries(schemas)) {
    const value = values[name];
    if (value !== undefined) refuseOtherValue(`${where}${between}${name}`, value, schema);
  }
}

/**
 * Reads what the user gave. Some values throw when they are read: a draft that a recipe kept, or an object with a getter
 * that throws.
 *
 * @param who - The function that the user called, as the start of a sentence: `check`.
 * @throws ModelError if reading throws anything. An error that is a sentence for the user stays as it is.
 */
export function reading<T>(who: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (isModelError(error)) throw error;
    throw new ModelError(
      `${who} cannot read what it was given: that threw ${describeThrown(error)}; give plain objects, lists and functions.`,
      { cause: error },
    );
  }
}

/** Names what the user gave, for an error: `a list`, `a model`, `a number`. */
export function describeGiven(given: unknown): string {
  if (isList(given)) return 'a list';
  if (passes(() => given instanceof Map)) return 'a map';
  if (passes(() => given instanceof Set)) return 'a set';
  if (looksLikeModel(given)) return 'a model';
  return looksLikeSystem(given) ? 'a system' : describeRefused(given);
}

/** The most characters of a text that an error shows. */
const mostShown = 60;

/** Shows what the user gave in place of another value, for an error: `7`, `"7"`, `an object`. */
export function describeValue(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(cut(value, mostShown));
  return typeof value === 'number' ? String(value) : describeGiven(value);
}

/** True if a value can be read and passes a test. A value that throws when it is read passes none. */
export function passes(test: () => boolean): boolean {
  try {
    return test();
  } catch {
    return false;
  }
}

/** True for what has the parts of a model. See `isModel` in `is-model.ts`. */
export function looksLikeModel(value: unknown): boolean {
  return passes(
    () => typeof value === 'object' && value !== null && 'enabled' in value && 'initial' in value,
  );
}

/** True for what has the parts of a system. See `isSystem` in `system.ts`. */
export function looksLikeSystem(value: unknown): boolean {
  return passes(() => {
    if (typeof value !== 'object' || value === null) return false;
    // Arrays and typed arrays also have a method `with`.
    if (Array.isArray(value) || ArrayBuffer.isView(value)) return false;
    return typeof (value as { readonly with?: unknown }).with === 'function';
  });
}

/** True for a list. */
const isList = (value: unknown): boolean => passes(() => Array.isArray(value));

/** What is in a list; undefined if the value is no list, or cannot be read. */
export function listed(value: unknown): readonly unknown[] | undefined {
  try {
    return Array.isArray(value) ? [...(value as readonly unknown[])] : undefined;
  } catch {
    return undefined;
  }
}
