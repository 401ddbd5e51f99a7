import { canonicalKey } from './canonical.js';
import { handed } from './choose.js';
import { compileModel } from './compile.js';
import { plainly, type CompiledStep } from './compiled-step.js';
import { describeThrown, ModelError } from './errors.js';
import { initialStates } from './initial.js';
import type { Model, StepName } from './model.js';
import { refuseNameless } from './names.js';
import { refuseOtherFunction, refuseUnknown } from './refuse.js';

/** What `fromReducer` takes. */
export interface ReducerDefinition<State, ReducerAction> {
  /** Its name, as it stands in recordings; `reducer` where absent. */
  readonly name?: string;
  /** The state it starts in, or a function that gives several. */
  readonly initial: State | (() => Iterable<State>);
  /** The actions that may be dispatched in a state: plain data. */
  readonly actions: (state: State) => Iterable<ReducerAction>;
  /** The reducer, as it is. It must be pure. The state it is given is frozen. */
  readonly reduce: (state: State, action: ReducerAction) => State;
  /** Who does what in an action. Absent: its `actor` and `type`, where it has them. */
  readonly describe?: (action: ReducerAction) => { actor: string; step: string; says?: string };
}

const parts = ['name', 'initial', 'actions', 'reduce', 'describe'];

/**
 * A model from a reducer that is there already (Redux style), checked as it is.
 *
 * @param definition - Initial state, possible actions, and the reducer.
 * @returns A model whose actions carry the reducer's own action as their choice.
 * @throws ModelError where a part is missing, unknown or not what it should be, or an initial state
 *   is not plain data.
 * @example
 * const cart = fromReducer({
 *   initial: { items: 0 },
 *   actions: (s) => (s.items < 2 ? [{ type: 'add' }, { type: 'clear' }] : [{ type: 'clear' }]),
 *   reduce: (s, action) => ({ items: action.type === 'add' ? s.items + 1 : 0 }),
 * });
 */
export function fromReducer<State, ReducerAction>(
  definition: ReducerDefinition<State, ReducerAction>,
): Model<State> {
  refuseUnknown('fromReducer', 'part', definition, parts);
  const { name = 'reducer', initial, actions, reduce, describe = describeByType } = definition;
  refuseNameless(name, 'A model', 'fromReducer({ name: … })');
  for (const [part, value] of Object.entries({ actions, reduce, describe } as object)) {
    refuseOtherFunction(`Model ${JSON.stringify(name)}`, part, value);
  }
  const step: CompiledStep<State> = {
    choose: actions,
    action: (choice) => {
      // Without a choice this names the list of actions itself, for an error in `actions`.
      if (choice === undefined) return { actor: name, step: 'actions' };
      return { ...nameOf(name, describe, choice as ReducerAction), choice };
    },
    drafts: false,
    run: (state, action, look = plainly) =>
      reduce(look.root(state), handed(action, state, look) as ReducerAction),
    says: (_, choice) => {
      const { step: named, says } = describe(choice as ReducerAction);
      return says ?? named;
    },
  };
  return compileModel(name, initialStates(name, initial), [step], [], () => step);
}

/** Who does what in an action. */
function nameOf<ReducerAction>(
  model: string,
  describe: (action: ReducerAction) => unknown,
  action: ReducerAction,
): StepName {
  const refuse = (what: string, cause?: unknown) =>
    new ModelError(
      `Model ${JSON.stringify(model)}: describe ${what} for the action ${canonicalKey(action)}; it must answer { actor, step }, two strings.`,
      { cause },
    );
  let described: unknown;
  try {
    described = describe(action);
  } catch (error) {
    throw refuse(`threw ${describeThrown(error)}`, error);
  }
  const { actor = model, step } = Object(described) as { actor?: unknown; step?: unknown };
  if (typeof actor === 'string' && typeof step === 'string') return { actor, step };
  throw refuse('does not name the actor and the step');
}

function describeByType(action: unknown): { actor?: string; step: string; says?: string } {
  const { actor, type } = Object(action) as { actor?: unknown; type?: unknown };
  return {
    ...(typeof actor === 'string' ? { actor } : {}),
    step: typeof type === 'string' ? type : 'dispatch',
    ...(typeof type === 'string' ? {} : { says: `dispatch ${canonicalKey(action, 'action')}` }),
  };
}
