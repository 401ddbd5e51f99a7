/** A search up to symmetry knows the exchanges of names, and what they do to states, slots and actions. */
import { describe, expect, test } from 'vitest';
import { canonical } from 'allways';
import { flatten } from '../../../../src/engine/store/flatten.js';
import { spaceFor } from '../../../../src/engine/store/space.js';
import { pathOf, propertyOf } from '../../../../src/engine/store/slots.js';
import { unflatten } from '../../../../src/engine/store/unflatten.js';
import {
  actionUnder,
  exchanging,
  orbitsOf,
  slotBehind,
  type Claim,
} from '../../../../src/engine/symmetry/orbits.js';
import type { Groups } from '../../../../src/engine/symmetry/renaming.js';

const refuse = () => {
  throw new Error('Nothing here asks that.');
};

const claimOf = (groups: Groups, first = -1): Claim<unknown> => ({
  groups,
  isLooking: () => false,
  look: refuse,
  watch: refuse,
  watched: { first, after: refuse },
  stepsLike: refuse,
  otherAnswer: refuse,
});

describe('the trials', () => {
  test('are all exchanges of the names, by their numbers, with the ones that undo them', () => {
    const { trials, nextWatched } = orbitsOf(spaceFor({}), claimOf([['a', 'b', 'c']], 12));
    const pairs = trials.map(({ exchange, inverse }) => [exchange.join(''), inverse.join('')]);
    expect(pairs).toEqual([
      ['021', '021'],
      ['102', '102'],
      ['120', '201'],
      ['201', '120'],
      ['210', '210'],
    ]);
    expect(nextWatched).toBe(12);
  });

  test('exchange names only within their group', () => {
    const groups = [
      ['a', 'b'],
      ['x', 'y'],
    ];
    const { trials } = orbitsOf(spaceFor({}), claimOf(groups));
    expect(trials.map(({ exchange }) => exchange.join(''))).toEqual(['0132', '1023', '1032']);
  });
});

/** Each name is replaced by the next one: a by b, b by c, c by a. */
function turning(state: object) {
  const space = spaceFor(canonical(state));
  const { slots } = space;
  const orbits = orbitsOf(space, claimOf([['a', 'b', 'c']]));
  const [trial] = orbits.trials.filter(({ exchange }) => exchange.join() === '1,2,0');
  if (trial === undefined) throw new Error('There is no such trial.');
  return { slots, orbits, trial };
}

test('a state has its names exchanged, and stays as it was', () => {
  const state = canonical({ a: 'c', b: 1, other: 'ab' });
  const { slots, orbits, trial } = turning(state);
  const vector = flatten(slots, state);
  const under = exchanging(orbits, vector);
  expect(unflatten(slots, under(trial))).toEqual({ b: 'a', c: 1, other: 'ab' });
  expect(unflatten(slots, vector)).toEqual(state);
});

test('the slot behind another is the one that moves there', () => {
  const { slots, orbits, trial } = turning({ a: { at: 1 }, free: 0 });
  const slotOf = (...names: readonly string[]) =>
    names.reduce((slot, name) => propertyOf(slots, slot, name), slots.root);
  const behind = (...names: readonly string[]) =>
    pathOf(slotBehind(orbits, trial, slotOf(...names).id));
  // What is under c in the state is under a after the exchange.
  expect(behind('a', 'at')).toBe('state.c.at');
  expect(behind('b')).toBe('state.a');
  expect(behind('free')).toBe('state.free');
  expect(trial.slots[slotOf('b').id]).toBe(slotOf('a'));
});

describe('an action', () => {
  test('has other names in its actor, its step and its choice', () => {
    const { orbits, trial } = turning({ a: 1 });
    const action = { actor: 'node a', step: 'send-b', choice: { to: 'c', b: 1, text: 'cab' } };
    expect(actionUnder(orbits, trial, 3, action)).toEqual({
      actor: 'node b',
      step: 'send-c',
      choice: { to: 'a', c: 1, text: 'cab' },
    });
  });

  test('keeps that it has no choice, and which of several equal ones it is', () => {
    const { orbits, trial } = turning({ a: 1 });
    const plain = actionUnder(orbits, trial, 0, { actor: 'a', step: 'go' });
    expect(Object.keys(plain)).toEqual(['actor', 'step']);
    const third = actionUnder(orbits, trial, 1, { actor: 'a', step: 'go', choice: 'b', nth: 3 });
    expect(third).toEqual({ actor: 'b', step: 'go', choice: 'c', nth: 3 });
  });

  test('is made once for each number', () => {
    const { orbits, trial } = turning({ a: 1 });
    const first = actionUnder(orbits, trial, 5, { actor: 'a', step: 'go' });
    expect(actionUnder(orbits, trial, 5, { actor: 'b', step: 'go' })).toBe(first);
    expect(actionUnder(orbits, trial, 6, { actor: 'b', step: 'go' }).actor).toBe('c');
  });
});
