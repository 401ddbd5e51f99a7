/** A run shows each container once, and knows what was changed. */
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { Node, nodeBehind, noteTaken } from '../../../../src/engine/draft/run.js';
import { elementOf, propertyOf, type Slots } from '../../../../src/engine/store/slots.js';
import { draftOf, pathsOf, quickDraftOf, readsIn, viewOfState } from '../../../support/drafts.js';

const slotOf = (slots: Slots, name: string) => propertyOf(slots, slots.root, name);

test.each([1, 7, 8, 9, 20])(
  'with %i containers, each is shown as one and the same draft',
  (count) => {
    const list = Array.from({ length: count }, (_, n) => ({ n }));
    const { run, shown } = quickDraftOf({ list });
    const first = [...shown.list];
    expect(first.map(({ n }) => n)).toEqual(list.map(({ n }) => n));
    expect([...shown.list]).toEqual(first);
    expect(shown.list.every((part, index) => part === first[index])).toBe(true);
    // The state, the list and its elements.
    expect(run.nodes).toHaveLength(count + 2);
    const around = slotOf(run.slots, 'list');
    for (const index of list.keys()) {
      expect(run.nodeOf(elementOf(run.slots, around, index))?.shown).toBe(first[index]);
    }
  },
);

test('a container that was not read has no node', () => {
  const { run, shown } = quickDraftOf({ a: { b: 1 }, c: { d: 1 } });
  expect(shown.a.b).toBe(1);
  expect(pathsOf(run.nodes.map(({ slot }) => slot))).toEqual(['state', 'state.a']);
  expect(run.nodeOf(slotOf(run.slots, 'c'))).toBeUndefined();
});

test('a leaf is shown as it is, and what is absent as undefined', () => {
  const { run } = quickDraftOf<{ a: unknown; b?: unknown }>({ a: 'text' });
  expect(run.show(slotOf(run.slots, 'a'))).toBe('text');
  expect(run.show(slotOf(run.slots, 'b'))).toBeUndefined();
  expect(typeof run.valueOf(slotOf(run.slots, 'b'))).toBe('symbol');
});

test('a run knows in which containers something was changed', () => {
  const { run, shown } = quickDraftOf({ a: { b: { n: 1 } }, c: { n: 1 } });
  expect(shown.c.n).toBe(1);
  expect(run.isChangedIn(run.slots.root)).toBe(false);
  shown.a.b.n = 2;
  const a = slotOf(run.slots, 'a');
  const b = propertyOf(run.slots, a, 'b');
  expect([run.slots.root, a, b].map((slot) => run.isChangedIn(slot))).toEqual([true, true, true]);
  expect(run.isChangedIn(slotOf(run.slots, 'c'))).toBe(false);
  expect(run.isChangedIn(propertyOf(run.slots, b, 'n'))).toBe(false);
  expect(pathsOf(run.nodeOf(b)?.changed ?? [])).toEqual(['state.a.b.n']);
  expect(run.nodeOf(a)?.isChanged).toBe(false);
});

describe('the node behind a value', () => {
  test('is there for a draft and a view', () => {
    for (const { run, shown } of [draftOf({ a: { n: 1 } }), viewOfState({ a: { n: 1 } })]) {
      const node = nodeBehind(shown.a);
      expect(node).toBeInstanceOf(Node);
      expect(node?.run).toBe(run);
      expect(node?.slot).toBe(slotOf(run.slots, 'a'));
    }
  });

  test('is not there for anything else, not even for what inherits from a draft', () => {
    const { shown } = draftOf({ a: { n: 1 } });
    const others = [
      undefined,
      null,
      1,
      'text',
      {},
      [],
      new Map(),
      Object.create(shown.a) as unknown,
    ];
    expect(others.map(nodeBehind)).toEqual(others.map(() => undefined));
  });
});

test('a draft that is put somewhere counts as read with all that is in it', () => {
  const { recorder, shown } = draftOf({ a: { list: [1, 2] } });
  noteTaken(1);
  noteTaken({ list: [1] });
  expect(readsIn(recorder)).toEqual(['value state']);
  noteTaken(shown.a);
  expect(readsIn(recorder).slice(2)).toEqual([
    'shape state.a',
    'value state.a.list',
    'value state.a.list[0]',
    'value state.a.list[1]',
  ]);
});

test('reads of a view of the state after a step are told apart', () => {
  const { run, recorder } = viewOfState({ a: 1 });
  const node = nodeBehind(run.show(run.slots.root));
  node?.readChild(slotOf(run.slots, 'a'));
  node?.readShape();
  expect(readsIn(recorder)).toEqual(['value state', 'value state.a', 'shape state']);
});

describe('code that looks past a proxy is told nothing, and the run is not sure', () => {
  const parts = { object: { n: 1 }, list: [1], map: new Map([['a', 1]]), set: new Set(['a']) };

  test.each(['object', 'list', 'map', 'set'] as const)('of a view: %s', (name) => {
    const { recorder, shown } = viewOfState(parts);
    const part = shown[name];
    const reads = recorder.reads.size;
    expect(inspect(part)).toContain('[a state]');
    expect(recorder.baffled).toBe(true);
    expect(recorder.reads.size).toBe(reads);
  });

  test('of a draft', () => {
    const { run, recorder, shown } = draftOf({ n: 1 });
    expect(inspect(shown)).toBe('[a state]');
    expect(run.isUnsure).toBe(true);
    expect(recorder.baffled).toBe(false);
  });
});

test('a write to a view is refused, and a use of a draft after its run', () => {
  const view = viewOfState({ a: 1 });
  const draft = draftOf({ a: 1 });
  draft.run.isOver = true;
  view.run.isOver = true;
  expect(() => draft.shown.a).toThrow("Cannot perform 'get' on a proxy that has been revoked");
  expect(() => Object.keys(draft.shown)).toThrow("Cannot perform 'ownKeys'");
  // A view may be kept: it can change nothing.
  expect(view.shown.a).toBe(1);
  const node = nodeBehind(viewOfState({ a: 1 }).shown);
  expect(() => {
    node?.refuseWrite();
  }).toThrow('The state is only looked at here, and cannot be changed.');
  const other = nodeBehind(draftOf({ a: 1 }).shown);
  expect(() => {
    other?.refuseWrite();
  }).not.toThrow();
});
