import { describe, expect, test } from 'vitest';
import { at, check, done, forState, formatAction, network, noDeadlock } from 'allways';

interface Log {
  got: string[];
}

const { process, block, defineModel, invariant } = forState<Log>();

const initial: Log = { got: [] };
const names = ['a', 'b', 'c'] as const;

/** Receives whatever comes. */
const listener = <Node extends string>(
  me: Node,
  net: {
    ready: (s: object, to: Node) => readonly { from: Node; to: Node; message: string }[];
    receive: (s: object, got: { from: Node; to: Node; message: string }) => string;
  },
  options: object = {},
) =>
  process(me, options, {
    listen: block({
      choose: (s) => net.ready(s, me),
      then: (s, _, got) => {
        s.got.push(`${got.from}${net.receive(s, got)}`);
        return 'listen';
      },
      says: (_, __, got) => `hears ${got.message}`,
    }),
  });

describe('a network', () => {
  test('counts messages by addressee, if they arrive in any order', () => {
    const net = network<string | { n: number }, 'a' | 'b' | 'c'>('net', names, {
      initial: [
        { from: 'a', to: 'b', message: 'x' },
        { from: 'a', to: 'b', message: 'x' },
        { from: 'c', to: 'b', message: { n: 1 } },
      ],
    });
    const model = defineModel({ name: 'm', initial, actors: [net] });
    const [start = initial] = model.initial;
    expect(start).toMatchObject({
      channels: { net: { a: {}, b: { 'a: x': 2, 'c: {"n":1}': 1 }, c: {} } },
    });
    expect(net.ready(start, 'b')).toEqual([
      { from: 'a', to: 'b', message: 'x' },
      { from: 'c', to: 'b', message: { n: 1 } },
    ]);
    expect(net.ready(start)).toEqual(net.ready(start, 'b'));
    expect(net.ready(start, 'a')).toEqual([]);
    expect(net.messages(start)).toHaveLength(3);
  });

  test('has a list for each pair of names, if messages keep their order', () => {
    const net = network<string, 'a' | 'b', 'fifo'>('net', ['a', 'b'], {
      order: 'fifo',
      capacity: 2,
      initial: [
        { from: 'a', to: 'b', message: 'x' },
        { from: 'a', to: 'b', message: 'y' },
      ],
    });
    const model = defineModel({ name: 'm', initial, actors: [net, listener('b', net)] });
    const [start = initial] = model.initial;
    expect(start).toMatchObject({
      channels: { net: { a: { a: [], b: [] }, b: { a: ['x', 'y'], b: [] } } },
    });
    expect(net.ready(start)).toEqual([{ from: 'a', to: 'b', message: 'x' }]);
    expect([net.isFull(start, 'a', 'b'), net.isFull(start, 'b', 'b')]).toEqual([true, false]);
    const after = model.reduce(start as never, model.actions(start as never)[0] as never);
    expect(after).toMatchObject({ got: ['ax'], channels: { net: { b: { a: ['y'] } } } });
  });

  test('reaches all others with a broadcast, each at its own time', async () => {
    const net = network<string, 'a' | 'b' | 'c'>('net', names);
    const speaker = process(
      'a',
      {},
      {
        speak: (s) => {
          net.broadcast(s, 'a', 'x');
          net.broadcast(s, 'a', 'y', ['c']);
          return done;
        },
      },
    );
    const model = defineModel({
      name: 'm',
      initial,
      actors: [net, speaker, listener('b', net), listener('c', net)],
    });
    const result = await check(
      model,
      noDeadlock((s) => s.got.length === 3),
    );
    expect(result.verdict).toBe('holds');
    const ends = new Set<string>();
    await check(
      model,
      invariant('collected', (s) => {
        if (s.got.length === 3) ends.add(s.got.join(''));
        return true;
      }),
    );
    expect([...ends].sort()).toEqual(['axaxay', 'axayax', 'ayaxax']);
  });
});

describe('faults of a network', () => {
  const one = { from: 'a', to: 'b', message: 'x' } as const;

  test('lose and double a message', () => {
    const net = network<string, 'a' | 'b'>('net', ['a', 'b'], {
      initial: [one],
      lose: 1,
      duplicate: 1,
    });
    const model = defineModel({ name: 'm', initial, actors: [net] });
    const [start = initial] = model.initial;
    const actions = model.actions(start as never);
    expect(actions.map((action) => model.says(start as never, action))).toEqual([
      'loses x: a → b',
      'duplicates x: a → b',
    ]);
    const after = model.reduce(start as never, actions[1] as never);
    expect(after).toMatchObject({ channels: { net: { b: { 'a: x': 2 } } } });
    expect(model.reduce(start as never, actions[0] as never)).toMatchObject({
      channels: { net: { b: {} } },
      faults: { 'net.lose': 0, 'net.duplicate': 1 },
    });
  });

  test('cut it in two, until it is whole again', async () => {
    const net = network<string, 'a' | 'b' | 'c'>('net', names, { initial: [one], cut: 1 });
    const model = defineModel({ name: 'm', initial, actors: [net, listener('b', net)] });
    const [start = initial] = model.initial;
    expect(start).toMatchObject({ partitions: { net: new Set() }, faults: { 'net.cut': 1 } });
    const says = model
      .actions(start as never)
      .map((action) => [formatAction(action), model.says(start as never, action)]);
    expect(says).toEqual([
      ['net.cut(Set{Set{"a","c"},Set{"b"}})', 'is cut: a, c | b'],
      ['net.cut(Set{Set{"a","b"},Set{"c"}})', 'is cut: a, b | c'],
      ['net.cut(Set{Set{"a"},Set{"b","c"}})', 'is cut: a | b, c'],
      ['b.listen({"from":"a","message":"x","to":"b"})', 'hears x'],
    ]);
    const cut = model.reduce(start as never, model.actions(start as never)[0] as never);
    expect(model.actions(cut).map(formatAction)).toEqual(['net.heal']);
    const healed = model.reduce(cut, { actor: 'net', step: 'heal' });
    expect(model.actions(healed).map(formatAction)).toEqual([
      'b.listen({"from":"a","message":"x","to":"b"})',
    ]);
    // Received or not; never cut, cut in three ways, or whole again; received while a and b are together.
    expect(
      await check(
        model,
        noDeadlock((s) => s.got.length === 1),
      ),
    ).toMatchObject({ verdict: 'holds', distinct: 10 });
  });

  test('lose what is sent to a process that is down, and what is under way to it', async () => {
    const net = network<string, 'a' | 'b'>('net', ['a', 'b'], { whileDown: 'lose' });
    const speaker = process(
      'a',
      {},
      {
        one: (s) => {
          net.send(s, 'a', 'b', 'x');
          return 'two';
        },
        two: (s) => {
          net.send(s, 'a', 'b', 'y');
          return done;
        },
      },
    );
    const model = defineModel({
      name: 'm',
      initial,
      actors: [
        net,
        speaker,
        listener('b', net, { crash: { times: 1, restartAt: 'listen' as never } }),
      ],
    });
    const { reachable: inModel } = forState<typeof model>();
    const result = await check(
      model,
      inModel(
        'x is lost',
        (s) =>
          at(s, 'a') === 'two' &&
          at(s, 'b') === 'listen' &&
          s.got.length + net.messages(s).length === 0,
      ),
    );
    const steps = result.properties[0]?.trace?.actions.map(formatAction);
    expect(steps).toEqual(['b.crash', 'a.one', 'b.restart']);
    const [start] = model.initial;
    const sent = model.reduce(start as never, { actor: 'a', step: 'one' });
    const down = model.reduce(sent, { actor: 'b', step: 'crash' });
    const drop = { actor: 'net', step: 'drop', choice: { from: 'a', to: 'b', message: 'x' } };
    expect(model.actions(down)).toContainEqual(drop);
    expect(model.says(down, drop)).toBe('drops x: a → b, as b is down');
    expect(net.messages(model.reduce(down, drop))).toEqual([]);
    expect(net.messages(down)).toHaveLength(1);
  });
});

describe('a wrong network', () => {
  test.each<[unknown, object, string]>([
    [
      [],
      {},
      'Network "net": its names are a list; give a list with the name of each that sends or receives.',
    ],
    [['a', 'a'], {}, 'Network "net" has "a" twice; give each name once.'],
    [
      ['a: b'],
      {},
      'Network "net": the name "a: b" has a colon, which stands between a sender and its message; rename it.',
    ],
    [
      ['a'],
      { cut: 1 },
      'Network "net" has 1 names and can be cut; give it 2 to 10 names, or leave out cut.',
    ],
    [
      ['a', 'b'],
      { whileDown: 'wait' },
      `Network "net": whileDown is "wait"; give 'keep' or 'lose'.`,
    ],
    [
      ['a', 'b'],
      { initial: ['x'] },
      'Network "net": initial has "x"; give { from: …, to: …, message: … }.',
    ],
    [
      ['node 1', 'node 2'],
      { initial: [{ from: 'node 1', to: 'nod 2', message: 'x' }] },
      'Network "net": initial has no name "nod 2"; did you mean node 2?',
    ],
  ])('%o %o', (given, options, says) => {
    expect(() => network('net', given as never, options)).toThrow(says);
  });

  test('a send to a name that it does not have', async () => {
    const net = network<string>('net', ['a', 'b']);
    const speaker = process(
      'a',
      {},
      {
        speak: (s) => {
          net.send(s, 'a', 'd', 'x');
          return done;
        },
      },
    );
    const model = defineModel({ name: 'm', initial, actors: [net, speaker] });
    await expect(check(model, noDeadlock())).rejects.toThrow(
      'Network "net" has no name "d"; it has a, b.',
    );
  });
});
