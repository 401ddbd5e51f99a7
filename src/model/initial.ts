import { describeRefused } from '../validation/answer.js';
import { describeThrown, ModelError } from '../validation/errors.js';
import { canonicalCopy, canonicalKey } from './canonical.js';
import { SmallObjects } from './small-objects.js';

/**
 * The initial states of a definition: `initial` is one state, or a function that returns several.
 *
 * @param model - The model's name, for an error.
 * @param initial - The `initial` of the definition.
 * @returns The states. If the function does not return a list, its value is returned as it is, and the model
 *   refuses it later.
 * @throws ModelError if there is no `initial`, or if the function throws.
 */
export function initialStates<State>(
  model: string,
  initial: State | (() => Iterable<State>),
): Iterable<State> {
  const where = `Model ${JSON.stringify(model)}`;
  if (initial === undefined) {
    throw new ModelError(`${where} has no "initial"; give there the state it starts in.`);
  }
  if (!isFunction(initial)) return [initial];
  try {
    const states = initial();
    return typeof states === 'object' && Symbol.iterator in states ? each(where, states) : states;
  } catch (error) {
    throw initialThrew(where, error);
  }
}

/** Gives one state at a time, so that a generator need not keep many states. It may throw at each of them. */
function* each<State>(where: string, states: Iterable<State>): Generator<State> {
  try {
    yield* states;
  } catch (error) {
    throw initialThrew(where, error);
  }
}

function initialThrew(where: string, error: unknown): ModelError {
  if (error instanceof ModelError) return error;
  return new ModelError(
    `${where}: initial threw ${describeThrown(error)}; let it answer the states to start in.`,
    { cause: error },
  );
}

/** A function is never a state, because functions are not plain data. */
function isFunction<State>(
  initial: State | (() => Iterable<State>),
): initial is () => Iterable<State> {
  return typeof initial === 'function';
}

/** The most initial states. An iterable may have no end. */
const mostInitial = 5_000_000;

/**
 * The distinct initial states, in canonical form.
 *
 * @param name - The name of the model.
 * @throws ModelError if there are none, or too many, or if one is not plain data.
 */
export function distinctInitial<State>(name: string, initial: Iterable<State>): State[] {
  if (typeof initial === 'string' || !(Symbol.iterator in Object(initial))) {
    throw new ModelError(
      `Model ${JSON.stringify(name)}: initial answered ${describeRefused(initial)}; it must answer the states to start in, such as an array.`,
    );
  }
  const states = new Map<string, State>();
  const small = new SmallObjects();
  const root = `The initial state of ${JSON.stringify(name)}: state`;
  let count = 0;
  for (const state of initial) {
    if (++count > mostInitial) {
      throw new ModelError(
        `Model ${JSON.stringify(name)}: initial answered more than ${mostInitial.toLocaleString('en-US')} states; let the first steps choose what may differ.`,
      );
    }
    const copy = canonicalCopy(state, root, small);
    states.set(canonicalKey(copy), copy);
  }
  if (states.size === 0) {
    throw new ModelError(`Model ${JSON.stringify(name)} has no initial state; give at least one.`);
  }
  return [...states.values()];
}
