import { describeThrown, ModelError } from './errors.js';

/**
 * The states that a definition's `initial` gives: it is one of them, or answers several.
 *
 * @param model - The model's name, for an error.
 * @param initial - As it was written.
 * @returns What it gave; what is no list of states is left for the model to refuse.
 * @throws ModelError where there is none, or it throws.
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

/** One state at a time, so that a generator of many need not keep them. It may throw at any of them. */
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

/** No state is a function: functions are no plain data. */
function isFunction<State>(
  initial: State | (() => Iterable<State>),
): initial is () => Iterable<State> {
  return typeof initial === 'function';
}
