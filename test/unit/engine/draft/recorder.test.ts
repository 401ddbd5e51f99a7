/** A recorder notes each read once, in order, and all that is in a slot if all of it is read. */
import { describe, expect, test } from 'vitest';
import { canonical } from 'allways';
import { reads } from '../../../../src/engine/draft/read.js';
import {
  noteAll,
  noteShape,
  noteValue,
  recorderFor,
  type Recorder,
} from '../../../../src/engine/draft/recorder.js';
import { flatten, slotsFor } from '../../../../src/engine/store/flatten.js';
import { pathOf, propertyOf, type Slot } from '../../../../src/engine/store/slots.js';

const names = ['value', 'shape', 'valueAfter', 'shapeAfter'];

/** What was read: the kind of the read, and the path of its slot. */
const readsOf = ({ reads: noted, slots }: Recorder) =>
  Array.from(noted.values(), ({ kind, target }) => {
    const slot = slots.all[target];
    return `${names[kind] ?? ''} ${slot === undefined ? '' : pathOf(slot)}`;
  });

/** A recorder for a state, or for a step. */
function setting(state: object, after?: object) {
  const slots = slotsFor(canonical(state));
  const before = flatten(slots, canonical(state));
  const recorder = recorderFor(slots, before, after && flatten(slots, canonical(after)));
  const slot = (name: string): Slot => propertyOf(slots, slots.root, name);
  return { recorder, slot, root: slots.root };
}

test('a new recorder has seen nothing', () => {
  const { recorder } = setting({ a: 1 });
  expect(recorder).toMatchObject({ wrote: false, baffled: false });
  const { reads: noted, writes, kept, lengths } = recorder;
  expect([noted, writes, kept, lengths].map(({ size }) => size)).toEqual([0, 0, 0, 0]);
  expect(recorder).not.toHaveProperty('after');
});

test('each read is noted once, in the order of the first', () => {
  const { recorder, slot, root } = setting({ a: 1, b: 2 }, { a: 1, b: 3 });
  noteValue(recorder, slot('b'), 'before');
  noteShape(recorder, root, 'before');
  noteValue(recorder, slot('a'), 'after');
  noteValue(recorder, slot('b'), 'before');
  noteValue(recorder, slot('b'), 'after');
  noteShape(recorder, root, 'after');
  expect(readsOf(recorder)).toEqual([
    'value state.b',
    'shape state',
    'valueAfter state.a',
    'valueAfter state.b',
    'shapeAfter state',
  ]);
  expect([...recorder.reads.values()][0]).toEqual({ kind: reads.value, target: slot('b').id });
});

describe('a read of all', () => {
  const all = (state: object) => {
    const { recorder, slot } = setting(state);
    noteAll(recorder, slot('a'), 'before');
    return readsOf(recorder);
  };

  test('of a leaf is one read', () => {
    expect(all({ a: 1, b: 2 })).toEqual(['value state.a']);
  });

  test('of an object reads its shape and its properties', () => {
    expect(all({ a: { y: [], x: 1 }, b: 2 })).toEqual([
      'value state.a',
      'shape state.a',
      'value state.a.x',
      'value state.a.y',
    ]);
  });

  test('of an array reads its elements, which its length tells', () => {
    expect(all({ a: [5, [6]] })).toEqual([
      'value state.a',
      'value state.a[0]',
      'value state.a[1]',
      'value state.a[1][0]',
    ]);
  });

  test('of a Map reads its entries; the shape of a Set says all', () => {
    expect(all({ a: new Map([['k', new Set(['m'])]]) })).toEqual([
      'value state.a',
      'shape state.a',
      'value state.a.get("k")',
      'shape state.a.get("k")',
    ]);
  });

  test('leaves out slots that hold nothing in this state', () => {
    const { recorder, slot } = setting({ a: { x: 1, z: [1, 2] } }, { a: { y: 2, z: [1] } });
    noteAll(recorder, slot('a'), 'after');
    expect(readsOf(recorder)).toEqual([
      'valueAfter state.a',
      'shapeAfter state.a',
      'valueAfter state.a.y',
      'valueAfter state.a.z',
      'valueAfter state.a.z[0]',
    ]);
  });
});
