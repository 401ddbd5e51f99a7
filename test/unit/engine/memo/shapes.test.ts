/** The shape of a container is found again in packed states. */
import { expect, test } from 'vitest';
import { reads } from '../../../../src/engine/draft/read.js';
import { addPath } from '../../../../src/engine/memo/paths.js';
import {
  hasShapes,
  knownShapes,
  layOutShapes,
  shapeNumber,
  shapeOf,
} from '../../../../src/engine/memo/shapes.js';
import { newTrees, refOfLeaf, unknown, walk, walkable } from '../../../../src/engine/memo/tree.js';
import { flatten, slotsFor } from '../../../../src/engine/store/flatten.js';
import { append } from '../../../../src/engine/store/growing.js';
import { layoutOf, pack } from '../../../../src/engine/store/layout.js';
import { roomForWords } from '../../../../src/engine/store/store.js';

test('states with the same properties have one shape, also in another layout', () => {
  const states = [{ a: 0, b: 0 }, { a: 1 }, { b: 1 }, {}, { a: 2, b: 2 }];
  const slots = slotsFor(states[0]);
  expect(hasShapes(slots.root)).toBe(false);
  const vectors = states.map((state) => flatten(slots, state));
  expect(hasShapes(slots.root)).toBe(true);
  let layout = layoutOf(slots);
  const trees = newTrees();
  const shapes = knownShapes(trees.shapes);
  const id = shapeOf(shapes, slots.root, layout);
  expect(shapeOf(shapes, slots.root, layout)).toBe(id);
  const numbers = vectors.map((vector) => shapeNumber(shapes, id, vector));
  expect(numbers).toEqual([0, 1, 2, 3, 0]);
  const tree = append(trees.roots, [unknown]);
  for (const number of [0, 2]) {
    const path = [{ kind: reads.shape, target: id }];
    addPath(trees, tree, { reads: path, numberAt: () => number, end: refOfLeaf(number) }, layout);
  }
  const found = () =>
    vectors.map((vector) => {
      const words = roomForWords(layout.words);
      pack(layout, vector, words);
      return walk(walkable(trees), trees.roots.array[tree] as number, words, words);
    });
  const expected = [refOfLeaf(0), unknown, refOfLeaf(2), unknown, refOfLeaf(0)];
  expect(found()).toEqual(expected);
  for (let a = 3; a < 40; a++) flatten(slots, { a, b: 0 });
  layout = layoutOf(slots, layout);
  layOutShapes(shapes, layout);
  expect(found()).toEqual(Array.from(states, () => unknown));
  for (const vector of vectors) shapeNumber(shapes, id, vector);
  expect(found()).toEqual(expected);
});
