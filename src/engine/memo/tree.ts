/**
 * Decision trees: the outcome of a guard, a choice, a recipe or a predicate, by what it reads.
 *
 * A node names a place that is read. Its edges name the numbers found there. The end of each path has the
 * outcome. Code that reads the same values along a path must have the same outcome, because it sees nothing
 * else. LTSmin's transition caches (S. Blom, J. van de Pol, M. Weber, "LTSmin: Distributed and Symbolic
 * Reachability", CAV 2010) need a matrix of what each step may read. These trees use what it did read.
 *
 * The trees are in arrays of numbers, which a tight loop reads and threads share.
 */
import type { Layout } from '../store/layout.js';
import { type Growing, growing } from '../store/growing.js';
import { reads, type Read } from '../draft/read.js';

/** A reference into a tree is a node if above 0, an end if below 0, and unknown if it is this. */
export const unknown = 0;

/** Ends with the same meaning in all trees. An end below these is -4 minus the number of a leaf. */
export const ends = {
  /** The step cannot be taken; or the property has no complaint. */
  no: -1,
  /** The tree is not used: run the model. */
  direct: -2,
  /** The step threw; or the property has a complaint. */
  yes: -3,
} as const;

const firstLeaf = -4;

/** The reference to a leaf. */
export const refOfLeaf = (leaf: number): number => firstLeaf - leaf;

/** The leaf that a reference means. */
export const leafOf = (ref: number): number => firstLeaf - ref;

/** The places of a node's parts. */
export const node = {
  /** One of `reads`. */
  kind: 0,
  /** The position of the slot's number in the layout. */
  word: 1,
  shift: 2,
  mask: 3,
  /** Where its edges begin, and how many there are. */
  edges: 4,
  room: 5,
  /** The slot, or the shape. */
  target: 6,
  /** The number of the first edge: a node deep in a tree often sees only a few neighbouring numbers. */
  least: 7,
  size: 8,
} as const;

/** The trees. */
export interface Trees {
  readonly nodes: Growing;
  readonly edges: Growing;
  /** For each tree a reference to its root. */
  readonly roots: Growing;
  readonly shapes: Shapes;
}

/**
 * The shapes of containers. A shape is the set of slots of a container that hold something, as a number. It
 * is found by asking the slots that may be absent, one after the other, along a tree.
 */
export interface Shapes {
  /** For each shape: where its slots begin in `slots`, how many, and where its tree begins. */
  readonly table: Growing;
  /** For each slot: word, shift, mask, and the number that means absent. */
  readonly slots: Growing;
  /** For each node: the next node if the slot is absent, and if not. At the end: the number plus 1. */
  readonly tree: Growing;
}

export const shapeSize = 3;
export const shapeSlotSize = 4;

/** No trees. */
export function newTrees(): Trees {
  const shapes = {
    table: growing(),
    slots: growing(),
    tree: growing(),
  };
  return { nodes: growing(), edges: growing(), roots: growing(), shapes };
}

/** The arrays of the trees that a walk needs. */
export interface Walkable {
  readonly nodes: Int32Array;
  readonly edges: Int32Array;
  readonly shapeTable: Int32Array;
  readonly shapeSlots: Int32Array;
  readonly shapeTree: Int32Array;
}

/** The current arrays of the trees. */
export function walkable({ nodes, edges, shapes }: Trees): Walkable {
  return {
    nodes: nodes.array,
    edges: edges.array,
    shapeTable: shapes.table.array,
    shapeSlots: shapes.slots.array,
    shapeTree: shapes.tree.array,
  };
}

/**
 * Follows a tree from a reference to an end.
 *
 * @param words - The state.
 * @param after - The state after the step, for questions about a step.
 * @returns An end, or `unknown` if the tree has none.
 */
export function walk(
  { nodes, edges, shapeTable, shapeSlots, shapeTree }: Walkable,
  from: number,
  words: Int32Array,
  after: Int32Array,
): number {
  let ref = from;
  while (ref > 0) {
    const kind = nodes[ref] as number;
    let number: number;
    if (kind === reads.value) {
      number =
        ((words[nodes[ref + 1] as number] as number) >>> (nodes[ref + 2] as number)) &
        (nodes[ref + 3] as number);
    } else if (kind === reads.valueAfter) {
      number =
        ((after[nodes[ref + 1] as number] as number) >>> (nodes[ref + 2] as number)) &
        (nodes[ref + 3] as number);
    } else {
      const at = (nodes[ref + 6] as number) * shapeSize;
      const where = kind === reads.shape ? words : after;
      number = shapeOf(shapeTable, shapeSlots, shapeTree, at, where);
      if (number < 0) return unknown;
    }
    number -= nodes[ref + 7] as number;
    if (number < 0 || number >= (nodes[ref + 5] as number)) return unknown;
    ref = edges[(nodes[ref + 4] as number) + number] as number;
  }
  return ref;
}

/** The number of a container's shape in a state; -1 if the shape is new. */
function shapeOf(
  table: Int32Array,
  slots: Int32Array,
  tree: Int32Array,
  at: number,
  words: Int32Array,
): number {
  let slot = table[at] as number;
  const end = slot + (table[at + 1] as number) * shapeSlotSize;
  let ref = table[at + 2] as number;
  for (; slot < end; slot += shapeSlotSize) {
    const number =
      ((words[slots[slot] as number] as number) >>> (slots[slot + 1] as number)) &
      (slots[slot + 2] as number);
    ref = tree[number === slots[slot + 3] ? ref : ref + 1] as number;
    if (ref === 0) return -1;
  }
  return (tree[ref] as number) - 1;
}

/** Puts a slot's place into a node. */
export function placeNode(nodes: Int32Array, at: number, layout: Layout): void {
  if (nodes[at] !== reads.value && nodes[at] !== reads.valueAfter) return;
  const slot = nodes[at + node.target] as number;
  nodes[at + node.word] = layout.word[slot] ?? 0;
  nodes[at + node.shift] = layout.shift[slot] ?? 0;
  nodes[at + node.mask] = layout.mask[slot] ?? 0;
}

/**
 * Follows a tree from its root, for states that are not given as words.
 *
 * @param numberAt - Gives the number that a read finds.
 * @returns An end, or `unknown` if the tree has none.
 */
export function endOf(
  { nodes, edges, roots }: Trees,
  tree: number,
  numberAt: (read: Read) => number,
): number {
  let ref = roots.array[tree] as number;
  while (ref > 0) {
    ref = edgeOf(nodes.array, edges.array, ref, numberAt(readAt(nodes.array, ref)));
  }
  return ref;
}

/** The reference at the end of an edge of a node; `unknown` if the node has no such edge. */
export function edgeOf(nodes: Int32Array, edges: Int32Array, at: number, number: number): number {
  const edge = number - (nodes[at + node.least] as number);
  if (edge < 0 || edge >= (nodes[at + node.room] as number)) return unknown;
  return edges[(nodes[at + node.edges] as number) + edge] as number;
}

/** What a node reads. */
export function readAt(nodes: Int32Array, at: number): Read {
  return { kind: nodes[at] as number, target: nodes[at + node.target] as number };
}
