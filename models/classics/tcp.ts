import { actor, defineModel, invariant, leadsTo, step, weak } from 'allways';

type Message = 'SYN' | 'SYN,ACK' | 'ACK' | 'RST' | 'FIN' | 'ACKofFIN';

type Connection =
  | 'LISTEN'
  | 'CLOSED'
  | 'SYN-SENT'
  | 'SYN-RECEIVED'
  | 'ESTABLISHED'
  | 'FIN-WAIT-1'
  | 'FIN-WAIT-2'
  | 'CLOSING'
  | 'CLOSE-WAIT'
  | 'LAST-ACK'
  | 'TIME-WAIT';

const peers = ['A', 'B'] as const;
type Peer = (typeof peers)[number];

export interface Tcp {
  /** Whether each peer has a transmission control block. */
  block: Record<Peer, boolean>;
  connection: Record<Peer, Connection>;
  /** The messages on their way to each peer. */
  inbox: Record<Peer, Message[]>;
}

/** What a peer does with the first message, by its connection: how it goes on, and what it answers. */
const replies: Partial<
  Record<Connection, Partial<Record<Message, readonly [Connection, Message?]>>>
> = {
  'SYN-SENT': { SYN: ['SYN-RECEIVED', 'SYN,ACK'], 'SYN,ACK': ['ESTABLISHED', 'ACK'] },
  'SYN-RECEIVED': { RST: ['LISTEN'], ACK: ['ESTABLISHED'] },
  LISTEN: { SYN: ['SYN-RECEIVED', 'SYN,ACK'] },
  ESTABLISHED: { FIN: ['CLOSE-WAIT', 'ACKofFIN'] },
  'FIN-WAIT-1': { FIN: ['CLOSING', 'ACKofFIN'], ACKofFIN: ['FIN-WAIT-2'] },
  'FIN-WAIT-2': { FIN: ['TIME-WAIT', 'ACKofFIN'] },
  CLOSING: { ACKofFIN: ['TIME-WAIT'] },
  'LAST-ACK': { ACKofFIN: ['CLOSED'] },
};

const replyOf = ({ connection, inbox }: Tcp, me: Peer) => {
  const [first] = inbox[me];
  return first && replies[connection[me]]?.[first];
};

/** How a connection goes on if its user closes it and the other peer is told. */
const closings: Partial<Record<Connection, Connection>> = {
  'SYN-RECEIVED': 'FIN-WAIT-1',
  ESTABLISHED: 'FIN-WAIT-1',
  'CLOSE-WAIT': 'LAST-ACK',
};

const peer = (me: Peer, other: Peer) =>
  actor<Tcp>(me, {
    reply: {
      when: (s) => replyOf(s, me) !== undefined,
      then: (s) => {
        const [next, answer] = replyOf(s, me) ?? ['CLOSED'];
        s.inbox[me].shift();
        s.connection[me] = next;
        if (answer !== undefined) s.inbox[other].push(answer);
      },
    },
    /** Note 2 of RFC 9293: both at once, without CLOSING. */
    finished: {
      when: ({ connection, inbox }) =>
        connection[me] === 'FIN-WAIT-1' && inbox[me][0] === 'FIN' && inbox[me][1] === 'ACKofFIN',
      then: (s) => {
        s.inbox[me].splice(0, 2);
        s.connection[me] = 'TIME-WAIT';
        s.inbox[other].push('ACKofFIN');
      },
    },
    timeout: {
      when: (s) => s.connection[me] === 'TIME-WAIT' && s.block[me],
      then: (s) => {
        s.connection[me] = 'CLOSED';
        s.block[me] = false;
      },
    },
    /** Note 3 of RFC 9293. */
    reset: {
      when: (s) => s.block[me],
      then: (s) => {
        s.inbox[other].push('RST');
        s.connection[me] = 'TIME-WAIT';
      },
    },
    isReset: step({
      choose: () => ['LISTEN', 'CLOSED'] as const,
      when: (s: Tcp) => s.inbox[me][0] === 'RST',
      then: (s, next) => {
        s.inbox[me].shift();
        s.connection[me] = next;
      },
    }),
    close: {
      when: (s) => closings[s.connection[me]] !== undefined,
      then: (s) => {
        s.connection[me] = closings[s.connection[me]] ?? 'CLOSED';
        s.inbox[other].push('FIN');
      },
    },
    stopListening: {
      when: (s) => s.connection[me] === 'LISTEN',
      then: (s) => {
        s.connection[me] = 'CLOSED';
        s.block[me] = false;
      },
    },
    giveUp: {
      when: (s) => s.connection[me] === 'SYN-SENT',
      then: (s) => {
        s.connection[me] = 'CLOSED';
        s.block[me] = false;
      },
    },
  });

/**
 * The connections of TCP, as in RFC 9293, without sequence numbers. One peer has asked for a connection, and the other
 * one listens. No side asks for another connection.
 *
 * A peer may reset its connection again and again. So the state constraint does not expand a state in which the same
 * message is twice in a row on its way to a peer.
 *
 * After tlaplus/Examples, specifications/tcp/MCtcp.
 */
export const tcp = defineModel<Tcp>({
  name: 'TCP',
  initial: () =>
    peers.map((first) => ({
      block: { A: true, B: true },
      connection: {
        A: first === 'A' ? 'SYN-SENT' : 'LISTEN',
        B: first === 'B' ? 'SYN-SENT' : 'LISTEN',
      },
      inbox: { A: first === 'A' ? [] : ['SYN'], B: first === 'B' ? [] : ['SYN'] },
    })),
  actors: [peer('A', 'B'), peer('B', 'A')],
  within: ({ inbox }) =>
    peers.every((me) => inbox[me].every((message, at) => message !== inbox[me][at + 1])),
});

export const bothEstablished = invariant<Tcp>(
  'with no message on its way, both are connected or none is',
  ({ connection, inbox }) =>
    peers.some((me) => inbox[me].length > 0) ||
    (connection.A === 'ESTABLISHED') === (connection.B === 'ESTABLISHED'),
);

/** `Prop` of the specification: one for each peer. */
export const requestEnds = peers.map((me) =>
  leadsTo<Tcp>(
    `${me} does not ask for ever`,
    ({ connection }) => connection[me] === 'SYN-SENT',
    ({ connection }) => ['ESTABLISHED', 'LISTEN', 'CLOSED'].includes(connection[me]),
  ),
);

/** `WF_vars(System)` of the specification, and users that give up. */
export const tcpFairness = [
  weak(...peers.flatMap((me) => [`${me}.reply`, `${me}.finished`, `${me}.timeout`])),
  weak(...peers.map((me) => `${me}.giveUp`)),
];
