/** The time of one run. It stands still, and moves on when the next timer fires. */
import { createClock } from '@sinonjs/fake-timers';

/** When every run begins: midnight, 1 January 2025, UTC. */
export const startOfTime = Date.UTC(2025, 0, 1);

/** What code gets back when it sets a timer: an object as Node makes it, with `refresh` and `unref`. */
export interface TimerHandle {
  refresh: () => unknown;
}

/** A timer that is set. */
export interface SetTimer<Event> {
  /** The event of its next firing. */
  event: Event;
  /** When it fires next, in milliseconds. */
  callAt: number;
  /** Timers that fire at the same time fire in this order. */
  order: number;
  readonly isImmediate: boolean;
  /** Absent: it fires once. */
  readonly interval?: number;
  /** Makes the event of a firing. */
  readonly eventOf: () => Event;
  readonly handle: TimerHandle;
  /** Once it was cleared, it cannot be set anew. */
  isCleared: boolean;
}

/** How a timer is set. */
export interface TimerParts<Event> {
  readonly kind: 'timeout' | 'interval' | 'immediate';
  /** In milliseconds; 0 for an immediate. */
  readonly delay: number;
  readonly fire: () => void;
  readonly eventOf: () => Event;
}

/**
 * A clock that stands still until the next timer fires. The clock itself is that of `@sinonjs/fake-timers`;
 * this class knows beside it which timer is next, and what event its firing is.
 */
export class VirtualClock<Event> {
  readonly #clock = createClock(startOfTime);
  readonly #timers = new Map<unknown, SetTimer<Event>>();
  #order = 0;
  /** What the timer that fires now calls. */
  #due: (() => void) | undefined;

  /** When the run began, in milliseconds since 1970. */
  readonly begin = startOfTime;

  /** The time, in milliseconds since 1970. */
  get now(): number {
    return this.#clock.now;
  }

  /** Forgets all timers, and begins anew. */
  reset(): void {
    this.#clock.reset();
    this.#timers.clear();
    this.#order = 0;
  }

  /** Sets a timer. */
  set({ kind, delay, fire, eventOf }: TimerParts<Event>): TimerHandle {
    const clock = this.#clock;
    const wait = waitOf(kind, delay);
    const due = () => (this.#due = fire);
    const handle = (kind === 'immediate'
      ? clock.setImmediate(due)
      : kind === 'interval'
        ? clock.setInterval(due, wait)
        : clock.setTimeout(due, wait)) as unknown as TimerHandle;
    const timer: SetTimer<Event> = {
      event: eventOf(),
      callAt: clock.now + wait,
      order: this.#order++,
      isImmediate: kind === 'immediate',
      ...(kind === 'interval' ? { interval: wait } : {}),
      eventOf,
      handle,
      isCleared: false,
    };
    this.#timers.set(handle, timer);
    this.#watchRefresh(timer, wait);
    return handle;
  }

  /** Removes a timer, given by its handle or its number. Returns false if it is none of this clock, or has fired already. */
  clear(given: unknown): boolean {
    const timer = this.#timers.get(given) ?? this.#withNumber(given);
    if (timer === undefined) return false;
    timer.isCleared = true;
    this.#timers.delete(timer.handle);
    const set = timer.handle as never;
    if (timer.isImmediate) this.#clock.clearImmediate(set);
    else this.#clock.clearTimeout(set);
    return true;
  }

  /** Whether a timer is set whose event meets a condition. */
  has(isMeant: (event: Event) => boolean): boolean {
    for (const { event } of this.#timers.values()) if (isMeant(event)) return true;
    return false;
  }

  /** Removes all timers whose event meets a condition. */
  clearAll(isMeant: (event: Event) => boolean): void {
    for (const { event, handle } of [...this.#timers.values()]) {
      if (isMeant(event)) this.clear(handle);
    }
  }

  /** The timer that fires next; undefined if none is set. */
  next(): SetTimer<Event> | undefined {
    let next: SetTimer<Event> | undefined;
    for (const timer of this.#timers.values()) {
      if (next === undefined || firesBefore(timer, next)) next = timer;
    }
    return next;
  }

  /** Moves the time on to the next timer, and calls it. */
  fireNext(): void {
    const timer = this.next();
    if (timer === undefined) return;
    if (timer.interval === undefined) {
      this.#timers.delete(timer.handle);
    } else {
      timer.callAt += timer.interval;
      timer.order = this.#order++;
      timer.event = timer.eventOf();
    }
    this.#clock.next();
    // What is set while the clock fires a timer, it lets wait for a millisecond more. So it does not call itself.
    const fire = this.#due;
    this.#due = undefined;
    fire?.();
  }

  /** The timer with a number, as code gets it from a handle with `Number` or `String`. */
  #withNumber(given: unknown): SetTimer<Event> | undefined {
    if (typeof given !== 'number' && typeof given !== 'string') return undefined;
    for (const timer of this.#timers.values()) {
      if (Number(timer.handle) === Number(given)) return timer;
    }
    return undefined;
  }

  /** `refresh` sets a timer anew, from now on. */
  #watchRefresh(timer: SetTimer<Event>, wait: number): void {
    const { handle } = timer;
    const refresh = handle.refresh.bind(handle);
    handle.refresh = () => {
      if (timer.isCleared) return handle;
      // A timer that has fired fires once more. That is another event.
      if (!this.#timers.has(handle)) timer.event = timer.eventOf();
      timer.callAt = this.#clock.now + wait;
      timer.order = this.#order++;
      this.#timers.set(handle, timer);
      return refresh();
    };
  }
}

/** The longest delay of a timer in Node. A longer one counts as 1. */
const longest = 2 ** 31 - 1;

/** The delay of a timer, as Node takes it: whole milliseconds, at least 1. */
function waitOf(kind: TimerParts<unknown>['kind'], delay: number): number {
  if (kind === 'immediate') return 0;
  return delay >= 1 && delay <= longest ? Math.trunc(delay) : 1;
}

function firesBefore(one: SetTimer<unknown>, other: SetTimer<unknown>): boolean {
  if (one.callAt !== other.callAt) return one.callAt < other.callAt;
  if (one.isImmediate !== other.isImmediate) return one.isImmediate;
  return one.order < other.order;
}
