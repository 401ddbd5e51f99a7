/** The clock: the actor that lets time pass. */
import type { Draft } from 'immer';
import { actor, step as choosing, type Actor, type Step, type TypedAction } from '../actor.js';
import { describeRefused, isPromise } from '../../validation/answer.js';
import { mustChange } from '../compiled-step.js';
import { ModelError, WrongValueError } from '../../validation/errors.js';
import type { Fairness } from '../fairness.js';
import { refuseNameless } from '../names.js';
import { brings, type PartsOf } from '../parts.js';
import {
  describeGiven,
  describeValue,
  refuseOtherFunction,
  refuseUnknown,
  reading,
} from '../../validation/refuse.js';
import { ticks, type CountsDown, type Ticks } from './ticks.js';

/**
 * What `clock` takes: `timers`, or `bound` and `tick`, or all three.
 *
 * @typeParam State - The state.
 * @typeParam Timers - What it counts down.
 * @typeParam Name - Its name.
 */
export interface ClockDefinition<
  State,
  Timers extends readonly CountsDown[] = readonly CountsDown[],
  Name extends string = string,
> {
  /** The timers and leases that each tick counts down. The clock brings them into the state. */
  readonly timers?: Timers;
  /**
   * The age at which ages stop growing, in ticks. Give the longest age that the model or a property asks
   * for. At least 1. Absent: there are no ages.
   */
  readonly bound?: number;
  /**
   * Lets a tick pass: replaces each age in the state by `older(age)`. Timers and leases have been counted
   * down before. Absent: there are no ages.
   *
   * @param state - The state to change.
   * @param older - Takes an age, a whole number of ticks from 0 to `bound`, and returns the age one tick
   *   later, at most `bound`.
   */
  readonly tick?: (state: Draft<State>, older: (age: number) => number) => void;
  /**
   * Whether time stands still in this state, because an actor must act first. Time does not pass until an
   * actor has made this false. If no actor can, that is a deadlock. Absent: time may pass in every state.
   */
  readonly urgent?: (state: State) => boolean;
  /** Describes a tick in plain English, for timelines. Absent: `time passes`. */
  readonly says?: string | ((state: State) => string);
  /** Whether time passes in the end if it can. Absent: the check's option `fairness` decides. */
  readonly fairness?: Fairness;
  /** The actor's name. Absent: `clock`. */
  readonly name?: Name;
}

/** A clock: an actor with the step `tick`. If a clock of a holder may be late, it also has the step `drift`. */
export type Clock<State, Timers extends readonly CountsDown[], Name extends string> = Actor<
  State,
  PartsOf<Timers[number]>,
  TypedAction<Name, 'tick', undefined> | TypedAction<Name, 'drift', string>
>;

/**
 * Makes an actor whose step lets one tick of time pass: it counts timers and leases down and makes ages
 * older. Ages stop growing at a bound and timers stop at 0, so the state space stays finite.
 *
 * Keep ages ("how long ago") or timers ("how long still") in the state, not times ("when"). Time goes on for
 * ever, but an age has finitely many values. Choose a bound that is as large as the longest age that the model
 * or a property asks for: with a bound of ten, an age of 10 means "ten ticks or more". A tick that would
 * change nothing is not enabled. So if no timer runs, all ages have reached the bound and no other step is
 * enabled, that is a deadlock.
 *
 * @param definition - The timers and leases, the bound, which ages grow, and when time stands still.
 * @returns An actor with the step `tick`.
 * @throws ModelError if a part is missing, unknown or wrong.
 * @example
 * clock<{ idle: number }>({
 *   bound: 10,
 *   tick: (s, older) => { s.idle = older(s.idle); },
 * })
 */
export function clock<
  State extends object,
  const Timers extends readonly CountsDown[] = readonly CountsDown[],
  const Name extends string = string,
>(definition: ClockDefinition<State, Timers, Name>): Clock<State, Timers, Name> {
  return reading('clock', () => {
    refuseUnknown('clock', 'part', definition, clockParts);
    const { name = 'clock', urgent, says = 'time passes', fairness } = definition;
    refuseNameless(name, 'A clock', "clock({ name: 'its name', … })");
    const counted = countedBy(definition.timers ?? []);
    const grow = agesOf(name, definition, counted.length > 0);
    if (urgent !== undefined) refuseOtherFunction('clock', 'urgent', urgent);
    const pass = (draft: Draft<State>, late?: string): void => {
      for (const one of counted) one.pass(draft, late);
      grow?.(draft);
    };
    const mayPass = guardOf(name, urgent, counted);
    const step: Step<State> & { readonly [mustChange]: true } = {
      ...(mayPass && { when: mayPass }),
      then: (draft) => {
        pass(draft);
      },
      says,
      [mustChange]: true,
    };
    const isDrifting = counted.some(({ mayBeLate }) => mayBeLate !== undefined);
    const drift = choosing<State, string>({
      choose: (state) => new Set(counted.flatMap((one) => one.mayBeLate?.(state) ?? [])),
      ...(mayPass && { when: mayPass }),
      then: pass,
      says: (_, late) => `time passes, and the clock of ${late} misses it`,
      fairness: 'none',
    });
    const steps = isDrifting ? { tick: step, drift } : { tick: step };
    const made = actor<State>(name, steps, fairness === undefined ? {} : { fairness });
    const parts = (definition.timers ?? []).flatMap((one) => one[brings] ?? []);
    return { ...made, ...(parts.length > 0 && { [brings]: parts }) } as Clock<State, Timers, Name>;
  });
}

const clockParts = ['timers', 'bound', 'tick', 'urgent', 'says', 'fairness', 'name'];

/** What a clock counts down. */
function countedBy(timers: unknown): readonly Ticks[] {
  if (!Array.isArray(timers)) {
    throw new ModelError(
      `clock: timers is ${describeGiven(timers)}; give a list of what timer or lease made.`,
    );
  }
  const counted = (timers as readonly unknown[]).map((one) => {
    const own = (Object(one) as Partial<CountsDown>)[ticks];
    if (own !== undefined) return own;
    throw new ModelError(
      `clock: among its timers there is ${describeGiven(one)}; give what timer or lease made.`,
    );
  });
  const twin = counted.find((one, index) => counted.findIndex(({ of }) => of === one.of) !== index);
  if (twin === undefined) return counted;
  throw new ModelError(`clock: its timers list ${twin.of} twice; list it once, or rename one.`);
}

/** The part of a tick that makes ages older; undefined if there are no ages. */
function agesOf<State>(
  name: string,
  { bound, tick }: Pick<ClockDefinition<State>, 'bound' | 'tick'>,
  hasTimers: boolean,
): ((draft: Draft<State>) => void) | undefined {
  if (bound === undefined && tick === undefined) {
    if (hasTimers) return undefined;
    throw new ModelError(
      'clock has nothing that time changes; give it timers, or a bound and a tick for ages.',
    );
  }
  if (bound === undefined || !Number.isInteger(bound) || bound < 1) {
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
  return (draft) => {
    // The type allows an async tick. The returned value is ignored, unless it is a promise.
    const returned: unknown = tick?.(draft, older);
    if (typeof returned !== 'object' || returned === null || !isPromise(returned)) return;
    throw new ModelError(
      `${name}.tick: tick returned ${describeRefused(returned)}; let it change the state and return nothing.`,
    );
  };
}

/** Whether time may pass in a state; undefined if it may pass in each. */
function guardOf<State extends object>(
  name: string,
  urgent: ((state: State) => boolean) | undefined,
  counted: readonly Ticks[],
): ((state: State) => boolean) | undefined {
  const urgentTimers = counted.flatMap(({ isUrgent }) =>
    isUrgent === undefined ? [] : [isUrgent],
  );
  if (urgent === undefined && urgentTimers.length === 0) return undefined;
  return (state) => {
    if (urgentTimers.some((isUrgent) => isUrgent(state))) return false;
    if (urgent === undefined) return true;
    const answer: unknown = urgent(state);
    if (typeof answer === 'boolean') return !answer;
    throw new WrongValueError(
      `${name}.tick: urgent answered ${describeRefused(answer)}; let it answer true or false.`,
    );
  };
}
