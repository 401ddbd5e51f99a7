import { describe, expect, test } from 'vitest';
import { actor, defineModel, ModelError } from 'allways';
import { successorKey } from '../../../../src/model/compile.js';
import { TakenLast } from '../../../../src/search/common/taken-last.js';

interface Count {
  n: number;
}

/** Counts by a number that may change outside of the state. */
function counter() {
  const outside = { by: 1, isOpen: true };
  const model = defineModel<Count>({
    name: 'counter',
    initial: { n: 0 },
    actors: [
      actor<Count>('a', {
        up: {
          when: () => outside.isOpen,
          then: (s) => {
            if (outside.by > 5) throw new Error('too fast');
            s.n += outside.by;
          },
        },
      }),
    ],
  });
  const action = { actor: 'a', step: 'up' };
  const last = new TakenLast<Count>();
  for (const n of [0, 1]) {
    const state = { n };
    last.note(state, action, successorKey(action, model.successor(state, action)));
  }
  return { outside, model, last };
}

describe('actions that are taken again', () => {
  test('are each action once', () => {
    const { model, last } = counter();
    expect(last.size).toBe(1);
    const takeNext = last.again(model);
    expect([takeNext(), takeNext()]).toEqual([true, false]);
  });

  test.each([
    ['lead somewhere else', { by: 2 }],
    ['are not enabled', { isOpen: false }],
    ['throw', { by: 6 }],
  ])('are refused if they %s now', (_, change) => {
    const { outside, model, last } = counter();
    Object.assign(outside, change);
    expect(last.again(model)).toThrow(ModelError);
  });
});
