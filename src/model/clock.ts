import type { Draft } from 'immer';
import { actor, type Actor, type Step } from './actor.js';
import { describeRefused, isPromise } from './answer.js';
import { mustChange } from './compiled-step.js';
import { ModelError } from './errors.js';
import { refuseNameless } from './names.js';
import { describeValue, refuseOtherFunction, refuseUnknown } from './refuse.js';

/** What `clock` takes. */
export interface ClockDefinition<State> {
  /** The age at which ages stop growing, in ticks: the longest time anybody asks for. At least 1. */
  readonly bound: number;
  /**
   * Lets a tick pass: replaces each age in the state by `older(age)`.
   *
   * @param state - The state to change.
   * @param older - Gives the age one tick later, `bound` at most. It takes an age: a whole number
   *   of ticks from 0 to `bound`.
   */
  readonly tick: (state: Draft<State>, older: (age: number) => number) => void;
  /** The actor's name; `clock` where absent. */
  readonly name?: string;
}

/**
 * Time, kept finite: an actor that ticks, and ages that stop growing at a bound.
 *
 * A state that holds "how long ago" instead of "when" has finitely many values even though time
 * goes on for ever, as long as nobody asks for more than the bound: "ten minutes since the last
 * access" is an age that has reached it. A tick that would make nothing older cannot be seen by
 * anybody and does not happen, so that a system in which only time passes counts as deadlocked.
 *
 * @param definition - The bound, and which ages grow.
 * @returns An actor with the step `tick`.
 * @throws ModelError where a part is missing, unknown or not what it should be.
 * @example
 * clock<{ idle: number }>({
 *   bound: 10,
 *   tick: (s, older) => { s.idle = older(s.idle); },
 * })
 */
export function clock<State extends object>(definition: ClockDefinition<State>): Actor<State> {
  refuseUnknown('clock', 'part', definition, ['bound', 'tick', 'name']);
  const { bound, tick, name = 'clock' } = definition;
  refuseNameless(name, 'A clock', "clock({ name: 'its name', … })");
  if (!Number.isInteger(bound) || bound < 1) {
    throw new ModelError(
      `clock: bound is ${describeValue(bound)}; give a whole number of ticks, 1 or more.`,
    );
  }
  refuseOtherFunction('clock', 'tick', tick);
  const older = (age: unknown) => {
    // An age above the bound would grow younger, and one below 0 never have been.
    if (typeof age === 'number' && Number.isInteger(age) && age >= 0 && age <= bound) {
      return Math.min(age + 1, bound);
    }
    throw new ModelError(
      `${name}.tick: older was given ${describeValue(age)}; give it an age, a whole number of ticks from 0 to ${bound}.`,
    );
  };
  const grow = (draft: Draft<State>): void => {
    // The type lets an async tick pass: whatever it returns is not looked at, but for this.
    const returned: unknown = tick(draft, older);
    if (typeof returned !== 'object' || returned === null || !isPromise(returned)) return;
    throw new ModelError(
      `${name}.tick: tick returned ${describeRefused(returned)}; let it change the state and return nothing.`,
    );
  };
  const step: Step<State> & { readonly [mustChange]: true } = {
    then: grow,
    says: 'time passes',
    [mustChange]: true,
  };
  return actor<State>(name, { tick: step });
}
