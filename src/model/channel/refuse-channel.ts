/** Refuses channels and networks that cannot work, and states that lack them. */
import { ModelError } from '../../validation/errors.js';
import {
  describeGiven,
  describeValue,
  refuseOtherNumber,
  refuseUnknown,
} from '../../validation/refuse.js';
import { refuseNameless } from '../names.js';
import type { Times } from '../faults.js';
import type { Order } from './queues.js';

/** What `channel` takes beside its name. */
export interface ChannelOptions<Message, InOrder extends Order = Order> {
  /**
   * `fifo`: messages arrive in the order in which they were sent. `any`: in any order. Absent: `fifo` for a
   * channel, `any` for a network.
   */
  readonly order?: InOrder;
  /** The most messages that wait; at least 1. Absent: no limit, so make sure that the model sends only so many. */
  readonly capacity?: number;
  /** How many messages may get lost. Absent: none. */
  readonly lose?: Times;
  /**
   * How many times a message may be doubled. Absent: never. `always`, with order `any`: a message stays where it is
   * when it is received, so it may arrive again and again.
   */
  readonly duplicate?: Times | 'always';
  /** The messages at the start. Absent: none. */
  readonly initial?: readonly Message[];
}

/** The options in the form in which a channel or network uses them. */
export interface ReadOptions {
  readonly owner: string;
  readonly order: Order;
  readonly capacity: number;
  readonly lose: Times;
  readonly duplicate: Times;
  /** Messages stay when they are received. */
  readonly stay: boolean;
  readonly initial: readonly unknown[];
}

/** Refuses wrong options of a channel or network. */
export function readOptions(
  kind: 'Channel' | 'Network',
  name: unknown,
  options: ChannelOptions<unknown>,
  own: readonly string[] = [],
): ReadOptions {
  const maker = kind.toLowerCase();
  refuseNameless(name, `A ${maker}`, `${maker}('its name', …)`);
  const owner = `${kind} ${JSON.stringify(name)}`;
  const known = ['order', 'capacity', 'lose', 'duplicate', 'initial', ...own];
  refuseUnknown(owner, 'option', options, known);
  const { capacity = Infinity, lose = 0, duplicate = 0, initial = [] } = options;
  const { order = kind === 'Channel' ? 'fifo' : 'any' } = options as { readonly order?: unknown };
  if (order !== 'fifo' && order !== 'any') {
    throw new ModelError(`${owner}: order is ${describeValue(order)}; give 'fifo' or 'any'.`);
  }
  if (capacity === 0) {
    throw new ModelError(
      `${owner}: capacity is 0; give at least 1, or let one step do what both sides do when they meet.`,
    );
  }
  if (capacity !== Infinity) refuseOtherNumber(`${owner}: capacity`, capacity, 1);
  const stay = duplicate === 'always';
  if (stay && order === 'fifo') {
    throw new ModelError(
      `${owner}: duplicate is 'always', which needs order 'any'; give a number of times.`,
    );
  }
  if (!Array.isArray(initial)) {
    throw new ModelError(
      `${owner}: initial is ${describeGiven(initial)}; give a list of messages.`,
    );
  }
  return { owner, order, capacity, lose, duplicate: stay ? 0 : duplicate, stay, initial };
}

/** Refuses more messages at the start than there is room for. */
export function refuseTooMany(owner: string, capacity: number): never {
  throw new ModelError(
    `${owner}: initial has more messages than its capacity, ${capacity}; give fewer, or a larger capacity.`,
  );
}

/** Refuses names of a network that are no list of different names. */
export function refuseOtherNames(owner: string, names: unknown): void {
  if (!Array.isArray(names) || names.length === 0) {
    throw new ModelError(
      `${owner}: its names are ${describeGiven(names)}; give a list with the name of each that sends or receives.`,
    );
  }
  for (const [at, name] of (names as readonly unknown[]).entries()) {
    refuseNameless(name, `${owner}: one of its names`, "['server', 'client']");
    if (names.indexOf(name) !== at) {
      throw new ModelError(`${owner} has ${JSON.stringify(name)} twice; give each name once.`);
    }
    if ((name as string).includes(':')) {
      throw new ModelError(
        `${owner}: the name ${JSON.stringify(name)} has a colon, which stands between a sender and its message; rename it.`,
      );
    }
  }
}

/** A state that may have channels. */
interface MayHaveChannels {
  readonly channels?: Readonly<Record<string, unknown>>;
}

/** What a channel or network has in a state. Steps call it often, so it makes no closure. */
export function channelIn(state: object, owner: string, name: string): unknown {
  const within = (Object(state) as MayHaveChannels).channels?.[name];
  if (within !== undefined) return within;
  throw new ModelError(`${owner} is not in this state; list it among the actors of the model.`);
}
