import { describe, expectTypeOf, test } from 'vitest';
import { channel, defineModel, done, forState, network, wait, type StateOf } from 'allways';

interface Shared {
  votes: number;
}
type Vote = { type: 'yes'; by: string } | { type: 'no' };

const { process, block, defineModel: define, invariant } = forState<Shared>();

const box = channel<Vote>('box', { capacity: 2 });
const bag = channel<Vote, 'any'>('bag', { order: 'any' });
const net = network<Vote, 'a' | 'b'>('net', ['a', 'b'], { lose: 1, cut: 1 });

describe('channels and networks', () => {
  test('know the type of a message', () => {
    expectTypeOf(box.messages({})).toEqualTypeOf<readonly Vote[]>();
    expectTypeOf(box.receive({})).toEqualTypeOf<Vote>();
    // @ts-expect-error There is no such message.
    box.send({}, { type: 'maybe' });
    // @ts-expect-error With any order, the message must be chosen.
    bag.receive({});
    bag.receive({}, { type: 'no' });
    // @ts-expect-error No such name is in the network.
    net.send({}, 'a', 'c', { type: 'no' });
    expectTypeOf(net.ready({}, 'a')).toEqualTypeOf<
      readonly { readonly from: 'a' | 'b'; readonly to: 'a' | 'b'; readonly message: Vote }[]
    >();
    network<string, 'a'>('net', ['a'], {
      // @ts-expect-error No such name is in the network.
      initial: [{ from: 'a', to: 'b', message: 'x' }],
    });
    // @ts-expect-error There is no such order.
    channel('box', { order: 'lifo' });
  });

  test('a block of a process may only wait or be done', () => {
    process(
      'b',
      {},
      {
        hear: block({
          choose: (s) => net.ready(s, 'b'),
          then: (s, _, got) => (net.receive(s, got).type === 'no' ? wait : done),
        }),
      },
    );
  });

  test('are actors of every model, and put their data into its state', () => {
    const a = process(
      'a',
      { local: { by: '' } },
      {
        hear: block({
          choose: (s) => net.ready(s, 'a'),
          then: (s, my, got) => {
            expectTypeOf(got.message).toEqualTypeOf<Vote>();
            const vote = net.receive(s, got);
            if (vote.type === 'yes') my.by = vote.by;
            s.votes++;
            box.send(s, vote);
            return done;
          },
          says: (_, __, { from, message }) => `hears ${message.type} from ${from}`,
        }),
      },
    );
    const model = define({ name: 'votes', initial: { votes: 0 }, actors: [box, bag, net, a] });
    type State = StateOf<typeof model>;
    expectTypeOf<State>().toExtend<Shared>();
    expectTypeOf<State['channels']>().toExtend<Readonly<Record<string, unknown>>>();
    const named = channel<Vote, 'fifo', 'named'>('named');
    const small = define({ name: 'small', initial: { votes: 0 }, actors: [named] });
    expectTypeOf<StateOf<typeof small>['channels']>().toEqualTypeOf<{ named: readonly Vote[] }>();
    invariant('in a property', (s) => net.messages(s).length < 3 && box.isFull(s));
    defineModel<Shared>({ name: 'without forState', initial: { votes: 0 }, actors: [box, net] });
    forState<typeof model>().transition('knows its steps', (_, action) => {
      expectTypeOf(action.step).toExtend<string>();
      // @ts-expect-error No actor has this step.
      return action.step !== 'loose';
    });
  });
});
