import { describe, expect, test } from 'vitest';
import {
  actor,
  defineModel,
  invariant,
  ModelError,
  noDeadlock,
  reachable,
  transition,
  type FiniteProperty,
} from 'allways';
import { askingAgain, refuseOtherAnswers } from '../../../../src/search/common/asked-again.js';
import { aboutOf, type PropertyOutcome } from '../../../../src/search/common/outcome.js';

interface Count {
  n: number;
}
const model = defineModel<Count>({
  name: 'counter',
  initial: { n: 0 },
  actors: [
    actor<Count>('a', {
      up: {
        when: (s) => s.n < 3,
        then: (s) => {
          s.n++;
        },
      },
    }),
  ],
});

/** Asks about the states 0 to 3 until all are asked. */
function askAll(property: FiniteProperty<Count>, isKnown?: (key: string) => boolean) {
  const askNext = askingAgain({
    model,
    open: [property],
    expanded: 4,
    stateAt: (n) => ({ n }),
    isKnown,
  });
  while (askNext());
}

describe('asking again', () => {
  test.each<[string, FiniteProperty<Count>]>([
    ['invariant', invariant('low', (s) => s.n < 4)],
    ['reachable', reachable('high', (s) => s.n === 4)],
    ['transition', transition('rises', (before, _action, after) => after.n > before.n)],
    ['deadlock', noDeadlock((s) => s.n === 3)],
  ])('finds nothing if a property answers as before: %s', (_, property) => {
    expect(() => askAll(property)).not.toThrow();
  });

  test.each<[string, FiniteProperty<Count>]>([
    ['invariant', invariant('low', (s) => s.n < 3)],
    ['reachable', reachable('high', (s) => s.n === 2)],
    ['transition', transition('rises', (before) => before.n < 2)],
    ['deadlock', noDeadlock(() => false)],
  ])('refuses a property that is decided now: %s', (_, property) => {
    expect(() => askAll(property)).toThrow(ModelError);
  });

  test('refuses a model that leads to a state that was not found', () => {
    const rises = transition<Count>('rises', (before, _action, after) => after.n > before.n);
    expect(() => askAll(rises, () => false)).toThrow(/is not pure/);
  });
});

describe('a verdict', () => {
  let limit = 0;
  const low = invariant<Count>('low', (s) => s.n < limit);
  const states = [{ n: 0 }, { n: 1 }, { n: 2 }];
  const up = { actor: 'a', step: 'up' };
  const outcome: PropertyOutcome<Count> = {
    ...aboutOf(low),
    verdict: 'violated',
    says: 'it does not hold',
    trace: { model, states, actions: [up, up] },
  };
  const ask = () => {
    refuseOtherAnswers([low], [outcome], undefined);
  };

  test('stands if its trace shows it', () => {
    limit = 2;
    expect(ask).not.toThrow();
  });

  test.each([
    ['does not any more', 3],
    ['does so earlier', 1],
  ])('is refused if its trace %s', (_, now) => {
    limit = now;
    expect(ask).toThrow(ModelError);
  });
});
