/** What a draft or view of an array notes: its elements, and its length. */
import { describe, expect, test } from 'vitest';
import {
  draftOf,
  notesOf,
  pathsOf,
  quickDraftOf,
  readsIn,
  stateAfter,
  viewOfState,
} from '../../../support/drafts.js';

type List = unknown[];

/** What is noted of a recipe on the array `[1, 2, [3]]`, beside the read of the array itself, which tells its length. */
function listNotes(recipe: (list: List) => unknown) {
  const { run, recorder, shown } = draftOf<{ list: List }>({ list: [1, 2, [3]] });
  recipe(shown.list);
  return {
    reads: readsIn(recorder).slice(2),
    writes: pathsOf(recorder.writes),
    isResized: recorder.lengths.size === 1,
    isChanged: run.isChanged,
    isUnsure: run.isUnsure,
  };
}

const nothing = { reads: [], writes: [], isResized: false, isChanged: false, isUnsure: false };

describe('a draft notes', () => {
  test.each<[string, (list: List) => unknown, readonly string[]]>([
    ['an element that is read', (list) => list[1], ['value state.list[1]']],
    ['only the length for an element after the last', (list) => list[3], []],
    ['only the length for the length', (list) => list.length, []],
    ['an element that is asked for', (list) => 0 in list, ['value state.list[0]']],
    ['nothing for a name that is no index', (list) => [list.at, '01' in list, '-1' in list], []],
    ['nothing for a list of its indices', (list) => Reflect.ownKeys(list), []],
    [
      'the elements that a search passes',
      (list) => list.indexOf(2),
      ['value state.list[0]', 'value state.list[1]'],
    ],
  ])('%s', (_, recipe, reads) => {
    expect(listNotes(recipe)).toEqual({ ...nothing, reads });
  });

  test.each<[string, (list: List) => unknown, Partial<ReturnType<typeof listNotes>>]>([
    ['a write to an element', (list) => (list[0] = 5), { writes: ['state.list[0]'] }],
    [
      'a write of what is there',
      (list) => (list[0] = 1),
      { writes: ['state.list[0]'], isChanged: false },
    ],
    [
      'a write after the last element, as a write to the length',
      (list) => (list[3] = 5),
      { writes: ['state.list[3]'], isResized: true },
    ],
    ['a push', (list) => list.push(5), { writes: ['state.list[3]'], isResized: true }],
    [
      'a pop, which reads the last element',
      (list) => list.pop(),
      { reads: ['value state.list[2]'], writes: ['state.list[2]'], isResized: true },
    ],
    [
      'a shorter length, as a write to the elements that are gone',
      (list) => (list.length = 1),
      { writes: ['state.list[1]', 'state.list[2]'], isResized: true },
    ],
    ['the same length as no write', (list) => (list.length = 3), { isChanged: false }],
    [
      'a removed element, as a write',
      (list) => Reflect.deleteProperty(list, '1'),
      { writes: ['state.list[1]'] },
    ],
    [
      'a name that is no index: only immer knows',
      (list) => Object.assign(list, { '01': 1 }),
      { isUnsure: true, isChanged: false },
    ],
  ])('%s', (_, recipe, noted) => {
    expect(listNotes(recipe)).toEqual({ ...nothing, isChanged: true, ...noted });
  });

  test('no read of an element, or of the length, that it wrote', () => {
    const { recorder, shown } = draftOf({ list: [1, 2] });
    shown.list[0] = 7;
    shown.list.push(8);
    const before = recorder.reads.size;
    expect([shown.list.length, shown.list[0], shown.list[2]]).toEqual([3, 7, 8]);
    expect(recorder.reads.size).toBe(before);
  });
});

test('a length that no array can have is refused as an array refuses it', () => {
  const { shown } = draftOf({ list: [1] });
  expect(() => (shown.list.length = -1)).toThrow(RangeError);
  expect(() => (shown.list.length = 0.5)).toThrow(RangeError);
});

test('an index beyond 99,999 names no element, so only immer knows what a write does', () => {
  const within = quickDraftOf({ list: [1] });
  within.shown.list[99_999] = 1;
  expect(within.run.isUnsure).toBe(false);
  const beyond = quickDraftOf({ list: [1] });
  beyond.shown.list[100_000] = 1;
  expect(beyond.run.isUnsure).toBe(true);
  expect(beyond.run.isChanged).toBe(false);
});

test('a draft is an array, and leaves what was done to it', () => {
  const { run, shown } = draftOf<{ list: List }>({ list: [1, [2], 3] });
  const { list } = shown;
  expect(Array.isArray(list)).toBe(true);
  expect(Object.getPrototypeOf(list)).toBe(Array.prototype);
  expect(list[1]).toBe(list[1]);
  list.reverse();
  list.push(4);
  expect(list).toEqual([3, [2], 1, 4]);
  expect(Object.getOwnPropertyDescriptor(list, 'length')).toMatchObject({ value: 4 });
  expect(stateAfter(run)).toEqual({ list: [3, [2], 1, 4] });
});

test('a view refuses every change', () => {
  const uses: readonly ((list: List) => unknown)[] = [
    (list) => (list[0] = 1),
    (list) => (list.length = 0),
    (list) => list.push(1),
    (list) => Reflect.deleteProperty(list, '0'),
    (list) => Reflect.deleteProperty(list, 'at'),
    (list) => Object.setPrototypeOf(list, null) as unknown,
  ];
  for (const use of uses) {
    const { recorder, shown } = viewOfState({ list: [1] });
    expect(() => use(shown.list)).toThrow(/only looked at here/);
    expect(recorder.wrote).toBe(true);
  }
});

test('a state may be an array itself', () => {
  expect(notesOf([1, 2], (list) => list[1])).toEqual({
    reads: ['value state[1]'],
    writes: [],
    isChanged: false,
    isUnsure: false,
  });
});
