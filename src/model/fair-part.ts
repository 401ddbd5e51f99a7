/**
 * Fairness of a part of a step: of those actions for which its `when` answers true. In TLA+ this is WF(A ∧ P) or
 * SF(A ∧ P), if A is the step and P says which actions.
 */
import type { Action } from './action.js';
import { describeRefused } from '../validation/answer.js';
import { handed, offeredIn } from './choose.js';
import { nameOfCode, type Code } from './code.js';
import { plainly } from './compiled-step.js';
import {
  describeThrown,
  isFrozenWrite,
  isModelError,
  lookOnlyAtChoice,
  ModelError,
} from '../validation/errors.js';
import { isOf, type FairnessAssumption } from './fairness.js';
import { isolated } from './isolated.js';
import type { Model } from './model.js';

/**
 * Whether an assumption of fairness is about an action in a state.
 *
 * @param action - An action that the model can take in the state.
 * @throws ModelError if the `when` of the fairness throws, or answers neither true nor false.
 */
export function isFairAction<State>(
  assumption: FairnessAssumption,
  model: Model<State>,
  state: State,
  action: Action,
): boolean {
  if (!isOf(assumption, action)) return false;
  if (assumption.part === undefined) return true;
  const { holds } = assumption.part;
  const offered = offeredIn(model, state, action);
  const code: Code = { of: offered, part: 'when of its fairness' };
  let answer: unknown;
  try {
    answer = isolated(code, () => holds(state, handed(offered, state, plainly)), state);
  } catch (thrown) {
    if (isModelError(thrown)) throw thrown;
    const what = isFrozenWrite(thrown)
      ? lookOnlyAtChoice
      : `threw ${describeThrown(thrown)}; let it answer true or false.`;
    throw new ModelError(`${nameOfCode(code)} ${what}`, { cause: thrown });
  }
  if (typeof answer === 'boolean') return answer;
  throw new ModelError(
    `${nameOfCode(code)} answered ${describeRefused(answer)}; it must answer true or false.`,
  );
}
