import { describe, expect, test } from 'vitest';
import { formatDuration, formatNumber } from 'allways';
import { counted, formatValue } from '../../../../src/report/text/format.js';

describe('figures for people', () => {
  test.each([
    [0, '0'],
    [999, '999'],
    [12696, '12,696'],
    [123558401, '123,558,401'],
  ])('the number %d', (count, text) => {
    expect(formatNumber(count)).toBe(text);
  });

  test.each([
    [0, '0 ms'],
    [0.0412, '41 ms'],
    [0.9994, '999 ms'],
    [0.9995, '1.0 s'],
    [2.04, '2.0 s'],
    [59.94, '59.9 s'],
    [59.95, '1 min 0 s'],
    [119.7, '2 min 0 s'],
    [125, '2 min 5 s'],
  ])('a duration of %d seconds', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });

  test('one is no plural', () => {
    expect([0, 1, 2000].map((count) => counted(count, 'step'))).toEqual([
      '0 steps',
      '1 step',
      '2,000 steps',
    ]);
  });
});

describe('plain data in a line', () => {
  test('is whole where there is room, else cut to exactly the room', () => {
    const value = { names: ['a'], seen: new Set([1n]) };
    const whole = "{ names: [ 'a' ], seen: Set(1) { 1n } }";
    expect(formatValue(value, whole.length, '…')).toBe(whole);
    expect(formatValue(value, 10, '…')).toBe('{ names: …');
    expect(formatValue(value, 10, '...')).toBe('{ names...');
  });

  test('stays in one line and escapes what would disturb a terminal', () => {
    expect(formatValue('a\n\u001b[31m', 40, '…')).toBe("'a\\n\\x1B[31m'");
    const long = Array.from({ length: 40 }, (_, index) => index);
    expect(formatValue(long, 1000, '…')).not.toContain('\n');
  });
});
