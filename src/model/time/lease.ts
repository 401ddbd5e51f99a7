/**
 * Leases: locks that end by themselves. The service that gives a lease and the process that holds it each have
 * a clock, so the two may disagree about the holder.
 */
import { ModelError } from '../../validation/errors.js';
import {
  describeValue,
  reading,
  refuseOtherNumber,
  refuseUnknown,
} from '../../validation/refuse.js';
import { faultFor, type Fault, type FaultPart, type Times } from '../faults.js';
import { refuseNameless } from '../names.js';
import { brings, type StatePart } from '../parts.js';
import { ticks, type CountsDown } from './ticks.js';

/** What a lease has in the state. */
export interface LeaseState {
  /** The holder in the eyes of the service; null if there is none. */
  holder: string | null;
  /** The ticks until the service may give the lease to another; 0 if nobody holds it. */
  left: number;
  /** Each process that believes to hold it, with the ticks that are left on the clock of the process. */
  believed: Record<string, number>;
  /** How many fencing tokens the service has given; 0 without fencing tokens. */
  granted: number;
  /** The fencing token of each process that got one; empty without fencing tokens. */
  tokens: Record<string, number>;
}

/** The part of the state that a lease brings. */
export interface LeasePart<Name extends string = string> extends StatePart {
  readonly group: 'leases';
  readonly name: Name;
  readonly value: LeaseState;
}

/** What `lease` takes beside its name. */
export interface LeaseOptions {
  /** For how many ticks the service gives it: a whole number, 1 or more. */
  readonly ticks: number;
  /**
   * How many ticks, in all, the clocks of holders may miss: see `budget`. A grant that arrives late is the same
   * as a clock that misses the first ticks. Absent: 0, all clocks are right.
   */
  readonly drift?: Times;
  /**
   * How many fencing tokens there are. Each grant gives the next one: 1, 2, 3 and so on. When all are given,
   * the service gives the lease no more, so that the state space stays finite. Absent: there are none, and the
   * number of grants is not limited.
   */
  readonly tokens?: number;
}

/**
 * A lease. Made by {@link lease}. Recipes and blocks call `take`, `renew`, `release` and `forget` with the
 * state that they change. `me` is the name of a process or actor. Each call is one atomic step of the service
 * together with the process.
 */
export interface Lease<Name extends string = string> extends CountsDown<
  LeasePart<Name> | FaultPart
> {
  readonly name: Name;
  /** Takes the lease if it is free in the eyes of the service. True: `me` holds it now, in the eyes of both. */
  readonly take: (state: object, me: string) => boolean;
  /**
   * Starts its time anew if `me` holds it in the eyes of the service. False: it does not, and knows that now.
   * The fencing token stays the same.
   */
  readonly renew: (state: object, me: string) => boolean;
  /** Gives it back. If another holds it by now, the other keeps it. `me` does not believe to hold it any more. */
  readonly release: (state: object, me: string) => void;
  /** `me` forgets its lease and its token, as in a crash. The service does not know, and waits for the end. */
  readonly forget: (state: object, me: string) => void;
  /** Whether `take` would give it. */
  readonly isFree: (state: object) => boolean;
  /** The holder in the eyes of the service; null if there is none. */
  readonly holder: (state: object) => string | null;
  /** Whether `me` holds it in its own eyes: its clock says that the lease has not ended. */
  readonly believes: (state: object, me: string) => boolean;
  /**
   * The fencing token of the last grant to `me`; 0 if it has none. `me` keeps it when the lease ends by itself,
   * as a slow holder does, and loses it in `release` and `forget`.
   */
  readonly token: (state: object, me: string) => number;
}

/**
 * Makes a lease. A clock counts it down if it is among the `timers` of the clock. It stands in the state, under
 * `leases[name]`: once as the service sees it, and once for each process that believes to hold it.
 *
 * If all clocks are right, both end in the same tick. A process that asks `believes` in one step and writes
 * in the next can still write too late, as ticks may pass between the two. Only the store can refuse such a
 * write, by a fencing token: it refuses a token that is smaller than one that it has seen.
 *
 * @param name - Its name, unique among the leases of the model.
 * @param options - Its time in ticks, how wrong clocks may be, and how many fencing tokens there are.
 * @returns The lease, with functions that take, renew, release and ask it in a state.
 * @throws ModelError if a part is missing, unknown or wrong.
 * @example
 * const { process, clock } = forState<Store>();
 * const lock = lease('lock', { ticks: 2, tokens: 3 });
 * const time = clock({ timers: [lock] });
 * const worker = process('worker', {}, {
 *   take: (s, my, me) => (lock.take(s, me) ? 'check' : wait),
 *   check: (s, my, me) => (lock.believes(s, me) ? 'write' : done),
 *   write: (s, my, me) => {
 *     const token = lock.token(s, me);
 *     if (token >= s.version) { s.version = token; s.writer = me; }
 *     lock.release(s, me);
 *     return done;
 *   },
 * });
 */
export function lease<const Name extends string>(name: Name, options: LeaseOptions): Lease<Name> {
  return reading('lease', () => {
    refuseNameless(name, 'A lease', "lease('its name', { ticks: 3 })");
    const where = `Lease ${JSON.stringify(name)}`;
    refuseUnknown(where, 'option', options, ['ticks', 'drift', 'tokens']);
    const { ticks: most, drift, tokens } = options;
    refuseOtherNumber(`${where}: ticks`, most, 1);
    if (tokens !== undefined) refuseOtherNumber(`${where}: tokens`, tokens, 1);
    const fault = driftOf(name, drift);
    const of = (state: object) => leaseIn(state, name);
    const isFree = (state: object) => {
      const { holder, granted } = of(state);
      return holder === null && (tokens === undefined || granted < tokens);
    };
    return {
      name,
      ...changesOf(of, { isFree, most, hasTokens: tokens !== undefined }),
      isFree,
      holder: (state) => of(state).holder,
      believes: (state, me) => of(state).believed[me] !== undefined,
      token: (state, me) => of(state).tokens[me] ?? 0,
      [ticks]: {
        of: `lease ${JSON.stringify(name)}`,
        pass: (state, late) => {
          pass(state, of(state), { late, fault });
        },
        ...(fault !== undefined && {
          mayBeLate: (state) => (fault.isLeft(state) ? Object.keys(of(state).believed) : []),
        }),
      },
      [brings]: [
        {
          group: 'leases',
          name,
          value: { holder: null, left: 0, believed: {}, granted: 0, tokens: {} },
        },
        ...(fault === undefined ? [] : [fault.part]),
      ],
    };
  });
}

/** The fault that a clock misses a tick; undefined if no clock ever does. */
function driftOf(name: string, drift: Times | undefined): Fault | undefined {
  const fault = drift === undefined ? undefined : faultFor(drift, `${name}.drift`);
  return fault?.part.value === 0 ? undefined : fault;
}

/** What the functions of a lease that change the state need to know. */
interface Terms {
  readonly isFree: (state: object) => boolean;
  readonly most: number;
  readonly hasTokens: boolean;
}

/** The functions of a lease that change the state. */
function changesOf(
  of: (state: object) => LeaseState,
  { isFree, most, hasTokens }: Terms,
): Pick<Lease, 'take' | 'renew' | 'release' | 'forget'> {
  const forget = (state: object, me: string) => {
    const { believed, tokens } = of(state);
    remove(believed, me);
    remove(tokens, me);
  };
  const start = (own: LeaseState, me: string) => {
    own.holder = me;
    own.left = most;
    own.believed[me] = most;
  };
  return {
    forget,
    take: (state, me) => {
      refuseOtherHolder(me);
      if (!isFree(state)) return false;
      const own = of(state);
      start(own, me);
      if (hasTokens) {
        own.granted++;
        own.tokens[me] = own.granted;
      }
      return true;
    },
    renew: (state, me) => {
      const own = of(state);
      if (own.holder === me) start(own, me);
      else remove(own.believed, me);
      return own.holder === me;
    },
    release: (state, me) => {
      forget(state, me);
      const own = of(state);
      if (own.holder === me) free(own);
    },
  };
}

/** Lets a tick pass on the clock of the service and on those of all processes, except for one that is late. */
function pass(
  state: object,
  own: LeaseState,
  { late, fault }: { readonly late: string | undefined; readonly fault: Fault | undefined },
): void {
  if (own.left > 0) own.left--;
  if (own.left === 0) free(own);
  for (const [process, left] of Object.entries(own.believed)) {
    if (process === late && fault?.isLeft(state) === true) fault.spend(state);
    else if (left > 1) own.believed[process] = left - 1;
    else remove(own.believed, process);
  }
}

/** The service takes the lease back. */
function free(own: LeaseState): void {
  if (own.holder === null) return;
  own.holder = null;
  own.left = 0;
}

function remove(all: Record<string, number>, name: string): void {
  if (all[name] !== undefined) Reflect.deleteProperty(all, name);
}

function leaseIn(state: object, name: string): LeaseState {
  const { leases } = state as { readonly leases?: Readonly<Record<string, LeaseState>> };
  const found = leases?.[name];
  if (found !== undefined) return found;
  throw new ModelError(
    `The state has no lease ${JSON.stringify(name)}; list it among the timers of a clock that is an actor of the model.`,
  );
}

function refuseOtherHolder(me: unknown): void {
  if (typeof me === 'string' && me !== '') return;
  throw new ModelError(
    `A lease was taken by ${describeValue(me)}; give the name of the process that takes it.`,
  );
}
