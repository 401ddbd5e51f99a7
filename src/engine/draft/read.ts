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

/** One read. `kind` is one of `reads`; `target` is the slot or the shape. */
export interface Read {
  readonly kind: number;
  readonly target: number;
}
