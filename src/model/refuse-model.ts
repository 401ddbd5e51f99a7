/** Refuses what is no model or system, and models that cannot work. */
import { otherVersion, version } from './copies.js';
import { ModelError } from './errors.js';
import { isDeclaration } from './fairness.js';
import type { Model } from './model.js';
import { describeGiven, isModel, isSystem } from './refuse.js';
import type { System } from './system.js';

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
  if (isSystem(received)) return refuseBadSystem(received, who);
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

/** Refuses a system that another version made, or that lacks a part because a user changed it by hand. */
function refuseBadSystem(received: System<unknown>, who: string): void {
  refuseOtherVersion(received, who, 'system');
  // A user may give only the parts that a function needs, and the defaults are not always among them.
  const {
    name,
    safeguards,
    parameters = {},
  } = received as {
    readonly [Name in keyof System<unknown>]: unknown;
  };
  const bad = [
    typeof name === 'string' && name.trim() !== '' ? [] : ['has no name'],
    isObject(safeguards) && Object.values(safeguards).every((one) => typeof one === 'string')
      ? []
      : ['lacks its safeguards'],
    isObject(parameters) ? [] : ['lacks its parameters'],
  ].flat();
  const [first] = bad;
  if (first === undefined) return;
  throw new ModelError(
    `${who} was given a system that ${first}; give what defineSystem made, as it is.`,
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

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isListOf = (is: (one: unknown) => boolean, list: unknown): boolean =>
  Array.isArray(list) && (list as readonly unknown[]).every(is);

function isStep(value: unknown): boolean {
  const { actor, step } = Object(value) as { readonly actor?: unknown; readonly step?: unknown };
  return typeof actor === 'string' && typeof step === 'string';
}
