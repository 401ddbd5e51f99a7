import { describe, expect, test } from 'vitest';
import { actor, check, clock, defineModel, ModelError, type ClockDefinition } from 'allways';
import { thrownBy, untyped } from '../thrown.js';

interface Session {
  idle: number;
  open: boolean;
}
const timed = (change: Partial<ClockDefinition<Session>> = {}) =>
  defineModel<Session>({
    name: 'session',
    initial: { idle: 0, open: true },
    actors: [
      clock<Session>({
        bound: 3,
        tick: (s, older) => {
          if (s.open) s.idle = older(s.idle);
        },
        ...change,
      }),
      actor<Session>('user', {
        touch: {
          when: (s) => s.idle > 0,
          then: (s) => {
            s.idle = 0;
          },
        },
      }),
    ],
  });
const tick = { actor: 'clock', step: 'tick' };
const model = timed();

describe('a clock', () => {
  test('makes ages grow by one, up to the bound', () => {
    const ages = [0, 1, 2].map((idle) => model.reduce({ idle, open: true }, tick).idle);
    expect(ages).toEqual([1, 2, 3]);
    expect(model.actions({ idle: 3, open: true })).not.toContainEqual(tick);
  });

  test('does not tick where nothing grows older', () => {
    expect(model.actions({ idle: 2, open: true })).toContainEqual(tick);
    expect(model.actions({ idle: 3, open: true })).toEqual([{ actor: 'user', step: 'touch' }]);
    expect(model.actions({ idle: 0, open: false })).toEqual([]);
  });

  test('keeps the states finite', async () => {
    expect(await check(model, [])).toMatchObject({
      verdict: 'nothing checked',
      distinct: 4,
      depth: 4,
    });
  });

  test('is an actor with one step, and with a name', () => {
    expect(model.steps[0]).toEqual(tick);
    expect(model.says({ idle: 0, open: true }, tick)).toBe('time passes');
    expect(timed({ name: 'hours' }).steps[0]).toEqual({ actor: 'hours', step: 'tick' });
  });

  test('may tick without braces', () => {
    const brief = timed({ tick: (s, older) => (s.idle = older(s.idle)) });
    expect(brief.reduce({ idle: 1, open: true }, tick)).toEqual({ idle: 2, open: true });
  });

  test('whose tick throws is a finding', () => {
    const broken = timed({
      tick: () => {
        throw new Error('stopped');
      },
    });
    expect(broken.enabled({ idle: 1, open: false }).errors.map(({ message }) => message)).toEqual([
      'clock.tick: when threw Error: stopped',
    ]);
  });

  test.each([0, -1, 1.5, NaN, Infinity])('refuses the bound %d', (bound) => {
    expect(thrownBy(() => timed({ bound }))).toEqual(
      new ModelError(`clock: bound is ${bound}; give a whole number of ticks, 1 or more.`),
    );
  });

  test.each<[unknown, string]>([
    [undefined, 'undefined'],
    [null, 'null'],
    ['1', '"1"'],
    [NaN, 'NaN'],
    [-1, '-1'],
    [0.5, '0.5'],
    [Infinity, 'Infinity'],
  ])('refuses the age %j', (age, what) => {
    const wrong = timed({ tick: (s, older) => (s.idle = older(untyped(age))) });
    expect(thrownBy(() => wrong.actions({ idle: 0, open: true }))).toEqual(
      new ModelError(
        `clock.tick: older was given ${what}; give it an age, a whole number of ticks from 0 to 3.`,
      ),
    );
  });

  test('refuses an age above the bound, which would become younger', async () => {
    const late = defineModel<Session>({
      name: 'late',
      initial: { idle: 4, open: true },
      actors: [clock({ bound: 3, tick: (s, older) => (s.idle = older(s.idle)), name: 'hours' })],
    });
    await expect(check(late, [])).rejects.toThrow(
      new ModelError(
        'hours.tick: older was given 4; give it an age, a whole number of ticks from 0 to 3.',
      ),
    );
  });

  test.each<[string, object, string]>([
    ['a misspelled part', { bond: 3 }, 'clock has no part "bond"; did you mean bound?'],
    ['no tick', { tick: undefined }, 'clock: tick is undefined; make it a function.'],
    ['a tick that is none', { tick: 1 }, 'clock: tick is 1; make it a function.'],
    [
      'no bound',
      { bound: undefined },
      'clock: bound is undefined; give a whole number of ticks, 1 or more.',
    ],
    [
      'a bound that is none',
      { bound: '3' },
      'clock: bound is "3"; give a whole number of ticks, 1 or more.',
    ],
    ['no name', { name: '' }, "A clock has no name; give it one: clock({ name: 'its name', … })."],
  ])('refuses %s', (_, change, message) => {
    expect(thrownBy(() => timed(change))).toEqual(new ModelError(message));
  });

  test('refuses a bound in place of its parts', () => {
    expect(thrownBy(() => clock(untyped(3)))).toEqual(
      new ModelError(
        'clock was given a number in place of its parts; give an object of timers, bound, tick, urgent, says, fairness, name.',
      ),
    );
  });

  test('refuses a tick that is async', async () => {
    const tick = async (s: Session) => {
      await Promise.resolve();
      s.idle = 1;
    };
    const wrong = timed({ tick: untyped(tick) });
    expect(thrownBy(() => wrong.actions({ idle: 0, open: true }))).toEqual(
      new ModelError(
        'clock.tick: tick returned a promise (models and properties are synchronous); let it change the state and return nothing.',
      ),
    );
    // What comes after its first await throws, with nobody listening.
    await new Promise(setImmediate);
  });
});
