import { enableMapSet, Immer, type Draft } from 'immer';
import { actor, type Actor } from './actor.js';
import { describeRefused, isPromise } from './answer.js';
import { canonicalKey } from './canonical.js';
import { ModelError } from './errors.js';

enableMapSet();
const immer = new Immer({ autoFreeze: false });

/** What `clock` takes. */
export interface ClockDefinition<State> {
  /** The age at which ages stop growing, in ticks: the longest time anybody asks for. At least 1. */
  readonly bound: number;
  /**
   * Lets a tick pass: replaces each age in the state by `older(age)`.
   *
   * @param state - The state to change.
   * @param older - Gives the age one tick later, `bound` at most.
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
 * @throws ModelError where the bound is not a whole number of at least 1.
 * @example
 * clock<{ idle: number }>({
 *   bound: 10,
 *   tick: (s, older) => { s.idle = older(s.idle); },
 * })
 */
export function clock<State extends object>(definition: ClockDefinition<State>): Actor<State> {
  const { bound, tick, name = 'clock' } = definition;
  if (!Number.isInteger(bound) || bound < 1) {
    throw new ModelError(`clock: bound is ${bound}; give a whole number of ticks, 1 or more.`);
  }
  const older = (age: unknown) => {
    if (typeof age === 'number') return Math.min(age + 1, bound);
    throw new ModelError(
      `${name}.tick: older was given ${describeRefused(age)}; give it an age, a number of ticks.`,
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
  return actor<State>(name, {
    tick: {
      when: (state) => canonicalKey(immer.produce(state, grow)) !== canonicalKey(state),
      then: grow,
      says: 'time passes',
    },
  });
}
