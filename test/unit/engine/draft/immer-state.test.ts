/** The functions of immer find in a draft what they find in one of immer. */
import { current, Immer, isDraft, original } from 'immer';
import { describe, expect, test } from 'vitest';
import { immerStateOf } from '../../../../src/engine/draft/immer-state.js';
import { nodeBehind, type Node } from '../../../../src/engine/draft/run.js';
import { draftOf, readsIn, viewOfState } from '../../../support/drafts.js';

const immer = new Immer({ autoFreeze: false });

const state = () => ({
  part: { n: 1 },
  list: [1, 2],
  map: new Map([['a', 1]]),
  set: new Set(['a']),
});

test('a draft says that it is one, and a view does not', () => {
  const draft = draftOf(state());
  const parts = [draft.shown, ...Object.values(draft.shown)];
  expect(parts.map(isDraft)).toEqual([true, true, true, true, true]);
  expect(draft.run.isUnsure).toBe(true);
  const view = viewOfState(state());
  expect([view.shown, ...Object.values(view.shown)].some(isDraft)).toBe(false);
  expect(view.recorder.baffled).toBe(false);
});

test('a draft gives the state before, and what was not changed', () => {
  const { shown } = draftOf(state());
  expect(original(shown.part)).toEqual({ n: 1 });
  expect(original(shown.map)).toEqual(new Map([['a', 1]]));
  expect(current(shown.list)).toEqual([1, 2]);
  expect(current(shown.set)).toEqual(new Set(['a']));
  shown.part.n = 2;
  expect(original(shown.part)).toEqual({ n: 1 });
});

test('all of a part counts as read', () => {
  const { recorder, shown } = draftOf({ part: { n: 1 }, other: 1 });
  isDraft(shown.part);
  expect(readsIn(recorder).slice(1)).toEqual([
    'value state.part',
    'shape state.part',
    'value state.part.n',
  ]);
});

const nodeOf = (shown: unknown): Node => {
  const node = nodeBehind(shown);
  if (node === undefined) throw new Error('There is no draft.');
  return node;
};

describe('the inner state says whether the draft was changed', () => {
  test.each<[string, (s: ReturnType<typeof state>) => void]>([
    ['part', ({ part }) => void (part.n = 2)],
    ['list', ({ list }) => void list.push(3)],
    ['map', ({ map }) => void map.set('b', 1)],
    ['set', ({ set }) => void set.add('b')],
  ])('as immer says it: %s', (name, change) => {
    const ours = draftOf(state());
    const theirs = immer.createDraft(state());
    const partOf = (shown: object): unknown => Reflect.get(shown, name);
    const isModified = (inner: unknown) =>
      typeof inner === 'object' && inner !== null && Reflect.get(inner, 'modified_') === true;
    const innerOf = (draft: unknown) =>
      (draft as { readonly [inner: symbol]: unknown })[Symbol.for('immer-state')];
    expect(isModified(immerStateOf(nodeOf(partOf(ours.shown))))).toBe(false);
    change(ours.shown);
    change(theirs);
    expect(isModified(innerOf(partOf(theirs)))).toBe(true);
    expect(isModified(immerStateOf(nodeOf(partOf(ours.shown))))).toBe(true);
    // The parts around it count as changed as well.
    expect(isModified(immerStateOf(nodeOf(ours.shown)))).toBe(true);
  });
});

test('a draft is none any more after its run', () => {
  const { run, shown } = draftOf(state());
  const node = nodeOf(shown);
  run.isOver = true;
  expect(immerStateOf(node)).toBeUndefined();
});
