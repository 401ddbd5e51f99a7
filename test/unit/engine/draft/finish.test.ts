/** The successor that a run made, and the cases in which only immer knows it. */
import { describe, expect, test } from 'vitest';
import { copyWith, finish, noteInside } from '../../../../src/engine/draft/finish.js';
import { propertyOf } from '../../../../src/engine/store/slots.js';
import { unflatten } from '../../../../src/engine/store/unflatten.js';
import {
  draftOf,
  pathsOf,
  quickDraftOf,
  readsIn,
  stateAfter,
  viewOfState,
} from '../../../support/drafts.js';

interface Box {
  n: number;
  part: { list: number[] };
  other?: unknown;
  map: Map<string, unknown>;
  set: Set<unknown>;
}

const box = (): Box => ({
  n: 1,
  part: { list: [1, 2] },
  map: new Map([['a', 1]]),
  set: new Set(['x']),
});

/** The state that a recipe leaves, with the parts that it did not change. */
const left = (recipe: (s: Box) => unknown): unknown => {
  const { run, shown } = draftOf(box());
  recipe(shown);
  return stateAfter(run);
};

describe('a recipe leaves', () => {
  test.each<[string, (s: Box) => unknown, Partial<Box>]>([
    ['the state, if it changes nothing', (s) => s.part.list, {}],
    ['a new number', (s) => (s.n = 7), { n: 7 }],
    ['a new part', (s) => (s.part = { list: [] }), { part: { list: [] } }],
    ['a change deep inside', (s) => (s.part.list[1] = 9), { part: { list: [1, 9] } }],
    ['a leaf in place of a container', (s) => (s.other = s.n), { other: 1 }],
    ['a part in a second place', (s) => (s.other = s.part), { other: { list: [1, 2] } }],
    [
      'a part that was changed, then put elsewhere',
      (s) => {
        s.part.list.push(3);
        s.other = [s.part];
      },
      { part: { list: [1, 2, 3] }, other: [{ list: [1, 2, 3] }] },
    ],
    [
      'a part that was put elsewhere, then changed',
      (s) => {
        s.other = { it: s.part };
        s.part.list.length = 0;
      },
      { part: { list: [] }, other: { it: { list: [] } } },
    ],
    [
      'a part of which only something deeper was changed',
      (s) => {
        s.part.list[0] = 5;
        s.other = new Map([['k', s.part]]);
      },
      { part: { list: [5, 2] }, other: new Map([['k', { list: [5, 2] }]]) },
    ],
    [
      'no change of a part that it took out',
      (s) => {
        const { part } = s;
        s.part = { list: [8] };
        part.list.push(9);
      },
      { part: { list: [8] } },
    ],
    [
      'a shorter list',
      (s) => {
        s.part.list.shift();
      },
      { part: { list: [2] } },
    ],
    [
      'other keys and members',
      (s) => {
        s.map.set('b', s.part.list);
        s.map.delete('a');
        s.set.add('y').delete('x');
      },
      { map: new Map([['b', [1, 2]]]), set: new Set(['y']) },
    ],
    ['another kind of container', (s) => (s.other = new Set(['z'])), { other: new Set(['z']) }],
    ['nothing for undefined', (s) => (s.other = undefined), {}],
  ])('%s', (_, recipe, changes) => {
    expect(left(recipe)).toEqual({ ...box(), ...changes });
  });

  test('nothing for a property that it removed', () => {
    expect(left((s) => Reflect.deleteProperty(s, 'part'))).not.toHaveProperty('part');
  });

  test('-0 as 0', () => {
    expect(left((s) => (s.n = -0))).toEqual({ ...box(), n: 0 });
  });
});

test('only what was changed gets a number, and the numbers before stay', () => {
  const { run, shown } = draftOf({ a: 1, b: [1, 2] });
  const before = [...run.vector];
  shown.b.push(3);
  // The slots are: the state, a, b, b[0], b[1], and b[2], which is new.
  expect(finish(run)).toEqual([0, 0, 1, 0, 0, 1]);
  expect(run.vector).toEqual(before);
});

test('the elements that a list has no more are absent', () => {
  const { run, shown } = draftOf({ list: ['a', 'b'] });
  shown.list.shift();
  // The slots are: the state, list, list[0], list[1].
  expect(finish(run)).toEqual([0, 1, 1, 1]);
  const absentNow = run.slots.all[3]?.values[1];
  expect(typeof absentNow).toBe('symbol');
});

test('a part in new data counts as read with all that is in it', () => {
  const { run, recorder, shown } = draftOf<{ part: { n: number }; other?: unknown }>({
    part: { n: 1 },
  });
  shown.other = { it: shown.part };
  const reads = recorder.reads.size;
  expect(stateAfter(run)).toEqual({ part: { n: 1 }, other: { it: { n: 1 } } });
  expect(readsIn(recorder).slice(reads)).toEqual(['shape state.part', 'value state.part.n']);
});

test('without notes, only immer knows the state after either', () => {
  const { run, shown } = quickDraftOf({ part: { n: 1 } });
  expect(stateAfter(run, { part: shown.part, other: new Date(0) })).toBeUndefined();
});

/** A list that contains itself. */
function endless(): unknown[] {
  const list: unknown[] = [];
  list.push(list);
  return list;
}

describe('only immer knows the state after', () => {
  test.each<[string, (s: Box) => unknown]>([
    ['a date', (s) => (s.other = new Date(0))],
    ['a function', (s) => (s.other = () => 1)],
    ['a number that is none', (s) => (s.other = NaN)],
    ['a list with a gap', (s) => (s.part.list[3] = 1)],
    ['undefined in a list', (s) => (s.other = [undefined])],
    ['undefined in a Map', (s) => s.map.set('b', undefined)],
    ['a Map with an object as key', (s) => (s.other = new Map([[{}, 1]]))],
    ['a Set with an object as member', (s) => (s.other = new Set([{}]))],
    [
      'a property that runs code',
      (s) =>
        (s.other = {
          get a() {
            return 1;
          },
        }),
    ],
    ['data that contains itself', (s) => (s.other = endless())],
    ['a part that contains itself', (s) => Object.assign(s.part, { self: s.part })],
    ['a frozen object with a draft in it', (s) => (s.other = Object.freeze([[s.part]]))],
    ['a draft of another run', (s) => (s.other = draftOf({ a: { b: 1 } }).shown.a)],
  ])('%s', (_, recipe) => {
    expect(left(recipe)).toBeUndefined();
  });

  test('and all that the recipe put there counts as read', () => {
    const { run, recorder, shown } = draftOf({ part: { n: 1 }, other: {} });
    const { part } = shown;
    shown.other = [Object.freeze({ part }), new Date(0)];
    const reads = recorder.reads.size;
    expect(stateAfter(run)).toBeUndefined();
    expect(readsIn(recorder).slice(reads)).toEqual(['shape state.part', 'value state.part.n']);
  });
});

test('a frozen object without a draft is data', () => {
  expect(left((s) => (s.other = Object.freeze({ a: 1 })))).toEqual({ ...box(), other: { a: 1 } });
});

describe('a new state from views', () => {
  test('keeps the parts that stand in their own place', () => {
    const { run, recorder, shown } = viewOfState(box());
    const next = { ...shown, n: 2 };
    expect(stateAfter(run, next)).toEqual({ ...box(), n: 2 });
    expect(pathsOf(recorder.kept).toSorted()).toEqual(['state.map', 'state.part', 'state.set']);
    expect(pathsOf(recorder.writes).toSorted()).toEqual(['state', 'state.n']);
  });

  test('writes a part that stands elsewhere, and reads all of it', () => {
    const { run, recorder, shown } = viewOfState({ a: { n: 1 }, b: { n: 2 } });
    const next = { a: shown.b, b: shown.b };
    expect(stateAfter(run, next)).toEqual({ a: { n: 2 }, b: { n: 2 } });
    expect(pathsOf(recorder.kept)).toEqual(['state.b']);
    expect(pathsOf(recorder.writes)).toEqual(['state', 'state.a']);
    expect(readsIn(recorder)).toEqual([
      ...['value state', 'value state.b', 'shape state.b', 'value state.b.n'],
    ]);
  });

  test('has nothing that it leaves out', () => {
    const { run, shown } = viewOfState(box());
    expect(stateAfter(run, { part: shown.part })).toEqual({ part: box().part });
    expect(stateAfter(run, { part: { list: [3] }, set: new Set(['x']) })).toEqual({
      part: { list: [3] },
      set: new Set(['x']),
    });
    expect(stateAfter(run, [1])).toEqual([1]);
  });

  test('that is no plain data counts as written, and reads all views in it', () => {
    const { run, recorder, shown } = viewOfState({ a: { n: 1 }, b: { n: 2 } });
    expect(stateAfter(run, { a: shown.a, b: new Date(0) })).toBeUndefined();
    expect(pathsOf(recorder.kept)).toEqual([]);
    expect(pathsOf(recorder.writes)).toContain('state');
    expect(readsIn(recorder)).toContain('value state.a.n');
    expect(readsIn(recorder)).not.toContain('value state.b.n');
  });
});

test('a container in a place that had another kind replaces all of it', () => {
  const { run, shown } = draftOf<{ it: unknown }>({ it: { a: { b: 1 } } });
  shown.it = [1];
  const next = finish(run);
  expect(next && unflatten(run.slots, next)).toEqual({ it: [1] });
  const a = propertyOf(run.slots, propertyOf(run.slots, run.slots.root, 'it'), 'a');
  expect(typeof a.values[next?.[a.id] ?? 0]).toBe('symbol');
});

test('views are found in whatever holds them', () => {
  const { recorder, shown } = viewOfState({ a: { n: 1 }, b: { n: 2 }, c: { n: 3 }, d: { n: 4 } });
  const { a, b, c, d } = shown;
  noteInside([
    new Map<unknown, unknown>([
      ['k', a],
      [b, 1],
    ]),
    { c: new Set([c]) },
    1,
    null,
  ]);
  const read = readsIn(recorder).filter((text) => text.endsWith('.n'));
  expect(read).toEqual(['value state.a.n', 'value state.b.n', 'value state.c.n']);
  expect(d.n).toBe(4);
});

describe('a container with other parts', () => {
  const twice = (part: unknown) => (typeof part === 'number' ? 2 * part : part);

  test('is a copy of its kind', () => {
    expect(copyWith([1, 'a'], twice)).toEqual([2, 'a']);
    expect(copyWith({ a: 1, b: 'b' }, twice)).toEqual({ a: 2, b: 'b' });
    expect(copyWith(new Set([1, 'a']), twice)).toEqual(new Set([2, 'a']));
    expect(
      copyWith(
        new Map<unknown, unknown>([
          ['a', 1],
          [2, 'b'],
        ]),
        twice,
      ),
    ).toEqual(
      new Map<unknown, unknown>([
        ['a', 2],
        [4, 'b'],
      ]),
    );
  });

  test('is the container itself if no part differs', () => {
    for (const value of [['a'], { a: 'b' }, new Set(['a']), new Map([['a', 'b']])]) {
      expect(copyWith(value, twice)).toBe(value);
    }
  });
});
