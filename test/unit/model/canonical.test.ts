import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { freeze } from 'immer';
import { describe, expect, test } from 'vitest';
import { canonical, canonicalKey, ModelError } from 'allways';
import { tries } from '../../support/deep.js';

/** Any plain data, keys of all kinds among it; nothing that is refused. */
const plain = fc.letrec<{ data: unknown }>((tie) => ({
  data: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<unknown>(null, true, false, 0, -0, 1, '', '1', '1n', 'null', 1n, 0n),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.string({ unit: 'binary' }),
    fc.array(tie('data'), { maxLength: 3 }),
    fc.dictionary(
      fc.oneof(fc.constantFrom('a', 'b', '1', '10', '2'), fc.string()).filter(isAllowedKey),
      fc.oneof(tie('data'), fc.constant(undefined)),
      { maxKeys: 3 },
    ),
    fc.array(tie('data'), { maxLength: 3 }).map((members) => new Set(members)),
    fc
      .uniqueArray(fc.tuple(tie('data'), tie('data')), {
        selector: ([key]) => key,
        comparator: same,
      })
      .map((entries) => new Map(entries)),
  ),
}));

function isAllowedKey(key: string): boolean {
  return key !== '__proto__';
}

/** The same data, by a definition that owes nothing to the keys. */
function same(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  if (Array.isArray(a) || Array.isArray(b)) {
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((entry, index) => same(entry, b[index]))
    );
  }
  if (a instanceof Set || b instanceof Set) {
    return a instanceof Set && b instanceof Set && isWithin(a, b) && isWithin(b, a);
  }
  if (a instanceof Map || b instanceof Map) {
    return a instanceof Map && b instanceof Map && isWithin(a, b) && isWithin(b, a);
  }
  const entries = (value: object) =>
    Object.entries(value).filter(([, entry]) => entry !== undefined);
  return isWithin(entries(a), entries(b)) && isWithin(entries(b), entries(a));
}

/** True where each of `a` has its like in `b`. */
function isWithin(a: Iterable<unknown>, b: Iterable<unknown>): boolean {
  return [...a].every((one) => [...b].some((other) => same(one, other)));
}

/** The same data, built in another order and with other objects. */
function rebuilt(value: unknown): unknown {
  if (value === 0) return -0;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(rebuilt);
  if (value instanceof Set) {
    const members = [...value].reverse();
    return new Set([...members.map(rebuilt), ...members.map(rebuilt)]);
  }
  if (value instanceof Map) {
    return new Map([...value].reverse().map(([key, entry]) => [rebuilt(key), rebuilt(entry)]));
  }
  const entries = Object.entries(value).reverse();
  return Object.fromEntries([
    ['gone', undefined],
    ...entries.map(([key, entry]): [string, unknown] => [key, rebuilt(entry)]),
  ]);
}

/** What a step can see of a value: its content in the order in which it comes. */
function seen(value: unknown): unknown {
  if (Object.is(value, -0)) return '-0';
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return ['array', ...value.map(seen)];
  if (value instanceof Set) return ['set', ...[...value].map(seen)];
  if (value instanceof Map) return ['map', ...[...value].flat().map(seen)];
  return ['object', ...Object.entries(value).flat().map(seen)];
}

/** Every object in a value, as often as it is met, the keys of Maps included. */
function objectsIn(value: unknown): object[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner =
    value instanceof Set
      ? [...value]
      : value instanceof Map
        ? [...value].flat()
        : (Object.values(value) as unknown[]);
  return [value, ...inner.flatMap(objectsIn)];
}

const only =
  '; only plain data can be compared: use null, booleans, finite numbers, bigints, strings, arrays, plain objects, Map and Set.';

describe('the key of plain data', () => {
  test('is the same for two values exactly when they are the same data', () => {
    fc.assert(
      fc.property(plain.data, plain.data, (a, b) => {
        expect(canonicalKey(a) === canonicalKey(b)).toBe(same(a, b));
      }),
      { numRuns: tries(200) },
    );
  });

  test('is the same however the data came about', () => {
    fc.assert(
      fc.property(plain.data, (data) => {
        const other = rebuilt(data);
        expect(same(data, other)).toBe(true);
        expect(canonicalKey(other)).toBe(canonicalKey(data));
      }),
    );
  });

  test('is the same for the canonical copy, whose keys are known, and for what is built from it', () => {
    fc.assert(
      fc.property(plain.data, (data) => {
        const copy = canonical(data);
        expect(canonicalKey(copy)).toBe(canonicalKey(data));
        expect(canonicalKey({ new: [copy] })).toBe(canonicalKey({ new: [data] }));
      }),
    );
  });

  test.each<[string, unknown]>([
    ['null', null],
    ['true', true],
    ['0', -0],
    ['1e+21', 1e21],
    ['5n', 5n],
    ['"\\""', '"'],
    ['[1,[2]]', [1, [2]]],
    ['{"10":2,"9":3,"b":1}', { b: 1, a: undefined, 10: 2, 9: 3 }],
    ['{"a":1}', Object.assign(Object.create(null) as object, { a: 1 })],
    ['Set{0,1,3}', new Set([3, 1, 3, -0])],
    ['Set{{"a":1}}', new Set([{ a: 1 }, { a: 1 }])],
    [
      'Map{"b"=>1,{"a":1}=>2}',
      new Map<unknown, unknown>([
        ['b', 1],
        [{ a: 1 }, 2],
      ]),
    ],
    ['Map{"a"=>Set{1}}', freeze(new Map([['a', new Set([1])]]), true)],
    ['{"a":[1]}', runInNewContext('({ a: [1] })')],
  ])('is %s', (key, data) => {
    expect(canonicalKey(data)).toBe(key);
  });

  test.each<[string, unknown, unknown]>([
    ['a number and a bigint', 1, 1n],
    ['a number and a string', 1, '1'],
    ['a bigint and a string', 1n, '1n'],
    ['null and absent', { a: null }, {}],
    ['an array and a Set', [], new Set()],
    ['an object and a Map', { a: 1 }, new Map([['a', 1]])],
    ['a Set and a Map', new Set(), new Map()],
    ['one string and two', ['a","b'], ['a', 'b']],
    ['a lone surrogate and its escape', '\ud800', '\\ud800'],
    ['nesting', [[1], 2], [[1, 2]]],
    [
      'a Map of an array key and of two keys',
      new Map([[[1, 2], 3]]),
      new Map([
        [1, 3],
        [2, 3],
      ]),
    ],
  ])('tells apart %s', (_, a, b) => {
    expect(canonicalKey(a)).not.toBe(canonicalKey(b));
  });
});

describe('the canonical copy', () => {
  test('is the same data, in one order that a step can see, however it came about', () => {
    fc.assert(
      fc.property(plain.data, (data) => {
        const copy = canonical(data);
        expect(same(copy, data)).toBe(true);
        expect(seen(canonical(rebuilt(data)))).toEqual(seen(copy));
      }),
    );
  });

  test('is frozen all through, and no two places share an object', () => {
    fc.assert(
      fc.property(plain.data, (data) => {
        const objects = objectsIn(canonical([data, data]));
        expect(objects.every((one) => Object.isFrozen(one))).toBe(true);
        expect(new Set(objects).size).toBe(objects.length);
      }),
    );
  });

  test('sorts keys, entries and members; drops what is undefined; has no -0', () => {
    const copy = canonical({
      z: -0,
      a: undefined,
      m: new Map([
        ['b', 1],
        ['a', 2],
      ]),
      k: new Set([2, 1]),
      10: 'ten',
      9: 'nine',
    });
    // Keys that are integers come first and in their order: JavaScript will have it so.
    expect(Object.keys(copy)).toEqual(['9', '10', 'k', 'm', 'z']);
    expect([...copy.m]).toEqual([
      ['a', 2],
      ['b', 1],
    ]);
    expect([...copy.k]).toEqual([1, 2]);
    expect(Object.is(copy.z, 0)).toBe(true);
  });

  test('keeps one of the members of a Set that are the same data', () => {
    expect([
      ...canonical(
        new Set([
          { a: 1, b: 2 },
          { b: 2, a: 1 },
        ]),
      ),
    ]).toEqual([{ a: 1, b: 2 }]);
  });

  test('takes apart two places that shared one object', () => {
    const shared = { n: 1 };
    const copy = canonical({ a: shared, b: shared, m: new Map([[shared, shared]]) });
    const [[key, entry] = []] = copy.m;
    expect(new Set([copy.a, copy.b, key, entry]).size).toBe(4);
  });

  test('is not copied again', () => {
    const copy = canonical({ a: { b: 1 } });
    expect(canonical(copy)).toBe(copy);
    // A part of it is a value of its own.
    expect(canonical(copy.a)).not.toBe(copy.a);
    expect(canonical({ whole: copy }).whole).not.toBe(copy);
    expect(canonical(5)).toBe(5);
  });

  test('leaves the value that it copies as it was', () => {
    const value = { list: [1], map: new Map([['a', { n: 1 }]]), set: new Set([1]) };
    canonical(value);
    value.list.push(2);
    value.map.set('b', { n: 2 });
    value.set.add(2);
    expect(canonicalKey(value)).toBe(
      '{"list":[1,2],"map":Map{"a"=>{"n":1},"b"=>{"n":2}},"set":Set{1,2}}',
    );
  });

  const frozen = canonical<{
    object: { n?: number; m?: number };
    array: number[];
    map: Map<number[], { n: number }>;
    set: Set<number[]>;
  }>({
    object: { n: 1 },
    array: [2, 1],
    map: new Map([[[1], { n: 1 }]]),
    set: new Set([[1]]),
  });
  const [[mapKey, mapEntry] = []] = frozen.map;
  const [member] = frozen.set;
  test.each<[string, () => unknown]>([
    ['assigning a property', () => (frozen.object.n = 2)],
    ['adding a property', () => (frozen.object.m = 2)],
    ['deleting a property', () => delete frozen.object.n],
    ['defining a property', () => Object.defineProperty(frozen.object, 'm', { value: 1 })],
    ['replacing the prototype', () => Object.setPrototypeOf(frozen.object, null) as unknown],
    ['push', () => frozen.array.push(2)],
    ['sort', () => frozen.array.sort()],
    ['a new length', () => (frozen.array.length = 0)],
    ['assigning an index', () => (frozen.array[0] = 2)],
    ['Map.set', () => frozen.map.set([2], { n: 2 })],
    ['Map.delete', () => frozen.map.delete([2])],
    [
      'Map.clear',
      () => {
        frozen.map.clear();
      },
    ],
    ['changing the key of a Map', () => mapKey?.push(2)],
    ['changing a value in a Map', () => Object.assign(mapEntry ?? {}, { n: 2 })],
    ['Set.add', () => frozen.set.add([2])],
    ['Set.delete', () => frozen.set.delete([2])],
    [
      'Set.clear',
      () => {
        frozen.set.clear();
      },
    ],
    ['changing a member of a Set', () => member?.push(2)],
  ])('cannot be changed: %s throws', (_, change) => {
    expect(change).toThrow();
    // A clone: the key of the state itself is remembered.
    expect(canonicalKey(structuredClone(frozen))).toBe(
      '{"array":[2,1],"map":Map{[1]=>{"n":1}},"object":{"n":1},"set":Set{[1]}}',
    );
  });

  test('of an array of another realm is an array of this one', () => {
    const copy = canonical(runInNewContext('({ list: [1, 2] })') as { list: number[] });
    expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
    expect(Object.getPrototypeOf(copy.list)).toBe(Array.prototype);
  });
});

describe('what is not plain data is refused by path, in one sentence', () => {
  class Plan {
    readonly id = 1;
  }
  class Ages extends Map<string, number> {}
  class Names extends Set<string> {}
  class List extends Array<number> {}
  const cycle: Record<string, unknown> = { a: {} };
  cycle['b'] = [{ again: cycle }];
  const cyclicMap = new Map<string, unknown>();
  cyclicMap.set('me', cyclicMap);
  const cyclicSet = new Set<unknown>();
  cyclicSet.add([cyclicSet]);
  const hidden = (value: object, key: PropertyKey) =>
    Object.defineProperty(value, key, { value: 1, enumerable: false });
  const getter = (value: object, key: PropertyKey) =>
    Object.defineProperty(value, key, { get: () => 1, enumerable: true });
  const setter = Object.defineProperty({}, 'late', { set: () => {}, enumerable: true });
  const gone = Proxy.revocable({}, {});
  gone.revoke();
  const fails = new Proxy(
    {},
    {
      ownKeys() {
        throw new Error('no keys\nfor you');
      },
    },
  );
  const nameless = (() =>
    class {
      readonly id = 1;
    })();

  test.each<[string, unknown, string]>([
    ['a Date', { at: new Date(0) }, 'state.at is an instance of Date'],
    ['a function', { act: () => 1 }, 'state.act is a function'],
    ['a class', { Plan }, 'state.Plan is a function'],
    ['a symbol', { tag: Symbol('x') }, 'state.tag is a symbol'],
    ['an instance', { plan: new Plan() }, 'state.plan is an instance of Plan'],
    ['an unnamed instance', [new nameless()], 'state[0] is an instance of an unnamed class'],
    ['an Error', { e: new Error('x') }, 'state.e is an instance of Error'],
    ['a RegExp', { r: /x/ }, 'state.r is an instance of RegExp'],
    ['a Promise', { p: Promise.resolve() }, 'state.p is an instance of Promise'],
    ['a WeakMap', { w: new WeakMap() }, 'state.w is an instance of WeakMap'],
    ['a WeakSet', { w: new WeakSet() }, 'state.w is an instance of WeakSet'],
    ['a typed array', { u: new Uint8Array(1) }, 'state.u is an instance of Uint8Array'],
    ['a buffer', { u: new ArrayBuffer(1) }, 'state.u is an instance of ArrayBuffer'],
    ['a boxed number', { n: Object(1) as unknown }, 'state.n is an instance of Number'],
    ['a boxed string', { n: Object('1') as unknown }, 'state.n is an instance of String'],
    ['a boxed boolean', { n: Object(true) as unknown }, 'state.n is an instance of Boolean'],
    ['a boxed bigint', { n: Object(1n) as unknown }, 'state.n is an instance of BigInt'],
    ['a kind of Map', { ages: new Ages() }, 'state.ages is an instance of Ages'],
    ['a kind of Set', { names: new Names() }, 'state.names is an instance of Names'],
    ['a kind of array', { list: new List() }, 'state.list is an instance of List'],
    [
      'an heir',
      { o: Object.create({ a: 1 }) as unknown },
      'state.o is an object with a prototype of its own',
    ],
    [
      'an heir of nothing',
      { o: Object.create(Object.create(null) as object) as unknown },
      'state.o is an instance of an unnamed class',
    ],
    ['NaN', { n: NaN }, 'state.n is NaN'],
    ['Infinity', { n: Infinity }, 'state.n is Infinity'],
    ['-Infinity', { n: -Infinity }, 'state.n is -Infinity'],
    ['undefined', undefined, 'state is undefined'],
    ['undefined in an array', { list: [1, undefined] }, 'state.list[1] is undefined'],
    ['undefined in a Set', new Set([undefined]), 'state[<member>] is undefined'],
    ['undefined in a Map', new Map([['a', undefined]]), 'state["a"] is undefined'],
    ['undefined as a key', new Map([[undefined, 1]]), 'state[<key>] is undefined'],
    ['a hole', { list: new Array(2) }, 'state.list[0] is a hole in an array'],
    [
      'a property of an array',
      { list: Object.assign([1], { extra: 1 }) },
      'state.list.extra is a named property of an array',
    ],
    [
      'a symbol of an array',
      { list: Object.assign([1], { [Symbol('x')]: 1 }) },
      'state.list[Symbol(x)] is a named property of an array',
    ],
    [
      'a hidden property of an array',
      { list: hidden([1], 'h') },
      'state.list.h is a named property of an array',
    ],
    ['a getter in an array', { list: getter([1], 0) }, 'state.list[0] is a getter or setter'],
    [
      'a property of a Map',
      Object.assign(new Map(), { extra: 1 }),
      'state.extra is a named property of a Map',
    ],
    [
      'a symbol of a Set',
      Object.assign(new Set(), { [Symbol('x')]: 1 }),
      'state[Symbol(x)] is a named property of a Set',
    ],
    ['a symbol key', { a: { [Symbol('x')]: 1 } }, 'state.a[Symbol(x)] is under a symbol'],
    ['a getter', { a: getter({}, 'now') }, 'state.a.now is a getter or setter'],
    ['a setter', { a: setter }, 'state.a.late is a getter or setter'],
    [
      'a hidden property',
      { a: hidden({}, 'h') },
      'state.a.h is a hidden (non-enumerable) property',
    ],
    [
      '__proto__',
      JSON.parse('{"__proto__":1}'),
      'state.__proto__ is under a name that JavaScript keeps to itself',
    ],
    ['a cycle', cycle, 'state.b[0].again is a cycle: it contains itself'],
    ['a cycle through a Map', cyclicMap, 'state["me"] is a cycle: it contains itself'],
    [
      'a cycle through a Set',
      { set: cyclicSet },
      'state.set[<member>][0] is a cycle: it contains itself',
    ],
    [
      'two keys of one data',
      {
        m: new Map([
          [{ a: 1 }, 1],
          [{ a: 1 }, 2],
        ]),
      },
      'state.m is a Map with two keys that are the same data, {"a":1}',
    ],
    ['deep in a Map', { m: new Map([['a b', [{ at: NaN }]]]) }, 'state.m["a b"][0].at is NaN'],
    [
      'deep in a key of a Map',
      { m: new Map([[[Symbol('x')], 1]]) },
      'state.m[<key>][0] is a symbol',
    ],
    ['under true in a Map', new Map([[true, NaN]]), 'state[true] is NaN'],
    ['deep in a Set', { s: new Set([[() => 1]]) }, 'state.s[<member>][0] is a function'],
    ['under a name with a space', { 'a b': { 1: NaN } }, 'state["a b"]["1"] is NaN'],
    ['a proxy that throws', { p: fails }, 'state.p is unreadable (Error: no keys for you)'],
  ])('%s', (_, value, message) => {
    expect(() => canonicalKey(value)).toThrow(new ModelError(message + only));
    expect(() => canonical(value)).toThrow(new ModelError(message + only));
  });

  test.each<[string, unknown]>([
    ['what was kept of a draft', gone.proxy],
    ['what only looks like a Map', Object.create(Map.prototype)],
  ])('%s', (_, value) => {
    const message = /^state\.it is unreadable \(TypeError: .*\); only plain data can be compared: /;
    expect(() => canonicalKey({ it: value })).toThrow(ModelError);
    expect(() => canonicalKey({ it: value })).toThrow(message);
  });

  test('under the name that it is given', () => {
    expect(() => canonical({ n: NaN }, 'choice')).toThrow(new ModelError(`choice.n is NaN${only}`));
    expect(() => canonicalKey(NaN, 'choice')).toThrow(new ModelError(`choice is NaN${only}`));
  });

  test('but one object in two places is no cycle', () => {
    const shared = { n: 1 };
    expect(canonicalKey([shared, { shared }])).toBe('[{"n":1},{"shared":{"n":1}}]');
  });

  test('data that is nested too deep', () => {
    const nest = (levels: number): unknown => {
      let data: unknown = 1;
      for (let level = 0; level < levels; level++) data = level % 2 === 0 ? { a: data } : [data];
      return data;
    };
    expect(canonicalKey(canonical(nest(500)))).toBe(canonicalKey(nest(500)));
    for (const levels of [501, 2000, 10_000, 100_000]) {
      for (const act of [canonical, canonicalKey]) {
        expect(() => act(nest(levels))).toThrow(
          /^state.{200,300}… is nested more than 500 objects deep; keep what is in it in a list or in a record by names\.$/,
        );
      }
    }
  });

  test('and a proxy is what it shows', () => {
    expect(canonical(new Proxy({ a: 1 }, { get: () => 2 }))).toEqual({ a: 2 });
  });
});
