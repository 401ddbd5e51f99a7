/** Paths grow trees by no more nodes and edges than they need. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reads, type Read } from '../../../../src/engine/draft/read.js';
import { addPath, askFirst, setEdge } from '../../../../src/engine/memo/paths.js';
import {
  edgeOf,
  endOf,
  ends,
  newTrees,
  node,
  readAt,
  refOfLeaf,
  unknown,
} from '../../../../src/engine/memo/tree.js';
import { append } from '../../../../src/engine/store/growing.js';
import { tries } from '../../../support/deep.js';
import { plainLayout } from '../../../support/kernel.js';

const value = (target: number): Read => ({ kind: reads.value, target });

/** One tree without paths. */
function setting() {
  const trees = newTrees();
  const tree = append(trees.roots, [unknown]);
  const add = (vector: readonly number[], targets: readonly number[], end: number) => {
    const numberAt = ({ target }: Read) => vector[target] ?? 0;
    addPath(trees, tree, { reads: targets.map(value), numberAt, end }, plainLayout);
  };
  // References to nodes begin above 0, so the first place is left out.
  const nodes = () => Math.max(0, trees.nodes.length / node.size - 1);
  return { trees, tree, add, nodes };
}

describe('a path', () => {
  test('has one node for each place that it reads', () => {
    const { add, nodes, trees, tree } = setting();
    add([1, 2, 3], [0, 2, 0, 2], refOfLeaf(0));
    expect(nodes()).toBe(2);
    const root = trees.roots.array[tree] ?? 0;
    expect(readAt(trees.nodes.array, root)).toEqual(value(0));
    const second = edgeOf(trees.nodes.array, trees.edges.array, root, 1);
    expect(readAt(trees.nodes.array, second)).toEqual(value(2));
    expect(edgeOf(trees.nodes.array, trees.edges.array, second, 3)).toBe(refOfLeaf(0));
  });

  test('shares the nodes of the paths that begin in the same way', () => {
    const { add, nodes } = setting();
    add([1, 2], [0, 1], refOfLeaf(0));
    add([1, 3], [0, 1], refOfLeaf(1));
    expect(nodes()).toBe(2);
    add([2, 3], [0, 1], refOfLeaf(2));
    expect(nodes()).toBe(3);
  });

  test('that reads nothing is the end at the root', () => {
    const { add, nodes, trees, tree } = setting();
    add([], [], ends.yes);
    expect(nodes()).toBe(0);
    expect(trees.roots.array[tree]).toBe(ends.yes);
  });

  test('has a node for a place before the step, and another one for it after the step', () => {
    const { trees, tree, nodes } = setting();
    const both = [value(1), { kind: reads.valueAfter, target: 1 }];
    const numberAt = ({ kind }: Read) => (kind === reads.value ? 4 : 5);
    addPath(trees, tree, { reads: both, numberAt, end: ends.no }, plainLayout);
    expect(nodes()).toBe(2);
    expect(endOf(trees, tree, numberAt)).toBe(ends.no);
    expect(endOf(trees, tree, () => 4)).toBe(unknown);
  });
});

test('a node has the edges that were set, and no others, in whatever order they came', () => {
  const numbers = fc.uniqueArray(fc.nat({ max: 40 }), { minLength: 1 });
  fc.assert(
    fc.property(numbers, (all) => {
      const { trees, tree, add } = setting();
      const [first = 0, ...others] = all;
      add([first], [0], refOfLeaf(first));
      const at = trees.roots.array[tree] ?? 0;
      for (const number of others) setEdge(trees, at, number, refOfLeaf(number));
      for (let number = 0; number <= 41; number++) {
        const expected = all.includes(number) ? refOfLeaf(number) : unknown;
        expect(edgeOf(trees.nodes.array, trees.edges.array, at, number)).toBe(expected);
      }
    }),
    { numRuns: tries(200) },
  );
});

test('a node has room for one edge at first, and for many once there are several', () => {
  const { trees, tree, add } = setting();
  add([10], [0], ends.no);
  const at = trees.roots.array[tree] ?? 0;
  const room = () => [trees.nodes.array[at + node.least], trees.nodes.array[at + node.room]];
  expect(room()).toEqual([10, 1]);
  for (const number of [11, 12, 13]) setEdge(trees, at, number, ends.no);
  expect(room()).toEqual([10, 4]);
  setEdge(trees, at, 14, ends.no);
  // One more edge, and four to spare above it.
  expect(room()).toEqual([10, 9]);
  setEdge(trees, at, 9, ends.no);
  // The nine to spare below it do not fit: no number is below 0.
  expect(room()).toEqual([0, 19]);
});

describe('what a tree asks first', () => {
  test('comes before everything that it asked', () => {
    const { trees, tree, add } = setting();
    add([1], [0], refOfLeaf(0));
    askFirst(trees, tree, value(2), 6, plainLayout);
    const from = (...vector: number[]) => endOf(trees, tree, ({ target }) => vector[target] ?? 0);
    expect(from(1, 0, 6)).toBe(refOfLeaf(0));
    expect(from(1, 0, 7)).toBe(unknown);
    expect(from(2, 0, 6)).toBe(unknown);
  });

  test.each([unknown, ends.direct])('is nothing if the tree has no paths: %i', (root) => {
    const { trees, tree, nodes } = setting();
    trees.roots.array[tree] = root;
    askFirst(trees, tree, value(2), 6, plainLayout);
    expect(nodes()).toBe(0);
    expect(trees.roots.array[tree]).toBe(root);
  });
});
