/** The kernel is brought up to date with what was learned, and has room for the bits of all actions. */
import { describe, expect, test } from 'vitest';
import { actor, defineModel, invariant, noDeadlock, reachable, transition } from 'allways';
import {
  fallAsleep,
  kernelOf,
  makeRoomForActions,
  type Level,
} from '../../../src/engine/current-kernel.js';
import { exploring, twoCounters, twos, type Two } from '../../support/two-counters.js';

const level: Level = { levelStart: 0, nextStart: 1, mostStates: 10 };

/** A model of so many actors, each with one step. */
const crowd = (count: number) =>
  defineModel<Two>({
    name: 'crowd',
    initial: { n: 0, m: 0 },
    actors: Array.from({ length: count }, (_, actorNumber) =>
      actor<Two>(`a${actorNumber}`, { up: { then: (s) => void s.n++ } }),
    ),
  });

test('the kernel has the arrays of the explorer, and is always the same object', () => {
  const explorer = exploring(twoCounters());
  const kernel = kernelOf(explorer, { ...level, threads: 2 });
  const { space, trees, known, leaves } = explorer;
  expect(kernel).toMatchObject({ levelStart: 0, nextStart: 1, mostStates: 10, threads: 2 });
  expect(kernel.store).toBe(space.store);
  expect(kernel.nodes).toBe(trees.nodes.array);
  expect(kernel.roots).toBe(trees.roots.array);
  expect(kernel.actionTrees).toBe(known.actionTrees.array);
  expect(kernel.commuting).toBe(leaves.commuting.array);
  expect(kernel.awakeNext).toBe(explorer.awakeNext);
  expect(kernel.learns).toBe(true);
  explorer.learns = false;
  const next = kernelOf(explorer, { levelStart: 1, nextStart: 2, mostStates: 5 });
  expect(next).toBe(kernel);
  expect(next).toMatchObject({ levelStart: 1, nextStart: 2, mostStates: 5, threads: 1 });
  expect(next.learns).toBe(false);
});

describe('the trees that are asked', () => {
  const properties = [
    invariant<Two>('i', () => true),
    transition<Two>('t', () => true),
    reachable<Two>('r', () => true),
    noDeadlock<Two>(),
  ] as const;
  const [first, ofSteps, second, ofStops] = properties;

  test('are those of the open properties, by what they are about', () => {
    const explorer = exploring(twoCounters(), undefined, properties);
    const { known, open } = explorer;
    const treesOf = () => {
      const { stateTrees, stepTrees, stopTrees } = kernelOf(explorer, level);
      // The array of the trees of steps may be longer than the number of actions.
      return [stateTrees, stepTrees.map(([tree]) => tree), stopTrees];
    };
    const [i, r, d] = [first, second, ofStops].map((one) => known.stateTrees.get(one));
    const t = known.stepTrees.get(ofSteps)?.array[0];
    expect(treesOf()).toEqual([[i, r], [t], [d]]);
    open.delete(first);
    expect(treesOf()).toEqual([[r], [t], [d]]);
    open.delete(ofSteps);
    open.delete(ofStops);
    expect(treesOf()).toEqual([[r], [], []]);
  });
});

describe('the next state to watch', () => {
  test('is the next one of the watch, and none for several threads', () => {
    const explorer = exploring(twoCounters(), undefined, [], { watch: 1 });
    expect(kernelOf(explorer, level).watched).toBe(0);
    explorer.watch.next = 5;
    expect(kernelOf(explorer, level).watched).toBe(5);
    expect(kernelOf(explorer, { ...level, threads: 2 }).watched).toBe(-1);
  });

  test('is none without a watch', () => {
    expect(kernelOf(exploring(twoCounters()), level).watched).toBe(-1);
  });
});

describe('the bits of actions', () => {
  test('have a word for 32 actions, up to 16 words, and none if no action sleeps', () => {
    const wordsFor = (count: number) => {
      const explorer = exploring(crowd(count));
      return kernelOf(explorer, level).sleepWords;
    };
    expect([1, 32, 33, 512, 513].map(wordsFor)).toEqual([1, 1, 2, 16, 16]);
    const restless = exploring(crowd(3));
    restless.sleeps = false;
    expect(kernelOf(restless, level).sleepWords).toBe(0);
  });

  test('say of each state at first that all actions are awake, and none is known not to be enabled', () => {
    const explorer = exploring(twoCounters(), twos([0, 0], [0, 1], [1, 0]));
    const { awake, awakeNext } = kernelOf(explorer, level);
    // One state in this level, and two in the next; two words each.
    expect([...awake.subarray(0, 4)]).toEqual([-1, 0, 0, 0]);
    expect([...awakeNext.subarray(0, 6)]).toEqual([-1, 0, -1, 0, 0, 0]);
    expect([awake.length, awakeNext.length]).toEqual([128, 128]);
  });

  test('have room for 64 states, or for twice as many as there are', () => {
    const explorer = exploring(
      twoCounters(),
      Array.from({ length: 41 }, (_, n) => ({ n, m: 0 })),
    );
    const { awake, awakeNext } = kernelOf(explorer, level);
    expect([awake.length, awakeNext.length]).toEqual([128, 160]);
  });

  test('keep what they said when there are more words', () => {
    const explorer = exploring(crowd(33), twos([0, 0], [0, 1]));
    explorer.leaves.sleepWords = 1;
    explorer.awake = Int32Array.of(0b101, 0b10);
    explorer.awakeNext = Int32Array.of(0b11, 0b100);
    const { awake, awakeNext } = kernelOf(explorer, level);
    expect([...awake.subarray(0, 4)]).toEqual([0b101, -1, 0b10, 0]);
    expect([...awakeNext.subarray(0, 4)]).toEqual([0b11, -1, 0b100, 0]);
  });

  test('of the next level become those of this level, and the old ones are cleared', () => {
    const explorer = exploring(twoCounters());
    kernelOf(explorer, level);
    const { awake, awakeNext } = explorer;
    awake.fill(7, 0, 6);
    fallAsleep(explorer, 2);
    expect(explorer.awake).toBe(awakeNext);
    expect(explorer.awakeNext).toBe(awake);
    expect([...awake.subarray(0, 6)]).toEqual([0, 0, 0, 0, 7, 7]);
  });
});

test('there is room for the errors of 64 actions, or of twice as many as there are', () => {
  const few = exploring(twoCounters());
  makeRoomForActions(few);
  expect(few.threwAction).toHaveLength(64);
  few.threwAction[1] = 1;
  makeRoomForActions(few);
  expect([...few.threwAction.subarray(0, 3)]).toEqual([0, 1, 0]);
  const many = exploring(crowd(40));
  many.threwAction = Uint8Array.of(0, 1);
  makeRoomForActions(many);
  expect(many.threwAction).toHaveLength(80);
  expect([...many.threwAction.subarray(0, 3)]).toEqual([0, 1, 0]);
  expect(many.workspace.actions.length).toBeGreaterThanOrEqual(40);
});
