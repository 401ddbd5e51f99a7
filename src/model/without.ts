/** Models from which something is left out on purpose, to see which properties notice. */
import { compileModel, partsOf, stepsOf } from './compile.js';
import type { CompiledStep } from './compiled-step.js';
import type { Model, StepName } from './model.js';
import { stepKey } from './names.js';

/**
 * The same model without the guard of a step: the step can be taken whenever there is something to choose.
 *
 * @returns Undefined if there is no such step with a guard, if the guard is what makes it this step, or if the
 *   model was made by hand.
 */
export function withoutGuard<State>(
  model: Model<State>,
  { actor, step }: StepName,
): Model<State> | undefined {
  const isMeant = (one: CompiledStep<State>) => {
    const name = one.action(undefined);
    return name.actor === actor && name.step === step;
  };
  const found = stepsOf(model)?.find(isMeant);
  if (found?.when === undefined || found.hasFixedGuard === true) return undefined;
  return changed(model, `the guard of ${actor}.${step}`, (one) =>
    isMeant(one) ? { ...one, when: () => true } : one,
  );
}

/**
 * The same model, marked as lacking something. The user did not write its steps for states that come up
 * only without that. So a wrong value that a step returns or writes there is a finding: the step counts as
 * one that threw.
 *
 * @param lacks - What was left out, in words: `the safeguard fencing`.
 */
export function lacking<State>(model: Model<State>, lacks: string): Model<State> {
  return changed(model, lacks, (step) => step);
}

/**
 * A variant of a system that lacks some safeguards: see {@link lacking}.
 *
 * @param off - The safeguards that are off; if there are none, the variant lacks nothing.
 */
export function lackingSafeguards<State>(
  variant: Model<State>,
  off: readonly string[],
): Model<State> {
  const lacks = lackOf(off);
  return lacks === undefined ? variant : lacking(variant, lacks);
}

/** What a variant lacks, in words, if these safeguards are off; undefined if none is. */
export function lackOf(off: readonly string[]): string | undefined {
  if (off.length === 0) return undefined;
  return `the safeguard${off.length === 1 ? '' : 's'} ${off.join(' and ')}`;
}

/** What a model lacks, in words; undefined if nothing was left out of it. */
export function lacksIn<State>(model: Model<State>): string | undefined {
  return stepsOf(model)?.[0]?.lacks;
}

function changed<State>(
  model: Model<State>,
  lacks: string,
  change: (step: CompiledStep<State>) => CompiledStep<State>,
): Model<State> {
  const steps = stepsOf(model)?.map((step) => ({ ...change(step), lacks }));
  if (steps === undefined) return model;
  const byName = new Map(steps.map((one) => [stepKey(one.action(undefined)), one]));
  // A reducer has one step, which takes all actions.
  const stepOf = model.steps.length === 0 ? () => steps[0] : undefined;
  return {
    ...model,
    ...compileModel(
      partsOf(model),
      model.initial,
      steps,
      model.steps,
      stepOf ?? ((action) => byName.get(stepKey(action))),
    ),
    safeguards: model.safeguards,
    parameters: model.parameters,
  };
}
