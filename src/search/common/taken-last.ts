/** Takes each action again at the end of a plain search, and compares. See `engine/purity/recompute.ts` for the reason. */
import { actionKey, type Action } from '../../model/action.js';
import { enabledIn, errorOfModel } from '../../model/by-hand.js';
import { successorKey } from '../../model/compile.js';
import type { Model } from '../../model/model.js';
import { StepError } from '../../model/step-error.js';
import { impureStep } from './expansion.js';

/** How often each action is taken again. */
const times = 3;

/** Keeps each action with the state in which it was taken last, and the key of the state after it. */
export class TakenLast<State> {
  readonly #last = new Map<string, readonly [state: State, action: Action, key: string]>();

  /** Notes that an action was taken. */
  note(state: State, action: Action, key: string): void {
    this.#last.set(actionKey(action), [state, action, key]);
  }

  /** How many actions were noted. */
  get size(): number {
    return this.#last.size;
  }

  /**
   * The pieces of the work, the action that was first taken last comes first.
   *
   * @returns A function that takes one action again. It returns false if there is none left.
   * @throws ModelError from a piece, if an action led somewhere else.
   */
  again(model: Model<State>): () => boolean {
    const left = [...this.#last.values()];
    return () => {
      const one = left.pop();
      if (one === undefined) return false;
      const [state, action, key] = one;
      for (let time = 0; time < times; time++) {
        if (keyAfter(model, state, action) !== key) throw impureStep(action);
      }
      return true;
    };
  }
}

/** The key of the successor. It is no key if the step cannot be taken now. */
function keyAfter<State>(model: Model<State>, state: State, action: Action): string {
  const wanted = actionKey(action);
  const isEnabled = enabledIn(model, state).actions.some((one) => actionKey(one) === wanted);
  if (!isEnabled) return '';
  try {
    return successorKey(action, model.successor(state, action));
  } catch (thrown) {
    if (thrown instanceof StepError) return '';
    throw errorOfModel(model, thrown);
  }
}
