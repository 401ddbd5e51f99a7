/** What a tick of a clock does to timers and leases. */
import type { BringsParts, StatePart } from '../parts.js';

/** The symbol under which a timer or a lease keeps what a tick does to it; one for all copies of the package. */
export const ticks: unique symbol = Symbol.for('allways: what a tick does');

/** What a tick does to a timer or a lease. */
export interface Ticks {
  /** What it is, for errors: `timer "retry"`. */
  readonly of: string;
  /**
   * Lets one tick pass.
   *
   * @param state - The state to change.
   * @param late - The holder whose clock misses this tick; undefined if no clock misses it.
   */
  readonly pass: (state: object, late?: string) => void;
  /** Whether time must not pass in this state. Absent: it may always pass. */
  readonly isUrgent?: (state: object) => boolean;
  /** The holders whose clocks may miss a tick. Absent: every clock is right. */
  readonly mayBeLate?: (state: object) => readonly string[];
}

/** What a clock counts down: a timer or a lease. */
export interface CountsDown<Part extends StatePart = StatePart> extends BringsParts<Part> {
  readonly name: string;
  readonly [ticks]: Ticks;
}
