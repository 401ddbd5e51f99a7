/**
 * Messages that arrive in any order: a record for each addressee, or one record, with the number of times that each
 * message waits. The keys are texts of messages, so two steps that send different messages write different places
 * of the state, in whatever order they are taken.
 */
import { messageOf, textOf, type Envelope } from './message.js';
import { onePlace, type Places, type Queues } from './queues.js';

/** By text, how many of a message wait. */
type Bag = Record<string, number>;

/** Stands between the sender and the text of a message. No name has it. */
const between = ': ';

/**
 * Records of messages.
 *
 * @param stay - Messages stay when they are taken, and one that waits already is not added again.
 */
export function bagQueues({ owner, to: names, within }: Places, stay: boolean): Queues {
  const isOne = names === onePlace;
  const bagOf = (state: object, to: string): Bag =>
    isOne ? (within(state) as Bag) : ((within(state) as Record<string, Bag>)[to] as Bag);
  const keyOf = ({ from, message }: Envelope): string =>
    isOne ? textOf(message, owner) : from + between + textOf(message, owner);
  const envelopeOf = (to: string, key: string): Envelope => {
    const end = isOne ? 0 : key.indexOf(between);
    const text = isOne ? key : key.slice(end + between.length);
    return { from: key.slice(0, end), to, message: messageOf(text) };
  };
  const next = (state: object, only?: string): Envelope[] =>
    (only === undefined ? names : [only]).flatMap((to) =>
      Object.keys(bagOf(state, to))
        .sort()
        .map((key) => envelopeOf(to, key)),
    );
  const add = (state: object, envelope: Envelope): void => {
    const bag = bagOf(state, envelope.to);
    const key = keyOf(envelope);
    bag[key] = stay ? 1 : (bag[key] ?? 0) + 1;
  };
  const remove = (state: object, envelope: Envelope): void => {
    const bag = bagOf(state, envelope.to);
    const key = keyOf(envelope);
    const count = bag[key] ?? 0;
    if (count > 1) bag[key] = count - 1;
    else Reflect.deleteProperty(bag, key);
  };
  return {
    empty: isOne ? {} : Object.fromEntries(names.map((name) => [name, {}])),
    next,
    all: (state) =>
      next(state).flatMap((envelope) =>
        Array.from({ length: bagOf(state, envelope.to)[keyOf(envelope)] ?? 0 }, () => envelope),
      ),
    size: (state, _, to) => Object.values(bagOf(state, to)).reduce((sum, one) => sum + one, 0),
    add,
    take: (state, envelope) => {
      if (bagOf(state, envelope.to)[keyOf(envelope)] === undefined) return undefined;
      if (!stay) remove(state, envelope);
      return { message: envelope.message };
    },
    struck: (state) => next(state),
    remove,
    repeat: add,
  };
}
