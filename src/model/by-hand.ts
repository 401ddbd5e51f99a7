/** Functions of a model that a user put in the place of those that `defineModel` made. */
import { formatAction, isAction, type Action } from './action.js';
import { describeRefused } from '../validation/answer.js';
import { hasOwnFunctions } from './compile.js';
import { describeThrown, isModelError, ModelError } from '../validation/errors.js';
import type { Enabled, Model } from './model.js';
import { passes } from '../validation/refuse.js';
import { StepError } from './step-error.js';
import { isListOf } from '../validation/values.js';

/**
 * What to throw for an error of a function of a model. The functions that `defineModel` and `fromReducer` make throw
 * sentences for the user; any other function may throw anything.
 */
export function errorOfModel<State>(model: Model<State>, thrown: unknown): unknown {
  if (thrown instanceof StepError || isModelError(thrown) || hasOwnFunctions(model)) return thrown;
  return new ModelError(
    `Model ${JSON.stringify(model.name)}: a function that was made by hand threw ${describeThrown(thrown)}; give what defineModel or fromReducer made, as it is.`,
    { cause: thrown },
  );
}

/** The actions that a model can take in a state; throws what {@link errorOfModel} makes of an error. */
export function enabledIn<State>(model: Model<State>, state: State): Enabled {
  let enabled: Enabled;
  try {
    enabled = model.enabled(state);
  } catch (thrown) {
    throw errorOfModel(model, thrown);
  }
  if (hasOwnFunctions(model) || isEnabled(enabled)) return enabled;
  throw new ModelError(
    `Model ${JSON.stringify(model.name)}: enabled answered ${describeRefused(enabled)}; it must answer { actions, errors }, two lists.`,
  );
}

/** True for a list of actions and a list of errors. */
export function isEnabled(answer: unknown): answer is Enabled {
  return passes(() => {
    const { actions, errors } = Object(answer) as { [Name in keyof Enabled]?: unknown };
    return isListOf(isAction, actions) && isListOf((one) => one instanceof StepError, errors);
  });
}

/**
 * What a step does, in words. A function that a user put in the place of `says` may return anything.
 *
 * @throws ModelError if it returns no text, or throws.
 */
export function saysOf<State>(model: Model<State>, state: State, action: Action): string {
  let said: unknown;
  try {
    said = model.says(state, action);
  } catch (thrown) {
    throw errorOfModel(model, thrown);
  }
  if (typeof said === 'string') return said;
  throw new ModelError(
    `Model ${JSON.stringify(model.name)}: says answered ${describeRefused(said)} for ${formatAction(action)}; it must answer a text.`,
  );
}
