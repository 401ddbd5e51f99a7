import { EventEmitter } from 'node:events';
import { describe, expect, test } from 'vitest';
import { copied as copiedOver } from '../../../../src/program/boundary/copied.js';

/** Copies, and fails if anything is handed over as it is. */
const copied = <Value>(value: Value): Value =>
  copiedOver(value, () => {
    throw new Error('it was shared');
  });

class Money {
  constructor(readonly amount: { n: number }) {}
}

class Secret {
  readonly #amount = 1;
  get amount(): number {
    return this.#amount;
  }
}

describe('copied', () => {
  test.each([
    ['a list', [1, [2]]],
    ['an object', { a: { b: 1 }, [Symbol.for('c')]: 2 }],
    ['an object without a prototype', Object.assign(Object.create(null) as object, { a: 1 })],
    ['a Map', new Map([[{ key: 1 }, { value: 1 }]])],
    ['a Set', new Set([{ a: 1 }])],
    ['an instance of a class', new Money({ n: 1 })],
    ['a date', new Date(5)],
    ['a buffer', Buffer.from('abc')],
    ['a typed array', new Uint16Array([1, 2])],
    ['an array buffer', new Uint8Array([1, 2]).buffer],
  ])('%s', (_, value) => {
    const copy: unknown = copied(value);
    expect(copy).not.toBe(value);
    expect(copy).toStrictEqual(value);
    expect(Object.getPrototypeOf(copy)).toBe(Object.getPrototypeOf(value));
  });

  test('what is within is copied too', () => {
    const inner = { n: 1 };
    const copy = copied({ list: [inner], map: new Map([['a', inner]]), set: new Set([inner]) });
    inner.n = 2;
    expect(copy.list[0]?.n).toBe(1);
    // What was one object is one object in the copy.
    expect(copy.map.get('a')).toBe(copy.list[0]);
    expect([...copy.set][0]).toBe(copy.list[0]);
  });

  test('circles', () => {
    const circle: { self?: unknown; list: unknown[]; map: Map<string, unknown> } = {
      list: [],
      map: new Map(),
    };
    circle.self = circle;
    circle.list.push(circle);
    circle.map.set('a', circle);
    const copy = copied(circle);
    expect(copy.self).toBe(copy);
    expect(copy.list[0]).toBe(copy);
    expect(copy.map.get('a')).toBe(copy);
  });

  test('bytes share no memory', () => {
    const bytes = new Uint8Array([1, 2]);
    const buffer = Buffer.from('ab');
    const copies = [copied(bytes), copied(buffer)];
    bytes[0] = 9;
    buffer[0] = 9;
    expect(copies.map((copy) => copy[0])).toEqual([1, 97]);
    expect(copies.map((copy) => Buffer.isBuffer(copy))).toEqual([false, true]);
  });

  test.each([1, 'a', null, undefined, Symbol('a'), new RangeError('a')])(
    'hands over %s as it is',
    (value) => {
      expect(copied(value)).toBe(value);
      expect(copied({ value }).value).toBe(value);
    },
  );

  test.each([
    () => {},
    /a/,
    new EventEmitter(),
    new EventTarget(),
    new Secret(),
    Promise.resolve(),
  ])('hands over %s as it is, and tells', (value) => {
    const shared: unknown[] = [];
    expect(copiedOver(value, (one) => shared.push(one))).toBe(value);
    expect(copiedOver([{ value }], (one) => shared.push(one))[0]?.value).toBe(value);
    expect(shared).toEqual([value, value]);
  });
});
