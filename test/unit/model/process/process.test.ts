import { describe, expect, test } from 'vitest';
import {
  at,
  budget,
  call,
  check,
  done,
  forState,
  formatAction,
  local,
  report,
  wait,
} from 'allways';

interface Lock {
  lock: string | null;
}

const { actor, atMost, process, block, procedure, defineModel, invariant, noDeadlock } =
  forState<Lock>();

/** A client that frees the lock of another: a known mistake of locks in files. */
const client = (me: string) =>
  process(
    me,
    { local: { seen: null as string | null } },
    {
      look: (s, my) => {
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
      work: () => done,
    },
  );

const locks = defineModel({
  name: 'locks',
  initial: { lock: null },
  actors: [client('client 1'), client('client 2')],
});

const oneAtATime = invariant(
  'one at a time',
  (s) => at(s, 'client 1') !== 'work' || at(s, 'client 2') !== 'work',
);

describe('a process', () => {
  test('has its label and its locals in the state', () => {
    expect(locks.initial).toEqual([
      {
        lock: null,
        processes: {
          'client 1': { at: 'look', seen: null },
          'client 2': { at: 'look', seen: null },
        },
      },
    ]);
    expect(locks.steps.map(({ actor: of, step }) => `${of}.${step}`)).toEqual([
      ...['look', 'free', 'take', 'work'].map((label) => `client 1.${label}`),
      ...['look', 'free', 'take', 'work'].map((label) => `client 2.${label}`),
    ]);
  });

  test('gives the shortest counterexample of a race', async () => {
    const result = await check(locks, oneAtATime);
    const [found] = result.properties;
    expect(found?.verdict).toBe('violated');
    const steps = found?.trace?.actions.map(formatAction);
    expect(steps).toEqual([
      'client 1.look',
      'client 1.take',
      'client 2.look',
      'client 2.free',
      'client 2.take',
    ]);
    expect(report(result)).toContain("'look' → 'take'");
  });

  test('that waits for ever is a deadlock, and one that is done is not taken any more', async () => {
    const one = defineModel({
      name: 'one',
      initial: { lock: 'nobody' },
      actors: [process('a', {}, { take: (s) => (s.lock === null ? done : wait) })],
    });
    expect((await check(one, noDeadlock())).verdict).toBe('violated');
    const free = { ...one.initial[0], lock: null } as (typeof one.initial)[number];
    const [take] = one.actions(free);
    expect(take).toEqual({ actor: 'a', step: 'take' });
    expect(one.initial.map((state) => one.canTake(state, 'a'))).toEqual([false]);
    expect(one.canTake(free, 'a.take')).toBe(true);
    const after = one.reduce(free, { actor: 'a', step: 'take' });
    expect(at(after, 'a')).toBe('done');
    expect(one.actions(after)).toEqual([]);
  });

  test('undoes what a block wrote before it waits', async () => {
    const model = defineModel({
      name: 'undo',
      initial: { lock: null },
      actors: [
        process(
          'a',
          { local: { tries: 0 } },
          {
            take: (s, my) => {
              my.tries++;
              s.lock = 'a';
              return my.tries > 1 ? done : wait;
            },
          },
        ),
        actor('other', {
          free: { when: (s) => s.lock !== null, then: (s) => void (s.lock = null) },
        }),
      ],
    });
    const result = await check(model, noDeadlock());
    expect(result.distinct).toBe(1);
    expect(model.actions(model.initial[0] as never)).toEqual([]);
  });

  test('that repeats starts again with its locals as at the start', async () => {
    const model = defineModel({
      name: 'server',
      initial: { lock: null },
      actors: [
        process(
          'server',
          { local: { n: 0 }, repeat: true },
          {
            one: (_, my) => {
              my.n++;
              return 'two';
            },
            two: () => done,
          },
        ),
      ],
    });
    const result = await check(model, noDeadlock());
    expect(result.verdict).toBe('holds');
    expect(result.distinct).toBe(2);
  });

  test('chooses in a block, and waits if there is nothing to choose', async () => {
    const model = defineModel({
      name: 'choose',
      initial: { lock: null },
      actors: [
        process(
          'a',
          { local: { picked: 0 } },
          {
            pick: block({
              choose: (_, my) => (my.picked < 2 ? [1, 2] : []),
              then: (_, my, n) => {
                my.picked += n;
                return 'pick';
              },
              says: (_, my, n) => `picks ${n} after ${my.picked}`,
            }),
          },
        ),
      ],
    });
    const [start] = model.initial;
    expect(start && model.actions(start)).toEqual([
      { actor: 'a', step: 'pick', choice: 1 },
      { actor: 'a', step: 'pick', choice: 2 },
    ]);
    expect(start && model.says(start, { actor: 'a', step: 'pick', choice: 2 })).toBe(
      'picks 2 after 0',
    );
    // 0, 1, 2 and 3 were picked.
    expect(
      (
        await check(
          model,
          noDeadlock(() => true),
        )
      ).distinct,
    ).toBe(4);
  });
});

describe('procedures', () => {
  const acquire = procedure(
    { local: { patience: 1 } },
    {
      try: (s, my, me) => {
        if (s.lock === null) {
          s.lock = me;
          return done;
        }
        if (my.patience === 0) return wait;
        my.patience--;
        return 'try';
      },
    },
  );
  const worker = (me: string, patience: number) =>
    process(
      me,
      { procedures: { acquire } },
      {
        ready: () => call('acquire', 'work', { patience }),
        work: (s) => {
          s.lock = null;
          return done;
        },
      },
    );

  test('are shared, have locals of their own, and go on at the label of the call', () => {
    const model = defineModel({
      name: 'shared',
      initial: { lock: null },
      actors: [worker('a', 2), worker('b', 1)],
    });
    const [start] = model.initial;
    if (start === undefined) throw new Error('no initial state');
    const called = model.reduce(start, { actor: 'a', step: 'ready' });
    expect(called.processes.a).toEqual({
      at: 'acquire.try',
      stack: [{ back: 'work', patience: 2 }],
    });
    const taken = model.reduce(called, { actor: 'a', step: 'acquire.try' });
    expect(taken).toMatchObject({ lock: 'a', processes: { a: { at: 'work', stack: [] } } });
    expect(at(taken, 'a')).toBe('work');
  });

  test('call others, to a depth', async () => {
    const recursive = (depth: number) =>
      defineModel({
        name: 'recursive',
        initial: { lock: null },
        actors: [
          process(
            'a',
            {
              depth,
              procedures: {
                down: procedure(
                  { local: { left: 3 } },
                  {
                    go: (_, my) =>
                      my.left === 0 ? done : call('down', 'up', { left: my.left - 1 }),
                    up: () => done,
                  },
                ),
              },
            },
            { start: () => call('down', 'end'), end: () => done },
          ),
        ],
      });
    const enough = await check(
      recursive(4),
      noDeadlock((s) => at(s, 'a') === 'done'),
    );
    expect(enough.verdict).toBe('holds');
    // start, four times go, three times up, end: one state before each, and the last.
    expect(enough.distinct).toBe(10);
    const short = await check(
      recursive(3),
      noDeadlock((s) => at(s, 'a') === 'done'),
    );
    expect(short.verdict).toBe('violated');
    expect(report(short)).toContain('a calls down with 3 calls open');
  });
});

describe('crash and restart', () => {
  const crashing = (times: number, restartAt?: 'recover') =>
    defineModel({
      name: 'crashing',
      initial: { lock: null },
      actors: [
        process(
          'a',
          {
            local: { log: 0, memory: 0 },
            crash: { times, ...(restartAt && { restartAt }), durable: ['log'] },
          },
          {
            write: (_, my) => {
              my.log = 1;
              my.memory = 1;
              return 'read';
            },
            read: () => done,
            recover: () => 'read',
          },
        ),
      ],
    });

  test('locals that are not durable are lost', async () => {
    const model = crashing(1, 'recover');
    expect(model.initial[0]).toMatchObject({ faults: { 'a.crash': 1 } });
    const result = await check(
      model,
      invariant('nothing is lost', (s) => at(s, 'a') !== 'recover' || local(s, 'a').at === 'x'),
    );
    const trace = result.properties[0]?.trace;
    expect(trace?.actions.map(formatAction)).toEqual(['a.crash', 'a.restart']);
    const end = (
      await check(
        model,
        noDeadlock((s) => at(s, 'a') === 'done'),
      )
    ).distinct;
    // write, read, done; crashed before and after the write, recover, read and done after each.
    expect(end).toBe(3 + 4 + 4);
  });

  test('a process without restartAt stays down, and one that may crash 0 times cannot', async () => {
    const down = await check(
      crashing(1),
      noDeadlock((s) => at(s, 'a') === 'done'),
    );
    expect(down.properties[0]?.trace?.actions.length).toBe(1);
    const never = crashing(0, 'recover');
    expect(never.steps.map(({ step }) => step)).toEqual(['write', 'read', 'recover']);
  });
});

describe('faults on a budget', () => {
  const disk = (times: Parameters<typeof atMost>[0]) =>
    actor('disk', {
      fail: atMost(times, {
        when: (s) => s.lock === null,
        then: (s) => {
          s.lock = 'broken';
        },
      }),
      mend: { when: (s) => s.lock !== null, then: () => ({ lock: null }) },
    });

  test('are counted in the state, and have no fairness', async () => {
    const model = defineModel({ name: 'disk', initial: { lock: null }, actors: [disk(2)] });
    expect(model.initial).toEqual([{ lock: null, faults: { 'disk.fail': 2 } }]);
    expect(model.fairness).toEqual([{ kind: 'none', of: ['disk.fail'] }]);
    const result = await check(model, noDeadlock());
    // It fails and is mended twice.
    expect(result.properties[0]?.trace?.actions.length).toBe(4);
  });

  test('share a budget', async () => {
    const faults = budget({ any: 1 });
    const two = [
      disk(faults.any),
      process('a', { crash: { times: faults.any } }, { run: () => done }),
    ];
    const model = defineModel({ name: 'shared', initial: { lock: null }, actors: two });
    expect(model.initial[0]).toMatchObject({ faults: { any: 1 } });
    const result = await check(
      model,
      invariant('not both', (s) => s.lock === null || at(s, 'a') !== 'crashed'),
    );
    expect(result.verdict).toBe('holds');
  });
});

test('canTake in a property knows of a block that waits', async () => {
  const model = defineModel({
    name: 'asks',
    initial: { lock: null },
    actors: [
      process('a', {}, { take: (s) => (s.lock === null ? wait : done) }),
      actor('b', { lock: { when: (s) => s.lock === null, then: (s) => void (s.lock = 'b') } }),
    ],
  });
  const asked = invariant('a can take its step as soon as there is a lock', (s) => {
    const canTake = model.canTake(s as (typeof model.initial)[number], 'a.take');
    return canTake === (s.lock !== null && at(s, 'a') === 'take');
  });
  expect((await check(model, asked)).verdict).toBe('holds');
});

test('a state without such a process is refused in a sentence', () => {
  const state = { processes: { a: { at: 'run' }, b: null } };
  expect(at(state as object, 'a')).toBe('run');
  expect(() => at(state as object, 'b')).toThrow('at: there is no process "b"; there is a.');
  expect(() => local(state as object, 'toString')).toThrow('there is no process "toString"');
  expect(() => at({}, 'a')).toThrow('at: the state has no processes');
});
