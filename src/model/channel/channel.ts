/** Channels: messages that wait in the state until a step receives them. */
import type { Actor, CheckedStep, TypedAction } from '../actor.js';
import type { FaultPart } from '../faults.js';
import { brings, type StatePart } from '../parts.js';
import { reading } from '../../validation/refuse.js';
import { mayWait, waitHere } from '../wait.js';
import { bagQueues } from './bags.js';
import { faultSteps } from './fault-steps.js';
import { fifoQueues } from './fifo.js';
import { shownMessage } from './message.js';
import { onePlace, type Order, type Places } from './queues.js';
import { channelIn, readOptions, refuseTooMany, type ChannelOptions } from './refuse-channel.js';

/** What a channel or network has in the state. */
export interface ChannelPart<Name extends string, Waiting> extends StatePart {
  readonly group: 'channels';
  readonly name: Name;
  readonly value: Waiting;
}

/** An actor that can stand in every model, whatever its state: its steps only need what it brings. */
export interface CarriesMessages<Part extends StatePart, Step extends string> extends Omit<
  Actor<unknown, Part, TypedAction<string, Step, unknown>>,
  'steps'
> {
  readonly steps: Readonly<Record<string, CheckedStep<unknown>>>;
}

/** Messages in the state: a list if they keep their order, otherwise the number of each by its text. */
export type Waiting<Message, InOrder extends Order> = InOrder extends 'fifo'
  ? readonly Message[]
  : Readonly<Record<string, number>>;

/** A channel. Made by {@link channel}. Its methods take a state of its model, or a draft. */
export interface ChannelActor<
  Message,
  InOrder extends Order = Order,
  Name extends string = string,
> extends CarriesMessages<
  ChannelPart<Name, Waiting<Message, InOrder>> | FaultPart,
  'lose' | 'duplicate'
> {
  /** Sends a message. If the channel is full, the step that sends cannot be taken. */
  readonly send: (state: object, message: Message) => void;
  /**
   * Receives a message. If it is not there, the step that receives cannot be taken.
   *
   * @param message - Which message. With order `fifo`, it may be left out: then the next one, whatever it is.
   */
  readonly receive: (
    state: object,
    ...message: InOrder extends 'fifo' ? [message?: Message] : [message: Message]
  ) => Message;
  /** What can be received now, each message once: for `choose`. With order `fifo`, one message at most. */
  readonly ready: (state: object) => readonly Message[];
  /** All messages that wait. With order `fifo`, in their order. */
  readonly messages: (state: object) => readonly Message[];
  /** Whether there are as many messages as the channel can hold. */
  readonly isFull: (state: object) => boolean;
}

/**
 * Makes a channel: messages that wait in the state, under `channels[name]`, until a step receives them. It is an
 * actor: list it among the actors of the model. Its own steps are the faults that its options allow: `lose` and
 * `duplicate`. They have no fairness.
 *
 * @typeParam Message - The messages: data as JSON has it.
 * @param name - Its name, unique among the actors.
 * @param options - Their order, how many it holds, and its faults.
 * @returns The channel.
 * @throws ModelError if a part is unknown or wrong.
 * @example
 * const tasks = channel<string>('tasks', { capacity: 2, lose: 1 });
 * const { process, defineModel } = forState<{ done: string[] }>();
 * const producer = process('producer', {}, { send: (s) => { tasks.send(s, 'mail'); return done; } });
 * const worker = process('worker', {}, { work: (s) => { s.done.push(tasks.receive(s)); return 'work'; } });
 * defineModel({ name: 'queue', initial: { done: [] }, actors: [tasks, producer, worker] });
 */
export function channel<
  Message,
  const InOrder extends Order = 'fifo',
  const Name extends string = string,
>(
  name: Name,
  options: ChannelOptions<Message, InOrder> = {},
): ChannelActor<Message, InOrder, Name> {
  return reading('channel', () => {
    const read = readOptions('Channel', name, options);
    const { owner, order, capacity, stay, initial } = read;
    const within = (state: object) => channelIn(state, owner, name);
    const places: Places = { owner, from: onePlace, to: onePlace, within };
    const queues = order === 'fifo' ? fifoQueues(places) : bagQueues(places, stay);
    const isFull = (state: object) => capacity < Infinity && queues.size(state, '', '') >= capacity;
    const of = (message: unknown) => ({ from: '', to: '', message });
    const start = { channels: { [name]: structuredClone(queues.empty) } };
    for (const message of initial) {
      if (isFull(start)) refuseTooMany(owner, capacity);
      queues.add(start, of(message));
    }
    const { steps, parts } = faultSteps(name, queues, isFull, {
      ...read,
      says: ({ message }) => shownMessage(message),
    });
    const made = {
      name,
      steps,
      [brings]: [{ group: 'channels', name, value: start.channels[name] }, ...parts],
      [mayWait]: true,
      send: (state: object, message: Message) => {
        if (isFull(state)) waitHere();
        queues.add(state, of(message));
      },
      receive: (state: object, message?: Message) =>
        (queues.take(state, of(message)) ?? waitHere()).message,
      ready: (state: object) => queues.next(state).map(({ message }) => message),
      messages: (state: object) => queues.all(state).map(({ message }) => message),
      isFull,
    };
    // Messages stand in the state as data; which type they have, only the user knows.
    return made as unknown as ChannelActor<Message, InOrder, Name>;
  });
}
