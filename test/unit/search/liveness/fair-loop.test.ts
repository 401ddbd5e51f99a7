/** A fair loop goes to the nearest state that meets a duty, until it has met all, and then back. */
import { describe, expect, test } from 'vitest';
import type { Fair } from '../../../../src/search/liveness/fair-components.js';
import { fairLoop } from '../../../../src/search/liveness/fair-loop.js';
import { graphOfMoves, type Moves } from '../../../support/moves.js';

const weak = (...takes: readonly number[]): Fair => ({
  kind: 'weak',
  takes: Uint8Array.from(takes),
});
const strong = (...takes: readonly number[]): Fair => ({
  kind: 'strong',
  takes: Uint8Array.from(takes),
});

/** The places through which a loop goes, with the place in which it starts. */
function loopIn(
  moves: Moves,
  set: readonly number[],
  start: number,
  fair: readonly Fair[],
  accepting?: readonly number[],
): readonly number[] {
  const graph = graphOfMoves(moves, 5);
  const marks =
    accepting && Uint8Array.from([0, 1, 2, 3, 4], (at) => Number(accepting.includes(at)));
  const steps = fairLoop(graph, set, start, fair, marks);
  return [start, ...steps.map(({ edge }) => graph.targets[edge] ?? -1)];
}

/** A ring of four places, and a short cut from 0 to 2. Place 4 has no way back. */
const ring: Moves = { turn: { 0: 1, 1: 2, 2: 3, 3: 0 }, cut: { 0: 2 }, leave: { 1: 4 } };
const all = [0, 1, 2, 3];

describe('a loop without steps', () => {
  test('is enough if there is nothing to meet', () => {
    expect(loopIn(ring, all, 2, [])).toEqual([2]);
  });

  test('is enough if the place is accepting', () => {
    expect(loopIn(ring, all, 2, [], [2])).toEqual([2]);
  });

  test('meets weak fairness of what cannot be taken there, and strong fairness too', () => {
    expect(loopIn(ring, all, 2, [weak(0, 1, 0), strong(0, 1, 0)])).toEqual([2]);
  });
});

describe('weak fairness', () => {
  test('is met by a step', () => {
    expect(loopIn(ring, all, 3, [weak(1, 0, 0)])).toEqual([3, 0, 2, 3]);
  });

  test('is met by a place in which nothing of it can be taken', () => {
    // In place 1 nothing can cut, so the loop need not.
    expect(loopIn(ring, all, 0, [weak(0, 1, 0)])).toEqual([0, 1, 2, 3, 0]);
    const there: Moves = { turn: { 0: 1, 1: 0 }, cut: { 0: 2, 2: 0 } };
    expect(loopIn(there, [0, 1], 0, [weak(0, 1)])).toEqual([0, 1, 0]);
  });
});

describe('strong fairness', () => {
  test('is met only by a step, once it can be taken', () => {
    expect(loopIn(ring, all, 0, [strong(0, 1, 0)])).toEqual([0, 2, 3, 0]);
    const both = [strong(0, 1, 0), strong(1, 0, 0)];
    expect(loopIn(ring, all, 0, both)).toEqual([0, 1, 2, 3, 0, 2, 3, 0]);
  });

  test('is a duty as soon as the loop passes a place in which it can be taken', () => {
    // At the start only turn can be taken. The loop passes 0 on its way, and then must cut.
    expect(loopIn(ring, all, 3, [strong(1, 0, 0), strong(0, 1, 0)])).toEqual([3, 0, 2, 3]);
  });
});

describe('an accepting place', () => {
  test('is passed, by the shortest way', () => {
    expect(loopIn(ring, all, 0, [], [3])).toEqual([0, 2, 3, 0]);
    expect(loopIn(ring, all, 0, [], [1])).toEqual([0, 1, 2, 3, 0]);
    expect(loopIn(ring, all, 0, [], [1, 2])).toEqual([0, 1, 2, 3, 0]);
  });
});

describe('steps that do not count', () => {
  test('are those that change nothing', () => {
    const idle: Moves = { turn: { 0: 0, 1: 0 }, move: { 0: 1 } };
    // In place 0 turn only stays there, so there is nothing to take.
    expect(loopIn(idle, [0, 1], 0, [strong(1, 0)])).toEqual([0]);
    expect(loopIn(idle, [0, 1], 1, [strong(1, 0)])).toEqual([1, 0, 1]);
    const both: Moves = { stay: { 0: 0 }, turn: { 0: 1, 1: 0 } };
    expect(loopIn(both, [0, 1], 0, [strong(1, 1)])).toEqual([0, 1, 0]);
  });

  test('are those that lead out of the set or out of the graph', () => {
    // The step from 0 to 1 would be nearer.
    expect(loopIn(ring, [0, 2, 3], 0, [strong(1, 0, 0)])).toEqual([0, 2, 3, 0]);
    expect(() => loopIn(ring, all, 1, [strong(0, 0, 1)])).toThrow(RangeError);
    const out: Moves = { turn: { 0: 9 } };
    expect(() => loopIn(out, [0], 0, [weak(1)])).toThrow(
      'The set is not strongly connected, or not fair.',
    );
  });
});
