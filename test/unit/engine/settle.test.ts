/** States are stored when their slots and values have places, also in the trees. */
import { describe, expect, test } from 'vitest';
import { actor, defineModel, invariant } from 'allways';
import { askAboutState } from '../../../src/engine/ask.js';
import type { Explorer } from '../../../src/engine/explorer.js';
import { endOf, ends, unknown } from '../../../src/engine/memo/tree.js';
import { numberAt } from '../../../src/engine/remember.js';
import { addReal, settle } from '../../../src/engine/settle.js';
import { flatten } from '../../../src/engine/store/flatten.js';
import { pathsOf } from '../../support/drafts.js';
import { at } from '../../../src/engine/store/space.js';
import { claimOf, exploring, twoCounters, twos } from '../../support/two-counters.js';

test('a state gets the next number once', () => {
  const explorer = exploring(twoCounters(), []);
  const states = twos([0, 0], [0, 1], [0, 0], [5, 900], [0, 1]);
  expect(states.map((state) => addReal(explorer, state))).toEqual([0, 1, -1, 2, -1]);
  expect(at(explorer.space, 2).state).toEqual({ n: 5, m: 900 });
  expect(explorer.space.stale).toBe(false);
});

test('up to symmetry, one state of each orbit gets a number', () => {
  const model = defineModel<{ at: string }>({
    name: 'ball',
    initial: () => [{ at: 'x' }, { at: 'y' }],
    actors: [actor<{ at: string }>('a', { idle: { then: () => undefined } })],
  });
  const explorer = exploring(model, [], [], { claim: claimOf<{ at: string }>([['x', 'y']]) });
  const states = ['y', 'x', 'z', 'y'].map((name) => addReal(explorer, { at: name }));
  expect(states).toEqual([0, -1, 1, -1]);
  expect(at(explorer.space, 0).state).toEqual({ at: 'y' });
});

interface Box {
  n: number;
  part: Record<string, number>;
}

const boxes = defineModel<Box>({
  name: 'boxes',
  initial: { n: 0, part: { a: 1 } },
  actors: [actor<Box>('a', { idle: { then: () => undefined } })],
});

const readsN = invariant<Box>('reads n', (s) => s.n < 5);
const readsNames = invariant<Box>('reads names', (s) => Object.keys(s.part).length < 5);

/** What the tree of a property says about a state. */
function answer(explorer: Explorer<Box>, property: typeof readsN, state: Box): number {
  const vector = flatten(explorer.space.slots, state);
  settle(explorer);
  const tree = explorer.known.stateTrees.get(property) ?? -1;
  return endOf(explorer.trees, tree, numberAt(explorer, vector));
}

const first: Box = { n: 0, part: { a: 1 } };

describe('a tree asks a place once it has a second value', () => {
  test('for the number of a value', () => {
    const explorer = exploring(boxes, [first], [readsN, readsNames]);
    askAboutState(explorer, readsN, 0);
    expect(pathsOf(explorer.unasked.value.keys())).toEqual(['state', 'state.n']);
    expect(answer(explorer, readsN, first)).toBe(ends.no);
    expect(answer(explorer, readsN, { ...first, n: 1 })).toBe(unknown);
    expect(answer(explorer, readsN, first)).toBe(ends.no);
    expect(pathsOf(explorer.unasked.value.keys())).toEqual(['state']);
    expect(answer(explorer, readsN, { n: 0, part: { a: 2 } })).toBe(ends.no);
  });

  test('for the names of an object', () => {
    const explorer = exploring(boxes, [first], [readsN, readsNames]);
    askAboutState(explorer, readsNames, 0);
    expect(pathsOf(explorer.unasked.shape.keys())).toEqual(['state.part']);
    expect(answer(explorer, readsNames, { ...first, n: 1 })).toBe(ends.no);
    expect(answer(explorer, readsNames, { n: 0, part: { a: 1, b: 1 } })).toBe(unknown);
    expect(answer(explorer, readsNames, first)).toBe(ends.no);
    expect(explorer.unasked.shape.size).toBe(0);
  });
});

test('to settle again does nothing', () => {
  const explorer = exploring(boxes, [first]);
  flatten(explorer.space.slots, { n: 1, part: { a: 1, b: 1 } });
  expect(explorer.space.stale).toBe(true);
  settle(explorer);
  const { layout } = explorer.space;
  expect(explorer.space).toMatchObject({ stale: false, varied: [], appeared: [] });
  expect(explorer.space.reshaped.size).toBe(0);
  settle(explorer);
  expect(explorer.space.layout).toBe(layout);
});
