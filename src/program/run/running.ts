/** The tasks and processes of a run, the events that can happen next, and on whose behalf code runs. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Action } from '../../model/action.js';
import type { Access, Area } from '../footprint.js';
import type { VirtualClock } from './clock.js';

/** A process of a run. Its tasks share memory. */
export interface RunningProcess {
  readonly name: string;
  /** Its number, from 0. */
  readonly index: number;
  /** Its memory: every event that runs code of the process touches it. */
  readonly memory: Access;
  /** How many numbers for events it has given out. */
  given: number;
  /** Random numbers from 0 to below 1, from a fixed seed: the same in every run. */
  readonly random: () => number;
  /** True once it has crashed: none of its events can happen any more. */
  isDead: boolean;
}

/** A task of a run. */
export interface RunningTask {
  readonly name: string;
  readonly process: RunningProcess;
  readonly run: Boundary;
  /** Whether it has ended, by a return or by an error. */
  isDone: boolean;
  /** How many of its timers have fired. */
  fired: number;
  /** The calls to which it has had no answer yet, in words. */
  readonly waitsFor: Map<number, () => string>;
}

/** What the boundary needs of a run. */
export interface Boundary {
  readonly clock: VirtualClock<PendingEvent>;
  /** Adds an event that can happen from now on. */
  add: (event: PendingEvent) => void;
  /** Adds to what the event that happens now touches. */
  touch: (access: Access) => void;
  /** An area by its name; the same one in all runs of a search. */
  area: (name: string) => Area;
  /** Reports an error that no code of the program caught. */
  fail: (task: RunningTask, failure: Failure) => void;
}

/** What went wrong without a property: a task rejected, a callback threw, a rejection was not handled. */
export interface Failure {
  readonly kind: 'task' | 'callback' | 'rejection';
  readonly error: unknown;
}

/** How an event is named in a trace. It is asked only if a trace is shown or recorded. */
export interface Description {
  /** The event as an action: the actor is a task or a service. */
  readonly action: Action;
  /** The event in plain English, without its actor: `asks store.get alice`. */
  readonly says: string;
}

/** The number of an event; a text if it is one of many alternatives. */
export type EventId = number | string;

/** An event that can happen next: a start, a call that is performed or answered, a timer, a message. */
export interface PendingEvent {
  /**
   * The same number in every run in which the process that made the event had done the same before. It is
   * unique in a run.
   */
  readonly id: EventId;
  /** The task on whose behalf it happens. */
  readonly task: RunningTask;
  /** A short text by which runs are compared: `store.get`, `timer`. */
  readonly what: string;
  /** What it touches, as far as it is known before it happens. */
  readonly touches: readonly Access[];
  readonly describe: () => Description;
  /** Makes it happen. What follows from it runs in microtasks afterwards. */
  readonly happen: () => void;
  /**
   * Alternatives have the same number: a call is performed, or it fails, or its reply is lost. Once one of them
   * has happened, the others cannot happen any more.
   */
  readonly group?: number;
  /** Whether it can happen now. Absent: it can. */
  readonly isEnabled?: () => boolean;
  /** What it uses up when it happens, if it is a fault. */
  readonly budget?: Budget;
  /** Whether it is a firing of a timer. */
  readonly isTimer?: boolean;
}

/** How often something may still happen in a run. */
export interface Budget {
  left: number;
}

/** So many numbers are given out for one call: one for each way in which it can go on. */
const numbersOfCall = 8;

/** The most numbers of one process in a run. */
const mostOfProcess = 2 ** 32;

/** The first of the numbers for the events of one more call. */
export function nextNumber(process: RunningProcess): number {
  return process.index * mostOfProcess + process.given++ * numbersOfCall;
}

/** Tells on behalf of which task code runs; undefined outside of tasks. */
export const running = new AsyncLocalStorage<RunningTask | undefined>();
