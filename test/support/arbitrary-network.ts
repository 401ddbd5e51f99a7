/** Networks at random: what each name does, one thing after the other, and what may go wrong. */
import fc from 'fast-check';
import { forState, network, type Model } from 'allways';

export type Name = 'a' | 'b';
export type Message = string | { n: number };

/** One thing that a name does. */
type Deed =
  | { readonly does: 'send'; readonly to: Name; readonly message: Message }
  | { readonly does: 'tell all'; readonly message: Message }
  | { readonly does: 'receive' };

/** A network, and what is done with it. */
export interface NetworkDescription {
  readonly order: 'fifo' | 'any';
  readonly capacity: number | undefined;
  readonly lose: number;
  readonly duplicate: number | 'always';
  readonly cut: number;
  readonly whileDown: 'keep' | 'lose';
  /** How many times b may crash. */
  readonly crash: number;
  readonly deeds: Readonly<Record<Name, readonly Deed[]>>;
}

export const networkNames: readonly Name[] = ['a', 'b'];

const message = fc.constantFrom<Message>('x', 'y', '1', { n: 1 });
const deed = fc.oneof(
  fc.record({
    does: fc.constant('send' as const),
    to: fc.constantFrom(...networkNames),
    message,
  }),
  fc.record({ does: fc.constant('tell all' as const), message }),
  fc.constant({ does: 'receive' as const }),
  fc.constant({ does: 'receive' as const }),
);
const deeds = fc.array(deed, { minLength: 1, maxLength: 4 });
const few = fc.nat({ max: 1 });

export const arbitraryNetwork: fc.Arbitrary<NetworkDescription> = fc
  .record({
    order: fc.constantFrom('fifo' as const, 'any' as const),
    capacity: fc.constantFrom(undefined, 1, 2),
    lose: few,
    duplicate: fc.constantFrom<(number | 'always')[]>(0, 1, 'always'),
    cut: few,
    whileDown: fc.constantFrom('keep' as const, 'lose' as const),
    crash: few,
    deeds: fc.record({ a: deeds, b: deeds }),
  })
  .map((one) =>
    one.order === 'fifo' && one.duplicate === 'always' ? { ...one, duplicate: 1 } : one,
  );

/** What each name has received, in order. */
interface Got {
  got: Record<Name, Message[]>;
}

/** What there is to know about a state of a network. */
export interface NetworkState {
  readonly got: Readonly<Record<Name, readonly Message[]>>;
  /** How many deeds each name has done; -1 if it is down. */
  readonly done: Readonly<Record<Name, number>>;
  readonly cut: boolean;
  /** How often each fault may still happen. */
  readonly left: Readonly<Record<'lose' | 'duplicate' | 'cut' | 'crash', number>>;
  readonly flight: readonly { readonly from: Name; readonly to: Name; readonly message: Message }[];
}

/** The model of a network, and what there is to know about each of its states. */
export interface NetworkModel {
  readonly model: Model<object>;
  readonly read: (state: object) => NetworkState;
}

/** The model of a description, with a network and processes. */
export function networkModelOf(description: NetworkDescription): NetworkModel {
  const { crash, deeds: all, capacity, ...options } = description;
  const net = network<Message, Name, 'fifo' | 'any'>('net', networkNames, {
    ...options,
    ...(capacity !== undefined && { capacity }),
  });
  const { process, block, defineModel } = forState<Got>();
  const processes = networkNames.map((me) =>
    process(
      me,
      {
        local: { done: 0 },
        ...(me === 'b' && { crash: { times: crash, restartAt: 'act' as const } }),
      },
      {
        act: block({
          choose: (s, my) => {
            const next = all[me][my.done];
            if (next?.does === 'receive') return net.ready(s, me);
            return next === undefined ? [] : [null];
          },
          then: (s, my, got) => {
            const next = all[me][my.done];
            my.done++;
            if (got !== null) s.got[me].push(net.receive(s, got));
            else if (next?.does === 'send') net.send(s, me, next.to, next.message);
            else if (next?.does === 'tell all') net.broadcast(s, me, next.message);
            return 'act';
          },
        }),
      },
    ),
  );
  const model = defineModel({
    name: 'network',
    initial: { got: { a: [], b: [] } },
    actors: [net, ...processes],
  });
  const read = (state: object): NetworkState => {
    const { got, processes, faults, partitions } = state as Got & Brought;
    const doneBy = (name: Name) => (processes[name].at === 'crashed' ? -1 : processes[name].done);
    const left = (fault: string) => faults?.[fault] ?? 0;
    return {
      got,
      done: { a: doneBy('a'), b: doneBy('b') },
      cut: (partitions?.net.size ?? 0) > 0,
      left: {
        lose: left('net.lose'),
        duplicate: left('net.duplicate'),
        cut: left('net.cut'),
        crash: left('b.crash'),
      },
      flight: net.messages(state),
    };
  };
  return { model, read };
}

/** What processes and the network bring. */
interface Brought {
  readonly processes: Readonly<Record<Name, { readonly at: string; readonly done: number }>>;
  readonly faults?: Readonly<Record<string, number>>;
  readonly partitions?: { readonly net: ReadonlySet<unknown> };
}
