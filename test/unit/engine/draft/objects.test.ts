/** What a draft or view of an object notes, refuses and counts as a change. */
import { describe, expect, test } from 'vitest';
import {
  draftOf,
  notesOf,
  quickDraftOf,
  readsIn,
  stateAfter,
  viewOfState,
} from '../../../support/drafts.js';

interface Box {
  a?: number;
  part: { b: number };
  z?: number;
}

const box = (): Box => ({ a: 1, part: { b: 2 } });

describe('a draft notes', () => {
  test.each<[string, (s: Box) => unknown, readonly string[]]>([
    ['a property that is read', (s) => s.a, ['value state.a']],
    ['a property that is not there', (s) => s.z, ['value state.z']],
    ['a question whether a property is there', (s) => 'a' in s, ['value state.a']],
    ['a question for an own property', (s) => Object.hasOwn(s, 'z'), ['value state.z']],
    [
      'a list of the names',
      (s) => Object.keys(s),
      ['shape state', 'value state.a', 'value state.part'],
    ],
    ['nothing for a symbol', (s) => Symbol.iterator in s, []],
    ['a property below a property', (s) => s.part.b, ['value state.part', 'value state.part.b']],
    ['one read of a property that is read twice', (s) => [s.a, s.a], ['value state.a']],
  ])('%s', (_, recipe, reads) => {
    const notes = notesOf(box(), recipe);
    expect(notes).toEqual({ reads, writes: [], isChanged: false, isUnsure: false });
  });

  test('a write, and no read of what was written', () => {
    const notes = notesOf(box(), (s) => {
      s.a = 5;
      return s.a;
    });
    expect(notes).toMatchObject({ reads: [], writes: ['state.a'], isChanged: true });
  });

  test('a write of the value that is there, which changes nothing', () => {
    const notes = notesOf(box(), (s) => (s.a = 1));
    expect(notes).toMatchObject({ reads: [], writes: ['state.a'], isChanged: false });
  });

  test('all of a part that is put somewhere', () => {
    const notes = notesOf(box(), (s) => Object.assign(s, { part: s.part }));
    expect(notes).toEqual({
      reads: ['value state.part', 'shape state.part', 'value state.part.b'],
      writes: ['state.part'],
      isChanged: false,
      isUnsure: false,
    });
  });

  test('a removal as a write', () => {
    const gone = notesOf(box(), (s) => delete s.a);
    expect(gone).toMatchObject({ reads: [], writes: ['state.a'], isChanged: true });
    const missing = notesOf(box(), (s) => delete s.z);
    expect(missing).toMatchObject({ reads: [], writes: ['state.z'], isChanged: false });
  });
});

describe('a draft counts as changed', () => {
  test.each<[string, (s: Box) => unknown, boolean]>([
    ['after another number', (s) => (s.a = 2), true],
    ['after -0 in place of 1', (s) => (s.a = -0), true],
    ['after a change and its reverse', (s) => ((s.a = 2), (s.a = 1)), true],
    ['after a new part that is equal', (s) => (s.part = { b: 2 }), true],
    ['after a write to a part', (s) => (s.part.b = 3), true],
    ['after undefined in place of nothing', (s) => Object.assign(s, { z: undefined }), true],
    ['not after a part in its own place', (s) => Object.assign(s, { part: s.part }), false],
    ['not after the same number twice', (s) => ((s.a = 1), (s.a = 1)), false],
    ['after the removal of an inherited name', (s) => Reflect.deleteProperty(s, 'toString'), true],
  ])('%s', (_, recipe, isChanged) => {
    expect(notesOf(box(), recipe).isChanged).toBe(isChanged);
    const { run, shown } = quickDraftOf(box());
    recipe(shown);
    expect(run.isChanged).toBe(isChanged);
  });

  test('if 0 becomes -0, and leaves the same state', () => {
    const { run, shown } = quickDraftOf({ n: 0 });
    shown.n = -0;
    expect(run.isChanged).toBe(true);
    expect(stateAfter(run)).toEqual({ n: 0 });
  });
});

describe('a draft answers', () => {
  test('a name that every object has as an object does', () => {
    const { shown } = draftOf(box());
    expect(Reflect.get(shown, 'constructor')).toBe(Object);
    expect('toString' in shown).toBe(true);
    expect(Object.hasOwn(shown, 'toString')).toBe(false);
    expect(Object.getPrototypeOf(shown)).toBe(Object.prototype);
  });

  test('with new names after the old ones, and without those that are gone', () => {
    const { shown } = draftOf(box());
    shown.z = 3;
    delete shown.a;
    expect(Object.entries(shown)).toEqual([
      ['part', { b: 2 }],
      ['z', 3],
    ]);
  });

  test('a descriptor of a property that can be changed', () => {
    const { shown } = draftOf(box());
    expect(Object.getOwnPropertyDescriptor(shown, 'a')).toEqual({
      ...{ value: 1, writable: true, enumerable: true, configurable: true },
    });
    expect(Object.getOwnPropertyDescriptor(shown, 'z')).toBeUndefined();
    const { part } = shown;
    expect(Object.getOwnPropertyDescriptor(shown, 'part')?.value).toBe(part);
  });
});

test('a draft is not sure of a prototype, a new kind of property, or the end of its growth', () => {
  const uses: readonly ((s: Box) => unknown)[] = [
    (s) => Reflect.set(s, '__proto__', null),
    (s) => Reflect.set(s, Symbol.iterator, 1),
    (s) => Reflect.preventExtensions(s),
  ];
  for (const use of uses) expect(notesOf(box(), use).isUnsure).toBe(true);
  const { run, shown } = draftOf(box());
  expect(() => Object.defineProperty(shown, 'a', { value: 2 })).toThrow(TypeError);
  expect(run.isUnsure).toBe(true);
  expect(() => notesOf(box(), (s) => Object.setPrototypeOf(s, null) as unknown)).toThrow(TypeError);
  expect(notesOf(box(), (s) => Object.isExtensible(s)).isUnsure).toBe(false);
});

test.each<[string, (s: Box) => unknown]>([
  ['a write', (s) => (s.a = 1)],
  ['a removal', (s) => delete s.z],
  ['a definition', (s) => Object.defineProperty(s, 'a', { value: 1 })],
  ['another prototype', (s) => Object.setPrototypeOf(s, null) as unknown],
])('a view refuses %s, and notes that the code tried it', (_, use) => {
  const { recorder, shown } = viewOfState(box());
  expect(() => use(shown)).toThrow(/only looked at here/);
  expect(recorder.wrote).toBe(true);
  expect(recorder.writes.size).toBe(0);
});

test('a view notes reads as a draft does, and cannot say that it is frozen', () => {
  const { recorder, shown } = viewOfState(box());
  expect([shown.a, shown.z, shown.part.b]).toEqual([1, undefined, 2]);
  expect(readsIn(recorder).slice(1)).toEqual([
    ...['value state.a', 'value state.z', 'value state.part', 'value state.part.b'],
  ]);
  expect(recorder.baffled).toBe(false);
  Object.isFrozen(shown);
  expect(recorder.baffled).toBe(true);
});
