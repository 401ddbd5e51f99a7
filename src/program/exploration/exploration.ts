/** Which runs a search explores, and how it ended. */

/** How a search leaves runs out. */
export type Reduction = 'none' | 'sleep sets' | 'source sets';

/** Which runs to explore. */
export interface Exploration {
  readonly reduction: Reduction;
  /** The most preemptions of a run. Absent: any number. It needs `none` as reduction. */
  readonly preemptions?: number;
  /** False: does not leave out runs because of what `state` looks at ([alone.ts](./alone.ts)). */
  readonly trustsState?: false;
}

/** How an exploration ended. */
export interface Explored {
  /** Whether it ended before all these runs were explored. */
  readonly isCut: boolean;
  /** Whether runs with more preemptions were left out. */
  readonly isBounded: boolean;
}
