/** Refuses what is no model or system, and models that cannot work. */
import { otherVersion, version } from './copies.js';
import { ModelError } from './errors.js';
import { isDeclaration } from './fairness.js';
import type { Model } from './model.js';
import { describeGiven, isModel, isSystem } from './refuse.js';

/**
 * Refuses a value that is not a model.
 *
 * @param received - What the user gave.
 * @param who - The function that needs a model, as the start of a sentence: `sample`.
 * @throws ModelError that says what it is instead, and where a model comes from.
 */
export function refuseOtherModel(received: unknown, who: string): void {
  if (isModel(received)) return refuseBadModel(received, who);
  const what = isSystem(received)
    ? 'a system; choose its safeguards: system.with([…])'
    : `${describeGiven(received)}; give what defineModel or fromReducer made`;
  throw new ModelError(`${who} wants a model, and was given ${what}.`);
}

/** Refuses a value that is not a system; otherwise works like {@link refuseOtherModel}. */
export function refuseOtherSystem(received: unknown, who: string): void {
  if (isSystem(received)) return refuseOtherVersion(received, who, 'system');
  throw new ModelError(
    `${who} wants a system, and was given ${describeGiven(received)}; give what defineSystem made.`,
  );
}

/** Refuses a value that is neither a model nor a system; otherwise works like {@link refuseOtherModel}. */
export function refuseOtherSubject(received: unknown, who: string): void {
  if (isModel(received)) return refuseBadModel(received, who);
  if (isSystem(received)) return refuseOtherVersion(received, who, 'system');
  throw new ModelError(
    `${who} wants a model or a system, and was given ${describeGiven(received)}; ` +
      'give what defineModel, fromReducer or defineSystem made.',
  );
}

/** Refuses a model that another version made, or that lacks a part because a user changed it by hand. */
function refuseBadModel(received: Model<unknown>, who: string): void {
  refuseOtherVersion(received, who, 'model');
  const { name, initial, steps, safeguards, parameters, fairness } = received as {
    readonly [Name in keyof Model<unknown>]: unknown;
  };
  const bad = [
    typeof name === 'string' && name.trim() !== '' ? [] : ['has no name'],
    Array.isArray(initial) && initial.length > 0 ? [] : ['has no initial states'],
    isListOf(isStep, steps) && Array.isArray(safeguards) && typeof parameters === 'object'
      ? []
      : ['lacks its steps, safeguards or parameters'],
    fairness === undefined || isListOf(isDeclaration, fairness) ? [] : ['has a wrong fairness'],
    (['enabled', 'actions', 'successor', 'reduce', 'says'] as const).every(
      (part) => typeof received[part] === 'function',
    )
      ? []
      : ['lacks some of its functions'],
  ].flat();
  const [first] = bad;
  if (first === undefined) return;
  throw new ModelError(
    `${who} was given a model that ${first}; give what defineModel, fromReducer or the with of a system made, as it is.`,
  );
}

/** Refuses a model or system of another version of the package: its data for a search may differ. */
function refuseOtherVersion(received: object, who: string, kind: 'model' | 'system'): void {
  const other = otherVersion(received);
  if (other === undefined) return;
  throw new ModelError(
    `${who} was given a ${kind} that allways ${other} made, and this is allways ${version}; ` +
      'install one version for both (npm ls allways shows where each is).',
  );
}

const isListOf = (is: (one: unknown) => boolean, list: unknown): boolean =>
  Array.isArray(list) && (list as readonly unknown[]).every(is);

function isStep(value: unknown): boolean {
  const { actor, step } = Object(value) as { readonly actor?: unknown; readonly step?: unknown };
  return typeof actor === 'string' && typeof step === 'string';
}
