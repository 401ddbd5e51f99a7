/** A queue of messages between tasks. That a message arrives is an event. */
import { ModelError } from '../../validation/errors.js';
import { describeGiven } from '../../validation/refuse.js';
import { wholeOf, type Area } from '../footprint.js';
import type { Channel, ChannelOptions } from '../io.js';
import {
  nextNumber,
  refuseIn,
  running,
  type EventId,
  type PendingEvent,
  type RunningTask,
} from '../run/running.js';
import { copied } from './copied.js';
import { choiceOf, inWords } from './words.js';

/** A message that was sent, and has not arrived. */
interface Sent<Message> {
  readonly number: EventId;
  readonly from: string;
  readonly message: Message;
}

/** A task that waits for a message. */
interface Receiver<Message> {
  readonly number: EventId;
  readonly task: RunningTask;
  readonly resolve: (message: Message) => void;
  isWaiting: boolean;
}

/** A channel as its events need it. */
interface Queue<Message> {
  readonly name: string;
  readonly area: Area;
  readonly isOrdered: boolean;
  readonly sent: Sent<Message>[];
  readonly receivers: Receiver<Message>[];
}

/** Makes a channel. */
export function channelOver<Message>(
  name: string,
  area: Area,
  { order = 'fifo' }: ChannelOptions = {},
): Channel<Message> {
  const queue: Queue<Message> = {
    name,
    area,
    isOrdered: order === 'fifo',
    sent: [],
    receivers: [],
  };
  const refuse = (value: unknown): never =>
    refuseIn(
      taskIn(name, 'send'),
      `Channel ${JSON.stringify(name)}: a message holds ${describeGiven(value)}, which cannot be copied; send plain data.`,
    );
  const receive = () =>
    new Promise<Message>((resolve) => {
      const task = taskIn(name, 'receive');
      addReceiver(queue, { number: nextNumber(task), task, resolve, isWaiting: true });
    });
  return {
    send: (message) => {
      const task = taskIn(name, 'send');
      const number = nextNumber(task);
      addMessage(queue, task, { number, from: task.name, message: copied(message, refuse) });
    },
    receive,
    get size() {
      running.getStore()?.run.touch(wholeOf(area, false));
      return queue.sent.length;
    },
    [Symbol.asyncIterator]: () => ({
      next: async () => ({ done: false, value: await receive() }),
    }),
  };
}

function taskIn(name: string, method: string): RunningTask {
  const task = running.getStore();
  if (task !== undefined) return task;
  throw new ModelError(
    `Channel ${JSON.stringify(name)}: ${method} was called outside of a task; call it in a task of the program.`,
  );
}

function addMessage<Message>(queue: Queue<Message>, task: RunningTask, sent: Sent<Message>): void {
  const { area, isOrdered, receivers } = queue;
  queue.sent.push(sent);
  if (isOrdered) return task.run.touch(wholeOf(area, true));
  task.run.touch({ area, key: `message ${sent.number}`, isWrite: true });
  for (const receiver of receivers) task.run.add(arrival(queue, receiver, sent));
}

function addReceiver<Message>(queue: Queue<Message>, receiver: Receiver<Message>): void {
  const { task, number } = receiver;
  task.waitsFor.set(number, () => `a message in ${queue.name}`);
  queue.receivers.push(receiver);
  if (queue.isOrdered) {
    // It takes a message out of an order that depends on all who send and receive.
    task.run.touch(wholeOf(queue.area, true));
    task.run.add(arrival(queue, receiver));
    return;
  }
  for (const sent of queue.sent) task.run.add(arrival(queue, receiver, sent));
}

/** The event in which a message arrives: a certain one, or the first in the queue. */
function arrival<Message>(
  queue: Queue<Message>,
  receiver: Receiver<Message>,
  only?: Sent<Message>,
): PendingEvent {
  const { name, area, sent, receivers } = queue;
  const { task, number } = receiver;
  const message = () => only ?? sent[0];
  return {
    id: only === undefined ? number : `${number}:${only.number}`,
    task,
    what: `message of ${name}`,
    touches: [
      only === undefined
        ? wholeOf(area, true)
        : { area, key: `message ${only.number}`, isWrite: true },
      ...task.touches,
    ],
    isEnabled: () =>
      receiver.isWaiting && (only === undefined ? sent.length > 0 : sent.includes(only)),
    describe: () => ({
      action: { actor: task.name, step: `${name}.receive`, ...choiceOf([message()?.message]) },
      says: `receives ${inWords(message()?.message)} from ${message()?.from ?? 'nobody'} through ${name}`,
    }),
    happen: () => {
      const taken = message();
      if (taken === undefined) return;
      sent.splice(sent.indexOf(taken), 1);
      receivers.splice(receivers.indexOf(receiver), 1);
      receiver.isWaiting = false;
      task.waitsFor.delete(number);
      receiver.resolve(taken.message);
    },
  };
}
