import { describe, expect, test } from 'vitest';
import {
  actor,
  defineModel,
  faultOf,
  follow,
  invariant,
  ModelError,
  noDeadlock,
  reachable,
  StepError,
  transition,
  type Action,
} from 'allways';
import { nameOfStepError } from '../../../src/trace/judge.js';
import { thrownBy, untyped } from '../model/thrown.js';

interface Counter {
  n: number;
}
const counter = defineModel<Counter>({
  name: 'counter',
  initial: { n: 0 },
  actors: [
    actor<Counter>('user', {
      press: {
        when: (s) => s.n < 3,
        then: (s) => {
          s.n++;
        },
      },
      look: {
        when: (s) => {
          if (s.n === 4) throw new Error('too far');
          return false;
        },
        then: () => undefined,
      },
    }),
  ],
});
const press: Action = { actor: 'user', step: 'press' };
const three = follow(counter, [press, press, press]).trace;
const two = follow(counter, [press, press]).trace;
const fail = (): never => {
  throw new Error('no');
};

describe('the first place along a trace where a property does not hold', () => {
  test('of an invariant is the first state that breaks it, the initial one included', () => {
    expect(
      faultOf(
        invariant<Counter>('p', (s) => s.n < 2 || `n is ${s.n}`),
        three,
      ),
    ).toStrictEqual({
      at: 2,
      says: 'n is 2',
    });
    expect(
      faultOf(
        invariant<Counter>('p', (s) => s.n > 0),
        three,
      ),
    ).toStrictEqual({
      at: 0,
      says: 'it does not hold',
    });
    expect(
      faultOf(
        invariant<Counter>('p', (s) => s.n < 3 || fail()),
        three,
      ),
    ).toStrictEqual({
      at: 3,
      says: 'the predicate threw Error: no',
    });
    expect(
      faultOf(
        invariant<Counter>('p', (s) => s.n < 4),
        three,
      ),
    ).toBe(undefined);
  });

  test('of a transition property is the first step that breaks it', () => {
    const seen: unknown[] = [];
    const property = transition<Counter>('p', (before, action, after) => {
      seen.push([before.n, action, after.n]);
      return after.n < 2 || `from ${before.n} to ${after.n} by ${action.step}`;
    });
    expect(faultOf(property, three)).toStrictEqual({ at: 2, says: 'from 1 to 2 by press' });
    expect(seen).toEqual([
      [0, press, 1],
      [1, press, 2],
    ]);
    expect(faultOf(transition<Counter>('p', fail), three)).toStrictEqual({
      at: 1,
      says: 'the predicate threw Error: no',
    });
    expect(
      faultOf(
        transition<Counter>('p', (before, _, after) => after.n > before.n),
        three,
      ),
    ).toBe(undefined);
    expect(
      faultOf(
        transition<Counter>('p', () => false),
        follow(counter, []).trace,
      ),
    ).toBe(undefined);
  });

  test('of what must be reachable is only where its predicate throws', () => {
    expect(
      faultOf(
        reachable<Counter>('p', () => false),
        three,
      ),
    ).toBe(undefined);
    expect(
      faultOf(
        reachable<Counter>('p', (s) => s.n === 1),
        three,
      ),
    ).toBe(undefined);
    expect(
      faultOf(
        reachable<Counter>('p', (s) => s.n === 2 && fail()),
        three,
      ),
    ).toStrictEqual({
      at: 2,
      says: 'the predicate threw Error: no',
    });
  });

  test('of noDeadlock is its end, where nothing can happen there and it is not fine to stop', () => {
    expect(faultOf(noDeadlock<Counter>(), three)).toStrictEqual({
      at: 3,
      says: 'nothing can happen any more',
    });
    expect(
      faultOf(
        noDeadlock<Counter>((s) => s.n === 3),
        three,
      ),
    ).toBe(undefined);
    expect(faultOf(noDeadlock<Counter>(fail), three)).toStrictEqual({
      at: 3,
      says: 'the predicate threw Error: no',
    });
  });

  test('of noDeadlock is nowhere, where something can happen at its end or a step throws there', () => {
    expect(faultOf(noDeadlock<Counter>(fail), two)).toBe(undefined);
    expect(faultOf(noDeadlock<Counter>(fail), follow(counter, [], { n: 4 }).trace)).toBe(undefined);
    expect(faultOf(noDeadlock<Counter>(), follow(counter, [], { n: 5 }).trace)).toStrictEqual({
      at: 0,
      says: 'nothing can happen any more',
    });
  });

  test('is not looked for with a property that answers what is no answer', () => {
    const property = invariant<Counter>('p', () => untyped(0));
    expect(thrownBy(() => faultOf(property, three))).toEqual(
      new ModelError(
        'Property "p" answered a number; it must answer true, false, or a sentence that says what is wrong.',
      ),
    );
  });
});

test('a step that throws has a name as a property, whatever it chose', () => {
  const action = { actor: 'enactor 1', step: 'pickUp', choice: 2 };
  expect(nameOfStepError(new StepError(action, 'when', 1))).toBe('enactor 1.pickUp does not throw');
});
