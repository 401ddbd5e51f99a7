/** States as keys, however many slots there are. */
import { expect, test } from 'vitest';
import { VectorMap } from '../../../../src/engine/store/vector-map.js';

test('a state has one value, also if slots have appeared that hold nothing in it', () => {
  const map = new VectorMap<string>();
  map.add([1, 0, 2], 'one');
  map.add([1, 2, 0], 'other');
  expect(map.get([1, 0, 2])).toBe('one');
  expect(map.get([1, 0, 2, 0, 0])).toBe('one');
  expect(map.get([1, 2])).toBe('other');
  expect(map.get([1, 0, 2, 1])).toBeUndefined();
  expect(map.get([])).toBeUndefined();
});
