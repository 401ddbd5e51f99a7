/** The shapes of containers: which slots of a container hold something, as a number. */
import type { Layout } from '../store/layout.js';
import { append, extend } from '../store/growing.js';
import { shapeSize, type Shapes } from './tree.js';
import { absent, childrenOf, type Slot, type Vector } from '../store/slots.js';

/** The containers whose shape some tree asks. */
export interface KnownShapes {
  /** The id of each container, by its slot. */
  readonly ids: Map<Slot, number>;
  readonly slots: Slot[];
  /** For each container: the numbers of the shapes that it had, by the slots that held something. */
  readonly numbers: Map<string, number>[];
  readonly shapes: Shapes;
}

/** No shapes yet. */
export function knownShapes(shapes: Shapes): KnownShapes {
  return { ids: new Map(), slots: [], numbers: [], shapes };
}

/** Whether a container has had more than one shape. */
export function hasShapes(slot: Slot): boolean {
  for (const child of childrenOf(slot)) if (mayBeAbsent(child)) return true;
  return false;
}

function mayBeAbsent({ values, numbers }: Slot): boolean {
  return values.length > 1 && numbers.has(absent);
}

/** The id of a container's shape in the trees. */
export function shapeOf(known: KnownShapes, slot: Slot, layout: Layout): number {
  const found = known.ids.get(slot);
  if (found !== undefined) return found;
  const id = known.slots.length;
  known.ids.set(slot, id);
  known.slots.push(slot);
  known.numbers.push(new Map());
  extend(known.shapes.table, shapeSize);
  layOut(known, id, layout);
  return id;
}

/** Computes the positions of the slots of all shapes again, for a new layout. Shapes keep their numbers. */
export function layOutShapes(known: KnownShapes, layout: Layout): void {
  const { slots, tree } = known.shapes;
  slots.length = 0;
  tree.array.fill(0);
  tree.length = 0;
  for (const id of known.slots.keys()) layOut(known, id, layout);
}

function layOut({ slots, shapes }: KnownShapes, id: number, layout: Layout): void {
  const asked = [...childrenOf(slots[id] as Slot)].filter(mayBeAbsent);
  const from = append(
    shapes.slots,
    asked.flatMap((slot) => [
      layout.word[slot.id] ?? 0,
      layout.shift[slot.id] ?? 0,
      layout.mask[slot.id] ?? 0,
      slot.numbers.get(absent) as number,
    ]),
  );
  // The place 0 of the tree means that nothing is known.
  if (shapes.tree.length === 0) extend(shapes.tree, 2);
  const root = extend(shapes.tree, 2);
  shapes.table.array.set([from, asked.length, root], id * shapeSize);
}

/** The number of a container's shape in a state. Adds it to the tree of the shape. */
export function shapeNumber(known: KnownShapes, id: number, vector: Vector): number {
  const { tree, table } = known.shapes;
  const numbers = known.numbers[id] as Map<string, number>;
  const here: number[] = [];
  let ref = table.array[id * shapeSize + 2] as number;
  for (const child of childrenOf(known.slots[id] as Slot)) {
    const holds = child.values[vector[child.id] ?? 0] !== absent;
    if (holds) here.push(child.id);
    if (!mayBeAbsent(child)) continue;
    const edge = holds ? ref + 1 : ref;
    if (tree.array[edge] === 0) {
      const next = extend(tree, 2);
      tree.array[edge] = next;
    }
    ref = tree.array[edge] as number;
  }
  const key = here.join();
  const number = numbers.get(key) ?? numbers.size;
  numbers.set(key, number);
  tree.array[ref] = number + 1;
  return number;
}
