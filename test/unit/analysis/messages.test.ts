import { describe, expect, test } from 'vitest';
import { channel, check, done, forState, mermaid, network, reachable, type Trace } from 'allways';
import { messagesOf } from '../../../src/analysis/messages.js';

interface Log {
  got: string[];
}

const { process, block, defineModel } = forState<Log>();

describe('messages in a behaviour', () => {
  const net = network<string | { n: number }, 'a' | 'b'>('net', ['a', 'b'], {
    lose: 1,
    initial: [{ from: 'b', to: 'b', message: 'first' }],
  });
  const speaker = process(
    'a',
    {},
    {
      one: (s) => {
        net.send(s, 'a', 'b', 'x');
        net.send(s, 'a', 'b', { n: 1 });
        return 'two';
      },
      two: (s) => {
        net.send(s, 'a', 'b', 'x');
        return done;
      },
    },
  );
  const listener = process(
    'b',
    {},
    {
      hear: block({
        choose: (s) => net.ready(s, 'b'),
        then: (s, _, got) => {
          s.got.push(JSON.stringify(net.receive(s, got)));
          return 'hear';
        },
      }),
    },
  );
  const model = defineModel({ name: 'm', initial: { got: [] }, actors: [net, speaker, listener] });
  const trace = async (goal: (got: string, s: Log) => boolean): Promise<Trace<Log>> => {
    const result = await check(
      model,
      reachable<Log>('goal', (s) => goal(s.got.join(' '), s)),
    );
    return result.properties[0]?.trace as Trace<Log>;
  };

  test('go from the step that sent them to the step that received them', async () => {
    const found = await trace((got) => got === '"first" "x" {"n":1} "x"');
    expect(messagesOf(found)).toEqual([
      { from: 0, to: 3, message: 'first', isLost: false },
      // Of equal messages, the one that was sent first comes first.
      { from: 1, to: 4, message: 'x', isLost: false },
      { from: 1, to: 5, message: '{n: 1}', isLost: false },
      { from: 2, to: 6, message: 'x', isLost: false },
    ]);
  });

  test('are arrows of a sequence diagram; a cross ends the arrow of one that is lost', async () => {
    const found = await trace(
      (got, s) => got === '{"n":1}' && net.messages(s).every(({ message }) => message !== 'x'),
    );
    expect(mermaid(found).split('\n')).toEqual([
      'sequenceDiagram',
      '  participant a0 as net',
      '  participant a1 as a',
      '  participant a2 as b',
      '  Note over a1: 1. one',
      '  a1-xa0: x',
      '  Note over a0: 2. loses x#58; a #8594; b',
      '  a1->>a2: #123;n#58; 1#125;',
      '  rect rgba(220, 38, 38, 0.2)',
      '    Note over a2: 3. hear #123;"from"#58;"a","message"#58;#123;"n"#58;1#125;,"to"#58;"b"#125;',
      '  end',
    ]);
  });

  test('of a channel keep their order', async () => {
    const box = channel<string>('box');
    const queue = defineModel({
      name: 'm',
      initial: { got: [] },
      actors: [
        box,
        process(
          'a',
          {},
          {
            one: (s) => {
              box.send(s, 'x');
              return 'two';
            },
            two: (s) => {
              box.send(s, 'x');
              return done;
            },
          },
        ),
        process(
          'b',
          {},
          {
            hear: (s) => {
              s.got.push(box.receive(s));
              return 'hear';
            },
          },
        ),
      ],
    });
    const result = await check(
      queue,
      reachable<Log>('goal', (s) => s.got.length === 2),
    );
    const found = messagesOf(result.properties[0]?.trace as Trace<object>);
    expect(found.map(({ message }) => message)).toEqual(['x', 'x']);
    expect(found.map(({ from }) => from)).toEqual([1, found[0]?.to === 2 ? 3 : 2]);
  });
});
