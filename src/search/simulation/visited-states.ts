import type { Action } from '../../model/action.js';
import { enabledIn, errorOfModel } from '../../model/by-hand.js';
import { canonical, canonicalKey } from '../../model/canonical.js';
import { successorKey } from '../../model/compile.js';
import type { Model } from '../../model/model.js';
import { StepError } from '../../model/step-error.js';
import { isOutside } from '../../model/within.js';
import { decidedBy, decidedIn } from './decided.js';
import { enabledStepsFor } from './enabled-steps.js';
import type {
  SimulatedModel,
  SimulationSetup,
  StepOutcome,
  VisitedState,
} from './simulated-model.js';

/**
 * A model that remembers its states. Random runs visit the same states again and again. The model is asked
 * about each state only once, so a later step through it only has to compare times.
 *
 * @param most - The most states to remember. When there are more, all are forgotten.
 */
export function simulated<State>(
  model: Model<State>,
  setup: SimulationSetup<State>,
  most = 20_000,
): SimulatedModel<State> {
  const { properties } = setup;
  const enabledSteps = enabledStepsFor(setup);
  const known = new Map<string, VisitedState<State>>();

  const visit = (key: string, found: State): VisitedState<State> => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const state = canonical(found);
    // The current run continues from this state, so all other states can be forgotten.
    if (known.size >= most) known.clear();
    const { actions, errors } = enabledIn(model, state);
    const [failed] = errors;
    const visited: VisitedState<State> = {
      state,
      enabled: enabledSteps(actions),
      decides: decidedIn(
        properties,
        state,
        actions.length + errors.length === 0 && !isOutside(model, state),
      ),
      ...(failed === undefined ? {} : { failed }),
    };
    known.set(key, visited);
    return visited;
  };

  const outcomeOf = (from: VisitedState<State>, action: Action): StepOutcome<State> => {
    let next: State;
    try {
      next = model.successor(from.state, action);
    } catch (thrown) {
      if (!(thrown instanceof StepError)) throw errorOfModel(model, thrown);
      return { failed: thrown, decides: [] };
    }
    const key = successorKey(action, next);
    const to = visit(key, next);
    return { to, decides: decidedBy(properties, from.state, action, to.state) };
  };

  return {
    initial: () => model.initial.map((state) => visit(canonicalKey(state), state)),
    take(from, step, choice) {
      const outcome = step.outcomes[choice] ?? outcomeOf(from, step.actions[choice] as Action);
      step.outcomes[choice] = outcome;
      return outcome;
    },
  };
}
