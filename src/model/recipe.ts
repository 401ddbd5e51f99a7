/** Runs the recipe of a step on a draft of the state, and explains the misuse of a draft. */
import { current, enableMapSet, Immer, isDraft, original, type Draft } from 'immer';
import { formatAction, type Action } from './action.js';
import { describeRefused, isPromise } from '../validation/answer.js';
import { handed } from './choose.js';
import { nameOfCode, type Code } from './code.js';
import { plainly, type CompiledStep } from './compiled-step.js';
import {
  isDraftClone,
  isFrozenWrite,
  isKeptDraft,
  ModelError,
  WrongValueError,
} from '../validation/errors.js';
import { isolated } from './isolated.js';

enableMapSet();

// Freezing is left to canonical(), which does it once for each distinct state.
const immer = new Immer({ autoFreeze: false });

/**
 * The successor of a state: the changed draft, or the whole new state that the recipe returned.
 *
 * @param action - The action, with a choice that was made in this state.
 * @throws ModelError if the recipe returned a value that is not a state. Also throws what the recipe throws.
 */
export function runRecipe<State>(
  then: (state: Draft<State>, choice: unknown) => void | State,
  state: State,
  action: Action,
): State {
  return immer.produce(state, (draft: Draft<State>) => {
    const code: Code = { of: action, part: 'then' };
    const returned: unknown = isolated(
      code,
      () => then(draft, handed(action, draft, plainly)),
      state,
    );
    if (returned === undefined || returned === draft) return undefined;
    const where = nameOfCode(code);
    if (
      typeof returned !== 'object' ||
      returned === null ||
      isDraft(returned) ||
      isPromise(returned)
    ) {
      const what = isDraft(returned) ? 'a part of the state' : describeRefused(returned);
      throw new WrongValueError(
        `${where} returned ${what}; change the state inside braces { } and return nothing, ` +
          'or return a whole new state.',
      );
    }
    if (current(draft) !== original(draft)) {
      throw new WrongValueError(
        `${where} both changed the state and returned another one; ` +
          'put braces { } around its body, or do one of the two.',
      );
    }
    return returned as Draft<State>;
  });
}

/**
 * Refuses a recipe that threw because it broke a rule for drafts or choices.
 *
 * @param state - The state in which it was run.
 * @param thrown - What it threw.
 * @throws ModelError that says what to write instead.
 */
export function refuseMisuse<State>(
  step: CompiledStep<State>,
  state: State,
  action: Action,
  thrown: unknown,
): void {
  const where = `${formatAction(action)}: then`;
  if (isKeptDraft(thrown)) {
    throw new ModelError(
      `${where} used a draft that an earlier step kept; keep a copy, as in structuredClone(current(draft)).`,
      { cause: thrown },
    );
  }
  if (step.then !== undefined && isDraftClone(thrown)) {
    throw new ModelError(
      `${where} copied a draft, which structuredClone cannot do; the state is a draft there, so copy what is current: ` +
        "structuredClone(current(s)), with current from 'immer'.",
      { cause: thrown },
    );
  }
  if (isFrozenWrite(thrown) && wroteToChoice(step, state, action)) {
    throw new ModelError(
      `${where} wrote to its choice, which is read-only, as it is no part of the state that can be changed in its place; ` +
        'copy it first, as in { ...choice } or structuredClone(choice).',
      { cause: thrown },
    );
  }
}

/** True if the recipe no longer writes to frozen data when its choice is a copy that it may change. */
function wroteToChoice<State>(step: CompiledStep<State>, state: State, action: Action): boolean {
  if (typeof action.choice !== 'object') return false;
  try {
    step.run(state, { ...action, choice: structuredClone(action.choice) });
    return true;
  } catch (thrown) {
    return !isFrozenWrite(thrown);
  }
}
