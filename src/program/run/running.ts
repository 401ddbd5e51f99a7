/** The tasks and processes of a run, the events that can happen next, and on whose behalf code runs. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Action } from '../../model/action.js';
import type { Access, Area, Footprint } from '../footprint.js';
import { ModelError } from '../../validation/errors.js';
import type { VirtualClock } from './clock.js';

/** A process of a run. Its tasks share memory. */
export interface RunningProcess {
  readonly name: string;
  /** Its number, from 0. */
  readonly index: number;
  /** Its memory: every event that runs code of the process touches it. */
  readonly memory: Access;
  /** What the process shares by reference with services. Every event that runs its code touches that too. */
  readonly shared: Access[];
  /** Whether it has registered a listener: then what other processes do may run its code. */
  isListening: boolean;
  /** How many numbers for events it has given out. */
  given: number;
  /** Random numbers from 0 to below 1, from a fixed seed: the same in every run. */
  readonly random: () => number;
  /** True once it has crashed: none of its events can happen any more. */
  isDead: boolean;
}

/** A task of a run, or a service that works for it. */
export interface RunningTask {
  readonly name: string;
  readonly process: RunningProcess;
  readonly run: Boundary;
  /** What code that runs on its behalf touches: the memory of the process; for a service, what the call touches. */
  readonly touches: Footprint;
  /** If a service works on a call: the number of the call, and how many numbers were given out for its events. */
  readonly call?: { readonly number: EventId; given: number };
  /** Whether it has ended, by a return or by an error. */
  isDone: boolean;
  /** How many of its timers have fired. */
  fired: number;
  /** The calls to which it has had no answer yet, in words. */
  readonly waitsFor: Map<EventId, () => string>;
}

/** What the boundary needs of a run. */
export interface Boundary {
  readonly clock: VirtualClock<PendingEvent>;
  /** What stands in for the global `fetch` when tasks call it; undefined if `start` gave nothing. */
  fetch: typeof fetch | undefined;
  /** Adds an event that can happen from now on. */
  add: (event: PendingEvent) => void;
  /** Adds to what the event that happens now touches. */
  touch: (access: Access) => void;
  /** An area by its name; the same one in all runs of a search. */
  area: (name: string) => Area;
  /** Takes down what a task returned. */
  ended: (task: RunningTask, result: unknown) => void;
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
  readonly group?: EventId;
  /** Whether it can happen now. Absent: it can. */
  readonly isEnabled?: () => boolean;
  /** What it uses up when it happens, if it is a fault. */
  readonly budget?: Budget;
  /** Whether it is a firing of a timer. */
  readonly isTimer?: boolean;
  /** The call that a service performs or answers in it. */
  readonly call?: PendingCall;
}

/** A call as its events name it. */
export interface PendingCall {
  /** The first of the numbers of its events. */
  readonly id: EventId;
  /** The service and the method: `store.get`. */
  readonly method: string;
  /** Whether the service performs it in this event, or a fault happens to it. */
  readonly isPerformed: boolean;
  /** Whether the caller gets the answer in this event. */
  readonly isAnswered: boolean;
}

/** Whether an event is a fault, which need not happen. */
export const isFault = ({ budget }: Pick<PendingEvent, 'budget'>): boolean => budget !== undefined;

/** How often something may still happen in a run. */
export interface Budget {
  left: number;
}

/** So many numbers are given out for one call: one for each way in which it can go on. */
const numbersOfCall = 8;

/** The most numbers of one process in a run. */
const mostOfProcess = 2 ** 32;

/** The first of the numbers for the events of something that a task does: of a call, or of a timer. */
export function nextNumber({ process, call }: RunningTask): EventId {
  if (call !== undefined) return `${call.number}/${call.given++}`;
  return process.index * mostOfProcess + process.given++ * numbersOfCall;
}

/** One of the numbers that belong to a first number. */
export const numberAfter = (first: EventId, more: number): EventId =>
  typeof first === 'number' ? first + more : `${first}.${more}`;

/** What the events of a call have in common: the first of its numbers. Alternatives have it in common too. */
export const numberOf = ({ id, group }: Pick<PendingEvent, 'id' | 'group'>): EventId => {
  if (group !== undefined) return group;
  return typeof id === 'number' ? id - (id % numbersOfCall) : id.replace(/\.\d+$/, '');
};

/** A service that works on a call of a task. What it does is numbered by the call, so that other calls do not matter. */
export const serving = (
  { name, process, run }: RunningTask,
  number: EventId,
  touches: Footprint,
): RunningTask => ({
  name,
  process,
  run,
  touches,
  call: { number, given: 0 },
  isDone: false,
  fired: 0,
  waitsFor: new Map(),
});

/** The next random number of a task's process. To draw one is to use the memory of the process. */
export function draw({ process, run }: RunningTask): number {
  run.touch(process.memory);
  return process.random();
}

/** Names the task for which code runs; undefined outside of tasks. */
export const running = new AsyncLocalStorage<RunningTask | undefined>();

/**
 * Refuses what code of a task did. The code may catch the error, so the run notes it too.
 *
 * @throws ModelError
 */
export function refuseIn(task: RunningTask, message: string, cause?: unknown): never {
  const error = new ModelError(message, cause === undefined ? {} : { cause });
  task.run.fail(task, { kind: 'callback', error });
  throw error;
}
