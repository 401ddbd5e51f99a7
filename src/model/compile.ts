import { current, enableMapSet, Immer, isDraft, original, type Draft } from 'immer';
import { actionKey, formatAction, type Action } from './action.js';
import type { ChoosingStep, Step } from './actor.js';
import { describeRefused, isPromise } from './answer.js';
import { canonical, canonicalKey } from './canonical.js';
import {
  describeThrown,
  isFrozenWrite,
  isKeptDraft,
  isModelError,
  lookOnly,
  ModelError,
} from './errors.js';
import type { Enabled, Model, StepName } from './model.js';
import { stepKey } from './names.js';
import { StepError } from './step-error.js';

enableMapSet();

// Freezing is left to canonical(), which does it once for each distinct state.
const immer = new Immer({ autoFreeze: false });

/** What a recipe is shown of its draft. */
export type See = (draft: object) => object;

/** Marks a step that is enabled only where it changes the state. */
export const mustChange = Symbol('must change');

/** Where a model keeps its steps for searches; what is spread from a model keeps them too. */
export const compiledSteps = Symbol('compiled steps');

/** A model whose steps a search can take one by one. */
export interface CompiledModel<State> extends Model<State> {
  readonly [compiledSteps]: readonly CompiledStep<State>[];
}

/** The steps of a model; none for one that somebody made by hand. */
export function stepsOf<State>(model: Model<State>): readonly CompiledStep<State>[] | undefined {
  return (model as Partial<CompiledModel<State>>)[compiledSteps];
}

/** A step as a model runs it: its name is known, its choice type forgotten. */
export interface CompiledStep<State> {
  /** The values to choose from; absent where the step does not choose. */
  readonly choose?: (state: State) => Iterable<unknown>;
  readonly when?: (state: State, choice: unknown) => boolean;
  /** True: the step is enabled only where it changes the state. */
  readonly mustChange?: boolean;
  /**
   * The successor of a state, or what the recipe returned in its stead; may throw anything.
   *
   * @param see - Shows the recipe something else in place of its draft, for who watches it.
   */
  readonly run: (state: State, choice: unknown, see?: See) => State;
  /** True where `run` gives a recipe a draft; false where it is a reducer that is given the state. */
  readonly drafts: boolean;
  readonly says?: string | ((state: State, choice: unknown) => string);
  /** The action that this step is with a choice. */
  readonly action: (choice: unknown) => Action;
}

/** Wraps a step as its author wrote it. */
export function compileStep<State>(
  name: StepName,
  definition: Step<State> | ChoosingStep<State, unknown>,
): CompiledStep<State> {
  const { then, ...rest } = definition as ChoosingStep<State, unknown>;
  return {
    ...rest,
    mustChange: mustChange in definition,
    drafts: true,
    action: (choice) => (choice === undefined ? name : { ...name, choice }),
    run: (state, choice, see) => runRecipe(name, then, state, choice, see),
  };
}

/**
 * The same model, but that a step asks no guard: it may be taken wherever there is something to choose.
 *
 * @returns Undefined where there is no such step with a guard, or somebody made the model by hand.
 */
export function withoutGuard<State>(
  model: Model<State>,
  { actor, step }: StepName,
): Model<State> | undefined {
  const steps = stepsOf(model);
  const isMeant = (one: CompiledStep<State>) => {
    const name = one.action(undefined);
    return name.actor === actor && name.step === step;
  };
  if (steps?.find(isMeant)?.when === undefined) return undefined;
  const changed = steps.map((one) => (isMeant(one) ? { ...one, when: () => true } : one));
  const byName = new Map(changed.map((one) => [stepKey(one.action(undefined)), one]));
  return {
    ...model,
    ...compileModel(model.name, model.initial, changed, model.steps, (action) =>
      byName.get(stepKey(action)),
    ),
    safeguards: model.safeguards,
    parameters: model.parameters,
  };
}

/**
 * The steps of a model apart: a model for each, which can do nothing else; the model as it is where
 * somebody made it by hand.
 */
export function stepByStep<State>(model: Model<State>): readonly Model<State>[] {
  const steps = stepsOf(model);
  if (steps === undefined) return [model];
  return steps.map((one) => compileModel(model.name, model.initial, [one], model.steps, () => one));
}

/** A model over compiled steps: the one place where guards, choices and recipes are called. */
export function compileModel<State>(
  name: string,
  initial: Iterable<State>,
  steps: readonly CompiledStep<State>[],
  names: readonly StepName[],
  stepOf: (action: Action) => CompiledStep<State> | undefined,
): CompiledModel<State> {
  const initialStates = distinctInitial(name, initial);
  const enabled = (state: State): Enabled => {
    const met = canonical(state);
    const actions: Action[] = [];
    const errors: StepError[] = [];
    for (const step of steps) collect(step, met, actions, errors);
    return { actions, errors };
  };

  const successor = (state: State, action: Action): State => {
    const step = stepOf(action);
    if (step === undefined) throw impossible(name, action);
    try {
      return step.run(canonical(state), action.choice);
    } catch (error) {
      refuseKeptDraft(action, error);
      if (isModelError(error)) throw error;
      throw new StepError(action, 'then', error);
    }
  };

  return {
    name,
    safeguards: [],
    parameters: {},
    initial: initialStates,
    steps: names,
    [compiledSteps]: steps,
    enabled,
    actions(state) {
      const { actions, errors } = enabled(state);
      if (errors[0] !== undefined) throw errors[0];
      return actions;
    },
    successor,
    reduce(state, action) {
      const met = canonical(state);
      const key = actionKey(action);
      const actions: Action[] = [];
      const errors: StepError[] = [];
      const step = stepOf(action);
      if (step !== undefined) collect(step, met, actions, errors);
      const found = actions.find((one) => actionKey(one) === key);
      if (found !== undefined) return canonicalSuccessor(found, successor(met, found));
      // Where `choose` threw, nobody knows any choice of the step.
      throw (
        errors.find((error) => error.part === 'choose' || actionKey(error.action) === key) ??
        impossible(name, action)
      );
    },
    says: (state, action) => sentence(stepOf(action), state, action),
  };
}

/** Refuses a step that used a draft which an earlier one kept. */
export function refuseKeptDraft(action: Action, thrown: unknown): void {
  if (!isKeptDraft(thrown)) return;
  throw new ModelError(
    `${formatAction(action)}: then used a draft that an earlier step kept; keep a copy, as in structuredClone(current(draft)).`,
    { cause: thrown },
  );
}

/**
 * The canonical form of a successor.
 *
 * @throws ModelError that names the step where its outcome is not plain data.
 */
export function canonicalSuccessor<State>(action: Action, next: State): State {
  return naming(action, () => canonical(next));
}

/**
 * The key of a successor.
 *
 * @throws ModelError that names the step where its outcome is not plain data.
 */
export function successorKey(action: Action, next: unknown): string {
  return naming(action, () => canonicalKey(next));
}

function naming<T>(action: Action, act: () => T): T {
  try {
    return act();
  } catch (error) {
    // Canonical form is refused by ModelErrors only.
    const { message } = error as ModelError;
    throw new ModelError(`After ${formatAction(action)}, ${message}`, { cause: error });
  }
}

function collect<State>(
  step: CompiledStep<State>,
  state: State,
  actions: Action[],
  errors: StepError[],
): void {
  const seen = new Set<string>();
  const choices = attempt(step.action(undefined), 'choose', errors, () => choicesOf(step, state));
  for (const choice of choices ?? []) {
    const action = step.action(choice);
    if (choice !== undefined) {
      const key = actionKey(action);
      if (seen.has(key)) continue;
      seen.add(key);
    }
    const canTake = () =>
      isEnabled(step, action, state) && (step.mustChange !== true || changes(step, action, state));
    if (attempt(action, 'when', errors, canTake) === true) actions.push(action);
  }
}

/** Runs what may only look at the state. */
function looking<T>(who: string, look: () => T): T {
  try {
    return look();
  } catch (thrown) {
    if (isFrozenWrite(thrown)) throw new ModelError(`${who} ${lookOnly}`, { cause: thrown });
    throw thrown;
  }
}

/**
 * Asks the guard of a step.
 *
 * @returns Whether the step may be taken; may throw anything.
 * @throws ModelError where the guard answers neither true nor false.
 */
export function isEnabled<State>(step: CompiledStep<State>, action: Action, state: State): boolean {
  const answer: unknown = looking(`${formatAction(action)}: when`, () =>
    step.when === undefined ? true : step.when(state, action.choice),
  );
  if (typeof answer !== 'boolean') {
    throw new ModelError(
      `${formatAction(action)}: when answered ${describeRefused(answer)}; a guard must answer true or false.`,
    );
  }
  return answer;
}

function changes<State>(step: CompiledStep<State>, { choice }: Action, state: State): boolean {
  return canonicalKey(step.run(state, choice)) !== canonicalKey(state);
}

/**
 * The values that a step chooses from.
 *
 * @returns Canonical data, in the order of `choose`; a value may come twice. May throw anything.
 * @throws ModelError where `choose` answers no list of plain data.
 */
export function choicesOf<State>(step: CompiledStep<State>, state: State): readonly unknown[] {
  if (step.choose === undefined) return [undefined];
  const where = formatAction(step.action(undefined));
  const { choose } = step;
  const values: unknown = looking(`${where}: choose`, () => choose(state));
  if (typeof values !== 'object' || values === null || !(Symbol.iterator in values)) {
    throw new ModelError(
      `${where}: choose answered ${describeRefused(values)}; it must answer the values to choose from, such as an array.`,
    );
  }
  return [...(values as Iterable<unknown>)].map((value) => canonical(value, `${where}: a choice`));
}

function attempt<T>(
  action: Action,
  part: 'choose' | 'when',
  errors: StepError[],
  act: () => T,
): T | undefined {
  try {
    return act();
  } catch (error) {
    if (isModelError(error)) throw error;
    errors.push(new StepError(action, part, error));
    return undefined;
  }
}

function runRecipe<State>(
  name: StepName,
  then: (state: Draft<State>, choice: unknown) => void | State,
  state: State,
  choice: unknown,
  see: See = (draft) => draft,
): State {
  return immer.produce(state, (draft: Draft<State>) => {
    const shown = see(draft as object) as Draft<State>;
    const returned: unknown = then(shown, choice);
    if (returned === undefined || returned === shown) return undefined;
    const where = `${formatAction({ ...name, choice })}: then`;
    if (
      typeof returned !== 'object' ||
      returned === null ||
      isDraft(returned) ||
      isPromise(returned)
    ) {
      const what = isDraft(returned) ? 'a part of the state' : describeRefused(returned);
      throw new ModelError(
        `${where} returned ${what}; change the state inside braces { } and return nothing, ` +
          'or return a whole new state.',
      );
    }
    if (current(draft) !== original(draft)) {
      throw new ModelError(
        `${where} both changed the state and returned another one; ` +
          'put braces { } around its body, or do one of the two.',
      );
    }
    return returned as Draft<State>;
  });
}

function distinctInitial<State>(name: string, initial: Iterable<State>): State[] {
  if (typeof initial === 'string' || !(Symbol.iterator in Object(initial))) {
    throw new ModelError(
      `Model ${JSON.stringify(name)}: initial answered ${describeRefused(initial)}; it must answer the states to start in, such as an array.`,
    );
  }
  const states = new Map<string, State>();
  for (const state of initial) {
    const copy = canonical(state, `The initial state of ${JSON.stringify(name)}: state`);
    states.set(canonicalKey(copy), copy);
  }
  if (states.size === 0) {
    throw new ModelError(`Model ${JSON.stringify(name)} has no initial state; give at least one.`);
  }
  return [...states.values()];
}

function impossible(model: string, action: Action): ModelError {
  return new ModelError(
    `${formatAction(action)} is not possible in this state of ${JSON.stringify(model)}; take one of model.actions(state).`,
  );
}

function sentence<State>(
  step: CompiledStep<State> | undefined,
  state: State,
  action: Action,
): string {
  const plain =
    action.choice === undefined
      ? spaced(action.step)
      : `${spaced(action.step)} ${canonicalKey(action.choice, 'choice')}`;
  if (step?.says === undefined) return plain;
  if (typeof step.says === 'string') return step.says;
  try {
    const said: unknown = step.says(canonical(state), action.choice);
    return typeof said === 'string'
      ? said
      : `${plain} (its "says" answered ${describeRefused(said)})`;
  } catch (error) {
    // A timeline must not fail where a finding is to be shown.
    return `${plain} (its "says" threw ${describeThrown(error)})`;
  }
}

/** `pickUp` as words: `pick up`. What is no word of small letters stays: `readDNS` is `read DNS`. */
export function spaced(name: string): string {
  return name
    .replace(
      /([\p{Ll}\d])(\p{Lu})(?=\p{Ll})/gu,
      (_, before: string, letter: string) => `${before} ${letter.toLowerCase()}`,
    )
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2');
}
