/**
 * Expands states: takes every step that can be taken in a state. Also watches that the model is pure.
 *
 * A search expands each state only once. So it would not notice a step that reads a clock, a random number
 * or a variable outside the state, and its verdicts would be worth nothing. So a share of the states is
 * expanded a second time, and a difference is an error.
 */
import { actionKey, formatAction, type Action } from '../../model/action.js';
import { enabledIn, errorOfModel } from '../../model/by-hand.js';
import { canonical } from '../../model/canonical.js';
import { successorKey } from '../../model/compile.js';
import { isModelError, ModelError } from '../../validation/errors.js';
import { finding } from '../../model/finding.js';
import { isolating } from '../../model/isolated.js';
import type { Model } from '../../model/model.js';
import { StepError } from '../../model/step-error.js';
import { lacksIn } from '../../model/without.js';
import { watchedAfter } from '../../engine/purity/watched-states.js';

/** What can happen in a state. */
export interface Expansion<State> {
  /** The actions that can be taken, each with its successor and the key of that. */
  readonly successors: readonly {
    readonly action: Action;
    readonly state: State;
    readonly key: string;
  }[];
  /** The guards, choices and recipes that threw. */
  readonly errors: readonly StepError[];
  /** True if the state was expanded twice, with the same outcome. */
  readonly isWatched?: boolean;
}

/** Says which states are expanded a second time. It is asked for the numbers of states, in order. */
export type Watch = (number: number) => boolean;

/** So many states at the start are all watched; of the others, one in so many. */
const watched = 64;

const usualWatch: Watch = (number) => number < watched || number % watched === 0;

/** The same as {@link watchOf}, as a function from a watched state to the next one. State 0 is the first. */
export function nextWatchedAfter(share: number | undefined): (state: number) => number {
  if (share !== undefined) return watchedAfter(share);
  return (state) => (state + 1 < watched ? state + 1 : (Math.floor(state / watched) + 1) * watched);
}

/**
 * The watch for a share of the states.
 *
 * @param share - From 0 to 1. If it is absent, the first 64 states are watched, and one in 64 after them.
 */
export function watchOf(share: number | undefined): Watch {
  if (share === undefined) return usualWatch;
  if (share === 0) return () => false;
  const after = watchedAfter(share);
  let next = 0;
  return (number) => {
    if (number < next) return false;
    while (next <= number) next = after(next);
    return true;
  };
}

/**
 * Takes every step of a state, and takes the steps of some states a second time.
 *
 * @param number - The number of the state in the search.
 * @param watch - Says whether the state is expanded a second time.
 * @throws ModelError if the model is wrong, or if the watch notices that it is not pure.
 */
export function expandWatched<State>(
  model: Model<State>,
  state: State,
  number: number,
  watch: Watch = usualWatch,
): Expansion<State> {
  const expansion = expand(model, state);
  if (!watch(number)) return expansion;
  refuseDifference(expansion, expand(model, state));
  return { ...expansion, isWatched: true };
}

/** Takes every step of a state once. */
export function expand<State>(model: Model<State>, state: State): Expansion<State> {
  return isolating(() => {
    const enabled = enabledIn(model, state);
    const errors = [...enabled.errors];
    const successors: Expansion<State>['successors'][number][] = [];
    for (const action of enabled.actions) {
      try {
        const next = model.successor(state, action);
        successors.push({ action, state: next, key: successorKey(action, next) });
      } catch (thrown) {
        errors.push(stepErrorOf(model, action, thrown));
      }
    }
    return { successors, errors };
  });
}

/** The finding about a step that failed. Throws the error again if it is no finding. */
function stepErrorOf<State>(model: Model<State>, action: Action, thrown: unknown): StepError {
  if (thrown instanceof StepError) return thrown;
  if (!isModelError(thrown)) throw errorOfModel(model, thrown);
  return new StepError(action, 'then', finding({ lacks: lacksIn(model) }, thrown));
}

/**
 * The state after a step, for a property that sees both states: it is never the same object as the state
 * before. If the step changed nothing, it is a copy.
 */
export function neverSame<State>(before: State, after: State): State {
  return after === before ? canonical(structuredClone(after)) : after;
}

function refuseDifference<State>(one: Expansion<State>, other: Expansion<State>): void {
  const first = outcomesOf(one);
  const second = outcomesOf(other);
  for (const [name, outcome] of [...first, ...second]) {
    if (first.get(name)?.key === second.get(name)?.key) continue;
    throw impureStep(outcome.action);
  }
}

/** The error for a step that had two different outcomes in one state. */
export function impureStep(action: Action): ModelError {
  return new ModelError(
    `${formatAction(action)} is not pure: taken twice in one and the same state, it came ` +
      'to two different outcomes. A step must depend on the state alone: on no clock, no random ' +
      'number and no variable outside it.',
  );
}

/** The outcome of each action: the key of its successor, or the part that threw. */
function outcomesOf<State>({ successors, errors }: Expansion<State>) {
  return new Map([
    ...successors.map(({ action, key }) => [actionKey(action), { action, key }] as const),
    ...errors.map(({ action, part }) => [actionKey(action), { action, key: part }] as const),
  ]);
}
