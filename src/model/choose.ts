/**
 * The actions of a step that chooses, and the choice as the step receives it.
 *
 * Two choices of a step are one action if they are the same data and come from the same place of the
 * state. If equal data comes from several places, each place is an action of its own, because the steps may
 * differ (think of the order of an array). The first in the order of `choose` is named by its data alone;
 * the others also have a number. So actions stay plain data, and a recording that names only the data can
 * still be replayed.
 */
import { actionKey, formatAction, type Action } from './action.js';
import { describeRefused } from '../validation/answer.js';
import { canonical } from './canonical.js';
import { nameOfCode, type Code } from './code.js';
import { plainly, type CompiledStep, type Look } from './compiled-step.js';
import {
  isFrozenWrite,
  lookOnly,
  lookOnlyAtChoice,
  ModelError,
  WrongValueError,
} from '../validation/errors.js';
import { isolated } from './isolated.js';
import type { Model } from './model.js';
import { originKey, originOf, placed, placesIn, type Origin, type Place } from './origin.js';

/**
 * The symbol under which an action keeps the place that its choice comes from. Copies of the action and JSON
 * do not have it. All copies of the package share the symbol.
 */
const chosen: unique symbol = Symbol.for('allways: chosen');

/** The place in the state that the choice of an action comes from. */
interface Chosen {
  readonly origin: Origin;
  /** The state in which it was chosen. */
  readonly in: unknown;
}

function chosenOf(action: Action): Chosen | undefined {
  return (action as { readonly [chosen]?: Chosen })[chosen];
}

function keep(action: Action, own: Chosen): Action {
  return Object.defineProperty(action, chosen, { value: own });
}

/** A string that is equal for two actions exactly if they do the same in every state. */
export function exactKey(action: Action): string {
  const own = chosenOf(action);
  return own === undefined ? actionKey(action) : `${actionKey(action)} ${originKey(own.origin)}`;
}

/**
 * The choice of an action as its step receives it.
 *
 * @param source - A state that offers the action, or a draft of it.
 * @param look - How the step sees the state.
 */
export function handed(action: Action, source: unknown, look: Look): unknown {
  const own = chosenOf(action);
  if (own === undefined) return action.choice;
  return placed(action.choice, own.origin, (place) => look.part(source, place));
}

/** The action as a predicate receives it: frozen, with the choice as the step received it. */
export function shownTo(action: Action, source: unknown, look: Look): Action {
  const own = chosenOf(action);
  return Object.freeze(
    own === undefined ? action : { ...action, choice: handed(action, source, look) },
  );
}

/** Like {@link chosenIn}, for a model instead of a step. */
export function offeredIn<State>(model: Model<State>, state: State, action: Action): Action {
  if (typeof action.choice !== 'object' || chosenOf(action)?.in === state) return action;
  const key = actionKey(action);
  return model.enabled(state).actions.find((one) => actionKey(one) === key) ?? action;
}

/**
 * An action with the choice as it is made in a state. An action from a recording or from another state does
 * not know from which place of this state its choice comes, so the step is asked for its choices again.
 *
 * @returns The action unchanged if the step does not offer it there.
 */
export function chosenIn<State>(step: CompiledStep<State>, state: State, action: Action): Action {
  if (typeof action.choice !== 'object' || chosenOf(action)?.in === state) return action;
  const key = actionKey(action);
  try {
    return actionsOf(step, state).find((one) => actionKey(one) === key) ?? action;
  } catch {
    // The choice is known, so it does not matter here that `choose` throws.
    return action;
  }
}

/**
 * The actions that a step offers in a state, whether or not its guard allows them.
 *
 * @param state - The state, canonical.
 * @returns Each action once, in the order of `choose`. May throw anything.
 * @throws ModelError if `choose` does not return a list of plain data.
 */
export function actionsOf<State>(
  step: CompiledStep<State>,
  state: State,
  look: Look = plainly,
): readonly Action[] {
  if (step.choose === undefined) return [step.action(undefined)];
  let places: ReadonlyMap<object, Place> | undefined;
  const placeOf = (part: object) => (places ??= placesIn(state)).get(part);
  const actions: Action[] = [];
  /** The choices that are no objects. */
  const leaves = new Set<unknown>();
  /** For each other choice, by its key, the places that it came from. */
  const known = new Map<string, string[]>();
  for (const shown of valuesOf(step, state, look)) {
    if (isPlainLeaf(shown)) {
      // -0 + 0 is 0
      const value = typeof shown === 'number' ? shown + 0 : shown;
      if (leaves.has(value)) continue;
      leaves.add(value);
      actions.push(step.action(value));
      continue;
    }
    const value = look.behind(shown);
    const isPart = typeof value === 'object' && value !== null && placeOf(value) !== undefined;
    // The parts of a canonical state are canonical.
    const choice = isPart ? value : canonical(value, `${nameOf(step)}: a choice`);
    const action = step.action(choice);
    const origin = originOf(value, placeOf);
    const key = actionKey(action);
    const origins = known.get(key) ?? [];
    const own = originKey(origin);
    if (origins.includes(own)) continue;
    known.set(key, origins);
    const nth = origins.push(own);
    const named = nth === 1 ? action : { ...action, nth };
    actions.push(origin === undefined ? named : keep(named, { origin, in: state }));
  }
  return actions;
}

/** The name of a step, for a message. */
const nameOf = <State>(step: CompiledStep<State>): string => formatAction(step.action(undefined));

/** True for a choice that is plain data and no object. */
export function isPlainLeaf(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
    case 'bigint':
      return true;
    case 'number':
      return Number.isFinite(value);
    default:
      return false;
  }
}

/** The most values that a step may choose from in one state. An iterable may have no end. */
const mostChoices = 1_000_000;

function valuesOf<State>(step: CompiledStep<State>, state: State, look: Look): readonly unknown[] {
  const code: Code = { of: step.action(undefined), part: 'choose' };
  const ask = () => listOf(step, step.choose?.(look.root(state)), code);
  return looking(code, () => isolated(code, ask, state));
}

/** The values that `choose` returned, as an array. */
function listOf<State>(step: CompiledStep<State>, values: unknown, code: Code): readonly unknown[] {
  if (typeof values !== 'object' || values === null || !(Symbol.iterator in values)) {
    throw new WrongValueError(
      `${nameOf(step)}: choose answered ${describeRefused(values)}; it must answer the values to choose from, such as an array.`,
    );
  }
  const all: unknown[] = [];
  for (const value of values as Iterable<unknown>) {
    if (all.push(value) > mostChoices) throw new ModelError(tooMany(nameOfCode(code)));
  }
  return all;
}

const tooMany = (who: string) =>
  `${who} answered more than ${mostChoices.toLocaleString('en-US')} values; each is a step of its own, so answer those that make a difference.`;

/** Runs code that must not change the state, and refuses it if it tries to. */
function looking<T>(code: Code, look: () => T, rule = lookOnly): T {
  try {
    return look();
  } catch (thrown) {
    if (isFrozenWrite(thrown))
      throw new ModelError(`${nameOfCode(code)} ${rule}`, { cause: thrown });
    throw thrown;
  }
}

/**
 * Asks the guard of a step.
 *
 * @param action - The action, with a choice that was made in this state.
 * @returns Whether the step can be taken. May throw anything.
 * @throws ModelError if the guard returns neither true nor false.
 */
export function isEnabled<State>(
  { when }: CompiledStep<State>,
  action: Action,
  state: State,
  look: Look = plainly,
): boolean {
  if (when === undefined) return true;
  const code: Code = { of: action, part: 'when' };
  const ask = () => when(look.root(state), handed(action, state, look));
  const rule = typeof action.choice === 'object' ? lookOnlyAtChoice : lookOnly;
  const answer: unknown = looking(code, () => isolated(code, ask, state), rule);
  if (typeof answer !== 'boolean') {
    throw new WrongValueError(
      `${formatAction(action)}: when answered ${describeRefused(answer)}; a guard must answer true or false.`,
    );
  }
  return answer;
}
