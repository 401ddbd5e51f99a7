/** The watch runs the model again in a state, and refuses an answer from memory that differs. */
import { expect, test } from 'vitest';
import { actor, defineModel, invariant, noDeadlock, reachable, step } from 'allways';
import { kernelOf } from '../../../../src/engine/current-kernel.js';
import { expandStates } from '../../../../src/engine/expand-states.js';
import { ends } from '../../../../src/engine/memo/tree.js';
import { watchState } from '../../../../src/engine/purity/watch-state.js';
import { exploring } from '../../../support/two-counters.js';

interface Count {
  n: number;
}

const small = invariant<Count>('small', (s) => s.n < 10);
const large = reachable<Count>('large', (s) => s.n > 100);
const goesOn = noDeadlock<Count>();

/** An explorer that has expanded one state of a counter, from which two actions can be taken. */
function expanded(n = 0) {
  const model = defineModel<Count>({
    name: 'count',
    initial: { n },
    actors: [
      actor<Count>('a', {
        up: { when: (s) => s.n < 5, then: (s) => void s.n++ },
        jump: step({
          choose: () => [7],
          when: (s: Count) => s.n < 5,
          then: (s, to) => void (s.n = to),
        }),
      }),
    ],
  });
  const explorer = exploring(model, [{ n }], [small, large, goesOn]);
  const level = { levelStart: 0, nextStart: 1, mostStates: 10, mayTake: () => true };
  expandStates(explorer, level, 0, 1, { threw: () => undefined, answered: () => undefined });
  const watch = () => {
    watchState(explorer, kernelOf(explorer, level), 0);
  };
  /** Makes a tree give the same answer everywhere. */
  const forge = (tree: number | undefined, end: number) => {
    explorer.trees.roots.array[tree ?? -1] = end;
  };
  return { explorer, watch, forge };
}

test('answers from memory that are right pass, and each action counts as taken again', () => {
  const { explorer, watch } = expanded();
  watch();
  expect(explorer.recomputed).toBe(2);
  watch();
  expect(explorer.recomputed).toBe(4);
});

test('an action that the memory takes for not enabled is refused', () => {
  const { explorer, watch, forge } = expanded();
  forge(explorer.known.actions[0]?.tree, ends.no);
  expect(watch).toThrow(/^a\.up is not pure/);
});

test('an action that the memory takes for one that throws is refused', () => {
  const { explorer, watch, forge } = expanded();
  forge(explorer.known.actions[1]?.tree, ends.yes);
  expect(watch).toThrow(/^a\.jump\(7\) is not pure/);
});

test('a choice that the memory takes for one that throws is refused', () => {
  const { explorer, watch, forge } = expanded();
  forge(explorer.known.steps[1]?.tree, ends.yes);
  expect(watch).toThrow(/^a\.jump is not pure/);
});

test('a property with another answer in memory is refused, if it is open', () => {
  const { explorer, watch, forge } = expanded();
  forge(explorer.known.stateTrees.get(small), ends.yes);
  expect(watch).toThrow('Property "small" is not pure');
  explorer.open.delete(small);
  expect(watch).not.toThrow();
});

test('what the memory has given up is run, and passes', () => {
  const { explorer, watch, forge } = expanded();
  forge(explorer.known.actions[0]?.tree, ends.direct);
  forge(explorer.known.steps[1]?.tree, ends.direct);
  for (const property of [small, large]) {
    forge(explorer.known.stateTrees.get(property), ends.direct);
  }
  watch();
  expect(explorer.recomputed).toBe(2);
});

test('a property of states in which nothing can happen is asked only there', () => {
  const moving = expanded();
  moving.forge(moving.explorer.known.stateTrees.get(goesOn), ends.no);
  expect(moving.watch).not.toThrow();
  const stopped = expanded(5);
  stopped.forge(stopped.explorer.known.stateTrees.get(goesOn), ends.no);
  expect(stopped.watch).toThrow('Property "no deadlock" is not pure');
});
