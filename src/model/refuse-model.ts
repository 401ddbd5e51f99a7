/** Refuses what is no model or system, and models that cannot work. */
import { is } from 'valibot';
import { isAction } from './action.js';
import { isEnabled } from './by-hand.js';
import { canonicalKey } from './canonical.js';
import { functionsOfModel, hasOtherConstraint, hasOwnFunctions, hasOwnInitial } from './compile.js';
import { otherVersion, version } from '../validation/copies.js';
import { describeThrown, isModelError, ModelError } from '../validation/errors.js';
import { isDeclaration } from './fairness.js';
import type { Model } from './model.js';
import { isModel } from './is-model.js';
import { describeGiven, reading } from '../validation/refuse.js';
import { StepError } from './step-error.js';
import { isSystem, systemOf, type System } from './system.js';
import { isListOf, isRecord, parameterValue } from '../validation/values.js';

/**
 * Refuses a value that is not a model.
 *
 * @param received - What the user gave.
 * @param who - The function that needs a model, as the start of a sentence: `sample`.
 * @throws ModelError that says what it is instead, and where a model comes from.
 */
export function refuseOtherModel(received: unknown, who: string): void {
  reading(who, () => {
    if (isModel(received)) return refuseBadModel(received, who);
    const what = isSystem(received)
      ? 'a system; choose its safeguards: system.with([…])'
      : `${describeGiven(received)}; give what defineModel or fromReducer made`;
    throw new ModelError(`${who} wants a model, and was given ${what}.`);
  });
}

/** Refuses a value that is not a system; otherwise works like {@link refuseOtherModel}. */
export function refuseOtherSystem(received: unknown, who: string): void {
  reading(who, () => {
    if (isSystem(received)) return refuseBadSystem(received, who);
    throw new ModelError(
      `${who} wants a system, and was given ${describeGiven(received)}; give what defineSystem made.`,
    );
  });
}

/** Refuses a value that is neither a model nor a system; otherwise works like {@link refuseOtherModel}. */
export function refuseOtherSubject(received: unknown, who: string): void {
  reading(who, () => {
    if (isModel(received)) return refuseBadModel(received, who);
    if (isSystem(received)) return refuseOtherVersion(received, who, 'system');
    throw new ModelError(
      `${who} wants a model or a system, and was given ${describeGiven(received)}; ` +
        'give what defineModel, fromReducer or defineSystem made.',
    );
  });
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
    isListOf(isAction, steps) &&
    isListOf((one) => typeof one === 'string', safeguards) &&
    typeof parameters === 'object' &&
    parameters !== null &&
    Object.values(parameters).every((value) => is(parameterValue, value))
      ? []
      : ['lacks its steps, safeguards or parameters'],
    fairness === undefined || isListOf(isDeclaration, fairness) ? [] : ['has a wrong fairness'],
    'actors' in received ? ['has actors, which nothing reads: it was defined with others'] : [],
    functionsOfModel.every((part) => typeof received[part] === 'function')
      ? []
      : ['lacks some of its functions'],
    received.within === undefined || typeof received.within === 'function'
      ? []
      : ['has a wrong within'],
    hasOtherConstraint(received) ? ['has another within than it was defined with'] : [],
  ].flat();
  const first =
    bad[0] ??
    (hasOwnInitial(received) ? undefined : wrongInitial(received)) ??
    (hasOwnFunctions(received) ? undefined : brokenIn(received));
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
    isRecord(safeguards) && Object.values(safeguards).every((one) => typeof one === 'string')
      ? []
      : ['lacks its safeguards'],
    // Reads each of them: an error here is refused in a sentence.
    isRecord(parameters) && Object.values(parameters).every((one) => one !== undefined)
      ? []
      : ['lacks its parameters'],
  ].flat();
  const first = bad[0] ?? changedIn(received);
  if (first === undefined) return;
  throw new ModelError(
    `${who} was given a system that ${first}; give what defineSystem made, as it is.`,
  );
}

/** What a user changed in a system, although its `with` goes on as before; undefined if nothing. */
function changedIn(received: System<unknown>): string | undefined {
  const own = systemOf(received);
  if (own === undefined) return undefined;
  const changed = (['parameters', 'safeguards', 'bounds'] as const).find(
    (part) => received[part] !== undefined && received[part] !== own[part],
  );
  if (changed !== undefined) return `has other ${changed} than those with which it builds models`;
  return 'model' in received ? 'has a model, which nothing reads' : undefined;
}

/** What is wrong with initial states that a user put in their place; undefined if nothing is. */
function wrongInitial({ initial }: Model<unknown>): string | undefined {
  for (const [index, state] of initial.entries()) {
    try {
      canonicalKey(state);
    } catch (error) {
      const why = isModelError(error) ? error.message.replace(/\.$/, '') : describeThrown(error);
      return `has a wrong initial state, number ${index + 1}: ${why}`;
    }
  }
  return undefined;
}

/**
 * The model of a system with these safeguards and parameters. A user may have put another function in the place of
 * `with`.
 *
 * @throws ModelError if the function throws, or if it answers no model.
 */
export function modelWith<State, Name extends string, Parameters>(
  system: Pick<System<State, Name, Parameters>, 'name' | 'with'>,
  on: readonly Name[],
  parameters?: Partial<Parameters>,
): Model<State> {
  const who = `The with of system ${JSON.stringify(system.name)}`;
  let model: Model<State>;
  try {
    model = system.with(on, parameters);
  } catch (error) {
    if (isModelError(error)) throw error;
    throw new ModelError(
      `${who} threw ${describeThrown(error)}; give what defineSystem made, as it is.`,
      { cause: error },
    );
  }
  refuseOtherModel(model, who);
  return model;
}

/**
 * What is broken in a model whose functions a user made by hand. They are called once: the first actions of the first
 * initial state are looked at, and taken.
 *
 * @returns Undefined if nothing is.
 */
function brokenIn(model: Model<unknown>): string | undefined {
  const [state] = model.initial;
  try {
    const enabled: unknown = model.enabled(state);
    if (!isEnabled(enabled)) {
      return `has a wrong enabled: it answered ${describeGiven(enabled)}, and must answer { actions, errors }, two lists`;
    }
    const listed: unknown = model.actions(state);
    if (!isListOf(isAction, listed)) {
      return `has a wrong actions: it answered ${describeGiven(listed)}, and must answer a list of actions`;
    }
    for (const action of enabled.actions.slice(0, 1)) {
      canonicalKey(model.successor(state, action));
      canonicalKey(model.reduce(state, action));
    }
    return undefined;
  } catch (error) {
    // Such an error does not depend on how the model was made: the search finds and reports it.
    if (error instanceof StepError || isModelError(error)) return undefined;
    return `has a function that threw ${describeThrown(error)}`;
  }
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
