/** A property is asked about a state or step, and its answer is remembered by what it read. */
import { describe, expect, test } from 'vitest';
import { invariant, ModelError, noDeadlock, reachable, transition } from 'allways';
import { askAboutState, askAboutStep, complaintAbout } from '../../../src/engine/ask.js';
import type { Explorer } from '../../../src/engine/explorer.js';
import { ends } from '../../../src/engine/memo/tree.js';
import { pathOf } from '../../../src/engine/store/slots.js';
import type { FiniteProperty } from '../../../src/property/property.js';
import { exploring, twoCounters, twos, type Two } from '../../support/two-counters.js';

const says = { says: 'it does not hold', threw: false };

/** A property that counts how often it is asked. */
function counting(holds: (s: Two) => boolean | string) {
  const asked = { times: 0 };
  const property = invariant<Two>('counted', (s) => {
    asked.times++;
    return holds(s);
  });
  /** How often it is asked for one answer. */
  const timesFor = (ask: () => unknown) => {
    const before = asked.times;
    ask();
    return asked.times - before;
  };
  return { property, timesFor };
}

const someStates = twos([0, 0], [0, 1], [1, 0], [1, 1]);

const explorerWith = (property: FiniteProperty<Two>, learns: 'all' | 'nothing' = 'all') =>
  exploring(twoCounters(), someStates, [property], { learns });

/** What the tree of a property of states answers without reading anything. */
const rootOf = ({ known, trees }: Explorer<Two>, property: FiniteProperty<Two>) =>
  trees.roots.array[known.stateTrees.get(property) ?? -1];

describe('a property of states', () => {
  test('is asked twice for an answer, and then answers for all states in which it reads the same', () => {
    const { property, timesFor } = counting((s) => s.n < 5);
    const explorer = explorerWith(property);
    const times = someStates.map((_, state) =>
      timesFor(() => {
        expect(askAboutState(explorer, property, state)).toBeUndefined();
      }),
    );
    // Once plainly, and once behind a view.
    expect(times).toEqual([2, 0, 2, 0]);
    expect(explorer.ran).toBe(4);
  });

  test('says what is wrong, each time', () => {
    const { property, timesFor } = counting((s) => (s.n === 1 ? 'n is one' : true));
    const explorer = explorerWith(property);
    for (let time = 0; time < 2; time++) {
      const times = timesFor(() => {
        const complaint = askAboutState(explorer, property, 2);
        expect(complaint).toEqual({ says: 'n is one', threw: false });
      });
      expect(times).toBe(2);
    }
    expect(askAboutState(explorer, property, 0)).toBeUndefined();
  });

  test('that throws is not remembered', () => {
    const { property } = counting(() => {
      throw new RangeError('on purpose');
    });
    const explorer = explorerWith(property);
    expect(askAboutState(explorer, property, 0)).toEqual({
      says: 'the predicate threw RangeError: on purpose',
      threw: true,
    });
    expect(rootOf(explorer, property)).toBe(0);
  });

  test('is asked once for each state if nothing is learned', () => {
    const { property, timesFor } = counting((s) => s.n < 5);
    const explorer = explorerWith(property, 'nothing');
    const times = [0, 0, 1].map((state) =>
      timesFor(() => askAboutState(explorer, property, state)),
    );
    expect(times).toEqual([1, 1, 1]);
    expect(explorer.ran).toBe(3);
  });

  test('that can tell a view from a state is run from then on', () => {
    const { property, timesFor } = counting((s) => Object.isFrozen(s));
    const explorer = explorerWith(property);
    const times = [0, 0, 1].map((state) =>
      timesFor(() => askAboutState(explorer, property, state)),
    );
    // Plainly, behind a view, and plainly again.
    expect(times).toEqual([3, 1, 1]);
    expect(rootOf(explorer, property)).toBe(ends.direct);
  });

  test('that gives two answers to one question is refused', () => {
    let calls = 0;
    const property = invariant<Two>('unsteady', () => ++calls === 1);
    expect(() => askAboutState(explorerWith(property), property, 0)).toThrow(
      'Property "unsteady" is not pure',
    );
  });

  test('that writes to a state is refused', () => {
    const property = invariant<Two>('writes', (s) => {
      s.n = 1;
      return true;
    });
    expect(() => askAboutState(explorerWith(property), property, 0)).toThrow(ModelError);
    const catches = invariant<Two>('catches', (s) => {
      try {
        s.n = 1;
      } catch {
        // It goes on.
      }
      return true;
    });
    expect(() => askAboutState(explorerWith(catches), catches, 0)).toThrow(/^Property "catches"/);
  });
});

test('a complaint is what the kind of property says', () => {
  const [state = { n: 0, m: 0 }] = someStates;
  expect(
    complaintAbout(
      invariant<Two>('i', () => false),
      state,
    ),
  ).toEqual(says);
  expect(
    complaintAbout(
      reachable<Two>('r', () => true),
      state,
    ),
  ).toBeUndefined();
  expect(
    complaintAbout(
      transition<Two>('t', () => false),
      state,
    ),
  ).toBeUndefined();
  expect(complaintAbout(noDeadlock<Two>(), state)?.says).toBe('nothing can happen any more');
  expect(
    complaintAbout(
      noDeadlock<Two>(() => true),
      state,
    ),
  ).toBeUndefined();
});

/** A property of steps that counts how often it is asked. */
function countingSteps(holds: (before: Two, after: Two) => boolean) {
  const asked = { times: 0 };
  const property = transition<Two>('counted', (before, _, after) => {
    asked.times++;
    return holds(before, after);
  });
  return { property, asked };
}

describe('a property of steps', () => {
  test('is remembered by what it reads of both states', () => {
    const { property, asked } = countingSteps((before, after) => before.n <= after.n);
    const explorer = explorerWith(property);
    const times = someStates.map((_, state) => {
      asked.times = 0;
      expect(askAboutStep(explorer, property, state, 0)).toBeUndefined();
      return asked.times;
    });
    expect(times).toEqual([2, 0, 2, 0]);
    // Another action has a tree of its own.
    asked.times = 0;
    askAboutStep(explorer, property, 0, 1);
    expect(asked.times).toBe(2);
  });

  test('adds what it reads to what the step reads, so that the step does not sleep there', () => {
    const { property } = countingSteps((before, after) => before.n + before.m < after.n + after.m);
    const explorer = explorerWith(property);
    const { reads } = explorer.known.actions[0]?.reach ?? { reads: new Set() };
    expect(reads.size).toBe(0);
    expect(askAboutStep(explorer, property, 0, 0)).toBeUndefined();
    const { slots } = explorer.space;
    expect(explorer.leaves.staleActions).toEqual(new Set([0]));
    expect(reads.size).toBe(3);
    expect(slots.all.map(pathOf)).toEqual(['state', 'state.m', 'state.n']);
    explorer.leaves.staleActions.clear();
    askAboutStep(explorer, property, 2, 0);
    expect(explorer.leaves.staleActions.size).toBe(0);
  });

  test('says what is wrong with a step, and nothing about one that cannot be taken', () => {
    const { property, asked } = countingSteps((_, after) => after.n === 0);
    const explorer = exploring(twoCounters(), twos([0, 0], [3, 0]), [property]);
    expect(askAboutStep(explorer, property, 0, 0)).toEqual(says);
    expect(askAboutStep(explorer, property, 0, 1)).toBeUndefined();
    asked.times = 0;
    expect(askAboutStep(explorer, property, 1, 0)).toBeUndefined();
    expect(asked.times).toBe(0);
  });

  test('that can tell a view is run from then on, and no action sleeps any more', () => {
    const { property, asked } = countingSteps((_, after) => Object.isFrozen(after));
    const explorer = explorerWith(property);
    expect(explorer.sleeps).toBe(true);
    askAboutStep(explorer, property, 0, 0);
    expect(explorer.sleeps).toBe(false);
    expect(explorer.known.blindProperties).toEqual(new Set([property]));
    const { array } = explorer.known.stepTrees.get(property) ?? { array: [] };
    expect([...array].slice(0, 2).map((tree) => explorer.trees.roots.array[tree])).toEqual([
      ...[ends.direct, ends.direct],
    ]);
    asked.times = 0;
    askAboutStep(explorer, property, 0, 1);
    expect(asked.times).toBe(1);
  });
});
