import { expect, test } from 'vitest';
import { invariant, noDeadlock, reachable, transition } from 'allways';
import { askState, askStep, askStop } from '../../../../src/search/common/ask.js';

interface Count {
  n: number;
}
const action = { actor: 'one', step: 'up' };
const wrong = (says: string) => ({ says, threw: false });
const throwing = (): never => {
  throw new Error('oh');
};
const threw = { says: 'the predicate threw Error: oh', threw: true };

const low = invariant<Count>('low', (s) => s.n < 5 || `n is ${s.n}`);
const high = reachable<Count>('high', (s) => s.n > 5);
const rises = transition<Count>('rises', (before, _action, after) => after.n > before.n);
const other = transition<Count>('is another object', (before, _action, after) => before !== after);
const stops = noDeadlock<Count>((s) => s.n === 9);

test('a state decides invariants and what must be reachable', () => {
  expect(askState(low, { n: 4 })).toBeUndefined();
  expect(askState(low, { n: 7 })).toEqual(wrong('n is 7'));
  expect(askState(high, { n: 4 })).toBeUndefined();
  expect(askState(high, { n: 7 })).toBe('reached');
  expect(askState(rises, { n: 7 })).toBeUndefined();
  expect(askState(stops, { n: 7 })).toBeUndefined();
});

test('a predicate that throws is a violation', () => {
  expect(askState(invariant('throws', throwing), { n: 0 })).toEqual(threw);
  expect(askState(reachable('throws', throwing), { n: 0 })).toEqual(threw);
});

test('a step decides transition properties', () => {
  expect(askStep(rises, { n: 1 }, action, { n: 2 })).toBeUndefined();
  expect(askStep(rises, { n: 2 }, action, { n: 2 })).toEqual(wrong('it does not hold'));
  expect(askStep(low, { n: 9 }, action, { n: 9 })).toBeUndefined();
});

test('a property sees a state after that is not the state before', () => {
  const state = { n: 1 };
  expect(askStep(other, state, action, state)).toBeUndefined();
});

test('a stop decides whether there is a deadlock', () => {
  expect(askStop(stops, { n: 9 })).toBeUndefined();
  expect(askStop(stops, { n: 1 })).toEqual(wrong('nothing can happen any more'));
  expect(askStop(low, { n: 9 })).toBeUndefined();
});
