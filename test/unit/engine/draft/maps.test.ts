/** What a draft or view of a Map notes, refuses and counts as a change. */
import { describe, expect, test } from 'vitest';
import { MapDraft } from '../../../../src/engine/draft/maps.js';
import { nodeBehind } from '../../../../src/engine/draft/run.js';
import {
  draftOf,
  pathsOf,
  quickDraftOf,
  readsIn,
  stateAfter,
  viewOfState,
} from '../../../support/drafts.js';

type AnyMap = Map<unknown, unknown>;

/** Two leaves, and an object. */
const state = () => ({
  map: new Map<unknown, unknown>([
    ['a', 1],
    ['b', 2],
    ['p', { n: 3 }],
  ]),
});

/** What is noted of a recipe on the Map, beside the read of the place that holds it. */
function mapNotes(recipe: (map: AnyMap) => unknown) {
  const { run, recorder, shown } = draftOf(state());
  recipe(shown.map);
  const names = (paths: readonly string[]) =>
    paths.map((path) => path.replace('state.map', 'map').replace(/\.get\("(.)"\)/, '.$1'));
  return {
    reads: names(readsIn(recorder).slice(2)),
    writes: names(pathsOf(recorder.writes)),
    isChanged: run.isChanged,
  };
}

const shape = 'shape map';
const values = ['value map.a', 'value map.b', 'value map.p'];

describe('a draft notes', () => {
  test.each<[string, (map: AnyMap) => unknown, readonly string[]]>([
    ['a value that is read', (map) => map.get('a'), ['value map.a']],
    ['a key that is asked for', (map) => map.has('b'), ['value map.b']],
    ['a key that is not there', (map) => map.get('z'), ['value map.z']],
    ['the size', (map) => map.size, [shape]],
    ['the keys', (map) => [...map.keys()], [shape]],
    ['the keys and values', (map) => [...map], [shape, ...values]],
    ['the entries', (map) => [...map.entries()], [shape, ...values]],
    [
      'the values up to the last that is used',
      (map) => map.values().next(),
      [shape, 'value map.a'],
    ],
    [
      'each value that a callback gets',
      (map) => {
        map.forEach(() => 0);
      },
      [shape, ...values],
    ],
    ['all keys for a key that is an object', (map) => map.get({}), [shape]],
    ['a key that is not there to be removed', (map) => map.delete('z'), ['value map.z']],
    ['the keys and values of a Map that is copied', (map) => new Map(map), [shape, ...values]],
  ])('%s', (_, recipe, reads) => {
    expect(mapNotes(recipe)).toEqual({ reads, writes: [], isChanged: false });
  });

  test.each<[string, (map: AnyMap) => unknown, Partial<ReturnType<typeof mapNotes>>]>([
    ['a new value', (map) => map.set('a', 5), { writes: ['map.a'] }],
    ['a new key', (map) => map.set('z', 5), { writes: ['map.z'] }],
    ['the value that is there', (map) => map.set('a', 1), { writes: ['map.a'], isChanged: false }],
    [
      'a key that is removed',
      (map) => map.delete('b'),
      { reads: ['value map.b'], writes: ['map.b'] },
    ],
    [
      'all keys, if they are cleared',
      (map) => {
        map.clear();
      },
      { reads: [shape], writes: ['map.a', 'map.b', 'map.p'] },
    ],
    [
      'no read of a value that it wrote',
      (map) => [map.set('a', 5), map.get('a'), map.has('a')],
      { writes: ['map.a'] },
    ],
    [
      'all of the Map, if a new key is an object',
      (map) => map.set({ k: 1 }, 5),
      {
        reads: [shape, ...values, 'shape map.p', 'value map.p.n'],
        writes: ['map'],
      },
    ],
  ])('%s', (_, recipe, noted) => {
    expect(mapNotes(recipe)).toEqual({ reads: [], writes: [], isChanged: true, ...noted });
  });
});

test('a draft is a Map, and leaves what was done to it', () => {
  for (const { run, shown } of [draftOf(state()), quickDraftOf(state())]) {
    const { map } = shown;
    expect(map).toBeInstanceOf(MapDraft);
    expect(map.set('c', 4)).toBe(map);
    expect([map.delete('a'), map.delete('a')]).toEqual([true, false]);
    expect([...map.keys()]).toEqual(['b', 'p', 'c']);
    expect([map.size, map.get('a'), map.get('c'), map.has('a')]).toEqual([3, undefined, 4, false]);
    const seen: unknown[] = [];
    map.forEach(function (this: unknown, value, key, whole) {
      seen.push([this, key, value === map.get(key), whole === map]);
    }, 'self');
    expect(seen).toEqual(['b', 'p', 'c'].map((key) => ['self', key, true, true]));
    expect(stateAfter(run)).toEqual({
      map: new Map<string, unknown>([
        ['b', 2],
        ['c', 4],
        ['p', { n: 3 }],
      ]),
    });
  }
});

test('a draft that is cleared is empty; to clear it once more changes nothing', () => {
  const { run, shown } = quickDraftOf(state());
  shown.map.clear();
  expect(stateAfter(run)).toEqual({ map: new Map() });
  const empty = quickDraftOf({ map: new Map() });
  empty.shown.map.clear();
  expect(empty.run.isChanged).toBe(false);
});

test('an object in a Map is shown as the same draft by each method', () => {
  const { run, shown } = draftOf(state());
  const part = shown.map.get('p');
  expect(nodeBehind(part)?.run).toBe(run);
  expect([...shown.map.values()][2]).toBe(part);
  expect([...shown.map][2]?.[1]).toBe(part);
});

test('without notes, no slot is made for a key that is only read', () => {
  const { run, shown } = quickDraftOf(state());
  const slots = run.slots.all.length;
  expect([shown.map.get('z'), shown.map.has('y')]).toEqual([undefined, false]);
  expect(run.slots.all).toHaveLength(slots);
  shown.map.set('z', 1);
  expect(run.slots.all).toHaveLength(slots + 1);
});

test('only immer knows the state after a new key that is an object', () => {
  const { run, shown } = draftOf(state());
  shown.map.set({ k: 1 }, 5);
  expect(shown.map.size).toBe(4);
  expect(stateAfter(run)).toBeUndefined();
});

test('a key that is an object is found by identity', () => {
  const { run, recorder, shown } = draftOf({ map: new Map([[{ k: 1 }, 'one']]) });
  const [key] = shown.map.keys();
  expect(key && shown.map.get(key)).toBe('one');
  expect(shown.map.get({ k: 1 })).toBeUndefined();
  expect(readsIn(recorder).slice(2)).toEqual(['shape state.map', 'value state.map.get({"k":1})']);
  expect(run.isChanged).toBe(false);
});

test('a view shows the Map, and refuses each change', () => {
  const { recorder, shown } = viewOfState(state());
  const { map } = shown;
  expect(map).toBeInstanceOf(Map);
  expect([map.size, map.get('a'), map.has('z')]).toEqual([3, 1, false]);
  expect([...map.keys()]).toEqual(['a', 'b', 'p']);
  expect([...map.entries()].map(([key]) => key)).toEqual(['a', 'b', 'p']);
  expect([...map.values()].slice(0, 2)).toEqual([1, 2]);
  expect([...map]).toHaveLength(3);
  let count = 0;
  map.forEach(() => count++);
  expect(count).toBe(3);
  expect(recorder.wrote).toBe(false);
  for (const use of [
    () => map.set('a', 1),
    () => map.delete('a'),
    () => {
      map.clear();
    },
  ]) {
    expect(use).toThrow(/only looked at here/);
  }
  expect(recorder.wrote).toBe(true);
});
