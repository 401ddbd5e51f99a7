/** A space keeps its states while slots and values appear. */
import { expect, test } from 'vitest';
import { flatten } from '../../../../src/engine/store/flatten.js';
import {
  addVector,
  at,
  numberOfState,
  relayout,
  spaceFor,
} from '../../../../src/engine/store/space.js';
import { storeFor } from '../../../../src/engine/store/store.js';

test('a space gives back every state, under its number', () => {
  interface State {
    readonly all: readonly number[];
    readonly more?: string;
  }
  const states: State[] = Array.from({ length: 40 }, (_, number) => ({
    all: [number, number % 3, 100 - number],
    ...(number % 7 === 0 ? { more: `${number}` } : {}),
  }));
  const space = spaceFor(states[0] as State);
  for (const [number, state] of states.entries()) {
    expect(numberOfState(space, state)).toBe(-1);
    relayout(space);
    space.stale = false;
    const vector = flatten(space.slots, state);
    expect(addVector(space, vector)).toBe(number);
    expect(addVector(space, vector)).toBe(-1);
    expect(numberOfState(space, state)).toBe(number);
  }
  for (const [number, state] of states.entries()) {
    expect(at(space, number).state).toEqual(state);
    expect(at(space, number)).toBe(at(space, number));
  }
});

test('a space notes what appeared', () => {
  const space = spaceFor<unknown>({ a: 0 });
  flatten(space.slots, { a: 0, b: 1 });
  const [slot] = space.appeared;
  expect(slot?.key).toBe('b');
  expect(space.varied).toEqual([slot]);
  expect([...space.reshaped]).toEqual([space.slots.root]);
  expect(space.stale).toBe(true);
  expect(relayout(space)).toBe(true);
  expect(relayout(space)).toBe(false);
});

test('a space keeps its states if there is no memory for a new layout', () => {
  const [first, second] = [{ a: 0 }, { a: 1 }];
  const space = spaceFor<unknown>(first);
  addVector(space, flatten(space.slots, first));
  flatten(space.slots, second);
  relayout(space);
  addVector(space, flatten(space.slots, second));
  for (let a = 2; a < 40; a++) flatten(space.slots, { a, b: a });
  const { layout, store } = space;
  const noMemory = new RangeError('Array buffer allocation failed');
  space.representatives = {
    ...storeFor(layout.words),
    get states(): never {
      throw noMemory;
    },
  };
  expect(() => relayout(space)).toThrow(noMemory);
  expect(space.layout).toBe(layout);
  expect(space.store).toBe(store);
  expect(at(space, 1).state).toEqual(second);
});
