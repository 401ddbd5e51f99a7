/** Plain data passes, and everything else is left to the canonical form. */
import { describe, expect, test } from 'vitest';
import {
  deepest,
  isLeaf,
  isOddKey,
  odd,
  refuseAllOdd,
  refuseOdd,
} from '../../../../src/engine/store/plain.js';

/** What a check throws; undefined if it passes. */
function thrownBy(check: () => void): unknown {
  try {
    check();
    return undefined;
  } catch (thrown) {
    return thrown;
  }
}

const nested = (depth: number): unknown => (depth === 0 ? 0 : [nested(depth - 1)]);

class Point {
  x = 1;
}

describe('a leaf', () => {
  test.each([undefined, null, 'text', '', 0, -1.5, true, 10n])('may be %o', (value) => {
    expect(isLeaf(value)).toBe(true);
  });

  test.each([NaN, Infinity, Symbol('s'), () => 0])('may not be %o', (value) => {
    expect(isLeaf(value)).toBe(false);
  });
});

describe('a key', () => {
  test.each([null, 'text', 3, false])('may be %o', (key) => {
    expect(isOddKey(key)).toBe(false);
  });

  test.each([undefined, [1], {}, NaN, Symbol('s')])('may not be %o', (key) => {
    expect(isOddKey(key)).toBe(true);
  });
});

describe('data', () => {
  test.each<[string, unknown]>([
    ['an object', { a: 1, b: undefined }],
    ['an object without a prototype', Object.assign(Object.create(null) as object, { a: 1 })],
    ['an array', [1, [2], { b: 'x' }]],
    ['a Map of containers', new Map([['k', { deep: [1] }]])],
    ['a Set of leaves', new Set(['x', 1])],
    ['the deepest nesting', nested(deepest)],
  ])('may be %s', (_, value) => {
    expect(
      thrownBy(() => {
        refuseAllOdd(value, 0);
      }),
    ).toBeUndefined();
  });

  test.each<[string, unknown]>([
    ['a value that is no leaf', NaN],
    ['a function in an object', { act: () => 0 }],
    ['an object of a class', new Point()],
    ['an array of a subclass', new (class extends Array<number> {})()],
    ['a Map of a subclass', new (class extends Map<string, number> {})()],
    ['a date', new Date(0)],
    ['an array with a hole', Object.assign([1], { length: 2 })],
    ['an array with undefined', [undefined]],
    ['an array with a property', Object.assign([1], { more: 1 })],
    ['a property with a symbol', { [Symbol('s')]: 1 }],
    ['a property named __proto__', JSON.parse('{"__proto__": 1}')],
    ['a getter', Object.defineProperty({}, 'a', { get: () => 1, enumerable: true })],
    ['a hidden property', Object.defineProperty({}, 'a', { value: 1 })],
    ['a Map with an object as a key', new Map([[{}, 1]])],
    ['a Map with undefined as a key', new Map([[undefined, 1]])],
    ['a Map with undefined as a value', new Map([['k', undefined]])],
    ['a Set with an object as a member', new Set([[1]])],
    ['a Set with undefined as a member', new Set([undefined])],
    ['a Set with a property', Object.assign(new Set([1]), { more: 1 })],
    ['something deep inside', { a: [new Map([['k', { b: NaN }]])] }],
    ['deeper nesting than that', nested(deepest + 2)],
  ])('may not be %s', (_, value) => {
    expect(
      thrownBy(() => {
        refuseAllOdd(value, 0);
      }),
    ).toBe(odd);
  });

  test('is examined without its parts if only the container is asked about', () => {
    const value = { act: () => 0, list: [undefined] };
    expect(
      thrownBy(() => {
        refuseOdd(value, deepest);
      }),
    ).toBeUndefined();
    expect(
      thrownBy(() => {
        refuseOdd(value, deepest + 1);
      }),
    ).toBe(odd);
  });
});
