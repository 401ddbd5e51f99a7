/** The part of a state in a property descriptor is built only if it is used. */
import { expect, test } from 'vitest';
import { rawPart } from '../../../../src/engine/draft/raw.js';
import { propertyOf } from '../../../../src/engine/store/slots.js';
import { draftOf, readsIn } from '../../../support/drafts.js';

/** The raw parts of a state, an object and an array, of which nothing was read. */
function parts() {
  const { run, recorder } = draftOf({ part: { n: 1 }, list: [5, 6] });
  const slotOf = (name: string) => propertyOf(run.slots, run.slots.root, name);
  return {
    run,
    recorder,
    part: rawPart(run, slotOf('part'), false),
    list: rawPart(run, slotOf('list'), true),
    again: () => rawPart(run, slotOf('part'), false),
  };
}

test('a part that is not used counts as not read', () => {
  const { run, recorder, part, list, again } = parts();
  expect(again()).toBe(part);
  expect(Array.isArray(list)).toBe(true);
  expect(Array.isArray(part)).toBe(false);
  expect(readsIn(recorder)).toEqual(['value state']);
  expect(run.isUnsure).toBe(false);
});

test.each<[string, (part: object) => unknown]>([
  ['reads a name', (part) => Reflect.get(part, 'n') as unknown],
  ['asks for a name', (part) => 'n' in part],
  ['lists the names', (part) => Reflect.ownKeys(part)],
  ['asks for the prototype', (part) => Object.getPrototypeOf(part) as unknown],
  ['asks for a descriptor', (part) => Object.getOwnPropertyDescriptor(part, 'n')],
  ['writes to it', (part) => Reflect.set(part, 'n', 2)],
  ['removes a name', (part) => Reflect.deleteProperty(part, 'n')],
  ['defines a name', (part) => Reflect.defineProperty(part, 'n', { value: 2 })],
  ['freezes it', (part) => Reflect.preventExtensions(part)],
  ['asks whether it can grow', (part) => Reflect.isExtensible(part)],
])('code that %s counts as a read of all of it, and is not sure', (_, use) => {
  const { run, recorder, part } = parts();
  use(part);
  expect(readsIn(recorder).slice(1)).toEqual([
    'value state.part',
    'shape state.part',
    'value state.part.n',
  ]);
  expect(run.isUnsure).toBe(true);
});

test('a part shows the data of the state', () => {
  const { part, list } = parts();
  expect(part).toEqual({ n: 1 });
  expect(Object.getPrototypeOf(part)).toBe(Object.prototype);
  expect(list).toEqual([5, 6]);
  expect(['n' in part, 'm' in part, 1 in list, 2 in list]).toEqual([true, false, true, false]);
  expect(Object.getOwnPropertyDescriptor(part, 'm')).toBeUndefined();
  expect(Object.getOwnPropertyDescriptor(part, 'n')).toMatchObject({ value: 1, writable: false });
});

test('the length of an array, and a property of that name, can be asked for', () => {
  const { list } = parts();
  expect(Object.getOwnPropertyDescriptor(list, 'length')).toMatchObject({ value: 2 });
  expect(Object.keys(list)).toEqual(['0', '1']);
  const { run } = draftOf({ part: { length: 3 } });
  const part = rawPart(run, propertyOf(run.slots, run.slots.root, 'part'), false);
  expect({ ...part }).toEqual({ length: 3 });
});

test('a part cannot be changed', () => {
  const { part } = parts();
  expect([
    Reflect.set(part, 'n', 2),
    Reflect.deleteProperty(part, 'n'),
    Reflect.defineProperty(part, 'm', { value: 2 }),
    Reflect.preventExtensions(part),
  ]).toEqual([false, false, false, false]);
  expect(part).toEqual({ n: 1 });
});
