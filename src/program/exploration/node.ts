/** A quiet point on the path that the search is on: which events could happen there, and which it has tried. */
import { conflict, type Footprint } from '../footprint.js';
import type { SeenState } from '../judge.js';
import { isFault, type EventId, type PendingEvent } from '../run/running.js';

/** An event as the search remembers it from run to run. */
export interface KnownEvent {
  readonly id: EventId;
  readonly what: string;
  /** The task on whose behalf it happens. */
  readonly task: string;
  readonly isFault: boolean;
}

/** A quiet point. */
export interface Node<State> {
  readonly events: readonly KnownEvent[];
  /** Its state; undefined if the path comes from another thread, and was not gone here yet. */
  seen: SeenState<State> | undefined;
  /** The events that were tried here or are asleep, with what they touched. */
  readonly done: Map<EventId, Footprint>;
  /** The events that are asleep, and are tried only for the sake of properties of steps. */
  readonly steps: ReadonlySet<EventId>;
  /** The memory of its process, if the event that is tried first is alone there ([alone.ts](./alone.ts)). */
  alone: string | undefined;
  /** The events that will be tried here, after the one that is tried now. */
  readonly queue: EventId[];
  /** Events that are tried here by other parts of the search. */
  readonly elsewhere: Set<EventId>;
  /** The event that is tried now. */
  chosen: KnownEvent;
  /** What it touched. */
  footprint: Footprint;
  /** The task of the event before; undefined at the start. */
  readonly task: string | undefined;
  /** The preemptions on the way here. */
  readonly preemptions: number;
}

/** What the search remembers of an event. */
export const known = (event: PendingEvent): KnownEvent => ({
  id: event.id,
  what: event.what,
  task: event.task.name,
  isFault: isFault(event),
});

/**
 * Whether an event is a preemption: it is of another task than the event before, and that task could go on.
 *
 * @param task - The task of the event before; undefined at the start.
 * @param events - The events that can happen.
 */
export function isPreemption(
  event: KnownEvent,
  task: string | undefined,
  events: readonly KnownEvent[],
): boolean {
  if (task === undefined || event.task === task) return false;
  return events.some((other) => other.task === task && !other.isFault);
}

/**
 * The events in the order in which they are tried: first those of the task that acted before, then those of others; faults
 * come last.
 */
export function inOrder(
  events: readonly KnownEvent[],
  task: string | undefined,
): readonly KnownEvent[] {
  if (events.length < 2) return events;
  const rank = (event: KnownEvent) => rankOf(event.task, event.isFault, task);
  return [...events].sort((one, other) => rank(one) - rank(other));
}

/** The place of an event in that order: 0 if its task acted before, 2 if it is a fault, otherwise 1. */
export function rankOf(of: string, isFault: boolean, before: string | undefined): 0 | 1 | 2 {
  if (isFault) return 2;
  return of === before ? 0 : 1;
}

/** The events that sleep at a quiet point: those that slept or were tried at the one before, and do not depend on its event. */
export function sleepersIn<State>(
  events: readonly KnownEvent[],
  parent: Node<State> | undefined,
): Map<EventId, Footprint> {
  const asleep = new Map<EventId, Footprint>();
  if (parent === undefined) return asleep;
  for (const [id, footprint] of parent.done) {
    if (conflict(footprint, parent.footprint)) continue;
    if (events.some((event) => event.id === id)) asleep.set(id, footprint);
  }
  return asleep;
}
