/** A model of one actor with one step, for tests of what runs a step. */
import { actor, canonical, defineModel, type Steps } from 'allways';
import type { Action } from '../../src/model/action.js';
import type { CompiledStep } from '../../src/model/compiled-step.js';
import { stepsOf } from '../../src/model/compile.js';
import type { Before } from '../../src/engine/run/run-recipe.js';
import { flatten, slotsFor } from '../../src/engine/store/flatten.js';
import type { Slots } from '../../src/engine/store/slots.js';
import { unflatten } from '../../src/engine/store/unflatten.js';

/** A step, and a state in which it is run. */
export interface OneStep<State> {
  readonly step: CompiledStep<State>;
  readonly action: Action;
  readonly slots: Slots;
  readonly before: Before<State>;
}

/** The step `a.run` of a model, and its initial state. `parts` replaces parts of the compiled step. */
export function oneStep<State extends object>(
  initial: State,
  definition: Steps<State>[string],
  parts: Partial<CompiledStep<State>> = {},
): OneStep<State> {
  const actors = [actor<State>('a', { run: definition })];
  const [compiled] = stepsOf(defineModel<State>({ name: 'one', initial, actors })) ?? [];
  if (compiled === undefined) throw new Error('The model has no compiled step.');
  const step = { ...compiled, ...parts };
  const slots = slotsFor(canonical(initial));
  const vector = flatten(slots, canonical(initial));
  const before = { vector, state: unflatten(slots, vector) as State };
  return { step, action: step.action(undefined), slots, before };
}

/** The same for a reducer, which gets the state itself. */
export function oneReducer<State extends object>(
  initial: State,
  reduce: (state: State) => State,
  parts: Partial<CompiledStep<State>> = {},
): OneStep<State> {
  const { step, ...others } = oneStep<State>(initial, { then: () => undefined });
  const { then: _, ...reducer } = step;
  return {
    ...others,
    step: { ...reducer, run: (state, _, look) => reduce(look?.root(state) ?? state), ...parts },
  };
}
