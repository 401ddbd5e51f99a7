/** Timers: they count down, and then have expired until an actor stops or starts them. */
import { ModelError, WrongValueError } from '../../validation/errors.js';
import {
  describeValue,
  reading,
  refuseOtherNumber,
  refuseOtherValue,
  refuseUnknown,
} from '../../validation/refuse.js';
import { yesOrNo } from '../../validation/values.js';
import { refuseNameless } from '../names.js';
import { brings, type StatePart } from '../parts.js';
import { ticks, type CountsDown } from './ticks.js';

/** The part of the state that a timer brings. */
export interface TimerPart<Name extends string = string> extends StatePart {
  readonly group: 'timers';
  readonly name: Name;
  readonly value: number | null;
}

/** What `timer` takes beside its name and its ticks. */
export interface TimerOptions {
  /** True: it runs from the start. Absent: it is stopped until `start`. */
  readonly running?: boolean;
  /**
   * True: time does not pass while the timer has expired. So an actor stops it or starts it anew in the same
   * tick. Absent: time goes on, as an actor may be slow to notice.
   */
  readonly urgent?: boolean;
}

/**
 * A timer. Made by {@link timer}. Recipes and blocks call `start` and `stop` with the state that they change;
 * guards, blocks and properties ask `isRunning`, `hasExpired` and `left` of a state.
 */
export interface Timer<Name extends string = string> extends CountsDown<TimerPart<Name>> {
  readonly name: Name;
  /** Starts it, also if it runs already. `ticks`: after how many ticks it expires; absent: those of the timer. */
  readonly start: (state: object, ticks?: number) => void;
  /** Stops it: it neither runs nor has expired. */
  readonly stop: (state: object) => void;
  /** Whether it counts down. */
  readonly isRunning: (state: object) => boolean;
  /** Whether it has come to 0 and was neither stopped nor started since. */
  readonly hasExpired: (state: object) => boolean;
  /** The ticks that are left: 0 if it has expired, null if it is stopped. */
  readonly left: (state: object) => number | null;
}

/** A state that has timers. */
interface WithTimers {
  readonly timers: Record<string, number | null>;
}

/**
 * Makes a timer. A clock counts it down if it is among the `timers` of the clock. The ticks that are left
 * stand in the state, under `timers[name]`: 0 if the timer has expired, null if it is stopped.
 *
 * @param name - Its name, unique among the timers of the model.
 * @param most - After how many ticks it expires: a whole number, 1 or more.
 * @param options - Whether it runs from the start, and whether time stands still while it has expired.
 * @returns The timer, with functions that start, stop and ask it in a state.
 * @throws ModelError if a part is missing, unknown or wrong.
 * @example
 * const { actor, clock } = forState<Job>();
 * const patience = timer('patience', 3, { running: true });
 * const time = clock({ timers: [patience] });
 * const waiter = actor('waiter', {
 *   giveUp: { when: (s) => patience.hasExpired(s), then: (s) => { s.done = true; patience.stop(s); } },
 * });
 */
export function timer<const Name extends string>(
  name: Name,
  most: number,
  options: TimerOptions = {},
): Timer<Name> {
  return reading('timer', () => {
    refuseNameless(name, 'A timer', "timer('its name', 3)");
    const where = `Timer ${JSON.stringify(name)}`;
    refuseOtherNumber(`${where}: its number of ticks`, most, 1);
    refuseUnknown(where, 'option', options, ['running', 'urgent']);
    const { running = false, urgent = false } = options;
    refuseOtherValue(`${where}: running`, running, yesOrNo);
    refuseOtherValue(`${where}: urgent`, urgent, yesOrNo);
    const left = (state: object) => leftIn(state, name);
    const set = (state: object, to: number | null) => {
      left(state);
      (state as WithTimers).timers[name] = to;
    };
    const hasExpired = (state: object) => left(state) === 0;
    return {
      name,
      start: (state, given = most) => {
        set(state, wholeTicks(where, given));
      },
      stop: (state) => {
        set(state, null);
      },
      isRunning: (state) => (left(state) ?? 0) > 0,
      hasExpired,
      left,
      [ticks]: {
        of: `timer ${JSON.stringify(name)}`,
        pass: (state) => {
          const now = left(state);
          if (now !== null && now > 0) set(state, now - 1);
        },
        ...(urgent && { isUrgent: hasExpired }),
      },
      [brings]: [{ group: 'timers', name, value: running ? most : null }],
    };
  });
}

function leftIn(state: object, name: string): number | null {
  const left = (state as Partial<WithTimers>).timers?.[name];
  if (left !== undefined) return left;
  throw new ModelError(
    `The state has no timer ${JSON.stringify(name)}; list it among the timers of a clock that is an actor of the model.`,
  );
}

function wholeTicks(where: string, given: unknown): number {
  if (typeof given === 'number' && Number.isInteger(given) && given >= 0) return given;
  throw new WrongValueError(
    `${where}: start was given ${describeValue(given)}; give a whole number of ticks, 0 or more.`,
  );
}
