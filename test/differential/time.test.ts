/**
 * Timers, leases and urgent clocks against the same models with plain numbers in the state: the same numbers of
 * states and the same verdicts.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { actor, check, defineModel, forState, lease, timer, type CheckResult } from 'allways';
import { tries } from '../support/deep.js';

const figures = <State>({ distinct, generated, depth, properties }: CheckResult<State>) => ({
  distinct,
  generated,
  depth,
  found: properties.map(({ verdict, trace }) => [verdict, trace?.actions.length]),
});

/** A client that sends, starts a timer, and sends again when it has expired. */
interface Call {
  sent: number;
  answered: boolean;
}
interface Parameters {
  readonly ticks: number;
  readonly again: number;
  readonly most: number;
  readonly urgentTimer: boolean;
  readonly urgentAnswer: boolean;
  readonly running: boolean;
}

function withTimer({ ticks, again, most, urgentTimer, urgentAnswer, running }: Parameters) {
  const retry = timer('retry', ticks, { running, urgent: urgentTimer });
  const of = forState<Call>();
  const model = of.defineModel({
    name: 'call',
    initial: { sent: 0, answered: false },
    actors: [
      of.actor('client', {
        send: {
          when: (s) => s.sent < most && !retry.isRunning(s),
          then: (s) => {
            s.sent++;
            if (s.sent === 1) retry.start(s);
            else retry.start(s, again);
          },
        },
        end: {
          when: (s) => s.answered,
          then: (s) => {
            retry.stop(s);
            s.answered = false;
          },
        },
      }),
      of.actor('server', {
        answer: {
          when: (s) => s.sent > 0 && !s.answered,
          then: (s) => {
            s.answered = true;
          },
        },
      }),
      of.clock({ timers: [retry], urgent: (s) => urgentAnswer && s.answered }),
    ],
  });
  const properties = [
    of.invariant('it has not expired', (s) => !retry.hasExpired(s)),
    of.invariant('one tick is left', (s) => retry.left(s) !== 1 || s.sent < most),
  ];
  return { model, properties };
}

/** With one timer, time stands still when it has expired, whether the timer is urgent or not. */
function byHand({ ticks, again, most, urgentAnswer, running }: Parameters) {
  interface Counted extends Call {
    left: number;
    state: 'stopped' | 'on';
  }
  const model = defineModel<Counted>({
    name: 'call',
    initial: {
      sent: 0,
      answered: false,
      left: running ? ticks : 0,
      state: running ? 'on' : 'stopped',
    },
    actors: [
      actor<Counted>('client', {
        send: {
          when: (s) => s.sent < most && s.left === 0,
          then: (s) => {
            s.left = s.sent === 0 ? ticks : again;
            s.sent++;
            s.state = 'on';
          },
        },
        end: {
          when: (s) => s.answered,
          then: (s) => {
            s.left = 0;
            s.state = 'stopped';
            s.answered = false;
          },
        },
      }),
      actor<Counted>('server', {
        answer: {
          when: (s) => s.sent > 0 && !s.answered,
          then: (s) => {
            s.answered = true;
          },
        },
      }),
      actor<Counted>('clock', {
        tick: {
          when: (s) => s.left > 0 && !(urgentAnswer && s.answered),
          then: (s) => {
            s.left--;
          },
        },
      }),
    ],
  });
  const of = forState<typeof model>();
  const properties = [
    of.invariant('it has not expired', (s) => s.state === 'stopped' || s.left > 0),
    of.invariant('one tick is left', (s) => s.left !== 1 || s.sent < most),
  ];
  return { model, properties };
}

test('a model with a timer and one with numbers', async () => {
  const parameters = fc.record({
    ticks: fc.integer({ min: 1, max: 4 }),
    again: fc.integer({ min: 0, max: 4 }),
    most: fc.integer({ min: 0, max: 3 }),
    urgentTimer: fc.boolean(),
    urgentAnswer: fc.boolean(),
    running: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(parameters, async (given) => {
      const [timed, counted] = [withTimer(given), byHand(given)];
      const [one, other] = await Promise.all([
        check(timed.model, timed.properties),
        check(counted.model, counted.properties),
      ]);
      expect(figures(one)).toEqual(figures(other));
    }),
    { numRuns: tries(40) },
  );
});

test('two timers, one of them urgent, and two numbers', async () => {
  const numbers = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }));
  await fc.assert(
    fc.asyncProperty(numbers, fc.boolean(), async ([first, second], urgent) => {
      const { model, byNumbers } = twoTimers(first, second, urgent);
      const [one, other] = await Promise.all([check(model, []), check(byNumbers, [])]);
      expect(figures(one)).toEqual(figures(other));
    }),
    { numRuns: tries(20) },
  );
});

function twoTimers(first: number, second: number, urgent: boolean) {
  const a = timer('a', first, { running: true, urgent });
  const b = timer('b', second, { running: true });
  const of = forState<object>();
  const model = of.defineModel({
    name: 'two',
    initial: {},
    actors: [
      of.clock({ timers: [a, b] }),
      of.actor('other', {
        again: {
          when: (s) => a.hasExpired(s),
          then: (s) => {
            a.start(s);
          },
        },
        stop: {
          when: (s) => b.isRunning(s),
          then: (s) => {
            b.stop(s);
          },
        },
      }),
    ],
  });
  const byNumbers = defineModel<{ a: number; b: number }>({
    name: 'two',
    initial: { a: first, b: second },
    actors: [
      actor('clock', {
        tick: {
          when: (s) => (s.a > 0 || s.b > 0) && !(urgent && s.a === 0),
          then: (s) => {
            if (s.a > 0) s.a--;
            if (s.b > 0) s.b--;
          },
        },
      }),
      actor('other', {
        again: {
          when: (s) => s.a === 0,
          then: (s) => {
            s.a = first;
          },
        },
        stop: {
          when: (s) => s.b > 0,
          then: (s) => {
            s.b = -1;
          },
        },
      }),
    ],
  });
  return { model, byNumbers };
}

/** Two processes that take and renew a lease, and give it back, whatever they believe. */
interface Shared {
  writes: number;
}

function withLease(ticks: number, drift: number, most: number) {
  const lock = lease('lock', { ticks, drift });
  const of = forState<Shared>();
  const user = (me: string) =>
    of.actor(me, {
      take: {
        when: (s) => lock.isFree(s),
        then: (s) => {
          lock.take(s, me);
        },
      },
      renew: {
        when: (s) => lock.believes(s, me),
        then: (s) => {
          lock.renew(s, me);
        },
      },
      write: {
        when: (s) => s.writes < most && lock.believes(s, me),
        then: (s) => {
          s.writes++;
          lock.release(s, me);
        },
      },
    });
  const model = of.defineModel({
    name: 'lease',
    initial: { writes: 0 },
    actors: [user('a'), user('b'), of.clock({ timers: [lock] })],
  });
  const one = of.invariant('one', (s) => !(lock.believes(s, 'a') && lock.believes(s, 'b')));
  return { model, one };
}

function leaseByHand(ticks: number, drift: number, most: number) {
  interface Numbers extends Shared {
    holder: 'a' | 'b' | null;
    service: number;
    own: { a: number; b: number };
    drift: number;
  }
  const user = (me: 'a' | 'b') =>
    actor<Numbers>(me, {
      take: {
        when: (s) => s.service === 0,
        then: (s) => {
          s.holder = me;
          s.service = s.own[me] = ticks;
        },
      },
      renew: {
        when: (s) => s.own[me] > 0,
        then: (s) => {
          s.own[me] = s.holder === me ? ticks : 0;
          if (s.holder === me) s.service = ticks;
        },
      },
      write: {
        when: (s) => s.writes < most && s.own[me] > 0,
        then: (s) => {
          s.writes++;
          s.own[me] = 0;
          if (s.holder !== me) return;
          s.holder = null;
          s.service = 0;
        },
      },
    });
  const tick = (s: Numbers, late?: 'a' | 'b') => {
    s.service = Math.max(s.service - 1, 0);
    if (s.service === 0) s.holder = null;
    for (const me of ['a', 'b'] as const) if (me !== late) s.own[me] = Math.max(s.own[me] - 1, 0);
  };
  const drifting = (me: 'a' | 'b') => ({
    when: (s: Numbers) => s.drift > 0 && s.own[me] > 0,
    then: (s: Numbers) => {
      s.drift--;
      tick(s, me);
    },
  });
  const model = defineModel<Numbers>({
    name: 'lease',
    initial: { writes: 0, holder: null, service: 0, own: { a: 0, b: 0 }, drift },
    actors: [
      user('a'),
      user('b'),
      actor<Numbers>('clock', {
        tick: {
          when: (s) => s.service > 0 || s.own.a > 0 || s.own.b > 0,
          then: (s) => {
            tick(s);
          },
        },
        driftOfA: drifting('a'),
        driftOfB: drifting('b'),
      }),
    ],
  });
  const one = forState<typeof model>().invariant('one', (s) => s.own.a === 0 || s.own.b === 0);
  return { model, one };
}

test('a lease, with clocks that drift, and numbers', async () => {
  const numbers = fc.tuple(
    fc.integer({ min: 1, max: 3 }),
    fc.integer({ min: 0, max: 3 }),
    fc.integer({ min: 0, max: 2 }),
  );
  await fc.assert(
    fc.asyncProperty(numbers, async ([ticks, drift, most]) => {
      const [held, counted] = [withLease(ticks, drift, most), leaseByHand(ticks, drift, most)];
      const [one, other] = await Promise.all([
        check(held.model, held.one),
        check(counted.model, counted.one),
      ]);
      expect(figures(one)).toEqual(figures(other));
    }),
    { numRuns: tries(30) },
  );
});
