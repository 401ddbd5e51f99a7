import { expect, test } from 'vitest';
import { actor, defineModel, invariant } from 'allways';
import {
  collectorFor,
  type Exploration,
} from '../../../../src/search/counterexamples/collector.js';
import type { PropertyOutcome } from '../../../../src/search/common/outcome.js';

const model = defineModel<{ n: number }>({
  name: 'counter',
  initial: { n: 0 },
  actors: [actor('a', { up: { when: (s) => s.n < 2, then: (s) => void (s.n += 1) } })],
});
const small = invariant<{ n: number }>('small', (s) => s.n < 2);

/** All states are explored, and a state's steps may throw. */
const exploring = (error?: Error): Exploration<{ n: number }> => ({
  decisionOn: () => 'violated',
  budget: { ended: () => Promise.resolve(undefined) },
  lend: (use) =>
    use({
      model,
      stateAt: (number) => ({ n: number }),
      edges: (state) => {
        if (error !== undefined) throw error;
        return model.actions({ n: state }).map((action) => ({ action, number: state + 1 }));
      },
    }),
});

const outcome: PropertyOutcome<{ n: number }> = {
  name: 'small',
  kind: 'invariant',
  verdict: 'violated',
  says: 'it does not hold',
  trace: { model, states: [{ n: 0 }], actions: [] },
};

test('no option, no collector', () => {
  expect(collectorFor([small], {}, exploring())).toBeUndefined();
  expect(collectorFor([small], { counterexamples: 1 }, exploring())).toBeUndefined();
});

test('it waits for levels to be explored, and is done once no state is left', async () => {
  const collector = collectorFor([small], { counterexamples: 2 }, exploring());
  await collector?.advance(1, 0);
  expect(collector?.pending()).toBe(1);
  await collector?.advance(1, 1);
  expect(collector?.pending()).toBe(1);
  await collector?.advance(1, Infinity);
  expect(collector?.pending()).toBe(0);
  expect(collector?.shown(small, outcome)).toEqual({ ...outcome, others: [] });
});

test.each(['Array buffer allocation failed', 'Map maximum size exceeded'])(
  'it ends where there is no memory left: %s',
  async (message) => {
    const collector = collectorFor(
      [small],
      { counterexamples: 2 },
      exploring(new RangeError(message)),
    );
    await collector?.advance(1, Infinity);
    expect(collector?.pending()).toBe(0);
    expect(collector?.shown(small, outcome)).toEqual({ ...outcome, others: [] });
  },
);

test('another error is thrown', async () => {
  const collector = collectorFor([small], { counterexamples: 2 }, exploring(new Error('odd')));
  await expect(collector?.advance(1, Infinity)).rejects.toThrow('odd');
});
