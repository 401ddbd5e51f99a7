/** A search expands as many states at once as take about as long as they should. */
import { describe, expect, test } from 'vitest';
import { endOfMemory, Pace, withinMemory } from '../../../../src/search/breadth-first/pace.js';

describe('the pace of a search', () => {
  test('doubles while states are fast, and halves if they are slow', () => {
    const pace = new Pace('alone');
    expect(pace.states).toBe(64);
    pace.took(4.9);
    expect(pace.states).toBe(128);
    pace.took(5);
    pace.took(20);
    expect(pace.states).toBe(128);
    pace.took(20.1);
    expect(pace.states).toBe(64);
  });

  test('gives several threads ten times as long', () => {
    const pace = new Pace('together');
    pace.took(49);
    expect(pace.states).toBe(128);
    pace.took(200);
    expect(pace.states).toBe(128);
    pace.took(201);
    expect(pace.states).toBe(64);
  });

  test('never falls below 16 states', () => {
    const pace = new Pace('alone');
    for (let time = 0; time < 9; time++) pace.took(1000);
    expect(pace.states).toBe(16);
  });
});

describe('memory that runs out', () => {
  const full = new RangeError('Array buffer allocation failed');

  test('ends the work where it is', () => {
    expect(endOfMemory(full, 7)).toEqual({ at: 7, by: 'memory' });
    expect(
      withinMemory(3, () => {
        throw full;
      }),
    ).toEqual({ at: 3, by: 'memory' });
  });

  test('does not hide other errors, nor what the work did', () => {
    const other = new TypeError('other');
    expect(() => endOfMemory(other, 7)).toThrow(other);
    expect(withinMemory(3, () => ({ at: 9, by: 'done' }))).toEqual({ at: 9, by: 'done' });
  });
});
