import { expect, test } from 'vitest';
import { threads } from '../../../src/cli/flags.js';

test.each([
  ['1', 1],
  [' 2', 2],
  ['1_024', 1024],
  ['auto', 'auto'],
])('--workers %j is %j', (text, workers) => {
  expect(threads(text)).toBe(workers);
});

test.each(['0', '1025', '1.5', 'all', ''])('--workers %j is refused', (text) => {
  expect(() => threads(text)).toThrow(
    "Give 'auto', or a whole number from 1 to 1024, best the number of processors.",
  );
});
