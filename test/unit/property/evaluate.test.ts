import { describe, expect, test } from 'vitest';
import {
  canonical,
  check,
  defineModel,
  actor,
  invariant,
  ModelError,
  noDeadlock,
  reachable,
  transition,
  type Answer,
} from 'allways';
import {
  complaintOfState,
  complaintOfStep,
  complaintOfStop,
} from '../../../src/property/evaluate.js';
import { thrownBy, untyped } from '../model/thrown.js';

interface Counter {
  n: number;
  list: number[];
}
const state = canonical<Counter>({ n: 1, list: [] });
const next = canonical<Counter>({ n: 2, list: [] });
const action = { actor: 'user', step: 'press' };

/** Each way to ask a predicate, and what is said where it answers false. */
const ways: [string, (predicate: () => Answer) => unknown, string][] = [
  ['an invariant', (p) => complaintOfState(invariant<Counter>('p', p), state), 'it does not hold'],
  [
    'what must be reachable',
    (p) => complaintOfState(reachable<Counter>('p', p), state),
    'it does not hold',
  ],
  [
    'a transition property',
    (p) => complaintOfStep(transition<Counter>('p', p), state, action, next),
    'it does not hold',
  ],
  [
    'noDeadlock',
    (p) => complaintOfStop(noDeadlock<Counter>(p, { name: 'p' }), state),
    'nothing can happen any more',
  ],
];

describe.each(ways)('%s', (_, ask, whenFalse) => {
  test('that answers true has no complaint', () => {
    expect(ask(() => true)).toBe(undefined);
  });

  test('that answers false has one', () => {
    expect(ask(() => false)).toEqual({ says: whenFalse, threw: false });
  });

  test('that answers a proxy that throws is refused', () => {
    const hostile = new Proxy(
      {},
      {
        getPrototypeOf: () => {
          throw new Error('no prototype');
        },
      },
    );
    expect(() => ask(untyped(() => hostile))).toThrow(ModelError);
  });

  test('that answers a sentence has that', () => {
    expect(ask(() => 'n is too large')).toEqual({ says: 'n is too large', threw: false });
  });

  test.each<[string, unknown]>([
    ['RangeError: too far', new RangeError('too\nfar')],
    ['no', 'no'],
    ['undefined', undefined],
    ['{"code":5}', { code: 5 }],
    ['something that cannot be shown', Object.create(null)],
  ])('that throws %s is violated by that', (text, thrown) => {
    const answer = ask(() => {
      throw thrown;
    });
    expect(answer).toEqual({ says: `the predicate threw ${text}`, threw: true });
  });

  test.each<[string, () => unknown]>([
    ['an empty string', () => ''],
    ['undefined', () => undefined],
    ['null', () => null],
    ['a number', () => 1],
    ['an object', () => ({})],
    ['a function', () => () => true],
    ['a promise (models and properties are synchronous)', () => Promise.resolve(true)],
    ['a promise (models and properties are synchronous)', () => Promise.reject(new Error('late'))],
  ])('that answers %s is refused', (what, predicate) => {
    expect(thrownBy(() => ask(untyped(predicate)))).toEqual(
      new ModelError(
        `Property "p" answered ${what}; it must answer true, false, or a sentence that says what is wrong.`,
      ),
    );
  });
});

describe('a predicate', () => {
  test('is given the state, and a transition property both states and the action', () => {
    const given: unknown[] = [];
    const take = (...all: unknown[]) => {
      given.push(all);
      return true;
    };
    complaintOfState(invariant<Counter>('p', take), state);
    complaintOfStep(transition<Counter>('p', take), state, action, next);
    complaintOfStop(noDeadlock<Counter>(take), state);
    expect(given).toEqual([[state], [state, action, next], [state]]);
  });

  test('that changes the state is a mistake', () => {
    const careless = invariant<Counter>('p', (s) => s.list.push(1) > 0);
    expect(() => complaintOfState(careless, state)).toThrow(
      'Property "p" changed the state, and must only look at it; copy what you sort or change, as in [...s.list].sort().',
    );
    expect(state.list).toEqual([]);
  });

  test('meets states in canonical order in a search', async () => {
    const orders = new Set<string>();
    const note = (...states: object[]) => {
      for (const one of states) orders.add(Object.keys(one).join(' '));
      return true;
    };
    const model = defineModel<Counter>({
      name: 'counter',
      initial: { n: 0, list: [] },
      actors: [
        actor<Counter>('user', {
          press: { when: (s) => s.n < 1, then: (s) => ({ n: s.n + 1, list: [] }) },
        }),
      ],
    });
    await check(model, [
      invariant<Counter>('i', note),
      transition<Counter>('t', (before, _, after) => note(before, after)),
      noDeadlock<Counter>(note),
    ]);
    expect([...orders]).toEqual(['list n']);
  });
});
