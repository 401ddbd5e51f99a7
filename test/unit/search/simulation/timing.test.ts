import { describe, expect, test } from 'vitest';
import { duration, ModelError } from 'allways';
import { namesFor, timing, valueFor } from '../../../../src/search/simulation/timing.js';

const write = { actor: 'enactor 1', step: 'write' };

describe('the value for a step', () => {
  test('is that of the most specific key', () => {
    const values: Record<string, number> = { '*': 4, 'enactor 1': 3, '*.write': 2 };
    expect(valueFor({ ...values, 'enactor 1.write': 1 }, write)).toBe(1);
    expect(valueFor(values, write)).toBe(2);
    expect(valueFor(values, { ...write, step: 'read' })).toBe(3);
    expect(valueFor(values, { actor: 'planner', step: 'plan' })).toBe(4);
  });

  test('is not one that every object has', () => {
    expect(valueFor({}, { actor: 'toString', step: 'x' })).toBeUndefined();
  });

  test('has four keys', () => {
    expect(namesFor(write)).toEqual(['enactor 1.write', '*.write', 'enactor 1', '*']);
  });
});

describe('timing', () => {
  test('looks a duration up', () => {
    const fast = duration.fixed(1);
    expect(timing({ '*.write': fast })(write)).toBe(fast);
  });

  test('refuses a step without a duration', () => {
    expect(() => timing({ planner: duration.fixed(1) })(write)).toThrow(
      new ModelError(
        'estimate knows no duration for enactor 1.write; give one to each in durations, ' +
          `or to all others: durations: { '*': duration.exponential({ mean: 60 }) }, or --takes "*=exponential(60)".`,
      ),
    );
  });
});
