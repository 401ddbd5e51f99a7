import { describe, expectTypeOf, test } from 'vitest';
import {
  at,
  call,
  check,
  clock as clockOf,
  done,
  forState,
  lease,
  local,
  timer,
  wait,
  type LeaseState,
  type Model,
  type StateOf,
} from 'allways';

interface Shared {
  lock: string | null;
  tasks: { id: number }[];
}

const { actor, step, atMost, clock, process, block, procedure, defineModel, invariant } =
  forState<Shared>();

const client = (me: string) =>
  process(
    me,
    {
      local: { seen: null as string | null, count: 0 },
      crash: { times: 1, restartAt: 'look', durable: ['count'] },
    },
    {
      look: (s, my) => {
        expectTypeOf(s).toEqualTypeOf<Shared>();
        expectTypeOf(my).toEqualTypeOf<{ seen: string | null; count: number }>();
        my.seen = s.lock;
        return my.seen === null ? 'take' : 'free';
      },
      free: (s) => {
        s.lock = null;
        return 'take';
      },
      take: (s) => {
        if (s.lock !== null) return wait;
        s.lock = me;
        return 'work';
      },
      work: {
        then: (_, my) => {
          my.count++;
          return done;
        },
        says: (s, my) => {
          expectTypeOf(my.count).toEqualTypeOf<number>();
          return `works ${my.count} ${s.lock ?? ''}`;
        },
      },
    },
  );

const worker = actor('worker', {
  take: step({
    choose: (s) => s.tasks,
    when: (s, task) => task.id > 0 && s.lock === null,
    then: (s, task) => {
      s.tasks = s.tasks.filter(({ id }) => id !== task.id);
    },
  }),
  drop: {
    then: (s) => {
      s.lock = null;
    },
  },
  lose: atMost(1, {
    when: (s) => s.lock !== null,
    then: (s) => {
      s.lock = null;
    },
  }),
  loseOne: atMost(
    1,
    step({
      choose: (s) => s.tasks,
      then: (s, task) => {
        s.tasks = s.tasks.filter(({ id }) => id !== task.id);
      },
    }),
  ),
});

const model = defineModel({
  name: 'queue',
  initial: { lock: null, tasks: [] },
  actors: [client('client 1'), client('client 2'), worker],
});

const forModel = forState<typeof model>();

describe('forState', () => {
  test('the state of a model has the labels and locals of its processes', () => {
    type State = StateOf<typeof model>;
    expectTypeOf<State>().toExtend<Shared>();
    const { invariant: inState } = forModel;
    inState('typed', (s) => {
      expectTypeOf(at(s, 'client 1')).toEqualTypeOf<
        'look' | 'free' | 'take' | 'work' | 'done' | 'crashed'
      >();
      expectTypeOf(local(s, 'client 1').seen).toEqualTypeOf<string | null>();
      expectTypeOf(s.faults?.['client 1.crash']).toEqualTypeOf<number | undefined>();
      // @ts-expect-error There is no such label.
      return at(s, 'client 1') !== 'wrok' && s.lock === null;
    });
    invariant('in a state of the user, labels are strings', (s) => {
      expectTypeOf(at(s, 'client 1')).toEqualTypeOf<string>();
      return true;
    });
  });

  test('processes of several kinds', () => {
    const both = defineModel({
      name: 'both',
      initial: { lock: null, tasks: [] },
      actors: [client('client 1'), process('other', { local: { n: 1 } }, { run: () => done })],
    });
    forState<typeof both>().invariant('typed', (s) => {
      expectTypeOf(local(s, 'other').n).toEqualTypeOf<number>();
      expectTypeOf(at(s, 'other')).toEqualTypeOf<'run' | 'done' | 'crashed'>();
      return true;
    });
  });

  test('a transition property knows what a step chose', () => {
    forModel.transition('typed', (_, action) => {
      if (action.step === 'take' && action.actor === 'worker') {
        expectTypeOf(action.choice).toExtend<unknown>();
      }
      return true;
    });
    const alone = defineModel({
      name: 'alone',
      initial: { lock: null, tasks: [] },
      actors: [worker],
    });
    forState<typeof alone>().transition('typed', (_, action) => {
      expectTypeOf(action.step).toEqualTypeOf<'take' | 'drop' | 'lose' | 'loseOne'>();
      if (action.step === 'take') expectTypeOf(action.choice).toEqualTypeOf<{ id: number }>();
      if (action.step === 'loseOne') expectTypeOf(action.choice).toEqualTypeOf<{ id: number }>();
      if (action.step === 'drop') expectTypeOf(action.choice).toEqualTypeOf<undefined>();
      return true;
    });
  });

  test('a label that does not exist is an error', () => {
    process(
      'wrong',
      {},
      {
        // @ts-expect-error There is no label "tow".
        one: () => 'tow',
        two: () => done,
      },
    );
    process(
      'wrong',
      // @ts-expect-error There is no such local, and no such label.
      { local: { n: 1 }, crash: { times: 1, restartAt: 'on', durable: ['m'] } },
      { one: () => done },
    );
  });

  test('blocks choose, and call procedures', () => {
    const acquire = procedure(
      { local: { tries: 0 } },
      {
        try: (s, my, me) => {
          my.tries++;
          if (s.lock !== null) return wait;
          s.lock = me;
          return done;
        },
      },
    );
    const one = process(
      'one',
      { local: { task: 0 }, procedures: { acquire } },
      {
        pick: block({
          choose: (s, my) => s.tasks.filter(({ id }) => id !== my.task),
          then: (_, my, task) => {
            my.task = task.id;
            return 'lock';
          },
          says: (_, my, task) => `picks ${task.id} after ${my.task}`,
        }),
        end: block({ choose: () => [1], then: () => done }),
        callOrEnd: block({
          choose: () => [true, false],
          then: (_s, _my, calls) => (calls ? call('acquire', 'work') : done),
        }),
        callOrGoOn: block({
          choose: () => [true, false],
          then: (_s, _my, calls) => (calls ? call('acquire', 'work') : 'lock'),
        }),
        callOrWait: block({
          choose: () => [true, false],
          then: (_s, _my, calls) => (calls ? call('acquire', 'work') : wait),
        }),
        lock: () => call('acquire', 'work'),
        // @ts-expect-error There is no procedure "aquire".
        again: () => call('aquire', 'work'),
        // @ts-expect-error There is no label "wrok".
        more: () => call('acquire', 'wrok'),
        work: () => done,
      },
    );
    const withCalls = defineModel({ name: 'x', initial: { lock: null, tasks: [] }, actors: [one] });
    forState<typeof withCalls>().invariant('typed', (s) => {
      expectTypeOf(at(s, 'one')).toEqualTypeOf<
        | 'pick'
        | 'lock'
        | 'end'
        | 'callOrEnd'
        | 'callOrGoOn'
        | 'callOrWait'
        | 'again'
        | 'more'
        | 'work'
        | 'acquire.try'
        | 'done'
        | 'crashed'
      >();
      return true;
    });
    // @ts-expect-error It answers a label that does not exist.
    process('wrong', {}, { one: block({ choose: () => [1], then: () => 'two' }) });
  });

  test('a property of the shared state is one of the model', () => {
    expectTypeOf(model).toExtend<Model<Shared>>();
    expectTypeOf(
      check(
        model,
        invariant('shared', (s) => s.lock === null),
      ),
    ).toExtend<Promise<unknown>>();
    void check(model, [
      invariant('shared', (s) => s.lock === null),
      forModel.invariant('own', (s) => at(s, 'client 2') !== 'work'),
    ]);
  });

  test('a clock brings its timers and leases into the state', () => {
    const retry = timer('retry', 2);
    const lock = lease('lock', { ticks: 1, drift: 1 });
    const timed = defineModel({
      name: 'timed',
      initial: { lock: null, tasks: [] },
      actors: [
        worker,
        clock({
          timers: [retry, lock],
          bound: 2,
          tick: (s, older) => {
            expectTypeOf(s).toEqualTypeOf<Shared>();
            expectTypeOf(older(1)).toEqualTypeOf<number>();
          },
          urgent: (s) => {
            expectTypeOf(s).toEqualTypeOf<Shared>();
            return retry.hasExpired(s) && s.lock !== null;
          },
        }),
      ],
    });
    const { invariant: inState, transition } = forState<typeof timed>();
    inState('typed', (s) => {
      expectTypeOf(s.timers.retry).toEqualTypeOf<number | null>();
      expectTypeOf(s.leases.lock).toEqualTypeOf<LeaseState>();
      expectTypeOf(s.tasks).toEqualTypeOf<{ id: number }[]>();
      // @ts-expect-error There is no such timer.
      return s.timers.retrry === null;
    });
    transition('typed', (_, action) => {
      expectTypeOf(action.actor).toEqualTypeOf<'worker' | 'clock'>();
      if (action.step === 'take') expectTypeOf(action.choice).toEqualTypeOf<{ id: number }>();
      if (action.step === 'tick') expectTypeOf(action.choice).toEqualTypeOf<undefined>();
      if (action.step === 'drift') expectTypeOf(action.choice).toEqualTypeOf<string>();
      return true;
    });
  });

  test('a clock refuses what is no timer, and urgent what is no answer', () => {
    // @ts-expect-error A name is no timer.
    clock({ timers: ['retry'] });
    // @ts-expect-error A tick has no choice to make.
    clock({ timers: [timer('t', 1)], urgent: (s) => s.lock });
    // @ts-expect-error A lease needs its time.
    lease('l', {});
    // @ts-expect-error A timer needs its ticks.
    timer('t');
    expectTypeOf(clockOf<Shared>({ timers: [timer('t', 1)] }).name).toEqualTypeOf<string>();
  });
});
