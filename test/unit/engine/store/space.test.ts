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
