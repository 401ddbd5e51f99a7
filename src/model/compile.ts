import { actionKey, formatAction, refuseOtherAction, type Action } from './action.js';
import type { ChoosingStep, Step } from './actor.js';
import { canonical, canonicalKey } from './canonical.js';
import { canTakeIn, hasActionOf } from './can-take.js';
import { actionsOf, chosenIn, isEnabled } from './choose.js';
import { fixedGuard, mustChange, type CompiledStep } from './compiled-step.js';
import { mayWait, waits } from './wait.js';
import { ownMark, shared } from '../validation/copies.js';
import { ModelError, WrongValueError } from '../validation/errors.js';
import { finding } from './finding.js';
import { isolating } from './isolated.js';
import type { Enabled, Model, StepName } from './model.js';
import { refuseMisuse, runRecipe } from './recipe.js';
import { StepError } from './step-error.js';
import { whileNamed } from './supervised.js';
import { distinctInitial } from './initial.js';
import { compileConstraint, constraintOf, type Constraint } from './within.js';
import { sentenceOf } from './says.js';

/**
 * The symbol under which a model keeps its steps for searches. All copies of the package share it. An
 * object that is spread from a model has the steps too.
 */
const compiledSteps: unique symbol = Symbol.for('allways: compiled steps');

/** A model whose steps a search can take one by one. */
export interface CompiledModel<State> extends Model<State> {
  readonly [compiledSteps]: readonly CompiledStep<State>[];
}

/** The steps of a model. Undefined for a model made by hand. */
export function stepsOf<State>(model: Model<State>): readonly CompiledStep<State>[] | undefined {
  if (!hasOwnFunctions(model)) return undefined;
  return (model as Partial<CompiledModel<State>>)[compiledSteps];
}

/** Compiles a step from the user's definition. */
export function compileStep<State>(
  name: StepName,
  definition: Step<State> | ChoosingStep<State, unknown>,
): CompiledStep<State> {
  const { then, ...rest } = definition as ChoosingStep<State, unknown>;
  const { actor, step } = name;
  return {
    ...rest,
    mustChange: mustChange in definition,
    mayWait: mayWait in definition,
    hasFixedGuard: fixedGuard in definition,
    then: then as CompiledStep<State>['then'] & {},
    // A search asks for each choice in each state, and to spread the name takes several times as long.
    action: (choice) => (choice === undefined ? name : { actor, step, choice }),
    run: (state, action) => runRecipe(then, state, action),
  };
}

/**
 * Splits a model into one model for each step, which can take only this step. A model made by hand
 * cannot be split; then the list has the model itself. The models have no state constraint: it is asked once for all steps.
 */
export function stepByStep<State>(model: Model<State>): readonly Model<State>[] {
  const steps = stepsOf(model);
  if (steps === undefined) return [model];
  return steps.map((one) =>
    compileModel({ name: model.name }, model.initial, [one], model.steps, () => one),
  );
}

/** The parts of a model that are functions. */
export const functionsOfModel = [
  'enabled',
  'actions',
  'canTake',
  'successor',
  'reduce',
  'says',
] as const;

/** The functions of models that this package made, each with the steps that it was made from. */
const ownFunctions = shared('functions of models', () => new WeakMap<object, object>());

/** The state constraint of each model that this package made, by its steps. */
const ownConstraints = shared('constraints of models', () => new WeakMap<object, object>());

/** Whether the state constraint of a model is another one than that with which its functions were made. */
export function hasOtherConstraint(model: Model<unknown>): boolean {
  const [part] = functionsOfModel;
  const steps = ownFunctions.get(model[part]);
  return steps !== undefined && ownConstraints.get(steps) !== model.within;
}

/** Notes that this package made the functions of a model. */
function owned<State>(model: CompiledModel<State>): CompiledModel<State> {
  if (model.within !== undefined) ownConstraints.set(model[compiledSteps], model.within);
  for (const part of functionsOfModel) ownFunctions.set(model[part], model[compiledSteps]);
  return model;
}

/** True if this package made all functions of a model from the same steps, and the user put no other in their place. */
export function hasOwnFunctions(model: Model<unknown>): boolean {
  const [first, ...others] = functionsOfModel.map((part) => ownFunctions.get(model[part]));
  return first !== undefined && others.every((one) => one === first);
}

/** The lists of initial states that this package made. */
const ownInitial = shared('initial states', () => new WeakSet<object>());

/** True if this package made the initial states of a model, and the user put no others in their place. */
export const hasOwnInitial = ({ initial }: Model<unknown>): boolean => ownInitial.has(initial);

/** The parts of a model beside its states and steps. */
export interface ModelParts<State> {
  readonly name: string;
  /** What the user gave as `within`, or the constraint of another model. Absent: each state is expanded. */
  readonly within?: ((state: State) => boolean) | undefined;
}

/** The parts of a model, for another model made of it. */
export function partsOf<State>(model: Model<State>): ModelParts<State> {
  return { name: model.name, within: constraintOf(model) };
}

/** Makes a model of compiled steps. */
export function compileModel<State>(
  { name, within: given }: ModelParts<State>,
  initial: Iterable<State>,
  steps: readonly CompiledStep<State>[],
  names: readonly StepName[],
  stepOf: (action: Action) => CompiledStep<State> | undefined,
): CompiledModel<State> {
  const initialStates = whileNamed(`Model ${JSON.stringify(name)}: initial`, () =>
    distinctInitial(name, initial),
  );
  const within = given && compileConstraint(name, given);
  const successor = (state: State, action: Action) => {
    refuseOtherAction(action, 'successor');
    const step = stepOf(action);
    if (step === undefined) throw impossible(name, action);
    return take(step, state, action);
  };
  ownInitial.add(initialStates);
  const own: CompiledModel<State> = owned({
    ...ownMark,
    name,
    safeguards: [],
    parameters: {},
    initial: initialStates,
    steps: names,
    [compiledSteps]: steps,
    ...(within && { within }),
    enabled: (state) => enabledOf(steps, state, within),
    actions(state) {
      const { actions, errors } = enabledOf(steps, state, within);
      if (errors[0] !== undefined) throw errors[0];
      return actions;
    },
    canTake(state, wanted) {
      // A user may have put other functions in the place of these; and `this` is undefined in a plain call.
      const model = (this as unknown as Model<State> | undefined) ?? own;
      if (hasOwnFunctions(model)) return canTakeIn({ model: name, steps, names }, state, wanted);
      return hasActionOf(model.enabled(canonical(state)).actions, wanted);
    },
    successor,
    reduce(state, action) {
      const before = canonical(state);
      const key = actionKey(action);
      const isBeyond = within?.(before) === false;
      const found = isBeyond ? undefined : offeredBy(stepOf(action), before, key);
      if (found === undefined) throw impossible(name, action);
      return canonicalSuccessor(found, successor(before, found));
    },
    says(state, action) {
      refuseOtherAction(action, 'says');
      return sentenceOf(stepOf(action), state, action);
    },
  });
  return own;
}

/** All actions that can be taken in a state, and the guards and choices that threw. Outside the constraint: none. */
function enabledOf<State>(
  steps: readonly CompiledStep<State>[],
  state: State,
  within: Constraint<State> | undefined,
): Enabled {
  const own = canonical(state);
  const actions: Action[] = [];
  const errors: StepError[] = [];
  isolating(() => {
    if (within?.(own) === false) return;
    for (const step of steps) collect(step, own, actions, errors);
  });
  return { actions, errors };
}

/**
 * The action with a key, as a step offers it in a state; undefined if it does not.
 *
 * @throws StepError if its guard or the choices of the step threw.
 */
function offeredBy<State>(
  step: CompiledStep<State> | undefined,
  state: State,
  key: string,
): Action | undefined {
  const actions: Action[] = [];
  const errors: StepError[] = [];
  if (step !== undefined) collect(step, state, actions, errors);
  const found = actions.find((one) => actionKey(one) === key);
  if (found !== undefined) return found;
  // If `choose` threw, no choice of the step is known, so its error is the answer for any choice.
  const error = errors.find(({ part, action }) => part === 'choose' || actionKey(action) === key);
  if (error !== undefined) throw error;
  return undefined;
}

/** Takes a step. Its outcome is not in canonical form yet. */
function take<State>(step: CompiledStep<State>, state: State, action: Action): State {
  const own = canonical(state);
  const offered = chosenIn(step, own, action);
  try {
    return step.run(own, offered);
  } catch (error) {
    refuseMisuse(step, own, offered, error);
    throw new StepError(action, 'then', finding(step, error));
  }
}

/**
 * The canonical form of a successor.
 *
 * @param key - Its key, if the caller has read the successor already.
 * @throws ModelError that names the step if its outcome is not plain data, or if it reads differently now.
 */
export function canonicalSuccessor<State>(action: Action, next: State, key?: string): State {
  const copy = naming(action, () => canonical(next));
  if (key === undefined || canonicalKey(copy) === key) return copy;
  throw new WrongValueError(
    `After ${formatAction(action)}, the state reads differently each time; put plain data into it, and no Proxy that answers by itself.`,
  );
}

/**
 * The key of a successor.
 *
 * @throws ModelError that names the step if its outcome is not plain data.
 */
export function successorKey(action: Action, next: unknown): string {
  return naming(action, () => canonicalKey(next));
}

function naming<T>(action: Action, act: () => T): T {
  try {
    return act();
  } catch (error) {
    // canonical and canonicalKey throw no other errors.
    const { message } = error as WrongValueError;
    throw new WrongValueError(`After ${formatAction(action)}, ${message}`, { cause: error });
  }
}

function collect<State>(
  step: CompiledStep<State>,
  state: State,
  actions: Action[],
  errors: StepError[],
): void {
  const offered = attempt(step, step.action(undefined), 'choose', errors, () =>
    actionsOf(step, state),
  );
  for (const action of offered ?? []) {
    const canTake = () =>
      isEnabled(step, action, state) &&
      (step.mustChange !== true || changes(step, action, state)) &&
      (step.mayWait !== true || !waits(step, action, state));
    if (attempt(step, action, 'when', errors, canTake) === true) actions.push(action);
  }
}

function changes<State>(step: CompiledStep<State>, action: Action, state: State): boolean {
  return successorKey(action, step.run(state, action)) !== canonicalKey(state);
}

function attempt<State, T>(
  step: CompiledStep<State>,
  action: Action,
  part: 'choose' | 'when',
  errors: StepError[],
  act: () => T,
): T | undefined {
  try {
    return act();
  } catch (error) {
    errors.push(new StepError(action, part, finding(step, error)));
    return undefined;
  }
}

function impossible(model: string, action: Action): ModelError {
  return new ModelError(
    `${formatAction(action)} is not possible in this state of ${JSON.stringify(model)}; take one of model.actions(state).`,
  );
}
