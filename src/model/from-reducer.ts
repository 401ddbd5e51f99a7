import { describeRefused, isPromise } from '../validation/answer.js';
import { canonicalKey } from './canonical.js';
import { handed } from './choose.js';
import { compileModel } from './compile.js';
import { plainly, type CompiledStep } from './compiled-step.js';
import { describeThrown, isModelError, ModelError, WrongValueError } from '../validation/errors.js';
import { initialStates } from './initial.js';
import { isolated } from './isolated.js';
import type { Model, StepName } from './model.js';
import { refuseNameless } from './names.js';
import { refuseOtherFunction, refuseUnknown, reading } from '../validation/refuse.js';
import { cut } from '../validation/visible.js';

/** What `fromReducer` takes. */
export interface ReducerDefinition<State, ReducerAction> {
  /** The name of the model. A recording stores it. Absent: `reducer`. */
  readonly name?: string;
  /** The initial state, or a function that returns several. */
  readonly initial: State | (() => Iterable<State>);
  /** The actions that may be dispatched in a state: plain data. */
  readonly actions: (state: State) => Iterable<ReducerAction>;
  /** The reducer, unchanged. It must be pure. The state that it is given is frozen. */
  readonly reduce: (state: State, action: ReducerAction) => State;
  /**
   * Names the actor that dispatches an action. The timeline gives each actor a lane. Absent: the action's
   * `actor` if it has one, otherwise the name of the model.
   */
  readonly actor?: (action: ReducerAction) => string;
  /**
   * Names the actor and the step of an action, and optionally describes the action in a sentence. Give
   * this or `actor`. Absent: the step is the action's `type`.
   */
  readonly describe?: (action: ReducerAction) => { actor: string; step: string; says?: string };
  /** The state constraint; see `ModelDefinition`. */
  readonly within?: (state: State) => boolean;
}

const parts = ['name', 'initial', 'actions', 'reduce', 'actor', 'describe', 'within'];

/**
 * How to name the actor and the step of an action. An error names the `part` of the definition that
 * returned a wrong value, and what it `wants` instead.
 */
interface Naming<ReducerAction> {
  readonly part: 'actor' | 'describe';
  readonly wants: string;
  readonly name: (action: ReducerAction) => unknown;
}

/** The most characters of a payload that a sentence shows. */
const mostOfPayload = 80;

/**
 * Makes a model from an existing reducer (Redux style), without changes to the reducer.
 *
 * @param definition - Initial state, possible actions, and the reducer.
 * @returns A model. Each of its actions has the reducer's own action as its choice.
 * @throws ModelError if a part is missing, unknown or wrong, or if an initial state is not plain data.
 * @example
 * const cart = fromReducer({
 *   initial: { items: 0 },
 *   actions: (s) => (s.items < 2 ? [{ type: 'add' }, { type: 'clear' }] : [{ type: 'clear' }]),
 *   reduce: (s, action) => ({ items: action.type === 'add' ? s.items + 1 : 0 }),
 *   actor: (action) => (action.type === 'add' ? 'shopper' : 'clerk'),
 * });
 */
export function fromReducer<State, ReducerAction>(
  definition: ReducerDefinition<State, ReducerAction>,
): Model<State> {
  return reading('fromReducer', () => {
    refuseUnknown('fromReducer', 'part', definition, parts);
    const { name = 'reducer', initial, actions, reduce, actor, describe, within } = definition;
    refuseNameless(name, 'A model', 'fromReducer({ name: … })');
    for (const [part, value] of Object.entries({
      actions,
      reduce,
      actor,
      describe,
      within,
    } as object)) {
      if (value === undefined && part !== 'actions' && part !== 'reduce') continue;
      refuseOtherFunction(`Model ${JSON.stringify(name)}`, part, value);
    }
    const naming = namingOf(name, actor, describe);
    const step: CompiledStep<State> = {
      choose: actions,
      action: (choice) => {
        // Without a choice, this is the name under which an error in `actions` is reported.
        if (choice === undefined) return { actor: name, step: 'actions' };
        return { ...nameOf(name, naming, choice as ReducerAction), choice };
      },
      run: (state, action, look = plainly) =>
        isolated(
          { of: action, part: 'reduce' },
          () => reduce(look.root(state), handed(action, state, look) as ReducerAction),
          state,
        ),
      says: (_, choice) => {
        const action = choice as ReducerAction;
        return describe?.(action).says ?? inWords(nameOf(name, naming, action), action);
      },
    };
    return compileModel({ name, within }, initialStates(name, initial), [step], [], () => step);
  });
}

function namingOf<ReducerAction>(
  model: string,
  actor: ((action: ReducerAction) => string) | undefined,
  describe: ((action: ReducerAction) => unknown) | undefined,
): Naming<ReducerAction> {
  if (describe === undefined) {
    // undefined would select the default name. null is refused, so a missing name is an error.
    const who = (action: ReducerAction): unknown => actor?.(action) ?? null;
    const name = (action: ReducerAction) =>
      actor === undefined ? byType(action) : { ...byType(action), actor: who(action) };
    return { part: 'actor', wants: 'a name', name };
  }
  if (actor === undefined) {
    return { part: 'describe', wants: '{ actor, step }, two strings', name: describe };
  }
  throw new ModelError(
    `Model ${JSON.stringify(model)} has both actor and describe; describe names the actor too, so leave one out.`,
  );
}

/** The actor and the step of an action. */
function nameOf<ReducerAction>(
  model: string,
  { part, wants, name }: Naming<ReducerAction>,
  action: ReducerAction,
): StepName {
  const refuse = (what: string, cause?: unknown) =>
    new WrongValueError(
      `Model ${JSON.stringify(model)}: ${part} ${what} for the action ${canonicalKey(action)}; it must answer ${wants}.`,
      { cause },
    );
  let named: unknown;
  try {
    named = isolated({ of: `Model ${JSON.stringify(model)}`, part }, () => name(action));
  } catch (error) {
    if (isModelError(error)) throw error;
    throw refuse(`threw ${describeThrown(error)}`, error);
  }
  const { actor = model, step } = Object(named) as { actor?: unknown; step?: unknown };
  if (typeof actor === 'string' && actor !== '' && typeof step === 'string') return { actor, step };
  const promise = [named, actor].find((one) => Object(one) === one && isPromise(one as object));
  if (promise !== undefined) throw refuse(`answered ${describeRefused(promise)}`);
  throw refuse(part === 'actor' ? 'names no actor' : 'does not name the actor and the step');
}

/** The name of an action: its `type`, and its `actor`. */
function byType(action: unknown): { readonly actor?: string; readonly step: string } {
  const { actor, type } = Object(action) as { actor?: unknown; type?: unknown };
  return {
    ...(typeof actor === 'string' ? { actor } : {}),
    step: typeof type === 'string' ? type : 'dispatch',
  };
}

/** An action in words: its step, and the rest of its data: `add {"count":1}`. */
function inWords({ actor, step }: StepName, action: unknown): string {
  const rest = payloadOf(actor, action);
  if (rest === undefined) return step;
  const text = canonicalKey(rest, 'action');
  const shown = cut(text, mostOfPayload);
  return `${step} ${shown}`;
}

/** The data of an action without its `type`, and without its `actor` if the actor's name shows it. */
function payloadOf(name: string, action: unknown): unknown {
  if (typeof action !== 'object' || action === null || Array.isArray(action)) return action;
  const { type, ...rest } = action as Readonly<Record<string, unknown>>;
  if (typeof type !== 'string') return action;
  const entries = Object.entries(rest).filter(
    ([key, value]) => value !== undefined && !(key === 'actor' && value === name),
  );
  if (entries.length === 0) return undefined;
  const [only] = entries;
  return entries.length === 1 && only?.[0] === 'payload' ? only[1] : Object.fromEntries(entries);
}
