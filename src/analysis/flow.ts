/** What a page says of the flow of data in a behaviour. */

/** A step that read what another actor's step had written. Steps are counted from 1. */
export interface Flow {
  readonly from: number;
  readonly to: number;
  readonly paths: readonly string[];
}

/** A step that acts on a value that its actor read earlier and that another actor has overwritten since. */
export interface StaleRead extends Flow {
  /** The step in which the actor read the value. */
  readonly seen: number;
  /** The task that read the value, if the actor of the step is the service that answers it. */
  readonly reader?: string;
}

/** A call or an answer of a program that overtook another one. Steps are counted from 1. */
export type Overtaking = {
  readonly from: number;
  readonly to: number;
} & (
  | {
      /** A task makes a call before the answer to the same call of another task has come: that of step `from`. */
      readonly kind: 'same call';
    }
  | {
      /** The same, but the call of the other task, made in step `from`, is never performed in the run. */
      readonly kind: 'waiting call';
      /** The other task. */
      readonly caller: string;
    }
  | {
      /** The answer to step `from` comes after that to a call that the same task made later. */
      readonly kind: 'late answer';
      /** The step in which the service performed the later call. */
      readonly later: number;
      /** The task. */
      readonly caller: string;
    }
);

/** The flow of data in a behaviour. */
export interface DataFlow {
  readonly flows: readonly Flow[];
  readonly staleReads: readonly StaleRead[];
  /** Only programs have them. */
  readonly overtakings: readonly Overtaking[];
}
