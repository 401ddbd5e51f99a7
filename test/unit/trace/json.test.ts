import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalKey } from '../../../src/model/canonical.js';
import { fromJson, toJson, type Json } from '../../../src/trace/json.js';

const plain = fc.letrec<{ data: unknown }>((tie) => ({
  data: fc.oneof(
    { depthSize: 'small' },
    fc.constant(null),
    fc.boolean(),
    fc.integer(),
    fc.bigInt(),
    fc.string(),
    fc.array(tie('data'), { maxLength: 3 }),
    fc.dictionary(
      fc.string().filter((key) => !key.startsWith('#') && key !== '__proto__'),
      tie('data'),
      { maxKeys: 3 },
    ),
    fc
      .uniqueArray(tie('data'), { selector: (value) => canonicalKey(value), maxLength: 3 })
      .map((values) => new Set(values)),
    fc
      .uniqueArray(fc.tuple(tie('data'), tie('data')), {
        selector: ([key]) => canonicalKey(key),
        maxLength: 3,
      })
      .map((entries) => new Map(entries)),
  ),
}));

describe('plain data as JSON', () => {
  test('comes back the same, through text', () => {
    fc.assert(
      fc.property(plain.data, (data) => {
        const back = fromJson(JSON.parse(JSON.stringify(toJson(data))) as Json);
        expect(canonicalKey(back)).toBe(canonicalKey(data));
      }),
    );
  });

  test('writes Map, Set and bigint as the Informal Trace Format does', () => {
    expect(toJson({ m: new Map([['a', 1n]]), s: new Set([2]), gone: undefined })).toEqual({
      m: { '#map': [['a', { '#bigint': '1' }]] },
      s: { '#set': [2] },
    });
  });

  test('refuses a key that is taken', () => {
    expect(() => toJson({ deep: [{ '#set': 1 }] })).toThrow(
      'A recording cannot hold the key "#set": keys that start with # are taken; rename it.',
    );
  });

  test.each<Json>([
    { '#bigint': 'one' },
    { '#bigint': 1 },
    { '#set': 1 },
    { '#map': [[1]] },
    { '#map': 'x' },
    { '#tup': [] },
    { '#set': [], more: 1 },
  ])('refuses %j', (json) => {
    expect(() => fromJson(json)).toThrow(`${JSON.stringify(json)} is no #map, #set or #bigint`);
  });

  test.each<Json>([
    { '#set': [1, 2, 1] },
    { '#set': [{ a: 1 }, { a: 1 }] },
    {
      '#map': [
        ['a', 1],
        ['a', 2],
      ],
    },
  ])('refuses %j, which would lose a part', (json) => {
    expect(() => fromJson(json)).toThrow(
      `${JSON.stringify(json)} has the same member or key twice`,
    );
  });
});
