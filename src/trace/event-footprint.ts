/** What an event of a program touched. Its trace carries this, because its events cannot be taken again. */

/** A part of a service. */
export interface ServicePart {
  readonly service: string;
  /** The key that a footprint gave. Absent: the call has no footprint, and may touch the whole service. */
  readonly key?: string;
}

/** A call that a task made. */
export interface MadeCall {
  /** A call that was made later has a higher number. */
  readonly number: number;
  readonly task: string;
  /** The number of its process. A process that crashes starts again under another number. */
  readonly process: number;
  /** The service and the method: `store.get`. */
  readonly method: string;
  /** The arguments, as the choice of an action. Absent if there are none. */
  readonly choice?: unknown;
}

/** What one event of a program touched in services. */
export interface EventFootprint {
  /** The task on whose behalf it happened. An answer of a service happens on behalf of the task that gets it. */
  readonly task: string;
  /** The number of its process. */
  readonly process: number;
  readonly reads: readonly ServicePart[];
  /** What it wrote, or may have written. */
  readonly writes: readonly ServicePart[];
  /** The number of the call that a service performed in it, also if a fault happened to the call. */
  readonly performs?: number;
  /** The number of the call to which an answer came in it. An atomic service performs and answers in one event. */
  readonly answers?: number;
  /** The calls that code made in it. */
  readonly makes: readonly MadeCall[];
}
