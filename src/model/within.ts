/**
 * State constraints: which states of a model are expanded.
 *
 * A state for which `within` answers false lies outside. It belongs to the state space: it is stored, counted, and asked
 * about, and so is the step that led to it. But the space ends there: no action is enabled in it, so nothing comes after
 * it. TLC's CONSTRAINT means the same. What follows from that:
 *
 * - An invariant or transition property that `holds`, holds in all states that can be reached through states inside, and
 *   in the states outside to which a single step leads from there.
 * - Something that was not reached may lie behind a state outside. So it is undecided if there is such a state.
 * - A state outside is no deadlock: nobody knows what could happen there.
 * - A state outside is no part of the graph in which loops are looked for. A behaviour cannot stop there for ever, so it
 *   refutes no temporal property. The action that leads there still counts as enabled in the state before, so a behaviour
 *   that must take it is not fair if it never does. Hence each loop that is found is a loop of the model without the
 *   constraint, and a temporal property that holds, holds of all behaviours that stay inside.
 */
import { describeRefused } from '../validation/answer.js';
import { shared } from '../validation/copies.js';
import {
  describeThrown,
  isFrozenWrite,
  isModelError,
  lookOnly,
  ModelError,
} from '../validation/errors.js';
import { canonical } from './canonical.js';
import { nameOfCode, type Code } from './code.js';
import { isolatedCall } from './isolated.js';
import type { Model } from './model.js';

/** Says whether a state lies inside. It takes a state in canonical form, or a view of one. */
export type Constraint<State> = (state: State) => boolean;

/** For each function `within` of a model the constraint behind it, which is also there for itself. */
const constraints = shared('state constraints', () => new WeakMap<object, Constraint<never>>());

function behind<State>(within: Constraint<State>): Constraint<State> | undefined {
  return constraints.get(within) as Constraint<State> | undefined;
}

/** Names the constraint of a model, as the start of a sentence. */
export const nameOfConstraint = (model: string): string => nameOfCode(codeOf(model));

const codeOf = (model: string): Code => ({ of: `Model ${JSON.stringify(model)}`, part: 'within' });

/**
 * The function `within` of a model.
 *
 * @param model - The name of the model.
 * @param given - What the user gave, or what {@link constraintOf} gives of another model.
 */
export function compileConstraint<State>(
  model: string,
  given: (state: State) => boolean,
): Constraint<State> {
  const code = codeOf(model);
  const ask = behind(given) ?? ((state: State) => answerOf(code, given, state));
  const within = (state: State) => ask(canonical(state));
  for (const one of [ask, within]) constraints.set(one, ask);
  return within;
}

/**
 * The constraint of a model that this package made, for code that has the state in canonical form or as a view.
 *
 * @returns Undefined if the model has none.
 */
export function constraintOf<State>({ within }: Model<State>): Constraint<State> | undefined {
  return within && (behind(within) ?? within);
}

/**
 * Whether a state lies outside the state constraint of a model.
 *
 * @throws ModelError if the constraint throws, changes the state, or answers neither true nor false.
 */
export function isOutside<State>(model: Model<State>, state: State): boolean {
  const { name, within } = model;
  if (within === undefined) return false;
  const own = canonical(state);
  // A user may have put another function there.
  return !(behind(within)?.(own) ?? answerOf(codeOf(name), within, own));
}

function answerOf<State>(code: Code, within: (state: State) => boolean, state: State): boolean {
  let answer: unknown;
  try {
    answer = isolatedCall(code, { state }, within, state, undefined);
  } catch (thrown) {
    if (isModelError(thrown)) throw thrown;
    const cause = { cause: thrown };
    if (isFrozenWrite(thrown)) throw new ModelError(`${nameOfCode(code)} ${lookOnly}`, cause);
    throw new ModelError(
      `${nameOfCode(code)} threw ${describeThrown(thrown)}; it must answer true or false for every state.`,
      cause,
    );
  }
  if (typeof answer === 'boolean') return answer;
  throw new ModelError(
    `${nameOfCode(code)} answered ${describeRefused(answer)}; it must answer true if the state is to be expanded, or else false.`,
  );
}
