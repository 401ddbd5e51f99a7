/** The place in a trace at which something is wrong. */
export interface Fault {
  /** The number of steps taken before: 0 is the initial state. */
  readonly at: number;
  /** What is wrong, in a sentence. */
  readonly says: string;
}
