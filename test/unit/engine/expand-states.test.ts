/** Expands the states of a level: it runs the model for what no tree knows, and makes room. */
import { describe, expect, test } from 'vitest';
import { actor, defineModel, invariant, noDeadlock, transition } from 'allways';
import { expandStates, hear, makeRoom, type Bounds } from '../../../src/engine/expand-states.js';
import { findingKind } from '../../../src/engine/expand/kernel.js';
import type { Explorer } from '../../../src/engine/explorer.js';
import { at } from '../../../src/engine/store/space.js';
import { stateCount } from '../../../src/engine/store/store.js';
import { exploring, twoCounters, twos, type Two } from '../../support/two-counters.js';

/** Bounds of the first level, which has so many states. */
const bounds = (states: number, parts: Partial<Bounds> = {}): Bounds => ({
  ...{ levelStart: 0, nextStart: states, mostStates: 100, mayTake: () => true },
  ...parts,
});

/** A listener that writes down what it hears. */
function listening() {
  const heard: string[] = [];
  return {
    heard,
    listener: {
      threw: (state: number) => void heard.push(`threw in ${state}`),
      answered: (
        { name }: { readonly name: string },
        complaint: { readonly says: string } | undefined,
        state: number,
        action: number | undefined,
      ) => void heard.push(`${name}: ${complaint?.says ?? 'fine'} in ${state} by ${action}`),
    },
  };
}

const statesOf = ({ space }: Explorer<Two>) =>
  Array.from({ length: stateCount(space.store) }, (_, state) => at(space, state).state);

test('each state is expanded, and its successors follow in the order of the actions', () => {
  const explorer = exploring(twoCounters(), twos([0, 0], [3, 3]));
  const { heard, listener } = listening();
  expect(expandStates(explorer, bounds(2), 0, 2, listener)).toEqual({ at: 2, by: 'done' });
  expect(statesOf(explorer)).toEqual(twos([0, 0], [3, 3], [1, 0], [0, 1]));
  expect(explorer.workspace.generated).toBe(2);
  expect(heard).toEqual([]);
});

test('a part of a level is expanded alone', () => {
  const explorer = exploring(twoCounters(), twos([0, 0], [2, 2]));
  const { listener } = listening();
  expect(expandStates(explorer, bounds(2), 1, 2, listener)).toEqual({ at: 2, by: 'done' });
  expect(statesOf(explorer).slice(2)).toEqual(twos([3, 2], [2, 3]));
});

test('it ends when there are as many states as there may be', () => {
  const explorer = exploring(twoCounters());
  const { listener } = listening();
  const full = expandStates(explorer, bounds(1, { mostStates: 2 }), 0, 1, listener);
  expect(full).toEqual({ at: 0, by: 'full' });
  expect(stateCount(explorer.space.store)).toBe(2);
});

test('it ends where no memory may be taken', () => {
  const explorer = exploring(twoCounters());
  const { listener } = listening();
  const asked: number[] = [];
  const mayTake = (bytes: number) => {
    asked.push(bytes);
    return false;
  };
  expect(makeRoom(explorer, bounds(1, { mayTake }), 1_000_000)).toBe(false);
  expect(asked).toHaveLength(1);
  expect(asked[0]).toBeGreaterThan(4_000_000);
  expect(makeRoom(explorer, bounds(1), 100)).toBe(true);
  expect(expandStates(explorer, bounds(1), 0, 1, listener).by).toBe('done');
});

test('there is room for the bits of new states', () => {
  const explorer = exploring(twoCounters());
  explorer.leaves.sleepWords = 1;
  expect(makeRoom(explorer, bounds(1), 10)).toBe(true);
  // One word for what is awake, and one for what is not enabled.
  expect(explorer.awakeNext).toHaveLength(20);
  makeRoom(explorer, bounds(1), 11);
  expect(explorer.awakeNext).toHaveLength(40);
});

describe('the listener hears', () => {
  test('of each property what is wrong, while the property is open', () => {
    const small = invariant<Two>('small', (s) => s.n + s.m < 1);
    const still = transition<Two>('still', (before, _, after) => before.m === after.m);
    const goesOn = noDeadlock<Two>();
    const explorer = exploring(twoCounters(), twos([0, 0], [3, 3]), [small, still, goesOn]);
    const { heard, listener } = listening();
    expandStates(explorer, bounds(2), 0, 2, listener);
    expect(heard.toSorted()).toEqual([
      'no deadlock: nothing can happen any more in 1 by undefined',
      'small: it does not hold in 2 by undefined',
      'small: it does not hold in 3 by undefined',
      'still: fine in 0 by 0',
      'still: it does not hold in 0 by 1',
    ]);
    explorer.open.clear();
    explorer.workspace.findings.push(findingKind.property, 0, 0, 0);
    hear(explorer, listener);
    expect(heard).toHaveLength(5);
    expect(explorer.workspace.findings).toEqual([]);
  });

  test('of a step that throws, once for each action', () => {
    const model = defineModel<Two>({
      name: 'throws',
      initial: { n: 0, m: 0 },
      actors: [
        actor<Two>('a', {
          fail: {
            then: () => {
              throw new RangeError('on purpose');
            },
          },
        }),
      ],
    });
    const explorer = exploring(model, twos([0, 0], [1, 0]));
    const { heard, listener } = listening();
    expandStates(explorer, bounds(2), 0, 2, listener);
    expect(heard).toEqual(['threw in 0']);
    expect(explorer.threwAction[0]).toBe(1);
  });
});
