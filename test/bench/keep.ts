/**
 * Takes the place of `allways` in the process that searches by hand: `tsconfig.by-hand.json` says so.
 * A compiled model runs its recipes on drafts and sorts the fields of its initial states. Who searches
 * by hand wants both as they were written, so this `defineModel` and this `fromReducer` keep them.
 */
import {
  defineModel as define,
  fromReducer as reducer,
  type Actor,
  type Model,
  type ModelDefinition,
  type ReducerDefinition,
} from '../../src/index.js';
import { mustChange } from '../../src/model/compiled-step.js';
import { initialStates } from '../../src/model/initial.js';
import type { WrittenStep } from './by-hand.js';

export * from '../../src/index.js';

/** A model as its author wrote it. */
export interface WrittenModel<State> {
  readonly initial: readonly State[];
  readonly steps: readonly WrittenStep<State>[];
}

/** By a model's list of initial states: a system copies the model, and keeps this list. */
const kept = new WeakMap<object, unknown>();

function keep<State>(
  model: Model<State>,
  initial: State | (() => Iterable<State>),
  steps: readonly WrittenStep<State>[],
): Model<State> {
  kept.set(model.initial, { initial: [...initialStates(model.name, initial)], steps });
  return model;
}

/** Like that of `allways`. */
export function defineModel<State extends object>(
  definition: ModelDefinition<State>,
): Model<State> {
  return keep(define(definition), definition.initial, definition.actors.flatMap(stepsIn));
}

function stepsIn<State>({ steps }: Actor<State>): readonly WrittenStep<State>[] {
  // The types of an actor hide what a step chooses, and that its recipe gets a draft.
  return Object.values(steps).map((step) => ({
    ...(step as unknown as Omit<WrittenStep<State>, 'mustChange'>),
    mustChange: mustChange in step,
  }));
}

/** Like that of `allways`. */
export function fromReducer<State, Action>(
  definition: ReducerDefinition<State, Action>,
): Model<State> {
  const { initial, actions, reduce } = definition;
  const then = reduce as WrittenStep<State>['then'];
  return keep(reducer(definition), initial, [{ choose: actions, then, mustChange: false }]);
}

/** What was written of a model that was made here. */
export function written<State>(model: Model<State>): WrittenModel<State> {
  const found = kept.get(model.initial);
  if (found === undefined) throw new TypeError(`Nothing was kept of the model ${model.name}.`);
  return found as WrittenModel<State>;
}
