/** All states of a level are asked again, in whatever order threads found them. */
import { describe, expect, test } from 'vitest';
import { actor, defineModel, invariant, noDeadlock, reachable, transition } from 'allways';
import type { FiniteProperty } from '../../../../src/property/property.js';
import { decidedIn, threwIn } from '../../../../src/search/breadth-first/anywhere.js';
import { explorerOf, modelOfMoves, type Moves, type Place } from '../../../support/moves.js';

/** Places 0 to 4; 3 and 4 have no way out. */
const moves: Moves = { left: { 0: 1, 1: 3 }, right: { 0: 2, 1: 2, 2: 4 } };
const all = [0, 1, 2, 3, 4];

/** The states among some in which a property is decided. */
function decided(
  property: FiniteProperty<Place>,
  isArrival: boolean,
  range: readonly [number, number] = [0, 5],
): readonly number[] {
  const explorer = explorerOf(modelOfMoves(moves), all, [property]);
  return [...decidedIn(explorer, property, isArrival, range)];
}

describe('the states in which a property is decided', () => {
  test('are those in which an invariant does not hold', () => {
    const low = invariant<Place>('low', ({ at }) => at < 2 || at === 3);
    expect(decided(low, false)).toEqual([2, 4]);
    expect(decided(low, false, [0, 4])).toEqual([2]);
    expect(decided(low, false, [3, 5])).toEqual([4]);
  });

  test('are those that are reached, or those in which the question throws', () => {
    const odd = reachable<Place>('odd', ({ at }) => {
      if (at === 2) throw new Error('two');
      return at % 2 === 1;
    });
    expect(decided(odd, true)).toEqual([1, 3]);
    expect(decided(odd, false)).toEqual([2]);
  });

  test('are those from which a step breaks a property of steps', () => {
    const slow = transition<Place>('slow', (before, _, after) => after.at - before.at < 2);
    expect(decided(slow, false)).toEqual([0, 1, 2]);
    const calm = transition<Place>('calm', (_, { actor: name }) => name !== 'left');
    expect(decided(calm, false)).toEqual([0, 1]);
  });

  test('are those without a step, if it is not fine to stop there', () => {
    const ends = noDeadlock<Place>(({ at }) => at === 3);
    expect(decided(ends, false)).toEqual([4]);
  });

  test('are not those in which a guard threw: a step may be enabled there', () => {
    const property = noDeadlock<Place>();
    const explorer = explorerOf(throwing, [0, 1, 2], [property]);
    expect([...decidedIn(explorer, property, false, [0, 3])]).toEqual([2]);
  });
});

/** In place 0 `go` throws, in place 1 the guard of `go` throws, and in place 0 `stay` throws too. */
const throwing = defineModel<Place>({
  name: 'throwing',
  initial: { at: 0 },
  actors: [
    actor<Place>('one', {
      go: {
        when: ({ at }) => {
          if (at === 1) throw new Error('guard');
          return at === 0;
        },
        then: () => {
          throw new Error('recipe');
        },
      },
      stay: {
        when: ({ at }) => at === 0,
        then: () => {
          throw new Error('stay');
        },
      },
    }),
  ],
});

test('the states in which a step threw are those of this step', () => {
  const explorer = explorerOf(throwing, [0, 1, 2]);
  const threw = (name: string, range: readonly [number, number] = [0, 3]) => [
    ...threwIn(explorer, name, range),
  ];
  expect(threw('one.go does not throw')).toEqual([0, 1]);
  expect(threw('one.stay does not throw')).toEqual([0]);
  expect(threw('one.go does not throw', [1, 3])).toEqual([1]);
  expect(threw('one.leave does not throw')).toEqual([]);
});
