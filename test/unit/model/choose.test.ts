import { current } from 'immer';
import { describe, expect, test } from 'vitest';
import {
  actor,
  check,
  compareSafeguards,
  defineModel,
  defineSafeguards,
  defineSystem,
  duration,
  estimate,
  follow,
  formatAction,
  formatRecording,
  fromReducer,
  invariant,
  parseRecording,
  record,
  replay,
  report,
  sample,
  step,
  transition,
  type Action,
  type Model,
} from 'allways';
import { referenceSearch } from '../../../src/search/reference/reference.js';
import { expectSame } from '../../support/engine.js';

interface Message {
  to: string;
  seen: boolean;
}

interface Net {
  net: Message[];
  kept: Message | null;
}

const message = (to: string): Message => ({ to, seen: false });

/** One step on messages that `choose` takes from the net. */
function netOf(
  then: (s: Net, m: Message) => void,
  {
    net = [message('a'), message('b')],
    when,
  }: { net?: Message[]; when?: (s: Net, m: Message) => boolean } = {},
): Model<Net> {
  return defineModel<Net>({
    name: 'net',
    initial: { net, kept: null },
    actors: [
      actor<Net>('node', {
        deliver: step<Net, Message>({
          choose: (s) => s.net,
          ...(when && { when }),
          then,
          says: (s, m) => `message ${s.net.indexOf(m) + 1} of ${s.net.length}`,
        }),
      }),
    ],
  });
}

const deliver = (choice: Message, nth?: number): Action => ({
  actor: 'node',
  step: 'deliver',
  choice,
  ...(nth === undefined ? {} : { nth }),
});

describe('what is chosen from the state is the object that stands there', () => {
  test.each<[string, (s: Net, m: Message) => void]>([
    ['filter', (s, m) => void (s.net = s.net.filter((one) => one !== m))],
    ['indexOf', (s, m) => void s.net.splice(s.net.indexOf(m), 1)],
    [
      'findIndex',
      (s, m) =>
        void s.net.splice(
          s.net.findIndex((one) => one === m),
          1,
        ),
    ],
    ['lastIndexOf', (s, m) => void s.net.splice(s.net.lastIndexOf(m), 1)],
  ])('a recipe removes it by %s', async (_, then) => {
    const found = await expectSame(netOf(then));
    expect(found).toMatchObject({ distinct: 4, generated: 5, depth: 3, neverChanged: [] });
  });

  test('a recipe writes to it, and that changes the state', async () => {
    const model = netOf((_, m) => void (m.seen = true), { when: (_, m) => !m.seen });
    expect(await expectSame(model)).toMatchObject({ distinct: 4, generated: 5 });
    const [first] = model.initial;
    expect(model.reduce(first as Net, deliver(message('b'))).net).toEqual([
      message('a'),
      { to: 'b', seen: true },
    ]);
  });

  test('a guard finds it by identity', async () => {
    const model = netOf((s) => void s.net.shift(), { when: (s, m) => s.net.indexOf(m) === 0 });
    expect(await expectSame(model)).toMatchObject({ distinct: 3, generated: 3 });
  });

  test('a sentence and a property of steps find it by identity', async () => {
    const model = netOf((s, m) => void s.net.splice(s.net.indexOf(m), 1));
    const last = transition<Net>(
      'not the last',
      (before, { choice }) => before.net.at(-1) !== choice || before.net.length === 1,
    );
    const found = await expectSame(model, [last]);
    const { trace } = found.properties[0] as { trace?: (typeof found.properties)[0]['trace'] };
    expect(trace?.actions).toEqual([deliver(message('b'))]);
    expect(model.says(trace?.states[0] as Net, deliver(message('b')))).toBe('message 2 of 2');
    if (trace === undefined) return;
    const recording = parseRecording(formatRecording(record(trace, last.name)), 'a file');
    expect(replay(recording, model, last).outcome).toBe('reproduced');
  });

  test('an action that was read from JSON finds it, in any state', () => {
    const model = netOf((s, m) => void (s.net = s.net.filter((one) => one !== m)));
    const [first] = model.initial;
    const action = JSON.parse(JSON.stringify(deliver(message('b')))) as Action;
    expect(model.successor(first as Net, action).net).toEqual([message('a')]);
    const moved = { net: [message('b'), message('a')], kept: null };
    expect(model.successor(moved, action).net).toEqual([message('a')]);
    const [offered] = model.actions(moved);
    expect(model.successor(first as Net, offered as Action).net).toEqual([message('a')]);
  });

  test('an action that the state does not offer is run with its data', () => {
    const model = netOf((s, m) => void s.net.push({ ...m }));
    const [first] = model.initial;
    expect(model.successor(first as Net, deliver(message('c'))).net).toHaveLength(3);
  });

  test('symmetric actors, random runs and times take it as well', async () => {
    const then = (s: Net, m: Message) => void (s.net = s.net.filter((one) => one !== m));
    const model = netOf(then);
    const reversed = netOf(then, { net: [message('b'), message('a')] });
    const orbits = await check(
      { ...model, initial: [...model.initial, ...reversed.initial] },
      invariant('fine', () => true),
      { symmetric: ['a', 'b'] },
    );
    expect(orbits).toMatchObject({ distinct: 3, neverChanged: [] });
    const empty = invariant<Net>('not empty', (s) => s.net.length > 0);
    const { properties } = sample(model, empty, { seed: 1, numRuns: 5 });
    expect(properties[0]).toMatchObject({ verdict: 'violated' });
    const timed = await estimate(model, empty, {
      durations: { '*': duration.fixed(1) },
      runs: 10,
      seed: 1,
    });
    expect(timed.properties).toMatchObject([{ hits: 10 }]);
  });

  test('so do all sets of switches together', async () => {
    const system = defineSystem({
      name: 'net',
      safeguards: defineSafeguards({ byIdentity: 'Removes the message that was chosen.' }),
      parameters: {},
      model: (on) =>
        netOf((s, m) => {
          if (on.byIdentity) s.net = s.net.filter((one) => one !== m);
        }),
    });
    const stays = invariant<Net>('one stays', (s) => s.net.length > 0);
    const { together } = await compareSafeguards(system, stays);
    expect(together).toMatchObject({
      counts: { holds: 1, violated: 1 },
      harmful: [{ safeguard: 'byIdentity', added: [], broken: ['one stays'] }],
    });
  });

  test('a reducer finds what its action holds', async () => {
    const cart = fromReducer<{ items: Message[] }, { type: string; item: Message }>({
      initial: { items: [message('a'), message('a'), message('b')] },
      actions: (s) => s.items.map((item) => ({ type: 'remove', item })),
      reduce: (s, { item }) => ({ items: s.items.filter((one) => one !== item) }),
    });
    expect(await expectSame(cart)).toMatchObject({ distinct: 6, neverChanged: [] });
  });
});

describe('equal objects in several places', () => {
  const twins = () => [message('a'), message('b'), message('a')];
  const model = netOf((s, m) => void (s.net = s.net.filter((one) => one !== m)), { net: twins() });
  const [first] = model.initial as [Net];

  test('are an action each, the first by its data alone', () => {
    const actions = model.actions(first);
    expect(actions).toEqual([
      deliver(message('a')),
      deliver(message('b')),
      deliver(message('a'), 2),
    ]);
    expect(actions.map(formatAction)).toEqual([
      'node.deliver({"seen":false,"to":"a"})',
      'node.deliver({"seen":false,"to":"b"})',
      'node.deliver({"seen":false,"to":"a"} #2)',
    ]);
    const left = actions.map((action) =>
      model
        .reduce(first, action)
        .net.map(({ to }) => to)
        .join(''),
    );
    expect(left).toEqual(['ba', 'aa', 'ab']);
  });

  test('are one if choose made them', () => {
    const made = defineModel<Net>({
      name: 'made',
      initial: { net: twins(), kept: null },
      actors: [
        actor<Net>('node', {
          look: step<Net, Message>({
            choose: (s) => s.net.map((one) => ({ ...one })),
            then: (s, m) => void (s.kept = m),
          }),
        }),
      ],
    });
    expect(made.actions(made.initial[0] as Net)).toHaveLength(2);
  });

  test('are recorded and replayed, also by a recording that does not number them', async () => {
    const wrong = invariant<Net>('never ab', (s) => s.net.map(({ to }) => to).join('') !== 'ab');
    const { properties } = await check(model, wrong);
    const [{ trace } = {}] = properties;
    if (trace === undefined) throw new Error('it is violated');
    expect(trace.actions).toEqual([deliver(message('a'), 2)]);
    const text = formatRecording(record(trace, wrong.name));
    expect(replay(parseRecording(text, 'a file'), model, wrong).outcome).toBe('reproduced');
    const older = parseRecording(text.replace(/,\s*"nth":\s*2/, ''), 'a file');
    const replayed = replay(older, model, wrong);
    expect(replayed.trace.states.at(-1)?.net.map(({ to }) => to)).toEqual(['b', 'a']);
    expect(follow(model, trace.actions).stopped).toBeUndefined();
  });
});

describe('a step that never changes anything', () => {
  const copies = defineModel<Net>({
    name: 'copies',
    initial: { net: [message('a')], kept: null },
    actors: [
      actor<Net>('node', {
        deliver: step<Net, Message>({
          choose: (s) => s.net.map((one) => ({ ...one })),
          then: (s, m) => void (s.net = s.net.filter((one) => one !== m)),
        }),
        keep: { then: (s) => void (s.kept = message('k')) },
        never: { when: () => false, then: () => undefined },
      }),
    ],
  });

  test('is named, beside what was never taken', async () => {
    const found = await expectSame(copies);
    expect(found).toMatchObject({
      distinct: 2,
      neverTaken: [{ actor: 'node', step: 'never' }],
      neverChanged: [{ actor: 'node', step: 'deliver' }],
    });
    const text = report(
      await check(
        copies,
        invariant('fine', () => true),
      ),
    );
    expect(text).toContain('Taken, and never changed anything: node.deliver.');
  });

  test('is not named if not all was explored', async () => {
    const cut = await check(
      copies,
      invariant('fine', () => true),
      { limits: { depth: 1 } },
    );
    expect(cut.neverChanged).toEqual([]);
  });

  test('of a reducer is named as it was seen', async () => {
    const lamp = fromReducer({
      name: 'lamp',
      initial: { on: false },
      actions: () => [{ type: 'tooggle' }, { type: 'on' }, { type: 'noop' }],
      reduce: (s, { type }) => (type === 'on' ? { on: true } : s),
    });
    expect(await expectSame(lamp)).toMatchObject({
      neverChanged: [
        { actor: 'lamp', step: 'noop' },
        { actor: 'lamp', step: 'tooggle' },
      ],
    });
  });

  test('is not one that swaps what is interchangeable', async () => {
    const swap = defineModel<{ who: string }>({
      name: 'swap',
      initial: () => [{ who: 'a' }, { who: 'b' }],
      actors: [
        actor<{ who: string }>('both', {
          swap: { then: (s) => void (s.who = s.who === 'a' ? 'b' : 'a') },
          idle: { then: () => undefined },
        }),
      ],
    });
    const { distinct, neverChanged } = await check(
      swap,
      invariant('fine', () => true),
      {
        symmetric: ['a', 'b'],
      },
    );
    expect({ distinct, neverChanged }).toEqual({
      distinct: 1,
      neverChanged: [{ actor: 'both', step: 'idle' }],
    });
  });
});

describe('what a recipe cannot do with a choice or a draft is said', () => {
  const made = (then: (s: Net, m: Message) => void): Model<Net> =>
    defineModel<Net>({
      name: 'made',
      initial: { net: [], kept: null },
      actors: [
        actor<Net>('node', {
          send: step<Net, Message>({ choose: () => [message('a')], then }),
        }),
      ],
    });

  test.each<[string, Model<Net>]>([
    ['its choice', made((_, m) => void (m.seen = true))],
    [
      'its choice once it stands in the state',
      made((s, m) => {
        s.kept = m;
        s.kept.seen = true;
      }),
    ],
    [
      'its choice in a list',
      made((s, m) => {
        s.net.push(m);
        for (const one of s.net) one.seen = true;
      }),
    ],
  ])('it writes to %s', async (_, model) => {
    const says =
      /^node\.send\(.*\): then wrote to its choice, which is read-only.*\{ \.\.\.choice \}/;
    await expect(check(model, [])).rejects.toThrow(says);
    await expect(referenceSearch(model, [])).rejects.toThrow(says);
    expect(() => model.reduce(model.initial[0] as Net, deliver(message('a')))).toThrow(
      'is not possible',
    );
  });

  test('it may write to a copy', async () => {
    const model = made((s, m) => void (s.kept = { ...m, seen: true }));
    expect(await expectSame(model)).toMatchObject({ distinct: 2 });
  });

  test('it writes to frozen data of its own, which is a finding', async () => {
    const own = Object.freeze(message('own'));
    const model = made(() => void ((own as Message).seen = true));
    const { properties } = await check(model, []);
    expect(properties).toMatchObject([{ name: 'node.send does not throw' }]);
  });

  test('it copies what is current of a draft', async () => {
    const model = made((s) => void (s.net = structuredClone(current(s)).net));
    expect(await expectSame(model)).toMatchObject({ distinct: 1 });
  });
});
