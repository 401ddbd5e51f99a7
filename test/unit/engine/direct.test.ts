/** The loop runs the model through `Direct` if no tree has the answer. */
import { describe, expect, test } from 'vitest';
import { actor, defineModel, step } from 'allways';
import { makeRoomForActions } from '../../../src/engine/current-kernel.js';
import { directFor } from '../../../src/engine/direct.js';
import { ends } from '../../../src/engine/memo/tree.js';
import { settle } from '../../../src/engine/settle.js';
import { unpack } from '../../../src/engine/store/layout.js';
import { unflatten } from '../../../src/engine/store/unflatten.js';
import { claimOf, exploring } from '../../support/two-counters.js';

interface Count {
  n: number;
}

/** A step that counts up to 2, one that throws, and one that chooses. Each counts its runs. */
function setting(tuning: Parameters<typeof exploring<Count>>[3] = {}) {
  const runs = { up: 0, choose: 0 };
  const model = defineModel<Count>({
    name: 'count',
    initial: { n: 0 },
    actors: [
      actor<Count>('a', {
        up: {
          when: (s) => s.n < 2,
          then: (s) => {
            runs.up++;
            s.n++;
          },
        },
        fail: {
          then: () => {
            throw new RangeError('on purpose');
          },
        },
        choose: step({
          choose: (s: Count) => {
            runs.choose++;
            if (s.n === 1) throw new RangeError('on purpose');
            return [5, 6];
          },
          then: (s, to) => void (s.n = to),
        }),
      }),
    ],
  });
  const explorer = exploring(model, [{ n: 0 }, { n: 1 }, { n: 2 }], [], {
    learns: 'nothing',
    ...tuning,
  });
  makeRoomForActions(explorer);
  return { explorer, runs };
}

describe('an action', () => {
  test('is taken once in a state, however often the loop asks', () => {
    const { explorer, runs } = setting();
    const direct = directFor(explorer);
    expect([direct.take(0, 0), direct.take(0, 0)]).toEqual([ends.direct, ends.direct]);
    expect(runs.up).toBe(1);
    direct.take(1, 0);
    direct.take(0, 0);
    expect(runs.up).toBe(3);
  });

  test('may not be enabled, or throw', () => {
    const direct = directFor(setting().explorer);
    expect(direct.take(2, 0)).toBe(ends.no);
    expect(direct.take(0, 1)).toBe(ends.yes);
  });

  test('has its successor put into the words', () => {
    const { explorer } = setting();
    const direct = directFor(explorer);
    direct.take(1, 0);
    const { slots, layout, words } = explorer.space;
    direct.put(0, words);
    expect(unflatten(slots, unpack(layout, words))).toEqual({ n: 2 });
    // An action that threw has no successor.
    direct.take(1, 1);
    direct.put(1, words);
    expect(unflatten(slots, unpack(layout, words))).toEqual({ n: 2 });
  });

  test('is taken again in the first states if the search watches', () => {
    const { explorer } = setting({ watch: 1 });
    directFor(explorer).take(0, 0);
    expect(explorer.recomputed).toBe(1);
    directFor(explorer).take(2, 0);
    // It is not enabled there.
    expect(explorer.recomputed).toBe(1);
    const quiet = setting();
    directFor(quiet.explorer).take(0, 0);
    expect(quiet.explorer.recomputed).toBe(0);
  });
});

describe('a choice', () => {
  test('is made once in a state, also if it throws', () => {
    const { explorer, runs } = setting();
    const direct = directFor(explorer);
    const ids = direct.choices(0, 2);
    expect(ids).toEqual([2, 3]);
    expect(direct.choices(0, 2)).toBe(ids);
    expect(runs.choose).toBe(1);
    expect(direct.choices(1, 2)).toBeUndefined();
    const before = runs.choose;
    expect(direct.choices(1, 2)).toBeUndefined();
    expect(runs.choose).toBe(before);
  });
});

test('what appeared without a place makes the state stale', () => {
  const { explorer } = setting();
  const direct = directFor(explorer);
  expect(direct.isStale()).toBe(false);
  direct.choices(0, 2);
  // The number 5 has no place yet.
  direct.take(0, 2);
  expect(direct.isStale()).toBe(true);
  settle(explorer);
  // The two actions that were chosen have none either.
  expect(direct.isStale()).toBe(true);
  makeRoomForActions(explorer);
  expect(direct.isStale()).toBe(false);
});

test('a call that must end runs nothing more', () => {
  const { explorer, runs } = setting();
  const direct = directFor(explorer, (state) => state > 0);
  expect(direct.take(0, 0)).toBe(ends.direct);
  expect([direct.take(1, 0), direct.choices(1, 2)]).toEqual([ends.no, []]);
  expect(runs).toEqual({ up: 1, choose: 0 });
  expect(direct.isStale()).toBe(true);
  // Also in the states after it.
  expect(direct.take(0, 0)).toBe(ends.no);
});

describe('a representative', () => {
  test('is not needed without a claim of symmetry', () => {
    const { explorer } = setting();
    const into = Int32Array.of(7);
    expect(directFor(explorer).represent(explorer.space.words, into, 0)).toBe(true);
    expect([...into]).toEqual([7]);
  });

  test('is put into the words, and the state is shown to the claim', () => {
    interface Ball {
      at: string;
    }
    const looked: unknown[] = [];
    const claim = claimOf<Ball>([['x', 'y']], {
      isLooking: () => true,
      look: (state, action) => void looked.push([state, action.actor]),
    });
    const model = defineModel<Ball>({
      name: 'ball',
      initial: () => [{ at: 'x' }, { at: 'y' }],
      actors: [actor<Ball>('a', { idle: { then: () => undefined } })],
    });
    const explorer = exploring(model, model.initial, [], { claim });
    const { words, layout, slots } = explorer.space;
    const representativeOf = (number: number) => {
      words[0] = number;
      const into = Int32Array.of(9);
      expect(directFor(explorer).represent(words, into, 0)).toBe(true);
      return unflatten(slots, unpack(layout, into));
    };
    expect(representativeOf(0)).toEqual(representativeOf(1));
    expect(looked).toEqual([
      [{ at: 'x' }, 'a'],
      [{ at: 'y' }, 'a'],
    ]);
  });
});
