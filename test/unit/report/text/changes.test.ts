import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalKey } from 'allways';
import { changesBetween } from '../../../../src/report/text/changes.js';

describe('what changed between two states', () => {
  test('fields: changed, added, removed, at the innermost place', () => {
    expect(
      changesBetween(
        { a: 1, deep: { 'odd name': 1, same: 1 }, gone: 1 },
        {
          a: 2,
          deep: { 'odd name': 2, same: 1 },
          fresh: null,
        },
      ),
    ).toEqual([
      { path: 'a', before: 1, after: 2 },
      { path: 'deep["odd name"]', before: 1, after: 2 },
      { path: 'gone', before: 1 },
      { path: 'fresh', after: null },
    ]);
  });

  test('nothing, whatever the order of keys', () => {
    expect(changesBetween({ a: 1, b: 2 }, { b: 2, a: 1 })).toEqual([]);
  });

  test('a container of another kind is a change of the whole', () => {
    expect(changesBetween({ x: [1] }, { x: { 0: 1 } })).toEqual([
      { path: 'x', before: [1], after: { 0: 1 } },
    ]);
    expect(changesBetween({ x: new Set([1]) }, { x: new Map([[1, 1]]) })).toHaveLength(1);
    expect(changesBetween(1, 2)).toEqual([{ path: '', before: 1, after: 2 }]);
    expect(changesBetween({ x: null }, { x: {} })).toHaveLength(1);
  });

  test('what an array gained or lost is not a change of what comes behind', () => {
    expect(changesBetween({ q: ['a', 'b', 'c'] }, { q: ['b', 'c'] })).toEqual([
      { path: 'q[0]', before: 'a' },
    ]);
    expect(changesBetween({ q: ['a', 'c'] }, { q: ['a', 'b', 'c'] })).toEqual([
      { path: 'q[1]', after: 'b' },
    ]);
    expect(changesBetween([1, 1], [1, 1, 1])).toEqual([{ path: '[2]', after: 1 }]);
    expect(changesBetween([1], [])).toEqual([{ path: '[0]', before: 1 }]);
  });

  test('an array of the same length is compared place by place', () => {
    expect(changesBetween([{ n: 1 }, 2, 3], [{ n: 5 }, 2, 4])).toEqual([
      { path: '[0].n', before: 1, after: 5 },
      { path: '[2]', before: 3, after: 4 },
    ]);
  });

  test('entries of a Map and members of a Set', () => {
    const before = {
      m: new Map([
        ['a', 1],
        ['b', 2],
      ]),
      s: new Set([1, 2]),
    };
    const after = {
      m: new Map([
        ['b', 3],
        ['c', 4],
      ]),
      s: new Set([2, 3]),
    };
    expect(changesBetween(before, after)).toEqual([
      { path: 'm["a"]', before: 1 },
      { path: 'm["b"]', before: 2, after: 3 },
      { path: 'm["c"]', after: 4 },
      { path: 's', before: 1 },
      { path: 's', after: 3 },
    ]);
  });

  test('there is none exactly when both are the same data', () => {
    const data = fc.letrec<{ any: unknown }>((tie) => ({
      any: fc.oneof(
        { depthSize: 'small' },
        fc.nat(2),
        fc.array(tie('any'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom('a', 'b'), tie('any'), { maxKeys: 2 }),
        fc.uniqueArray(fc.nat(3)).map((members) => new Set(members)),
        fc
          .dictionary(fc.constantFrom('a', 'b'), tie('any'))
          .map((entries) => new Map(Object.entries(entries))),
      ),
    })).any;
    fc.assert(
      fc.property(data, data, (one, other) => {
        const same = canonicalKey(one) === canonicalKey(other);
        expect(changesBetween(one, other).length === 0).toBe(same);
      }),
    );
  });
});
