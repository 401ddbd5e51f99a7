/** Adds paths to decision trees: nodes for the reads, and edges for the numbers found there. */
import type { Layout } from '../store/layout.js';
import { extend, append } from '../store/growing.js';
import type { Read } from '../draft/read.js';
import { edgeOf, ends, node, placeNode, readAt, unknown, type Trees } from './tree.js';

/** Adds a node without edges. Node references start at `node.size`, since 0 means unknown. */
function addNode({ nodes }: Trees, { kind, target }: Read, layout: Layout): number {
  if (nodes.length === 0) extend(nodes, node.size);
  const at = append(nodes, [kind, 0, 0, 0, 0, 0, target, 0]);
  placeNode(nodes.array, at, layout);
  return at;
}

/** Sets an edge of a node, and makes room for it if there is none. */
export function setEdge(trees: Trees, at: number, number: number, ref: number): void {
  const { nodes, edges } = trees;
  const room = nodes.array[at + node.room] as number;
  const least = nodes.array[at + node.least] as number;
  if (number < least || number >= least + room) makeEdges(trees, at, number);
  const from = nodes.array[at + node.edges] as number;
  edges.array[from + number - (nodes.array[at + node.least] as number)] = ref;
}

/** Makes room for one more edge of a node, and for some next to it on the same side. */
function makeEdges({ nodes, edges }: Trees, at: number, number: number): void {
  const { array } = nodes;
  const room = array[at + node.room] as number;
  const least = array[at + node.least] as number;
  const end = room === 0 ? number + 1 : Math.max(least + room, number + 1);
  const first = room === 0 ? number : Math.min(least, number);
  const spare = room < 4 ? 0 : room;
  const newLeast = number === first && room > 0 ? Math.max(0, first - spare) : first;
  const newEnd = number >= least + room ? end + spare : end;
  const from = array[at + node.edges] as number;
  const to = extend(edges, newEnd - newLeast);
  edges.array.copyWithin(to + least - newLeast, from, from + room);
  array[at + node.edges] = to;
  array[at + node.least] = newLeast;
  array[at + node.room] = newEnd - newLeast;
}

/** What a step read, and its outcome. */
export interface Path {
  /** Every read, in order. */
  readonly reads: readonly Read[];
  /** Gives the number that a read found. */
  readonly numberAt: (read: Read) => number;
  /** The outcome. */
  readonly end: number;
}

/** Adds a path to a tree. The tree does not ask again what it already asks on this path. */
export function addPath(
  trees: Trees,
  tree: number,
  { reads, numberAt, end }: Path,
  layout: Layout,
): void {
  const { nodes, edges, roots } = trees;
  const asked = new Set<number>();
  /** The node whose edge is set next, and the number of the edge; 0: the root is set. */
  let last = 0;
  let number = 0;
  let ref = roots.array[tree] as number;
  while (ref > 0) {
    const read = readAt(nodes.array, ref);
    asked.add(keyOf(read));
    last = ref;
    number = numberAt(read);
    ref = edgeOf(nodes.array, edges.array, last, number);
  }
  for (const read of reads) {
    const key = keyOf(read);
    if (asked.has(key)) continue;
    asked.add(key);
    const at = addNode(trees, read, layout);
    putRef(trees, tree, last, number, at);
    last = at;
    number = numberAt(read);
  }
  putRef(trees, tree, last, number, end);
}

function putRef(trees: Trees, tree: number, at: number, number: number, ref: number): void {
  if (at === 0) trees.roots.array[tree] = ref;
  else setEdge(trees, at, number, ref);
}

/** Makes a tree ask a read first. If it finds the usual number, the tree goes on as before. */
export function askFirst(
  trees: Trees,
  tree: number,
  read: Read,
  usual: number,
  layout: Layout,
): void {
  const root = trees.roots.array[tree] as number;
  if (root === unknown || root === ends.direct) return;
  const at = addNode(trees, read, layout);
  setEdge(trees, at, usual, root);
  trees.roots.array[tree] = at;
}

function keyOf({ kind, target }: Read): number {
  return 4 * target + kind;
}
