import { actionKey, type Action } from '../model/action.js';
import { enabledIn, errorOfModel } from '../model/by-hand.js';
import { canonical } from '../model/canonical.js';
import type { Model } from '../model/model.js';
import { ModelError } from '../validation/errors.js';
import { describeGiven, reading } from '../validation/refuse.js';
import { refuseOtherModel } from '../model/refuse-model.js';
import { inSlices } from '../model/supervised.js';
import { StepError } from '../model/step-error.js';
import type { Trace } from './trace.js';

/** How far a list of actions could be followed. */
export interface Followed<State> {
  /** The behaviour, up to the end of the list or up to the action that could not be taken. */
  readonly trace: Trace<State>;
  /** The action that could not be taken. Absent if all could, or if a step threw. */
  readonly stopped?: {
    /** Its place in the list, from 0. */
    readonly at: number;
    readonly action: Action;
    /** The actions that could have been taken instead. */
    readonly possible: readonly Action[];
  };
}

/**
 * Takes a list of actions one after the other, as long as each is possible.
 *
 * @param model - The model.
 * @param actions - The actions, in order.
 * @param initial - The state to start in; the model's first initial state if absent.
 * @returns The behaviour, and the action that was not possible, if there was one. If a step throws, the
 *   behaviour ends there, and `failed` has the error.
 * @throws ModelError if the model or an action is none, or if the model returns a value that is not a state or an action.
 * @example
 * follow(account, [{ actor: 'deposit', step: 'read' }]).trace.states.length // 2
 */
export function follow<State>(
  model: Model<State>,
  actions: readonly Action[],
  initial?: State,
): Followed<State> {
  refuseOtherModel(model, 'follow');
  const wanted = reading('follow', () => listOfActions(actions));
  let state = canonical(initial === undefined ? (model.initial[0] as State) : initial);
  const states: State[] = [state];
  const taken: Action[] = [];
  const soFar: Trace<State> = { model, states, actions: taken };
  /** Takes one action. Returns how the list ends if it cannot be followed further. */
  const take = (at: number, action: Action): Followed<State> | undefined => {
    const enabled = enabledIn(model, state);
    // If a reducer's list of actions threw, it is unknown which actions could be taken.
    const error = enabled.errors.find(
      (one) => model.steps.length === 0 || isSameStep(one.action, action),
    );
    if (error !== undefined) return { trace: { ...soFar, failed: error } };
    const key = actionKey(action);
    const found = enabled.actions.find((one) => actionKey(one) === key);
    if (found === undefined) {
      return { trace: soFar, stopped: { at, action, possible: enabled.actions } };
    }
    try {
      state = model.reduce(state, found);
    } catch (thrown) {
      if (!(thrown instanceof StepError)) throw errorOfModel(model, thrown);
      return { trace: { ...soFar, failed: thrown } };
    }
    states.push(state);
    taken.push(found);
    return undefined;
  };
  const left = wanted.entries();
  let end: Followed<State> | undefined;
  const takeNext = () => {
    const { value, done } = left.next();
    if (done === true) return false;
    end = take(...value);
    return end === undefined;
  };
  while (inSlices(takeNext));
  return end ?? { trace: soFar };
}

/** The most actions of a trace. A list that is longer is a mistake, and a copy of it could fill the memory. */
const mostActions = 10_000_000;

function listOfActions(given: unknown): readonly Action[] {
  if (Array.isArray(given) && given.length <= mostActions) return [...(given as readonly Action[])];
  if (Array.isArray(given)) {
    throw new ModelError(
      `follow was given a list of length ${given.length}; give at most ${mostActions} actions.`,
    );
  }
  throw new ModelError(
    `follow wants a list of actions, and was given ${describeGiven(given)}; give [{ actor: …, step: … }].`,
  );
}

/** Whether an error is of a wanted action. The error of a guard has a choice; that of `choose` has none. */
function isSameStep(thrown: Action, wanted: Action): boolean {
  return (
    thrown.actor === wanted.actor &&
    thrown.step === wanted.step &&
    (thrown.choice === undefined || actionKey(thrown) === actionKey(wanted))
  );
}
