/** Gives places to new slots and values, in the packed states and in the trees. */
import type { FiniteProperty } from '../property/property.js';
import { layOutLeaves, noteSlot } from './memo/leaves.js';
import { reads } from './draft/read.js';
import { askFirst } from './memo/paths.js';
import { node, placeNode } from './memo/tree.js';
import { hasShapes, layOutShapes, shapeNumber, shapeOf } from './memo/shapes.js';
import { flatten } from './store/flatten.js';
import type { Slot } from './store/slots.js';
import { addVector, relayout } from './store/space.js';
import { representativeOf } from './symmetry/representative.js';
import type { Explorer } from './explorer.js';

/** Adds a state. Returns its number if it is new, otherwise -1. Up to symmetry, one state of each orbit is new. */
export function addReal<State>(explorer: Explorer<State>, state: State): number {
  const { space, orbits } = explorer;
  const vector = flatten(space.slots, state);
  const representative = orbits && representativeOf(orbits.occurrences, vector);
  settle(explorer);
  if (representative !== undefined) {
    const isNew = addVector(space, representative, space.representatives) >= 0;
    if (!isNew) return -1;
  }
  return addVector(space, vector);
}

/**
 * Gives places to new slots and values. If a slot or shape had only one value and now has more, the trees
 * that read it must now ask for it.
 */
export function settle<State>(explorer: Explorer<State>): void {
  const { space, leaves, shapes } = explorer;
  if (!space.stale) return;
  // If there is no memory for it, all is as before: the values still have no places.
  const haveMoved = relayout(space);
  space.stale = false;
  for (const slot of space.appeared.splice(0)) noteSlot(leaves, slot);
  const varied = space.varied.splice(0);
  const reshaped = [...space.reshaped];
  space.reshaped.clear();
  if (haveMoved || varied.length > 0 || reshaped.length > 0) {
    const { layout } = space;
    const { array, length } = explorer.trees.nodes;
    for (let at: number = node.size; at < length; at += node.size) placeNode(array, at, layout);
    layOutShapes(shapes, layout);
    layOutLeaves(leaves, layout);
  }
  for (const slot of varied) askValueFirst(explorer, slot);
  for (const slot of reshaped) askShapeFirst(explorer, slot);
}

function askValueFirst<State>({ trees, unasked, known, space }: Explorer<State>, slot: Slot) {
  for (const tree of unasked.value.get(slot) ?? []) {
    for (const { value } of kindsIn(known.subjects[tree])) {
      askFirst(trees, tree, { kind: value, target: slot.id }, 0, space.layout);
    }
  }
  unasked.value.delete(slot);
}

function askShapeFirst<State>(explorer: Explorer<State>, slot: Slot) {
  const { trees, unasked, known, space, shapes } = explorer;
  const waiting = unasked.shape.get(slot);
  if (waiting === undefined || !hasShapes(slot)) return;
  const id = shapeOf(shapes, slot, space.layout);
  const usual = shapeNumber(shapes, id, []);
  for (const tree of waiting) {
    for (const { shape } of kindsIn(known.subjects[tree])) {
      askFirst(trees, tree, { kind: shape, target: id }, usual, space.layout);
    }
  }
  unasked.shape.delete(slot);
}

/** The kinds of reads of a tree: of one state, or of the states before and after a step. */
function kindsIn<State>(about: FiniteProperty<State> | undefined) {
  const before = { value: reads.value, shape: reads.shape };
  const after = { value: reads.valueAfter, shape: reads.shapeAfter };
  return about?.kind === 'transition' ? [before, after] : [before];
}
