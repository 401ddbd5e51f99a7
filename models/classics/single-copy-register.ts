/** Servers that each have a copy of a register, and do not speak with each other: examples/single-copy-register.rs of Stateright. */
import { forState, network } from 'allways';
import {
  client,
  clientNames,
  firstPuts,
  serverNames,
  type Register,
  type RegisterMessage,
  type Value,
} from './register-clients.js';

const { process, block, defineModel } = forState<Register>();

export function singleCopyRegister(servers: number, clients: number) {
  const names = clientNames(servers, clients);
  const { puts, history } = firstPuts(servers, names);
  const net = network<RegisterMessage>('net', [...serverNames(servers), ...names], {
    initial: puts,
  });
  const server = (me: string) =>
    process(
      me,
      { local: { value: null as Value } },
      {
        serve: block({
          choose: (s) => net.ready(s, me),
          then: (s, my, got) => {
            const message = net.receive(s, got);
            const { id } = message;
            if (message.type === 'put') my.value = message.value;
            net.send(
              s,
              me,
              got.from,
              message.type === 'put'
                ? { type: 'put ok', id }
                : { type: 'get ok', id, value: my.value },
            );
            return 'serve';
          },
        }),
      },
    );
  return defineModel({
    name: 'single-copy register',
    initial: { history },
    actors: [
      net,
      ...serverNames(servers).map(server),
      ...names.map((me) => client(me, servers, net)),
    ],
  });
}
