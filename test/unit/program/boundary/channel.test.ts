import { describe, expect, test } from 'vitest';
import { check, type Channel, type ChannelOptions } from 'allways';
import { endOf, endsOf, logging, storyOf, type Logged } from '../../../support/program-runs.js';
import { refusalOf } from '../../../support/refusal.js';

interface World extends Logged {
  readonly channel: Channel<unknown>;
}

/** A program whose tasks share a channel. */
const over = (
  tasks: Record<string, (world: World) => unknown>,
  options?: ChannelOptions,
  mayWait: readonly string[] = [],
) =>
  logging<{ channel: Channel<unknown> }>({
    start: (io) => ({ channel: io.channel('mail', options) }),
    tasks,
    mayWait,
  });

const sends =
  (...messages: readonly unknown[]) =>
  ({ channel }: World) => {
    for (const message of messages) channel.send(message);
  };

const receives =
  (times: number) =>
  async ({ channel, write }: World) => {
    for (let time = 0; time < times; time++) write(await channel.receive());
  };

describe('io.channel', () => {
  test('that a message arrives is an event', async () => {
    const program = over({ sender: sends('hello'), receiver: receives(1) });
    expect(await storyOf(program)).toEqual([
      'sender starts',
      'receiver starts',
      'receiver receives hello from sender through mail',
    ]);
  });

  test('fifo: messages arrive in the order in which they were sent', async () => {
    // Only the order of the two starts is open.
    const found = await endsOf(over({ sender: sends(1, 2), receiver: receives(2) }), 'none');
    expect(found).toEqual({ ends: ['1, 2'], wrong: [], runs: 2 });
  });

  test('any: messages arrive in any order', async () => {
    const program = over({ sender: sends(1, 2), receiver: receives(2) }, { order: 'any' });
    for (const reduction of ['none', 'sleep sets', 'source sets'] as const) {
      expect((await endsOf(program, reduction)).ends).toEqual(['1, 2', '2, 1']);
    }
    expect((await endsOf(program, 'none')).runs).toBe(4);
  });

  test('two senders', async () => {
    const tasks = { one: sends(1), other: sends(2), receiver: receives(2) };
    // The senders and the receiver start in 6 orders. In 4 of them the first message may arrive before the last start.
    const fifo = over(tasks);
    expect(await endsOf(fifo, 'none')).toEqual({ ends: ['1, 2', '2, 1'], wrong: [], runs: 10 });
    for (const reduction of ['sleep sets', 'source sets'] as const) {
      expect((await endsOf(fifo, reduction)).ends).toEqual(['1, 2', '2, 1']);
    }
    // Where both messages wait, either comes first: 4 runs as before, and 6 twice.
    const any = over(tasks, { order: 'any' });
    expect(await endsOf(any, 'none')).toEqual({ ends: ['1, 2', '2, 1'], wrong: [], runs: 16 });
  });

  test('two receivers: either gets the message, and the other waits for ever', async () => {
    for (const order of ['fifo', 'any'] as const) {
      const tasks = {
        sender: sends('hello'),
        one: async ({ channel, write }: World) => write('one', await channel.receive()),
        other: async ({ channel, write }: World) => write('other', await channel.receive()),
      };
      const found = await endsOf(over(tasks, { order }));
      expect(found).toMatchObject({
        ends: [],
        wrong: [expect.stringMatching(/^(one|other) waits for a message in mail$/)],
      });
      const serving = over(tasks, { order }, ['one', 'other']);
      expect(await endsOf(serving, 'none')).toMatchObject({
        ends: ['one hello', 'other hello'],
        wrong: [],
      });
    }
  });

  test('messages are copied', async () => {
    const program = over({
      sender: ({ channel }) => {
        const message = { n: 1 };
        channel.send(message);
        message.n = 2;
      },
      receiver: async ({ channel, write }) => write(JSON.stringify(await channel.receive())),
    });
    expect(await endOf(program)).toBe('{"n":1}');
  });

  test('all messages, as they come', async () => {
    const program = over({
      task: async ({ channel, write }) => {
        channel.send(1);
        channel.send(2);
        write('size', channel.size);
        for await (const message of channel) {
          write(message, 'of', channel.size);
          if (message === 2) break;
        }
      },
    });
    expect(await endOf(program)).toBe('size 2, 1 of 1, 2 of 0');
  });

  test('the size is read', async () => {
    const program = logging({
      start: (io) => ({ channel: io.channel<string>('mail') }),
      processes: {
        sender: ({ channel }) => ({ run: () => channel.send('hello') }),
        looker: ({ channel, write }) => ({ run: () => write(channel.size) }),
      },
    });
    for (const reduction of ['none', 'sleep sets', 'source sets'] as const) {
      expect(await endsOf(program, reduction)).toEqual({ ends: ['0', '1'], wrong: [], runs: 2 });
    }
  });

  test('a message of a process that crashes later still arrives', async () => {
    const program = logging({
      start: (io) => ({ channel: io.channel<string>('mail') }),
      tasks: { receiver: async ({ channel, write }) => write(await channel.receive()) },
      processes: {
        sender: {
          start: ({ channel }) => ({
            run: () => {
              channel.send('hello');
              return new Promise(() => {});
            },
          }),
          restart: () => ({ run: () => {} }),
        },
      },
      faults: { sender: { crash: 1 } },
      mayWait: ['sender'],
    });
    const { ends } = await endsOf(program, 'none');
    expect(ends).toEqual(['hello']);
  });

  test('outside of tasks it is refused', async () => {
    const channels: Channel<string>[] = [];
    const program = logging({
      start: (io) => {
        channels.push(io.channel<string>('mail'));
        return {};
      },
      tasks: { task: () => {} },
    });
    await check(program, []);
    const [channel] = channels;
    expect(await refusalOf(() => channel?.send('hello'))).toBe(
      'Channel "mail": send was called outside of a task; call it in a task of the program.',
    );
    expect(await refusalOf(() => channel?.receive())).toBe(
      'Channel "mail": receive was called outside of a task; call it in a task of the program.',
    );
    expect(channel?.size).toBe(0);
  });
});
