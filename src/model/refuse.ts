/**
 * Wrong use, refused in one sentence: what, where, what to do. Types say it too, but not to
 * everybody, and JavaScript passes over a misspelled option as if nothing had been asked.
 */
import { describeRefused } from './answer.js';
import { otherVersion, version } from './copies.js';
import { ModelError } from './errors.js';
import type { Model } from './model.js';
import { nearest } from './nearest.js';
import type { System } from './system.js';

/**
 * Refuses a name that is misspelled or stands in the wrong place.
 *
 * @param who - Who was given it, as the start of a sentence: `toHold`, `Model "counter"`.
 * @param kind - What it would be: `option`, `part`.
 * @param given - All that was given: an object with such names.
 * @param known - The names there are.
 * @throws ModelError that names the nearest right one, or all of them; also where it is no object.
 */
export function refuseUnknown(
  who: string,
  kind: string,
  given: unknown,
  known: readonly string[],
): void {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    const advice = known.length === 0 ? 'it has none' : `give an object of ${known.join(', ')}`;
    throw new ModelError(
      `${who} was given ${describeGiven(given)} in place of its ${kind}s; ${advice}.`,
    );
  }
  for (const name of Object.keys(given)) refuseUnknownName(who, kind, name, known);
}

/** Refuses one name; otherwise like {@link refuseUnknown}. */
export function refuseUnknownName(
  who: string,
  kind: string,
  name: string,
  known: readonly string[],
): void {
  if (known.includes(name)) return;
  const near = nearest(name, known);
  const advice =
    near === undefined ? `it has ${known.join(', ') || 'none'}.` : `did you mean ${near}?`;
  throw new ModelError(`${who} has no ${kind} ${JSON.stringify(name)}; ${advice}`);
}

/**
 * Refuses a part that is no function.
 *
 * @param where - Whose part it is, as the start of a sentence.
 * @param part - What the part is called.
 * @param value - What was given for it.
 * @throws ModelError that says what it is instead.
 */
export function refuseOtherFunction(where: string, part: string, value: unknown): void {
  if (typeof value === 'function') return;
  throw new ModelError(`${where}: ${part} is ${describeGiven(value)}; make it a function.`);
}

/**
 * Refuses what is no whole number, or too small a one.
 *
 * @param name - What the number is called.
 * @param value - What was given for it.
 * @param least - The least that it can be.
 * @throws ModelError that says what it is instead.
 */
export function refuseOtherNumber(name: string, value: unknown, least: number): void {
  if (typeof value === 'number' && Number.isInteger(value) && value >= least) return;
  throw new ModelError(
    `${name} is ${describeValue(value)}; give a whole number, ${least} or more.`,
  );
}

/**
 * Refuses what is no model.
 *
 * @param received - What was given.
 * @param who - Who wants a model, as the start of a sentence: `sample`.
 * @throws ModelError that says what it is instead, and where a model comes from.
 */
export function refuseOtherModel(received: unknown, who: string): void {
  if (isModel(received)) return refuseOtherVersion(received, who, 'model');
  const what = isSystem(received)
    ? 'a system; choose its safeguards: system.with([…])'
    : `${describeGiven(received)}; give what defineModel or fromReducer made`;
  throw new ModelError(`${who} wants a model, and was given ${what}.`);
}

/** Refuses what is no system; otherwise like {@link refuseOtherModel}. */
export function refuseOtherSystem(received: unknown, who: string): void {
  if (isSystem(received)) return refuseOtherVersion(received, who, 'system');
  throw new ModelError(
    `${who} wants a system, and was given ${describeGiven(received)}; give what defineSystem made.`,
  );
}

/** Refuses what is neither model nor system; otherwise like {@link refuseOtherModel}. */
export function refuseOtherSubject(received: unknown, who: string): void {
  if (isModel(received)) return refuseOtherVersion(received, who, 'model');
  if (isSystem(received)) return refuseOtherVersion(received, who, 'system');
  throw new ModelError(
    `${who} wants a model or a system, and was given ${describeGiven(received)}; ` +
      'give what defineModel, fromReducer or defineSystem made.',
  );
}

/** Refuses what another version of the package made: what a model keeps for a search may differ. */
function refuseOtherVersion(received: object, who: string, kind: 'model' | 'system'): void {
  const other = otherVersion(received);
  if (other === undefined) return;
  throw new ModelError(
    `${who} was given a ${kind} that allways ${other} made, and this is allways ${version}; ` +
      'install one version for both (npm ls allways shows where each is).',
  );
}

/** Names what was given, for an error: `a list`, `a model`, `a number`. */
export function describeGiven(given: unknown): string {
  if (Array.isArray(given)) return 'a list';
  return isModel(given) ? 'a model' : isSystem(given) ? 'a system' : describeRefused(given);
}

/** Shows what was given in place of another value, for an error: `7`, `"7"`, `an object`. */
export function describeValue(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  return typeof value === 'number' ? String(value) : describeGiven(value);
}

/** True for what `defineModel` or `fromReducer` made, or `with` of a system. */
export function isModel(value: unknown): value is Model<unknown> {
  return typeof value === 'object' && value !== null && 'enabled' in value && 'initial' in value;
}

/** True for what `defineSystem` made. */
export function isSystem(value: unknown): value is System<unknown> {
  // A list has a method of that name too.
  return typeof value === 'object' && value !== null && 'with' in value && !Array.isArray(value);
}
