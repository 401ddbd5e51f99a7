import { actionKey, type Action } from '../../model/action.js';
import { canonicalKey } from '../../model/canonical.js';
import { stepsOf, type Trace } from '../../trace/trace.js';

/**
 * Whether one behaviour is smaller than another of the same model. fast-check shrinks in this order, and the
 * order guarantees that shrinking ends. The first of these that differs decides:
 *
 * 1. the number of steps;
 * 2. the number of changes of actor between neighbouring steps;
 * 3. the place of the initial state among those of the model;
 * 4. the places of the actions among the enabled actions of their states, the first step first.
 *
 * The first three are natural numbers. The fourth compares lists of natural numbers of the same length. So
 * the order is well-founded: a behaviour cannot become smaller for ever.
 */
export function isSmaller<State>(one: Trace<State>, other: Trace<State>): boolean {
  const difference =
    stepsOf(one) - stepsOf(other) ||
    switchesOf(one) - switchesOf(other) ||
    startOf(one) - startOf(other) ||
    firstPlaceThatDiffers(one, other);
  return difference < 0;
}

/** The actions of a behaviour. If one threw at its end, it is included. */
export function attemptsOf<State>({ actions, failed }: Trace<State>): readonly Action[] {
  return failed === undefined ? actions : [...actions, failed.action];
}

function switchesOf<State>(trace: Trace<State>): number {
  const attempts = attemptsOf(trace);
  return attempts.filter(({ actor }, at) => at > 0 && actor !== attempts[at - 1]?.actor).length;
}

function startOf<State>({ model, states }: Trace<State>): number {
  const key = canonicalKey(states[0]);
  return model.initial.findIndex((state) => canonicalKey(state) === key);
}

/** Compares two behaviours of the same length and start at the first step in which they differ. */
function firstPlaceThatDiffers<State>(one: Trace<State>, other: Trace<State>): number {
  const keys = attemptsOf(one).map(actionKey);
  const otherKeys = attemptsOf(other).map(actionKey);
  const at = keys.findIndex((key, index) => key !== otherKeys[index]);
  if (at < 0) return 0;
  const { actions, errors } = one.model.enabled(one.states[at] as State);
  const places = [...actions, ...errors.map(({ action }) => action)].map(actionKey);
  return places.indexOf(keys[at] as string) - places.indexOf(otherKeys[at] as string);
}
