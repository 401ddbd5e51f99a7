/** Adds to the trees what was read, and its outcome. */
import { reads, type Read } from './draft/read.js';
import { addPath } from './memo/paths.js';
import type { Recorder } from './draft/recorder.js';
import { hasShapes, shapeNumber, shapeOf } from './memo/shapes.js';
import type { Slot, Vector } from './store/slots.js';
import { settle } from './settle.js';
import type { Explorer, Waiting } from './explorer.js';

/** Adds a path to a tree: what was read, and the outcome. */
export function remember<State>(
  explorer: Explorer<State>,
  tree: number,
  recorder: Recorder,
  end: number,
): void {
  const { space, trees, shapes, unasked } = explorer;
  settle(explorer);
  const { slots, layout } = space;
  const path: Read[] = [];
  for (const read of recorder.reads.values()) {
    const isValue = read.kind === reads.value || read.kind === reads.valueAfter;
    const slot = slots.all[read.target] as Slot;
    if (isValue) {
      if (slot.values.length > 1) path.push(read);
      else wait(unasked.value, slot, tree);
    } else if (hasShapes(slot)) {
      path.push({ kind: read.kind, target: shapeOf(shapes, slot, layout) });
    } else wait(unasked.shape, slot, tree);
  }
  const found = numberAt(explorer, recorder.before, recorder.after);
  addPath(trees, tree, { reads: path, numberAt: found, end }, layout);
}

function wait(waiting: Waiting, slot: Slot, tree: number): void {
  const trees = waiting.get(slot);
  if (trees === undefined) waiting.set(slot, new Set([tree]));
  else trees.add(tree);
}

/** A function that gives the number that a read finds in a state, or before and after a step. */
export function numberAt<State>(
  { shapes }: Explorer<State>,
  before: Vector,
  after: Vector = before,
): (read: Read) => number {
  return ({ kind, target }) => {
    const vector = kind === reads.value || kind === reads.shape ? before : after;
    return kind === reads.value || kind === reads.valueAfter
      ? (vector[target] ?? 0)
      : shapeNumber(shapes, target, vector);
  };
}
