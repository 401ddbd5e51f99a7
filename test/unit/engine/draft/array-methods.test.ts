/** The methods of a draft that needs no notes do what those of an array do. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nodeBehind } from '../../../../src/engine/draft/run.js';
import { quickMethods } from '../../../../src/engine/draft/array-methods.js';
import { tries } from '../../../support/deep.js';
import { quickDraftOf, stateAfter } from '../../../support/drafts.js';

type List = (number | string)[];

const leaf = fc.constantFrom<number | string>(0, 1, 2, 'a');
const index = fc.integer({ min: -4, max: 4 });

/** One call of a method. The text names it. */
const call = fc.oneof(
  fc.tuple(leaf, index).map(([value, from]) => ({
    text: `search for ${value} from ${from}`,
    act: (list: List): unknown => [
      list.indexOf(value),
      list.indexOf(value, from),
      list.lastIndexOf(value),
      list.lastIndexOf(value, from),
      list.includes(value, from),
    ],
  })),
  fc.tuple(index, index).map(([from, to]) => ({
    text: `slice from ${from} to ${to}`,
    act: (list: List): unknown => [list.slice(from, to), list.at(from), list.join('-')],
  })),
  fc.array(leaf, { maxLength: 2 }).map((values) => ({
    text: `push ${values.join()}`,
    act: (list: List): unknown => list.push(...values),
  })),
  fc.array(leaf, { maxLength: 2 }).map((values) => ({
    text: `unshift ${values.join()}`,
    act: (list: List): unknown => list.unshift(...values),
  })),
  fc.constant({ text: 'pop', act: (list: List): unknown => list.pop() }),
  fc.constant({ text: 'shift', act: (list: List): unknown => list.shift() }),
  fc.tuple(index, index, fc.array(leaf, { maxLength: 2 })).map(([from, count, values]) => ({
    text: `splice ${from}, ${count}, ${values.join()}`,
    act: (list: List): unknown => list.splice(from, count, ...values),
  })),
);

test('a draft of leaves answers as an array does, and leaves the same elements', () => {
  fc.assert(
    fc.property(
      fc.array(leaf, { maxLength: 4 }),
      fc.array(call, { maxLength: 4 }),
      (list, calls) => {
        const { run, shown } = quickDraftOf({ list });
        const plain = [...list];
        for (const { act } of calls) expect(act(shown.list)).toEqual(act(plain));
        expect(shown.list).toEqual(plain);
        expect(stateAfter(run)).toEqual({ list: plain });
        if (JSON.stringify(plain) !== JSON.stringify(list)) expect(run.isChanged).toBe(true);
      },
    ),
    { numRuns: tries(400) },
  );
});

test.each<[string, (list: List) => unknown, boolean]>([
  ['push without a value', (list) => list.push(), false],
  ['unshift without a value', (list) => list.unshift(), false],
  ['splice without a change', (list) => list.splice(1, 0), false],
  ['splice of a value by itself', (list) => list.splice(0, 1, 1), true],
  ['push', (list) => list.push(1), true],
  ['pop', (list) => list.pop(), true],
  ['shift', (list) => list.shift(), true],
  ['a search', (list) => list.indexOf(1), false],
])('%s counts as a change or not', (_, act, isChanged) => {
  const { run, shown } = quickDraftOf<{ list: List }>({ list: [1, 2] });
  act(shown.list);
  expect(run.isChanged).toBe(isChanged);
});

test('pop and shift of an empty list change nothing', () => {
  const { run, shown } = quickDraftOf<{ list: List }>({ list: [] });
  expect([shown.list.pop(), shown.list.shift()]).toEqual([undefined, undefined]);
  expect(run.isChanged).toBe(false);
});

test('a list of objects is searched by the drafts of them', () => {
  const { shown } = quickDraftOf({ list: [{ a: 1 }, { a: 2 }] });
  const [first, second] = shown.list;
  expect(shown.list.indexOf(second ?? { a: 0 })).toBe(1);
  expect(shown.list.includes({ a: 1 })).toBe(false);
  expect(shown.list.slice(0, 1)[0]).toBe(first);
  expect(shown.list.at(-1)).toBe(second);
});

test('what is removed is given as its draft', () => {
  const parts = () => quickDraftOf({ list: [{ a: 1 }, { a: 2 }, { a: 3 }] });
  const { run, shown } = parts();
  for (const removed of [shown.list.pop(), shown.list.shift(), ...shown.list.splice(0, 1)]) {
    expect(nodeBehind(removed)?.run).toBe(run);
  }
  expect(stateAfter(run)).toEqual({ list: [] });
  const other = parts();
  const last = other.shown.list.pop();
  if (last !== undefined) last.a = 7;
  other.shown.list.unshift(...(last ? [last] : []));
  expect(stateAfter(other.run)).toEqual({ list: [{ a: 7 }, { a: 1 }, { a: 2 }] });
});

test('a method that is called on another array is the native one', () => {
  const methods = quickMethods(() => {
    throw new Error('There is no draft.');
  });
  const list = [1, 2, 3];
  const given = (name: string, ...values: unknown[]): unknown => {
    const method = methods[name];
    return method && Reflect.apply(method, list, values);
  };
  expect(given('push', 4)).toBe(4);
  expect(given('shift')).toBe(1);
  expect(given('unshift', 9, 8)).toBe(5);
  expect(given('pop')).toBe(4);
  expect(given('splice', 1, 2)).toEqual([8, 2]);
  expect(given('indexOf', 3)).toBe(1);
  expect(given('join', '+')).toBe('9+3');
  expect(list).toEqual([9, 3]);
});
