/**
 * Timers of a program under the scheduler of fast-check. Each timer is a task of the scheduler. Whichever of these tasks
 * the scheduler releases, the timer that is due first fires, as a clock would have it.
 */
import { createRequire, syncBuiltinESMExports } from 'node:module';
import type { Scheduler } from 'fast-check';

/** A timer that is set. */
interface Timer {
  readonly at: number;
  readonly fire: () => void;
  token: Token;
}

/** A task of the scheduler. It has no timer once that was cleared. */
interface Token {
  timer: Timer | undefined;
}

/** The timers of one run. */
class Timers {
  readonly #scheduler: Scheduler;
  #now = 0;
  /** In the order in which they fire. */
  readonly #set: Timer[] = [];

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler;
  }

  set(fire: () => void, delay: number): Timer {
    const token: Token = { timer: undefined };
    const timer: Timer = { at: this.#now + Math.max(1, delay), fire, token };
    token.timer = timer;
    const later = this.#set.findIndex(({ at }) => at > timer.at);
    this.#set.splice(later < 0 ? this.#set.length : later, 0, timer);
    void this.#scheduler.schedule(Promise.resolve(), 'timer').then(() => this.#release(token));
    return timer;
  }

  clear(timer: Timer): void {
    const at = this.#set.indexOf(timer);
    if (at < 0) return;
    this.#set.splice(at, 1);
    timer.token.timer = undefined;
  }

  #release({ timer }: Token): void {
    if (timer === undefined) return;
    const first = this.#set.shift();
    if (first === undefined) return;
    // The task of the timer that fires now stands for the other timer from here on.
    first.token.timer = timer;
    timer.token = first.token;
    this.#now = first.at;
    first.fire();
  }
}

/** The timers of the run that is under way. */
let current: Timers | undefined;

/** From now on, timers are those of a run under this scheduler. */
export function beginTimers(scheduler: Scheduler): void {
  current = new Timers(scheduler);
}

/** Puts the timers of the runs in the place of the real ones. Returns what puts the real ones back. */
export function replaceTimers(): () => void {
  const promised = createRequire(import.meta.url)('node:timers/promises') as {
    setTimeout: unknown;
  };
  const real = { setTimeout, clearTimeout, promised: promised.setTimeout };
  const set = (fire: () => void, delay = 0): unknown => {
    if (current === undefined) throw new Error('No run under a scheduler is under way.');
    return current.set(fire, delay);
  };
  const standIns = {
    setTimeout: (fire: (...given: unknown[]) => void, delay?: number, ...given: unknown[]) =>
      set(() => fire(...given), delay),
    clearTimeout: (timer: Timer | undefined) => {
      if (timer !== undefined) current?.clear(timer);
    },
  };
  Object.assign(globalThis, standIns);
  promised.setTimeout = (delay?: number, value?: unknown) =>
    new Promise((resolve) => set(() => resolve(value), delay));
  syncBuiltinESMExports();
  return () => {
    current = undefined;
    Object.assign(globalThis, { setTimeout: real.setTimeout, clearTimeout: real.clearTimeout });
    promised.setTimeout = real.promised;
    syncBuiltinESMExports();
  };
}
