/** Networks against an obvious one that shares no code with them, and the engine against the reference search on them. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalKey, noDeadlock, type Model } from 'allways';
import { arbitraryNetwork, networkModelOf } from '../support/arbitrary-network.js';
import { tries } from '../support/deep.js';
import { expectSame } from '../support/engine.js';
import { statesOf, textOfState } from '../support/plain-network.js';

const most = 250;

/** All states of a model, found one by one. */
function reached(model: Model<object>): object[] {
  const found = new Map(model.initial.map((state) => [canonicalKey(state), state]));
  for (const state of found.values()) {
    for (const action of model.actions(state)) {
      const next = model.reduce(state, action);
      found.set(canonicalKey(next), next);
    }
  }
  return [...found.values()];
}

describe('networks at random', () => {
  test('have the states that lists of messages have', () => {
    fc.assert(
      fc.property(arbitraryNetwork, (description) => {
        const expected = statesOf(description, most);
        fc.pre(expected !== undefined);
        const { model, read } = networkModelOf(description);
        const states = reached(model);
        const texts = new Set(states.map((state) => textOfState(read(state), description.order)));
        expect([...texts].sort()).toEqual([...expected].sort());
        expect(texts.size).toBe(states.length);
      }),
      { numRuns: tries(30) },
    );
  });

  test('are the same for the engine and the reference search', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryNetwork, async (description) => {
        const expected = statesOf(description, most);
        fc.pre(expected !== undefined);
        const { model } = networkModelOf(description);
        const found = await expectSame(model, [noDeadlock(() => true)]);
        expect(found.distinct).toBe(expected.size);
      }),
      { numRuns: tries(15) },
    );
  });
});
