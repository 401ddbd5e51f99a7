/** A tree has the outcome of every path that was added, and of no other. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reads, type Read } from '../../../../src/engine/draft/read.js';
import { addPath, askFirst } from '../../../../src/engine/memo/paths.js';
import {
  endOf,
  ends,
  leafOf,
  newTrees,
  refOfLeaf,
  unknown,
  walk,
  walkable,
} from '../../../../src/engine/memo/tree.js';
import { append } from '../../../../src/engine/store/growing.js';
import { flatten, slotsFor } from '../../../../src/engine/store/flatten.js';
import { layoutOf, pack } from '../../../../src/engine/store/layout.js';
import { roomForWords } from '../../../../src/engine/store/store.js';

/** Slots of an array of four numbers, from 0 to 8. The slot of element `n` is `n + 1`. */
const slots = slotsFor([0, 0, 0, 0]);
for (let value = 1; value <= 8; value++) flatten(slots, [value, value, value, value]);
const layout = layoutOf(slots);

const states = fc.array(fc.nat({ max: 8 }), { minLength: 4, maxLength: 4 });

/** A step that reads one element after the other, until one is even; its outcome is the sum. */
function pathIn(state: readonly number[]): { path: Read[]; sum: number } {
  const path: Read[] = [];
  let sum = 0;
  for (const [at, value] of state.entries()) {
    path.push({ kind: reads.value, target: at + 1 });
    sum += value;
    if (value % 2 === 0) break;
  }
  return { path, sum };
}

function wordsOf(state: readonly number[]): Int32Array {
  const words = roomForWords(layout.words);
  pack(layout, flatten(slots, state), words);
  return words;
}

test('a walk finds what was added, by words and by numbers', () => {
  fc.assert(
    fc.property(fc.array(states, { maxLength: 40 }), states, (all, other) => {
      const trees = newTrees();
      const tree = append(trees.roots, [unknown]);
      const added = new Set<string>();
      for (const state of all) {
        const vector = flatten(slots, state);
        const { path, sum } = pathIn(state);
        const numberAt = ({ target }: Read) => vector[target] ?? 0;
        addPath(trees, tree, { reads: path, numberAt, end: refOfLeaf(sum) }, layout);
        added.add(state.slice(0, path.length).join());
      }
      for (const state of [...all, other]) {
        const { path, sum } = pathIn(state);
        const isKnown = added.has(state.slice(0, path.length).join());
        const words = wordsOf(state);
        const ref = walk(walkable(trees), trees.roots.array[tree] as number, words, words);
        expect(ref).toBe(isKnown ? refOfLeaf(sum) : unknown);
        const vector = flatten(slots, state);
        expect(endOf(trees, tree, ({ target }) => vector[target] ?? 0)).toBe(ref);
        if (isKnown) expect(leafOf(ref)).toBe(sum);
      }
    }),
  );
});

test('a tree that asks something first goes on as before for the usual number', () => {
  const trees = newTrees();
  const tree = append(trees.roots, [ends.no]);
  askFirst(trees, tree, { kind: reads.valueAfter, target: 2 }, 0, layout);
  const root = trees.roots.array[tree] as number;
  const zero = wordsOf([1, 0, 0, 0]);
  const one = wordsOf([0, 1, 0, 0]);
  expect(walk(walkable(trees), root, one, zero)).toBe(ends.no);
  expect(walk(walkable(trees), root, zero, one)).toBe(unknown);
});

test('a tree that is not used asks nothing first', () => {
  const trees = newTrees();
  const tree = append(trees.roots, [ends.direct]);
  askFirst(trees, tree, { kind: reads.value, target: 1 }, 0, layout);
  expect(trees.roots.array[tree]).toBe(ends.direct);
});
