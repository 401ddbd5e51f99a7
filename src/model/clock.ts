import type { Draft } from 'immer';
import { actor, type Actor, type Step } from './actor.js';
import { describeRefused, isPromise } from '../validation/answer.js';
import { mustChange } from './compiled-step.js';
import { ModelError, WrongValueError } from '../validation/errors.js';
import { refuseNameless } from './names.js';
import {
  describeValue,
  refuseOtherFunction,
  refuseUnknown,
  reading,
} from '../validation/refuse.js';

/** What `clock` takes. */
export interface ClockDefinition<State> {
  /**
   * The age at which ages stop growing, in ticks. Give the longest age that the model or a property asks
   * for. At least 1.
   */
  readonly bound: number;
  /**
   * Lets a tick pass: replaces each age in the state by `older(age)`.
   *
   * @param state - The state to change.
   * @param older - Takes an age, a whole number of ticks from 0 to `bound`, and returns the age one tick
   *   later, at most `bound`.
   */
  readonly tick: (state: Draft<State>, older: (age: number) => number) => void;
  /** The actor's name. Absent: `clock`. */
  readonly name?: string;
}

/**
 * Makes an actor whose only step lets one tick of time pass. Ages stop growing at a bound, so the state
 * space stays finite.
 *
 * Keep ages ("how long ago") in the state, not times ("when"). Time goes on for ever, but an age has
 * finitely many values. Choose a bound that is as large as the longest age that the model or a property
 * asks for: with a bound of ten, an age of 10 means "ten ticks or more". A tick that would change nothing
 * is not enabled. So if all ages have reached the bound and no other step is enabled, that is a deadlock.
 *
 * @param definition - The bound, and which ages grow.
 * @returns An actor with the step `tick`.
 * @throws ModelError if a part is missing, unknown or wrong.
 * @example
 * clock<{ idle: number }>({
 *   bound: 10,
 *   tick: (s, older) => { s.idle = older(s.idle); },
 * })
 */
export function clock<State extends object>(definition: ClockDefinition<State>): Actor<State> {
  return reading('clock', () => {
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
      // An age above the bound would become smaller, and an age below 0 is not possible.
      if (typeof age === 'number' && Number.isInteger(age) && age >= 0 && age <= bound) {
        return Math.min(age + 1, bound);
      }
      throw new WrongValueError(
        `${name}.tick: older was given ${describeValue(age)}; give it an age, a whole number of ticks from 0 to ${bound}.`,
      );
    };
    const grow = (draft: Draft<State>): void => {
      // The type allows an async tick. The returned value is ignored, unless it is a promise.
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
  });
}
