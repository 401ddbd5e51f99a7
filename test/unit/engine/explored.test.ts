/** What a search found is told again as it was. */
import { describe, expect, test } from 'vitest';
import { actor, defineModel, reachable, step } from 'allways';
import { askAboutState } from '../../../src/engine/ask.js';
import { expandStates } from '../../../src/engine/expand-states.js';
import { ExploredStates, successorsIn } from '../../../src/engine/explored.js';
import { addReal } from '../../../src/engine/settle.js';
import { explorerFor } from '../../../src/engine/explorer.js';
import { at, numberOfState } from '../../../src/engine/store/space.js';
import { stateCount } from '../../../src/engine/store/store.js';
import { stepsOf } from '../../../src/model/compile.js';
import { complaintOfState } from '../../../src/property/evaluate.js';

interface Dials {
  one: number;
  other: number;
}

const dials = defineModel<Dials>({
  name: 'dials',
  initial: { one: 0, other: 0 },
  actors: (['one', 'other'] as const).map((name) =>
    actor<Dials>(name, {
      turn: step({
        choose: () => [1, 2],
        then: (s: Dials, by) => {
          s[name] = (s[name] + by) % 7;
        },
      }),
    }),
  ),
});

const odd = reachable<Dials>('odd', ({ one, other }) => {
  if (one === 3) throw new Error('three');
  return (one + other) % 2 === 1;
});

/** An explorer that has expanded all 49 states. */
function explored() {
  const explorer = explorerFor(dials, stepsOf(dials) ?? [], [odd], {
    watch: 0,
    learns: 'all',
  });
  explorer.open.delete(odd);
  for (const state of dials.initial) addReal(explorer, state);
  for (
    let start = 0, end = 1;
    start < end;
    [start, end] = [end, stateCount(explorer.space.store)]
  ) {
    const bounds = { levelStart: start, nextStart: end, mostStates: 1000, mayTake: () => true };
    const listener = { threw: () => undefined, answered: () => undefined };
    expandStates(explorer, bounds, start, end, listener);
    explorer.awake = explorer.awakeNext;
    explorer.awakeNext = new Int32Array(explorer.awake.length);
  }
  expect(stateCount(explorer.space.store)).toBe(49);
  return explorer;
}

describe('the states that a search has found', () => {
  test('have all their successors, those of sleeping actions as well', () => {
    const explorer = explored();
    const successors = successorsIn(explorer);
    for (let state = 0; state < 49; state++) {
      const here = at(explorer.space, state).state;
      const expected = dials.actions(here).map((action) => dials.reduce(here, action));
      const found = successors(state).map(({ number }) => at(explorer.space, number).state);
      expect(found).toEqual(expected);
    }
  });

  test('answer as a predicate does, each time: yes, no, or by throwing', () => {
    const explorer = explored();
    const states = new ExploredStates(explorer);
    for (let time = 0; time < 3; time++) {
      for (let state = 0; state < 49; state++) {
        const found = states.answer(odd, state);
        const expected = complaintOfState(odd, at(explorer.space, state).state);
        expect(found === undefined).toBe(expected === undefined);
        expect(found?.threw).toBe(expected?.threw);
        if (expected?.threw === true) expect(found?.says).toBe(expected.says);
      }
    }
    // Each value of the dials was asked about once, both plainly and noting reads; those that throw, each time.
    expect(explorer.ran).toBeLessThan(1000);
  });

  test('stay right if something else learns in between', () => {
    const explorer = explored();
    const states = new ExploredStates(explorer);
    for (let state = 48; state >= 0; state--) {
      askAboutState(explorer, odd, 48 - state);
      const numbers: number[] = [];
      states.eachSuccessor(state, (_, number) => numbers.push(number));
      const here = at(explorer.space, state).state;
      expect(numbers).toEqual(
        dials
          .actions(here)
          .map((action) => numberOfState(explorer.space, dials.reduce(here, action))),
      );
    }
  });
});
