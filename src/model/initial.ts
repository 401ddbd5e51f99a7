import { describeThrown, ModelError } from '../validation/errors.js';

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
