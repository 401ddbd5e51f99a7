/**
 * A register that a majority of servers keeps: the algorithm of Attiya, Bar-Noy and Dolev, "Sharing Memory Robustly in
 * Message-Passing Systems", 1995, as in examples/linearizable-register.rs of Stateright.
 */
import { forState, network, wait } from 'allways';
import {
  client,
  clientNames,
  firstPuts,
  numberOf,
  serverNames,
  type Register,
  type RegisterMessage,
  type Value,
} from './register-clients.js';

/** When a value was written: a logical clock, and the number of the server. */
type Time = [clock: number, server: number];
interface Written {
  readonly time: Time;
  readonly value: Value;
}

type Message =
  | RegisterMessage
  | { readonly type: 'query' | 'recorded'; readonly id: number }
  | ({ readonly type: 'answer' | 'record'; readonly id: number } & Written);

/** A call that a server serves. First it asks for the newest value, then it has a value recorded. */
interface Serving {
  readonly id: number;
  readonly client: string;
  readonly isPut: boolean;
  value: Value;
  answers: Record<string, Written>;
  recorded: string[];
}

const isLater = ([clock, server]: Time, than: Time) =>
  clock > than[0] || (clock === than[0] && server > than[1]);

const { process, block, defineModel } = forState<Register>();

export function linearizableRegister(servers: number, clients: number) {
  const names = clientNames(servers, clients);
  const { puts, history } = firstPuts(servers, names);
  const peers = serverNames(servers);
  const majority = Math.floor(servers / 2) + 1;
  const net = network<Message>('net', [...peers, ...names], { initial: puts });

  const server = (me: string) => {
    const others = peers.filter((one) => one !== me);
    const first: Written = { time: [0, numberOf(me)], value: null };
    const local = { written: first, serving: null as Serving | null };
    return process(
      me,
      { local },
      {
        serve: block({
          choose: (s) => net.ready(s, me),
          then: (s, my, got) => {
            const message = net.receive(s, got);
            const { id, type } = message;
            const { serving, written } = my;
            if (type === 'put' || type === 'get') {
              if (serving !== null) return wait;
              const isPut = type === 'put';
              const value = isPut ? message.value : null;
              const answers = { [me]: { ...written } };
              my.serving = { id, client: got.from, isPut, value, answers, recorded: [] };
              net.broadcast(s, me, { type: 'query', id }, others);
            } else if (type === 'query') {
              net.send(s, me, got.from, { type: 'answer', id, ...written });
            } else if (type === 'record') {
              net.send(s, me, got.from, { type: 'recorded', id });
              const { time, value } = message;
              if (isLater(time, written.time)) my.written = { time: [...time], value };
            } else if (type === 'answer') {
              if (serving?.id !== id || serving.recorded.length > 0) return wait;
              serving.answers[got.from] = { time: [...message.time], value: message.value };
              const answers = Object.values(serving.answers);
              if (answers.length < majority) return 'serve';
              const newest = answers.reduce((one, other) =>
                isLater(other.time, one.time) ? other : one,
              );
              const [clock] = newest.time;
              const time: Time = serving.isPut ? [clock + 1, numberOf(me)] : [...newest.time];
              if (!serving.isPut) serving.value = newest.value;
              const { value } = serving;
              net.broadcast(s, me, { type: 'record', id, time, value }, others);
              if (isLater(time, written.time)) my.written = { time: [...time], value };
              serving.answers = {};
              serving.recorded = [me];
            } else {
              if (type !== 'recorded' || serving?.id !== id) return wait;
              if (serving.recorded.length === 0 || serving.recorded.includes(got.from)) return wait;
              serving.recorded = [...serving.recorded, got.from].sort();
              if (serving.recorded.length < majority) return 'serve';
              const { isPut, value } = serving;
              const answer: Message = isPut
                ? { type: 'put ok', id }
                : { type: 'get ok', id, value };
              net.send(s, me, serving.client, answer);
              my.serving = null;
            }
            return 'serve';
          },
        }),
      },
    );
  };
  return defineModel({
    name: 'linearizable register',
    initial: { history },
    actors: [net, ...peers.map(server), ...names.map((me) => client<Message>(me, servers, net))],
  });
}
