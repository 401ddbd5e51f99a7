/** Networks: messages between names. */
import type { FaultPart, Times } from '../faults.js';
import { brings } from '../parts.js';
import { ModelError } from '../../validation/errors.js';
import { describeValue, reading, refuseUnknownName } from '../../validation/refuse.js';
import { mayWait, waitHere } from '../wait.js';
import { bagQueues } from './bags.js';
import type { CarriesMessages, ChannelPart, Waiting } from './channel.js';
import { faultSteps } from './fault-steps.js';
import { fifoQueues } from './fifo.js';
import { shownMessage, type Envelope } from './message.js';
import { partitionOf, type Partition, type PartitionPart } from './partition.js';
import type { Order, Queues } from './queues.js';
import {
  channelIn,
  readOptions,
  refuseOtherNames,
  refuseTooMany,
  type ChannelOptions,
} from './refuse-channel.js';

/** What `network` takes beside its name and the names that it connects. */
export interface NetworkOptions<
  Message,
  Node extends string,
  InOrder extends Order = Order,
> extends Omit<ChannelOptions<Message, InOrder>, 'initial'> {
  /** The messages at the start. Absent: none. */
  readonly initial?: readonly Addressed<Message, NoInfer<Node>>[];
  /** How many times the network may be cut in two: no message crosses until it is whole again. Absent: never. */
  readonly cut?: Times;
  /**
   * What happens to messages for a process that has crashed. `keep`: they wait until it restarts. `lose`: those sent
   * while it is down are lost, and those under way may be lost. Absent: `keep`.
   */
  readonly whileDown?: 'keep' | 'lose';
}

/** A message of a network, with its sender and its addressee. */
export interface Addressed<Message, Node extends string = string> extends Envelope<Message> {
  readonly from: Node;
  readonly to: Node;
}

/** Messages of a network in the state: by addressee; if they keep their order, then by sender. */
export type InNetwork<Message, Node extends string, InOrder extends Order> = Readonly<
  Record<
    Node,
    InOrder extends 'fifo' ? Readonly<Record<Node, readonly Message[]>> : Waiting<Message, 'any'>
  >
>;

/** A network. Made by {@link network}. Its methods take a state of its model, or a draft. */
export interface NetworkActor<
  Message,
  Node extends string = string,
  InOrder extends Order = Order,
  Name extends string = string,
> extends CarriesMessages<
  ChannelPart<Name, InNetwork<Message, Node, InOrder>> | PartitionPart<Name> | FaultPart,
  'lose' | 'duplicate' | 'drop' | 'cut' | 'heal'
> {
  /** The names that it connects. */
  readonly names: readonly Node[];
  /** Sends a message. If there is no room for it, the step that sends cannot be taken. */
  readonly send: (state: object, from: Node, to: Node, message: Message) => void;
  /**
   * Sends a message to several.
   *
   * @param to - To whom. Absent: to all others.
   */
  readonly broadcast: (state: object, from: Node, message: Message, to?: readonly Node[]) => void;
  /**
   * What can be received now, each message once: for `choose`. With order `fifo`, the next of each sender.
   *
   * @param to - Who receives. Absent: all.
   */
  readonly ready: (state: object, to?: Node) => readonly Addressed<Message, Node>[];
  /** Receives one of the messages that are ready. If it is not, the step that receives cannot be taken. */
  readonly receive: (state: object, envelope: Addressed<Message, Node>) => Message;
  /** All messages under way. */
  readonly messages: (state: object) => readonly Addressed<Message, Node>[];
  /** Whether there is no room for a message. */
  readonly isFull: (state: object, from: Node, to: Node) => boolean;
}

/**
 * Makes a network: messages between names. They wait in the state, under `channels[name]`, until a step receives
 * them. It is an actor: list it among the actors of the model. Its own steps are the faults that its options allow:
 * `lose`, `duplicate`, `cut` with `heal`, and `drop`, which loses messages for a process that is down. Faults have no
 * fairness. `heal` has that of the check.
 *
 * The capacity counts what waits for one addressee; with order `fifo`, what one sender has sent it.
 *
 * @typeParam Message - The messages: data as JSON has it.
 * @param name - Its name, unique among the actors.
 * @param names - The names of all that send or receive, usually those of processes.
 * @param options - The order of messages, how many it holds, and its faults.
 * @returns The network.
 * @throws ModelError if a part is unknown or wrong.
 * @example
 * const net = network<string>('net', ['client', 'server'], { lose: 1 });
 * const { process, block, defineModel } = forState<{ served: number }>();
 * const client = process('client', {}, { ask: (s) => { net.send(s, 'client', 'server', 'hello'); return done; } });
 * const server = process('server', { repeat: true }, {
 *   serve: block({
 *     choose: (s) => net.ready(s, 'server'),
 *     then: (s, my, got) => { net.receive(s, got); s.served++; return done; },
 *   }),
 * });
 * defineModel({ name: 'service', initial: { served: 0 }, actors: [net, client, server] });
 */
export function network<
  Message,
  const Node extends string = string,
  const InOrder extends Order = 'any',
  const Name extends string = string,
>(
  name: Name,
  names: readonly Node[],
  options: NetworkOptions<Message, Node, InOrder> = {},
): NetworkActor<Message, Node, InOrder, Name> {
  return reading('network', () => {
    const read = readOptions('Network', name, options, ['cut', 'whileDown']);
    const { owner, order, capacity, stay, initial } = read;
    refuseOtherNames(owner, names);
    const losesWhileDown = readWhileDown(owner, options);
    const within = (state: object) => channelIn(state, owner, name);
    const places = { owner, from: names, to: names, within };
    const queues = order === 'fifo' ? fifoQueues(places) : bagQueues(places, stay);
    const isFull = (state: object, from: string, to: string) =>
      capacity < Infinity && queues.size(state, from, to) >= capacity;
    const { connects, ...partition } = partitionOf(owner, name, names, options.cut ?? 0);
    const start = { channels: { [name]: structuredClone(queues.empty) } };
    for (const one of initial) {
      const envelope = readEnvelope(owner, names, one);
      if (isFull(start, envelope.from, envelope.to)) refuseTooMany(owner, capacity);
      queues.add(start, envelope);
    }
    const faults = faultSteps(name, queues, isFull, { ...read, says: shownEnvelope });
    const made = {
      name,
      steps: {
        ...faults.steps,
        ...partition.steps,
        ...(losesWhileDown && { drop: dropStep(queues) }),
      },
      [brings]: [
        { group: 'channels', name, value: start.channels[name] },
        ...faults.parts,
        ...partition.parts,
      ],
      [mayWait]: true,
      names: [...names],
      ...methodsOf({ owner, names, queues, isFull, connects, losesWhileDown }),
    };
    // Messages stand in the state as data; which type they have, only the user knows.
    return made as unknown as NetworkActor<Message, Node, InOrder, Name>;
  });
}

/** What the methods of a network need to know. */
interface Made extends Pick<Partition, 'connects'> {
  readonly owner: string;
  readonly names: readonly string[];
  readonly queues: Queues;
  readonly isFull: (state: object, from: string, to: string) => boolean;
  readonly losesWhileDown: boolean;
}

function methodsOf({ owner, names, queues, isFull, connects, losesWhileDown }: Made) {
  const refuseOthers = (from: string, to: string): void => {
    refuseUnknownName(owner, 'name', from, names);
    refuseUnknownName(owner, 'name', to, names);
  };
  const send = (state: object, from: string, to: string, message: unknown): void => {
    refuseOthers(from, to);
    if (losesWhileDown && isDown(state, to)) return;
    if (isFull(state, from, to)) waitHere();
    queues.add(state, { from, to, message });
  };
  return {
    send,
    broadcast: (state: object, from: string, message: unknown, to?: readonly string[]) => {
      for (const one of to ?? names) {
        if (to !== undefined || one !== from) send(state, from, one, message);
      }
    },
    ready: (state: object, to?: string): Envelope[] => {
      if (to !== undefined) refuseUnknownName(owner, 'name', to, names);
      return queues.next(state, to).filter((one) => connects(state, one.from, one.to));
    },
    receive: (state: object, envelope: Envelope) => {
      const { from, to } = envelope;
      refuseOthers(from, to);
      if (!connects(state, from, to)) waitHere();
      return (queues.take(state, envelope) ?? waitHere()).message;
    },
    messages: queues.all,
    isFull,
  };
}

function readWhileDown(owner: string, { whileDown = 'keep' }: { readonly whileDown?: unknown }) {
  if (whileDown === 'keep' || whileDown === 'lose') return whileDown === 'lose';
  throw new ModelError(
    `${owner}: whileDown is ${describeValue(whileDown)}; give 'keep' or 'lose'.`,
  );
}

/** A message of the start. */
function readEnvelope(owner: string, names: readonly string[], given: unknown): Envelope {
  const { from, to, message } = Object(given) as Envelope;
  if (message === undefined) {
    throw new ModelError(
      `${owner}: initial has ${describeValue(given)}; give { from: …, to: …, message: … }.`,
    );
  }
  for (const one of [from, to]) refuseUnknownName(`${owner}: initial`, 'name', one, names);
  return { from, to, message };
}

/** The part of a state that says where processes are. */
interface MayHaveProcesses {
  readonly processes?: Readonly<Record<string, { readonly at: string }>>;
}

const isDown = (state: object, name: string): boolean =>
  (state as MayHaveProcesses).processes?.[name]?.at === 'crashed';

/** Loses a message for a process that is down. */
function dropStep({ struck, remove }: Queues): object {
  return {
    choose: (state: object) => struck(state).filter(({ to }) => isDown(state, to)),
    then: remove,
    says: (_: object, envelope: Envelope) =>
      `drops ${shownEnvelope(envelope)}, as ${envelope.to} is down`,
    fairness: 'none',
  };
}

const shownEnvelope = ({ from, to, message }: Envelope): string =>
  `${shownMessage(message)}: ${from} → ${to}`;
