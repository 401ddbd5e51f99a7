import { describe, expect, test } from 'vitest';
import { channel, check, done, forState, formatAction, noDeadlock } from 'allways';

interface Log {
  got: string[];
}

const { actor, process, step, block, defineModel, invariant, reachable } = forState<Log>();

const initial: Log = { got: [] };

/** Sends messages one by one. */
const producer = (send: (s: object, message: string) => void, messages: readonly string[]) =>
  process(
    'producer',
    { local: { left: [...messages] } },
    {
      send: (s, my) => {
        const [first, ...rest] = my.left;
        if (first === undefined) return done;
        send(s, first);
        my.left = rest;
        return 'send';
      },
    },
  );

describe('a channel', () => {
  test('has its messages in the state, in their order', () => {
    const votes = channel<string>('votes', { initial: ['a'] });
    const model = defineModel({ name: 'm', initial, actors: [votes, producer(votes.send, ['b'])] });
    const [start] = model.initial;
    expect(start).toMatchObject({ channels: { votes: ['a'] } });
    const after = model.reduce(start as never, { actor: 'producer', step: 'send' });
    expect(after).toMatchObject({ channels: { votes: ['a', 'b'] } });
    expect(votes.messages(after)).toEqual(['a', 'b']);
    expect(votes.ready(after)).toEqual(['a']);
  });

  test('counts messages that arrive in any order, each under its text', () => {
    type Vote = string | number | boolean | null | { from: string; terms: number[] };
    const all: Vote[] = ['a', 'a', 'true', true, 1, '1', null, 'constructor', ''];
    const vote = { terms: [2], from: 'x' };
    const votes = channel<Vote, 'any'>('votes', { order: 'any', initial: [...all, vote] });
    const model = defineModel({ name: 'm', initial, actors: [votes] });
    const [start = initial] = model.initial;
    expect(start).toMatchObject({
      channels: {
        votes: {
          '""': 1,
          '"1"': 1,
          '"constructor"': 1,
          '"true"': 1,
          '1': 1,
          a: 2,
          null: 1,
          true: 1,
          '{"from":"x","terms":[2]}': 1,
        },
      },
    });
    const sorted = (list: readonly Vote[]) => list.map((one) => JSON.stringify(one)).sort();
    const inOrder = { from: 'x', terms: [2] };
    expect(sorted(votes.messages(start))).toEqual(sorted([...all, inOrder]));
    expect(sorted(votes.ready(start))).toEqual(sorted([...new Set(all), inOrder]));
  });

  test('lets a step wait that would receive what is not there, or send what has no room', async () => {
    const box = channel<string>('box', { capacity: 1 });
    const worker = process(
      'worker',
      { local: { n: 0 } },
      {
        work: (s, my) => {
          my.n++;
          s.got.push(box.receive(s));
          return my.n === 2 ? done : 'work';
        },
      },
    );
    const model = defineModel({
      name: 'm',
      initial,
      actors: [box, producer(box.send, ['a', 'b']), worker],
    });
    const [start = initial] = model.initial;
    expect(model.actions(start as never)).toEqual([{ actor: 'producer', step: 'send' }]);
    const full = model.reduce(start as never, { actor: 'producer', step: 'send' });
    expect(box.isFull(full)).toBe(true);
    expect(model.actions(full)).toEqual([{ actor: 'worker', step: 'work' }]);
    const result = await check(model, [
      noDeadlock((s) => s.got.length === 2),
      invariant('in order', (s) => 'ab'.startsWith(s.got.join(''))),
    ]);
    // Sent and received: none, one, one; two and one, two and two, each before and after the producer is done.
    expect(result).toMatchObject({ verdict: 'holds', distinct: 7 });
  });

  test('does the same in ordinary steps', async () => {
    const box = channel<string, 'any'>('box', { order: 'any', capacity: 2 });
    const model = defineModel({
      name: 'm',
      initial,
      actors: [
        box,
        actor('a', {
          send: step({ choose: () => ['x', 'y'], then: (s, one) => box.send(s, one) }),
          take: {
            when: (s) => s.got.length < 1,
            then: (s) => {
              s.got.push(box.receive(s, 'x'));
            },
          },
        }),
      ],
    });
    expect(model.actions(model.initial[0] as never).map(formatAction)).toEqual([
      'a.send("x")',
      'a.send("y")',
    ]);
    const result = await check(
      model,
      noDeadlock((s) => box.isFull(s)),
    );
    // At most two of x and y: 6 bags, before x was received and after.
    expect(result).toMatchObject({ verdict: 'holds', distinct: 12 });
  });

  test('receives what was chosen', async () => {
    const box = channel<{ n: number }, 'any'>('box', {
      order: 'any',
      initial: [{ n: 1 }, { n: 2 }],
    });
    const worker = process(
      'worker',
      {},
      {
        work: block({
          choose: (s) => box.ready(s),
          then: (s, _, { n }) => {
            expect(box.receive(s, { n })).toEqual({ n });
            s.got.push(String(n));
            return 'work';
          },
          says: (_, __, { n }) => `gets ${n}`,
        }),
      },
    );
    const model = defineModel({ name: 'm', initial, actors: [box, worker] });
    const result = await check(model, [
      reachable('any order', (s) => s.got.join('') === '21'),
      noDeadlock((s) => s.got.length === 2),
    ]);
    expect(result).toMatchObject({ verdict: 'holds', distinct: 5 });
  });
});

describe('faults of a channel', () => {
  const worker = (receive: (s: object) => string) =>
    process(
      'worker',
      {},
      {
        work: (s) => {
          s.got.push(receive(s));
          return 'work';
        },
      },
    );

  test('lose any message, as often as they may', async () => {
    const box = channel<string>('box', { initial: ['a', 'b', 'b', 'c'], lose: 1 });
    const model = defineModel({ name: 'm', initial, actors: [box, worker((s) => box.receive(s))] });
    const [start] = model.initial;
    expect(start).toMatchObject({ faults: { 'box.lose': 1 } });
    expect(model.fairness).toEqual([{ kind: 'none', of: ['box.lose'] }]);
    const lose = model.actions(start as never).filter((one) => one.actor === 'box');
    expect(lose.map(formatAction)).toEqual([
      'box.lose({"message":"a","place":1})',
      'box.lose({"message":"b","place":2})',
      'box.lose({"message":"c","place":4})',
    ]);
    expect(model.says(start as never, lose[1] as never)).toBe('loses b');
    const after = model.reduce(start as never, lose[1] as never);
    expect(after).toMatchObject({ channels: { box: ['a', 'b', 'c'] }, faults: { 'box.lose': 0 } });
    const result = await check(model, [
      reachable('a is lost', (s) => s.got.join('') === 'bbc'),
      reachable('c is lost', (s) => s.got.join('') === 'abb' && box.messages(s).length === 0),
      invariant('one at most', (s) => s.got.length + box.messages(s).length > 2),
    ]);
    expect(result.verdict).toBe('holds');
  });

  test('double a message beside itself, if there is room', async () => {
    const box = channel<string>('box', { initial: ['a', 'b'], duplicate: 2, capacity: 3 });
    const model = defineModel({ name: 'm', initial, actors: [box, worker((s) => box.receive(s))] });
    const texts = new Set<string>();
    const result = await check(model, [
      invariant('collected', (s) => {
        texts.add([...s.got, ...box.messages(s)].join(''));
        return box.messages(s).length <= 3;
      }),
    ]);
    expect(result.verdict).toBe('holds');
    expect([...texts].sort()).toEqual(['aaab', 'aab', 'aabb', 'ab', 'abb', 'abbb']);
  });

  test('can let messages stay for ever', async () => {
    const box = channel<string, 'any'>('box', {
      order: 'any',
      duplicate: 'always',
      initial: ['a', 'a'],
    });
    const model = defineModel({
      name: 'm',
      initial,
      actors: [
        box,
        process(
          'worker',
          {},
          {
            one: (s) => {
              s.got.push(box.receive(s, 'a'));
              box.send(s, 'a');
              return s.got.length === 3 ? done : 'one';
            },
          },
        ),
      ],
    });
    expect(model.initial[0]).toMatchObject({ channels: { box: { a: 1 } } });
    expect(
      await check(
        model,
        noDeadlock((s) => s.got.length === 3),
      ),
    ).toMatchObject({
      verdict: 'holds',
      distinct: 4,
    });
  });

  test('that may happen 0 times are no steps', () => {
    expect(Object.keys(channel('box', { lose: 0, duplicate: 0 }).steps)).toEqual([]);
  });
});

describe('a wrong channel', () => {
  test.each<[object, string]>([
    [{ order: 'lifo' }, `Channel "box": order is "lifo"; give 'fifo' or 'any'.`],
    [
      { capacity: 0 },
      'Channel "box": capacity is 0; give at least 1, or let one step do what both sides do when they meet.',
    ],
    [{ capacity: 1.5 }, 'Channel "box": capacity is 1.5; give a whole number, 1 or more.'],
    [{ loose: 1 }, 'Channel "box" has no option "loose"; did you mean lose?'],
    [{ lose: -1 }, 'box.lose: times is -1; give a whole number of times, 0 or more.'],
    [
      { duplicate: 'always' },
      `Channel "box": duplicate is 'always', which needs order 'any'; give a number of times.`,
    ],
    [{ initial: 'a' }, 'Channel "box": initial is a string; give a list of messages.'],
    [
      { initial: ['a', 'b'], capacity: 1 },
      'Channel "box": initial has more messages than its capacity, 1; give fewer, or a larger capacity.',
    ],
    [
      { initial: [new Set()], order: 'any' },
      'Channel "box": a message has a Map, a Set or a bigint in it; send data as JSON has it: objects, lists, strings, numbers, booleans and null.',
    ],
  ])('%o', (options, says) => {
    expect(() => channel('box', options)).toThrow(says);
  });

  test('that no model has', async () => {
    const box = channel<string>('box');
    const model = defineModel({ name: 'm', initial, actors: [producer(box.send, ['a'])] });
    await expect(check(model, noDeadlock())).rejects.toThrow(
      'Channel "box" is not in this state; list it among the actors of the model.',
    );
  });
});
