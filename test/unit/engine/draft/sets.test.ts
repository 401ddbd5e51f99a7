/** What a draft or view of a Set notes, refuses and counts as a change. */
import { describe, expect, test } from 'vitest';
import { SetDraft } from '../../../../src/engine/draft/sets.js';
import {
  draftOf,
  pathsOf,
  quickDraftOf,
  readsIn,
  stateAfter,
  viewOfState,
} from '../../../support/drafts.js';

type AnySet = Set<unknown>;

const state = () => ({ set: new Set<unknown>(['a', 'b']) });

/** What is noted of a recipe on the Set, beside the read of the place that holds it. */
function setNotes(recipe: (set: AnySet) => unknown) {
  const { run, recorder, shown } = draftOf(state());
  recipe(shown.set);
  const names = (paths: readonly string[]) =>
    paths.map((path) => path.replace('state.set', 'set').replace(/\.has\("(.)"\)/, '.$1'));
  return {
    reads: names(readsIn(recorder).slice(2)),
    writes: names(pathsOf(recorder.writes)),
    isChanged: run.isChanged,
    isUnsure: run.isUnsure,
  };
}

const nothing = { reads: [], writes: [], isChanged: false, isUnsure: false };
const shape = 'shape set';

describe('a draft notes', () => {
  test.each<[string, (set: AnySet) => unknown, Partial<ReturnType<typeof setNotes>>]>([
    ['a member that is asked for', (set) => set.has('a'), { reads: ['value set.a'] }],
    ['a member that is not there', (set) => set.has('z'), { reads: ['value set.z'] }],
    ['the size', (set) => set.size, { reads: [shape] }],
    ['the members', (set) => [...set], { reads: [shape] }],
    ['the members as keys', (set) => set.keys(), { reads: [shape] }],
    ['the members as values', (set) => set.values(), { reads: [shape] }],
    ['the members as pairs', (set) => set.entries(), { reads: [shape] }],
    ['all members for a member that is an object', (set) => set.has({}), { reads: [shape] }],
    [
      'a member that is not there to be removed',
      (set) => set.delete('z'),
      { reads: ['value set.z'] },
    ],
    ['a new member', (set) => set.add('z'), { writes: ['set.z'], isChanged: true }],
    ['a member that is added again', (set) => set.add('a'), { writes: ['set.a'] }],
    [
      'a member that is removed',
      (set) => set.delete('a'),
      { reads: ['value set.a'], writes: ['set.a'], isChanged: true },
    ],
    [
      'all members, if they are cleared',
      (set) => {
        set.clear();
      },
      { reads: [shape], writes: ['set.a', 'set.b'], isChanged: true },
    ],
    [
      'no read of a member that it wrote',
      (set) => [set.add('z'), set.has('z')],
      { writes: ['set.z'], isChanged: true },
    ],
    [
      'all of the Set, if a new member is an object; it is not sure then',
      (set) => set.add({ m: 1 }),
      { reads: [shape], writes: ['set'], isChanged: true, isUnsure: true },
    ],
  ])('%s', (_, recipe, noted) => {
    expect(setNotes(recipe)).toEqual({ ...nothing, ...noted });
  });
});

test('a draft is a Set, and leaves what was done to it', () => {
  for (const { run, shown } of [draftOf(state()), quickDraftOf(state())]) {
    const { set } = shown;
    expect(set).toBeInstanceOf(SetDraft);
    expect(set.add('c')).toBe(set);
    expect([set.delete('a'), set.delete('a')]).toEqual([true, false]);
    expect([set.size, set.has('a'), set.has('c')]).toEqual([2, false, true]);
    expect([[...set], [...set.keys()], [...set.values()]]).toEqual([
      ['b', 'c'],
      ['b', 'c'],
      ['b', 'c'],
    ]);
    expect([...set.entries()]).toEqual([
      ['b', 'b'],
      ['c', 'c'],
    ]);
    const seen: unknown[] = [];
    set.forEach(function (this: unknown, value, key, whole) {
      seen.push([this, value, key, whole === set]);
    }, 'self');
    expect(seen).toEqual([
      ['self', 'b', 'b', true],
      ['self', 'c', 'c', true],
    ]);
    expect(stateAfter(run)).toEqual({ set: new Set(['b', 'c']) });
  }
});

test('a draft that is cleared is empty; to clear it once more changes nothing', () => {
  const { run, shown } = quickDraftOf(state());
  shown.set.clear();
  expect(stateAfter(run)).toEqual({ set: new Set() });
  const empty = quickDraftOf({ set: new Set() });
  empty.shown.set.clear();
  expect(empty.run.isChanged).toBe(false);
});

test('without notes, no slot is made for a member that is only asked for', () => {
  const { run, shown } = quickDraftOf(state());
  const slots = run.slots.all.length;
  expect(shown.set.has('z')).toBe(false);
  expect(run.slots.all).toHaveLength(slots);
  shown.set.add('z');
  expect(run.slots.all).toHaveLength(slots + 1);
});

test('only immer knows the state after a new member that is an object', () => {
  const { run, shown } = draftOf(state());
  shown.set.add({ m: 1 });
  expect(stateAfter(run)).toBeUndefined();
});

test('members that are objects: a draft is not sure of them, and a view shows them', () => {
  const objects = () => ({ set: new Set([{ m: 1 }]) });
  const draft = draftOf(objects());
  expect(draft.run.isUnsure).toBe(false);
  expect([...draft.shown.set]).toEqual([{ m: 1 }]);
  expect(draft.run.isUnsure).toBe(true);
  const view = viewOfState(objects());
  const [member] = view.shown.set;
  expect(member).toEqual({ m: 1 });
  expect(member && view.shown.set.has(member)).toBe(true);
  expect(view.shown.set.has({ m: 1 })).toBe(false);
  expect(view.run.isUnsure).toBe(false);
});

test('a view shows the Set, and refuses each change', () => {
  const { recorder, shown } = viewOfState(state());
  const { set } = shown;
  expect(set).toBeInstanceOf(Set);
  expect([set.size, set.has('a'), set.has('z')]).toEqual([2, true, false]);
  expect([[...set], [...set.keys()], [...set.values()]]).toEqual([
    ['a', 'b'],
    ['a', 'b'],
    ['a', 'b'],
  ]);
  expect([...set.entries()][0]).toEqual(['a', 'a']);
  let count = 0;
  set.forEach(() => count++);
  expect(count).toBe(2);
  expect(recorder.wrote).toBe(false);
  for (const use of [
    () => set.add('a'),
    () => set.delete('a'),
    () => {
      set.clear();
    },
  ]) {
    expect(use).toThrow(/only looked at here/);
  }
  expect(recorder.wrote).toBe(true);
});
