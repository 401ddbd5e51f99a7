/** Messages that arrive in the order in which they were sent: a list for each pair of names, or one list. */
import { messageOf, textOf, type Envelope } from './message.js';
import { onePlace, type Places, type Queues, type Struck } from './queues.js';

/** Messages from one name to another, in their order. */
interface Line {
  readonly from: string;
  readonly to: string;
  readonly messages: unknown[];
}

/** By addressee, then by sender. */
type Lines = Readonly<Record<string, Readonly<Record<string, unknown[]>>>>;

/** Lists of messages. */
export function fifoQueues({ owner, from: senders, to: names, within }: Places): Queues {
  const isOne = names === onePlace;
  const line = (state: object, from: string, to: string): unknown[] =>
    (isOne ? within(state) : (within(state) as Lines)[to]?.[from]) as unknown[];
  const lines = (state: object, only?: string): Line[] =>
    (only === undefined ? names : [only]).flatMap((to) =>
      senders.map((from) => ({ from, to, messages: line(state, from, to) })),
    );
  const text = (message: unknown) => textOf(message, owner);
  /** The message itself, not the part of a draft that it is in. */
  const plain = (message: unknown) => messageOf(text(message));
  return {
    empty: isOne ? [] : recordOf(names, () => recordOf(senders, () => [])),
    next: (state, to) =>
      lines(state, to).flatMap(({ messages, ...ends }) =>
        messages.length === 0 ? [] : [{ ...ends, message: plain(messages[0]) }],
      ),
    all: (state) =>
      lines(state).flatMap(({ messages, ...ends }) =>
        messages.map((message): Envelope => ({ ...ends, message: plain(message) })),
      ),
    size: (state, from, to) => line(state, from, to).length,
    add: (state, { from, to, message }) => {
      line(state, from, to).push(plain(message));
    },
    take: (state, { from, to, message }) => {
      const messages = line(state, from, to);
      if (messages.length === 0) return undefined;
      const first = text(messages[0]);
      if (message !== undefined && first !== text(message)) return undefined;
      messages.shift();
      return { message: messageOf(first) };
    },
    struck: (state) =>
      lines(state).flatMap(({ messages, ...ends }) =>
        messages.flatMap((message, index): Struck[] =>
          index > 0 && text(messages[index - 1]) === text(message)
            ? []
            : [{ ...ends, message: plain(message), place: index + 1 }],
        ),
      ),
    remove: (state, { from, to, place = 1 }) => {
      line(state, from, to).splice(place - 1, 1);
    },
    repeat: (state, { from, to, message, place = 1 }) => {
      line(state, from, to).splice(place, 0, plain(message));
    },
  };
}

function recordOf<Value>(
  names: readonly string[],
  make: () => Value,
): Readonly<Record<string, Value>> {
  return Object.fromEntries(names.map((name) => [name, make()]));
}
