import { actionKey, type Action } from '../model/action.js';
import { canonicalKey } from '../model/canonical.js';
import { stepsOf, type Trace } from '../trace/trace.js';

/**
 * Is one behaviour smaller than another of the same model? This is the order in which fast-check
 * shrinks, and it is why shrinking ends. Compared are, and the first that differs decides:
 *
 * 1. the number of steps;
 * 2. how often the next step is another actor's;
 * 3. the place of the initial state among the model's;
 * 4. the places of the actions among those that could be taken in their states, the first step
 *    first.
 *
 * The first three are natural numbers, and the fourth is compared only between lists of natural
 * numbers of one length. So the order is well-founded: nothing can become smaller for ever.
 */
export function isSmaller<State>(one: Trace<State>, other: Trace<State>): boolean {
  const difference =
    stepsOf(one) - stepsOf(other) ||
    switchesOf(one) - switchesOf(other) ||
    startOf(one) - startOf(other) ||
    firstPlaceThatDiffers(one, other);
  return difference < 0;
}

/** The actions of a behaviour, with the one that threw at its end where one did. */
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

/** Compares two behaviours of one length and start: where they part, they are in one state. */
function firstPlaceThatDiffers<State>(one: Trace<State>, other: Trace<State>): number {
  const keys = attemptsOf(one).map(actionKey);
  const otherKeys = attemptsOf(other).map(actionKey);
  const at = keys.findIndex((key, index) => key !== otherKeys[index]);
  if (at < 0) return 0;
  const { actions, errors } = one.model.enabled(one.states[at] as State);
  const places = [...actions, ...errors.map(({ action }) => action)].map(actionKey);
  return places.indexOf(keys[at] as string) - places.indexOf(otherKeys[at] as string);
}
