/** What is read at a node. */
export const reads = {
  /** The number in a slot. */
  value: 0,
  /** Which of a container's slots hold something. */
  shape: 1,
  /** The same in the state after a step, for questions about a step. */
  valueAfter: 2,
  shapeAfter: 3,
} as const;

/** A read: what is read, and of which slot or shape. */
export interface Read {
  readonly kind: number;
  readonly target: number;
}
