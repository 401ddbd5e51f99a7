/** Clients of a register, and what they must see: as in actor/register.rs and semantics/ of Stateright. */
import { done, forState, wait, type NetworkActor } from 'allways';

/** A value of a register; null before the first write. */
export type Value = string | null;

/** What clients ask of servers, and what servers answer. */
export type RegisterMessage =
  | { readonly type: 'put'; readonly id: number; readonly value: Value }
  | { readonly type: 'put ok'; readonly id: number }
  | { readonly type: 'get'; readonly id: number }
  | { readonly type: 'get ok'; readonly id: number; readonly value: Value };

/** A call of a client. */
interface Call {
  readonly op: 'put' | 'get';
  /** What is written, or what was read. */
  value: Value;
  /** How many calls each client had completed when this one was made: these came before it. */
  readonly seen: Readonly<Record<string, number>>;
  isOver: boolean;
}

export interface Register {
  /** The calls of each client, in their order. */
  history: Record<string, Call[]>;
}

const { process, block, invariant } = forState<Register>();

/** Names of servers, then of clients: each has the number that Stateright gives it. */
export const serverNames = (count: number) =>
  Array.from({ length: count }, (_, number) => `server ${number}`);
export const clientNames = (servers: number, count: number) =>
  Array.from({ length: count }, (_, number) => `client ${servers + number}`);
export const numberOf = (name: string) => Number(name.split(' ')[1]);

/** How many calls each client has completed. */
const seenIn = (history: Register['history']) =>
  Object.fromEntries(
    Object.entries(history).map(([name, calls]) => [
      name,
      calls.filter((one) => one.isOver).length,
    ]),
  );

/** At the start, each client has sent its value to a server. */
export function firstPuts(servers: number, clients: readonly string[]) {
  const valueOf = (at: number) => 'ABC'.charAt(at);
  const none: Register['history'] = Object.fromEntries(clients.map((name) => [name, []]));
  const puts = clients.map((from, at) => ({
    from,
    to: `server ${numberOf(from) % servers}`,
    message: { type: 'put', id: numberOf(from), value: valueOf(at) } as const,
  }));
  const history: Register['history'] = Object.fromEntries(
    clients.map((name, at) => [
      name,
      [{ op: 'put', value: valueOf(at), seen: seenIn(none), isOver: false }],
    ]),
  );
  return { puts, history };
}

/** A client that has sent its value: once it is written, it reads at the next server. */
export function client<Internal>(
  me: string,
  servers: number,
  net: NetworkActor<RegisterMessage | Internal>,
) {
  const receive = (s: object, got: Parameters<typeof net.receive>[1]) =>
    net.receive(s, got) as RegisterMessage;
  return process(
    me,
    {},
    {
      put: block({
        choose: (s) => net.ready(s, me),
        then: (s, _, got) => {
          if (receive(s, got).type !== 'put ok') return wait;
          const [put] = s.history[me] ?? [];
          if (put !== undefined) put.isOver = true;
          s.history[me]?.push({ op: 'get', value: null, seen: seenIn(s.history), isOver: false });
          const server = `server ${(numberOf(me) + 1) % servers}`;
          net.send(s, me, server, { type: 'get', id: 2 * numberOf(me) });
          return 'get';
        },
      }),
      get: block({
        choose: (s) => net.ready(s, me),
        then: (s, _, got) => {
          const message = receive(s, got);
          if (message.type !== 'get ok') return wait;
          const get = s.history[me]?.[1];
          if (get !== undefined) Object.assign(get, { value: message.value, isOver: true });
          return done;
        },
      }),
    },
  );
}

/** Whether there is an order of the calls that explains what was read, and in which no call comes before one it saw. */
function isExplained(
  history: Register['history'],
  value: Value,
  taken: Readonly<Record<string, number>>,
): boolean {
  const clients = Object.entries(history);
  const next = clients.map(([name, calls]) => [name, calls[taken[name] ?? 0]] as const);
  if (next.every(([, call]) => call?.isOver !== true)) return true;
  return next.some(([name, call]) => {
    if (call === undefined || (call.op === 'get' && call.isOver && call.value !== value))
      return false;
    const comesFirst = clients.some(
      ([other]) => other !== name && (taken[other] ?? 0) < (call.seen[other] ?? 0),
    );
    if (comesFirst) return false;
    const after = call.op === 'put' ? call.value : value;
    return isExplained(history, after, { ...taken, [name]: (taken[name] ?? 0) + 1 });
  });
}

/** Each call seems to happen at one moment between its start and its end. */
export const isLinearizable = invariant('the register is linearizable', ({ history }) =>
  isExplained(history, null, {}),
);
