/** What views of Maps and of Sets have in common. */
import { describe, expect, test } from 'vitest';
import { ofView } from '../../../../src/engine/draft/collections.js';
import { nodeBehind } from '../../../../src/engine/draft/run.js';
import { readsIn, viewOfState } from '../../../support/drafts.js';

const state = () => ({ it: new Map([['a', 1]]) });
const setState = () => ({ it: new Set(['a']) });

/** What is read of a Map by code that looks at its view, beside the read of the place that holds it. */
function readsBy(look: (view: object) => unknown): readonly string[] {
  const { recorder, shown } = viewOfState(state());
  look(shown.it);
  return readsIn(recorder).slice(2);
}

const all = ['shape state.it', 'value state.it.get("a")'];

describe('code that may go on to read the content unseen counts as a read of all', () => {
  test.each<[string, (view: object) => unknown]>([
    ['if it asks for the class', (view) => view instanceof Map],
    ['if it asks for the prototype', (view) => Object.getPrototypeOf(view) as unknown],
    ['if it asks for the tag', (view) => Object.prototype.toString.call(view)],
    ['if it lists the properties', (view) => Object.keys(view)],
  ])('%s', (_, look) => {
    expect(readsBy(look)).toEqual(all);
  });

  test('and other questions do not', () => {
    expect(readsBy((view) => 'get' in view)).toEqual([]);
    expect(readsBy((view) => Object.hasOwn(view, 'get'))).toEqual([]);
    expect(readsBy((view) => Reflect.get(view, 'constructor') as unknown)).toEqual([]);
  });
});

test('a view says what it is', () => {
  const map = viewOfState(state()).shown.it;
  const set = viewOfState(setState()).shown.it;
  const tagOf = (view: object) => Object.prototype.toString.call(view);
  expect([tagOf(map), tagOf(set)]).toEqual(['[object Map]', '[object Set]']);
  expect([map.constructor, set.constructor]).toEqual([Map, Set]);
  expect(['get' in map, 'get' in set, 'has' in set]).toEqual([true, false, true]);
  expect([Object.keys(map), Object.hasOwn(map, 'get')]).toEqual([[], false]);
});

test.each<[string, (view: object) => unknown]>([
  ['a property', (view) => Object.assign(view, { name: 1 })],
  ['the removal of a property', (view) => Reflect.deleteProperty(view, 'name')],
  ['the definition of a property', (view) => Object.defineProperty(view, 'name', { value: 1 })],
])('a view refuses %s', (_, use) => {
  for (const { recorder, shown } of [viewOfState(state()), viewOfState(setState())]) {
    expect(() => use(shown.it)).toThrow(/only looked at here/);
    expect(recorder.wrote).toBe(true);
  }
});

test('a view cannot say whether it is frozen, and cannot be frozen', () => {
  const asked = viewOfState(state());
  expect(Object.isExtensible(asked.shown.it)).toBe(true);
  expect(asked.recorder.baffled).toBe(true);
  const used = viewOfState(state());
  expect(Reflect.preventExtensions(used.shown.it)).toBe(false);
  expect(used.recorder.baffled).toBe(true);
});

test('a method works only on its own view', () => {
  const { shown } = viewOfState(state());
  const node = nodeBehind(shown.it);
  expect(ofView(shown.it)).toBe(node);
  for (const other of [new Map(), undefined, {}, Object.create(shown.it) as unknown]) {
    expect(() => ofView(other)).toThrow('only for its own Map or Set');
  }
});

test('a native method refuses a view, so that it reads nothing unseen', () => {
  const map = viewOfState(state()).shown.it;
  const set = viewOfState(setState()).shown.it;
  const apply = (prototype: object, name: string, view: object) => {
    const method: unknown = Reflect.get(prototype, name);
    if (typeof method === 'function') Reflect.apply(method, view, ['a']);
  };
  expect(() => {
    apply(Map.prototype, 'get', map);
  }).toThrow('incompatible receiver');
  expect(() => {
    apply(Set.prototype, 'has', set);
  }).toThrow('incompatible receiver');
});
