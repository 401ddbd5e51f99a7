import { describe, expect, test } from 'vitest';
import {
  budget,
  check,
  forState,
  invariant,
  lease,
  ModelError,
  type LeaseOptions,
  type LeaseState,
} from 'allways';
import { thrownBy, untyped } from '../thrown.js';

/** The state of a model with one lease, as a recipe may change it. */
const fresh = () => ({
  leases: { lock: { holder: null, left: 0, believed: {}, granted: 0, tokens: {} } as LeaseState },
});

/** A model in which `a` and `b` do with a lease whatever they can. */
function modelOf(options: LeaseOptions) {
  const lock = lease('lock', options);
  const { actor, clock, defineModel } = forState<object>();
  const user = (me: string) =>
    actor(me, {
      take: { when: (s) => lock.isFree(s), then: (s) => void lock.take(s, me) },
      renew: { when: (s) => lock.believes(s, me), then: (s) => void lock.renew(s, me) },
      release: {
        when: (s) => lock.believes(s, me),
        then: (s) => {
          lock.release(s, me);
        },
      },
      forget: {
        when: (s) => lock.believes(s, me),
        then: (s) => {
          lock.forget(s, me);
        },
      },
    });
  const model = defineModel({
    name: 'lease',
    initial: {},
    actors: [user('a'), user('b'), clock({ timers: [lock] })],
  });
  return { lock, model };
}

const right = invariant<object>('the service is right', (s) => {
  const { holder, left, believed } = (s as ReturnType<typeof fresh>).leases.lock;
  const isFree = holder === null ? left === 0 : left > 0;
  return isFree && Object.entries(believed).every(([me, own]) => me === holder && own === left);
});

describe('a lease', () => {
  test('is held in the eyes of the service and of the holder', () => {
    const lock = lease('lock', { ticks: 2 });
    const state = fresh();
    expect([lock.isFree(state), lock.holder(state)]).toEqual([true, null]);
    expect(lock.take(state, 'a')).toBe(true);
    expect(lock.take(state, 'b')).toBe(false);
    expect(lock.take(state, 'a')).toBe(false);
    expect(state.leases.lock).toEqual({
      holder: 'a',
      left: 2,
      believed: { a: 2 },
      granted: 0,
      tokens: {},
    });
    expect([lock.isFree(state), lock.holder(state)]).toEqual([false, 'a']);
    expect([lock.believes(state, 'a'), lock.believes(state, 'b')]).toEqual([true, false]);
    expect(lock.token(state, 'a')).toBe(0);
  });

  test('is renewed by its holder alone, and another learns that it lost it', () => {
    const lock = lease('lock', { ticks: 2 });
    const state = fresh();
    state.leases.lock = { ...state.leases.lock, holder: 'b', left: 1, believed: { a: 1, b: 1 } };
    expect(lock.renew(state, 'a')).toBe(false);
    expect(lock.renew(state, 'b')).toBe(true);
    expect(state.leases.lock).toMatchObject({ holder: 'b', left: 2, believed: { b: 2 } });
    lock.release(state, 'a');
    expect(lock.holder(state)).toBe('b');
    lock.release(state, 'b');
    expect(state.leases.lock).toEqual(fresh().leases.lock);
  });

  test('that its holder forgets stays with the service until it ends', () => {
    const { lock, model } = modelOf({ ticks: 1 });
    const tick = { actor: 'clock', step: 'tick' };
    const [start] = model.initial;
    if (start === undefined) throw new Error('no initial state');
    const taken = model.reduce(start, { actor: 'a', step: 'take' });
    const forgotten = model.reduce(taken, { actor: 'a', step: 'forget' });
    expect([lock.believes(forgotten, 'a'), lock.holder(forgotten)]).toEqual([false, 'a']);
    const over = model.reduce(forgotten, tick);
    expect(over).toEqual(start);
    expect(model.actions(start)).not.toContainEqual(tick);
  });

  test('ends for both in the same tick if all clocks are right', async () => {
    // Nobody, and for a and b: 1 to 3 ticks, known to the holder or forgotten.
    const { model } = modelOf({ ticks: 3 });
    expect(await check(model, right)).toMatchObject({ verdict: 'holds', distinct: 13 });
    const drifting = await check(modelOf({ ticks: 3, drift: 1 }).model, right);
    expect(drifting.properties[0]?.trace?.actions).toEqual([
      { actor: 'a', step: 'take' },
      { actor: 'clock', step: 'drift', choice: 'a' },
    ]);
  });

  test('has a drift that shares a budget and has no fairness', () => {
    const { model } = modelOf({ ticks: 1, drift: budget({ late: 2 }).late });
    expect(model.initial[0]).toMatchObject({ faults: { late: 2 } });
    expect(model.fairness).toEqual([{ kind: 'none', of: ['clock.drift'] }]);
    const { model: none } = modelOf({ ticks: 1, drift: 0 });
    expect(none.steps.filter(({ step }) => step === 'drift')).toEqual([]);
    expect(none.initial[0]).not.toHaveProperty('faults');
  });

  test('gives each holder the next token, and none when all are given', () => {
    const lock = lease('lock', { ticks: 1, tokens: 2 });
    const state = fresh();
    lock.take(state, 'a');
    expect(lock.renew(state, 'a')).toBe(true);
    expect(lock.token(state, 'a')).toBe(1);
    lock.release(state, 'a');
    expect(lock.token(state, 'a')).toBe(0);
    lock.take(state, 'b');
    expect(lock.token(state, 'b')).toBe(2);
    lock.release(state, 'b');
    expect([lock.isFree(state), lock.take(state, 'a')]).toEqual([false, false]);
  });

  test('that ends by itself leaves its holder the token', () => {
    const { lock, model } = modelOf({ ticks: 1, tokens: 1 });
    const [start] = model.initial;
    if (start === undefined) throw new Error('no initial state');
    const taken = model.reduce(start, { actor: 'a', step: 'take' });
    const over = model.reduce(taken, { actor: 'clock', step: 'tick' });
    expect([lock.believes(over, 'a'), lock.token(over, 'a')]).toEqual([false, 1]);
  });

  test('that no clock counts is refused where it is used', () => {
    const lock = lease('lock', { ticks: 1 });
    expect(thrownBy(() => lock.holder({}))).toEqual(
      new ModelError(
        'The state has no lease "lock"; list it among the timers of a clock that is an actor of the model.',
      ),
    );
  });

  test.each<[string, () => unknown, string]>([
    [
      'no name',
      () => lease('', { ticks: 1 }),
      "A lease has no name; give it one: lease('its name', { ticks: 3 }).",
    ],
    [
      'no ticks',
      () => lease('l', untyped({})),
      'Lease "l": ticks is undefined; give a whole number, 1 or more.',
    ],
    [
      'no tokens',
      () => lease('l', { ticks: 1, tokens: 0 }),
      'Lease "l": tokens is 0; give a whole number, 1 or more.',
    ],
    [
      'a wrong drift',
      () => lease('l', { ticks: 1, drift: -1 }),
      'l.drift: times is -1; give a whole number of times, 0 or more.',
    ],
    [
      'a misspelled option',
      () => lease('l', untyped({ tics: 1 })),
      'Lease "l" has no option "tics"; did you mean ticks?',
    ],
    [
      'a holder without a name',
      () => lease('lock', { ticks: 1 }).take(fresh(), untyped(3)),
      'A lease was taken by 3; give the name of the process that takes it.',
    ],
  ])('refuses %s', (_, make, message) => {
    expect(thrownBy(make)).toEqual(new ModelError(message));
  });
});
