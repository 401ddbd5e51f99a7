import type { Action } from '../../model/action.js';
import { enabledIn, errorOfModel } from '../../model/by-hand.js';
import { canonical, canonicalKey } from '../../model/canonical.js';
import { successorKey } from '../../model/compile.js';
import type { Model } from '../../model/model.js';
import { StepError } from '../../model/step-error.js';
import {
  decidedBy,
  decidedIn,
  offersFor,
  type Met,
  type Questions,
  type Terrain,
  type Way,
} from './met.js';

/**
 * A model that remembers its states. Random runs visit the same states again and again. The model is asked
 * about each state only once, so a later step through it only has to compare times.
 *
 * @param most - The most states to remember. When there are more, all are forgotten.
 */
export function graphOf<State>(
  model: Model<State>,
  questions: Questions<State>,
  most = 20_000,
): Terrain<State> {
  const { properties } = questions;
  const offersOf = offersFor(questions);
  const known = new Map<string, Met<State>>();

  const meet = (key: string, found: State): Met<State> => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const state = canonical(found);
    // The current run continues from this state, so all other states can be forgotten.
    if (known.size >= most) known.clear();
    const { actions, errors } = enabledIn(model, state);
    const [failed] = errors;
    const met: Met<State> = {
      state,
      offers: offersOf(actions),
      decides: decidedIn(properties, state, actions.length + errors.length === 0),
      ...(failed === undefined ? {} : { failed }),
    };
    known.set(key, met);
    return met;
  };

  const wayOf = (from: Met<State>, action: Action): Way<State> => {
    let next: State;
    try {
      next = model.successor(from.state, action);
    } catch (thrown) {
      if (!(thrown instanceof StepError)) throw errorOfModel(model, thrown);
      return { failed: thrown, decides: [] };
    }
    const key = successorKey(action, next);
    const to = meet(key, next);
    return { to, decides: decidedBy(properties, from.state, action, to.state) };
  };

  return {
    start: () => model.initial.map((state) => meet(canonicalKey(state), state)),
    take(from, offer, choice) {
      const way = offer.ways[choice] ?? wayOf(from, offer.actions[choice] as Action);
      offer.ways[choice] = way;
      return way;
    },
  };
}
