import { expect, test } from 'vitest';
import { uuidFrom } from '../../../../src/program/run/uuid.js';

test('a version 4 UUID has its version and its variant', () => {
  expect(uuidFrom(() => 0)).toBe('00000000-0000-4000-8000-000000000000');
  expect(uuidFrom(() => 0.999)).toBe('ffffffff-ffff-4fff-bfff-ffffffffffff');
});
