/** The watch does as large a share of the states again as it was told to. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { watchedAfter } from '../../../../src/engine/purity/watched-states.js';

/** The watched states below an end. */
function watched(share: number, end: number): number[] {
  const after = watchedAfter(share);
  const states: number[] = [];
  for (let state = 0; state < end; state = after(state)) states.push(state);
  return states;
}

describe('the watched states', () => {
  test('are all of them with a share of 1', () => {
    expect(watched(1, 1000)).toEqual(Array.from({ length: 1000 }, (_, state) => state));
  });

  test('are the first 16, and then the share of any number of states in a row', () => {
    const share = fc.double({ min: 1e-4, max: 1, noNaN: true });
    fc.assert(
      fc.property(share, fc.nat(20_000), fc.nat(20_000), (share, from, length) => {
        const states = watched(share, 16 + from + length);
        expect(states.slice(0, 16)).toEqual(Array.from({ length: 16 }, (_, state) => state));
        const inside = states.filter((state) => state >= 16 + from).length;
        // One stretch may begin before the first of them, and another end behind the last.
        expect(Math.abs(inside - length * share)).toBeLessThan(2);
        expect(new Set(states).size).toBe(states.length);
      }),
    );
  });

  test('have a mean gap of exactly 1/share', () => {
    for (const gap of [1, 1.5, 2, 3, 100, 20_000]) {
      const states = watched(1 / gap, 16 + gap * 1000);
      expect(states).toHaveLength(16 + 1000);
    }
  });

  test('stand at uneven gaps, the same in every search', () => {
    const states = watched(1 / 100, 20_000);
    const gaps = states.slice(17).map((state, at) => state - (states[at + 16] as number));
    expect(Math.min(...gaps)).toBeLessThan(30);
    expect(Math.max(...gaps)).toBeGreaterThan(170);
    expect(watched(1 / 100, 20_000)).toEqual(states);
  });
});
