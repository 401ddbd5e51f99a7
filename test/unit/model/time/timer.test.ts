import { describe, expect, test } from 'vitest';
import { check, clock, forState, ModelError, noDeadlock, timer } from 'allways';
import { thrownBy, untyped } from '../thrown.js';

interface Call {
  tries: number;
}
const { actor, clock: clockOf, defineModel } = forState<Call>();

const retry = timer('retry', 2);
const client = actor('client', {
  send: {
    when: (s) => s.tries < 2 && !retry.isRunning(s),
    then: (s) => {
      s.tries++;
      retry.start(s);
    },
  },
  giveUp: {
    when: (s) => s.tries === 2 && retry.hasExpired(s),
    then: (s) => {
      retry.stop(s);
    },
  },
});
const time = clockOf({ timers: [retry] });
const model = defineModel({ name: 'call', initial: { tries: 0 }, actors: [client, time] });
const tick = { actor: 'clock', step: 'tick' };

describe('a timer', () => {
  test('stands in the state and is stopped at the start', () => {
    expect(model.initial).toEqual([{ tries: 0, timers: { retry: null } }]);
    expect(model.actions({ tries: 0, timers: { retry: null } })).toEqual([
      { actor: 'client', step: 'send' },
    ]);
  });

  test('counts down to 0 and stays there, until it is stopped', () => {
    const state = (left: number | null) => ({ tries: 2, timers: { retry: left } });
    expect(model.reduce(state(2), tick)).toEqual(state(1));
    expect(model.reduce(state(1), tick)).toEqual(state(0));
    expect(model.actions(state(0))).toEqual([{ actor: 'client', step: 'giveUp' }]);
    expect(model.reduce(state(0), { actor: 'client', step: 'giveUp' })).toEqual(state(null));
    expect(model.actions(state(null))).toEqual([]);
  });

  test('keeps the states finite', async () => {
    const result = await check(
      model,
      noDeadlock((s) => s.timers.retry === null),
    );
    // At first nothing runs; after each try 2, 1 and 0 ticks are left; at last it is stopped.
    expect(result).toMatchObject({ verdict: 'holds', distinct: 8, generated: 8 });
  });

  test('runs from the start, or with other ticks, if it is told so', () => {
    const early = timer('early', 3, { running: true });
    const ticks = clockOf({ timers: [early] });
    const of = forState<Call>().defineModel({
      name: 'early',
      initial: { tries: 0 },
      actors: [
        ticks,
        actor('a', {
          soon: {
            then: (s) => {
              early.start(s, 1);
            },
          },
          now: {
            then: (s) => {
              early.start(s, 0);
            },
          },
        }),
      ],
    });
    const [start] = of.initial;
    if (start === undefined) throw new Error('no initial state');
    expect(start).toEqual({ tries: 0, timers: { early: 3 } });
    expect([early.left(start), early.isRunning(start), early.hasExpired(start)]).toEqual([
      3,
      true,
      false,
    ]);
    const soon = of.reduce(start, { actor: 'a', step: 'soon' });
    expect(early.left(soon)).toBe(1);
    const now = of.reduce(start, { actor: 'a', step: 'now' });
    expect([early.left(now), early.isRunning(now), early.hasExpired(now)]).toEqual([
      0,
      false,
      true,
    ]);
  });

  test('that is urgent lets no time pass once it has expired', () => {
    const urgent = timer('urgent', 1, { urgent: true });
    const other = timer('other', 5, { running: true });
    const of = defineModel({
      name: 'urgent',
      initial: { tries: 0 },
      actors: [clockOf({ timers: [urgent, other] })],
    });
    const state = (left: number | null) => ({ tries: 0, timers: { urgent: left, other: 5 } });
    expect(of.actions(state(0))).toEqual([]);
    expect(of.actions(state(1))).toEqual([tick]);
    expect(of.actions(state(null))).toEqual([tick]);
  });

  test('that no clock counts is refused where it is used', async () => {
    const alone = defineModel({ name: 'alone', initial: { tries: 0 }, actors: [client] });
    await expect(check(alone, [])).rejects.toThrow(
      'The state has no timer "retry"; list it among the timers of a clock that is an actor of the model.',
    );
  });

  test('refuses ticks that are none', () => {
    expect(
      thrownBy(() => {
        retry.start({ timers: { retry: null } }, -1);
      }),
    ).toEqual(
      new ModelError('Timer "retry": start was given -1; give a whole number of ticks, 0 or more.'),
    );
  });

  test.each<[string, () => unknown, string]>([
    ['no name', () => timer('', 1), "A timer has no name; give it one: timer('its name', 3)."],
    [
      'no ticks',
      () => timer('t', 0),
      'Timer "t": its number of ticks is 0; give a whole number, 1 or more.',
    ],
    [
      'a misspelled option',
      () => timer('t', 1, untyped({ runing: true })),
      'Timer "t" has no option "runing"; did you mean running?',
    ],
    [
      'an option that is no switch',
      () => timer('t', 1, untyped({ urgent: 1 })),
      'Timer "t": urgent is 1; give true or false.',
    ],
  ])('refuses %s', (_, make, message) => {
    expect(thrownBy(make)).toEqual(new ModelError(message));
  });
});

describe('a clock with timers', () => {
  test('takes says, fairness and urgent', async () => {
    const of = defineModel({
      name: 'all',
      initial: { tries: 0 },
      actors: [
        clockOf({
          name: 'hours',
          timers: [timer('t', 2, { running: true })],
          says: (s) => `an hour passes after ${s.tries} tries`,
          fairness: 'weak',
          urgent: (s) => s.tries > 0,
        }),
        actor('a', {
          try: {
            when: (s) => s.tries < 1,
            then: (s) => {
              s.tries++;
            },
          },
          rest: {
            when: (s) => s.tries > 0,
            then: (s) => {
              s.tries = 0;
            },
          },
        }),
      ],
    });
    const hour = { actor: 'hours', step: 'tick' };
    expect(of.fairness).toEqual([{ kind: 'weak', of: ['hours'] }]);
    const [start] = of.initial;
    if (start === undefined) throw new Error('no initial state');
    expect(of.says(start, hour)).toBe('an hour passes after 0 tries');
    expect(of.actions(start)).toContainEqual(hour);
    expect(of.actions({ ...start, tries: 1 })).toEqual([{ actor: 'a', step: 'rest' }]);
    expect(await check(of, noDeadlock())).toMatchObject({ verdict: 'holds', distinct: 6 });
  });

  test('counts timers before ages grow', () => {
    const t = timer('t', 1, { running: true });
    const of = defineModel({
      name: 'order',
      initial: { tries: 0 },
      actors: [
        clockOf({
          timers: [t],
          bound: 5,
          tick: (s, older) => {
            if (t.hasExpired(s)) s.tries = older(s.tries);
          },
        }),
      ],
    });
    const [start] = of.initial;
    if (start === undefined) throw new Error('no initial state');
    expect(of.reduce(start, tick)).toEqual({ tries: 1, timers: { t: 0 } });
  });

  test('refuses an urgent that answers neither true nor false', () => {
    const of = defineModel({
      name: 'wrong',
      initial: { tries: 0 },
      actors: [clockOf({ timers: [retry], urgent: untyped(() => 1) })],
    });
    expect(thrownBy(() => of.actions({ tries: 0, timers: { retry: 1 } }))).toEqual(
      new ModelError('clock.tick: urgent answered a number; let it answer true or false.'),
    );
  });

  test.each<[string, object, string]>([
    [
      'nothing to do',
      { timers: [] },
      'clock has nothing that time changes; give it timers, or a bound and a tick for ages.',
    ],
    [
      'timers that are no list',
      { timers: retry },
      'clock: timers is an object; give a list of what timer or lease made.',
    ],
    [
      'something else among timers',
      { timers: [3] },
      'clock: among its timers there is a number; give what timer or lease made.',
    ],
    [
      'a timer twice',
      { timers: [retry, timer('retry', 9)] },
      'clock: its timers list timer "retry" twice; list it once, or rename one.',
    ],
    [
      'a bound without a tick',
      { timers: [retry], bound: 3 },
      'clock: tick is undefined; make it a function.',
    ],
    [
      'an urgent that is none',
      { timers: [retry], urgent: true },
      'clock: urgent is a boolean; make it a function.',
    ],
  ])('refuses %s', (_, parts, message) => {
    expect(thrownBy(() => clock(untyped(parts)))).toEqual(new ModelError(message));
  });
});
