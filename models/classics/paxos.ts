import { actor, defineModel, invariant, reachable, step } from 'allways';

interface Vote {
  ballot: number;
  value: string;
}

/** The four messages of the protocol, in their order: phases 1a, 1b, 2a and 2b. */
type Message =
  | { type: 'prepare'; ballot: number }
  | { type: 'promise'; ballot: number; from: string; voted: Vote | null }
  | { type: 'propose'; ballot: number; value: string }
  | { type: 'accept'; ballot: number; value: string; from: string };

export interface Paxos {
  /** Of each acceptor, the highest ballot that it has heard of, and its last vote. */
  acceptors: Record<string, { promised: number; voted: Vote | null }>;
  /** All messages that were ever sent. */
  messages: Set<Message>;
}

const values = ['v1', 'v2'];
/** Any two of the three acceptors: any two quorums have one in common. */
const quorums = [
  ['a1', 'a2'],
  ['a1', 'a3'],
  ['a2', 'a3'],
];

/** The messages of one type. */
const sent = <Type extends Message['type']>(s: Paxos, type: Type) =>
  [...s.messages].filter((one): one is Extract<Message, { type: Type }> => one.type === type);

/** What the leader of a ballot may propose, after promises of one quorum. */
function proposals(s: Paxos, ballot: number, quorum: readonly string[]) {
  const promises = sent(s, 'promise').filter(
    (one) => one.ballot === ballot && quorum.includes(one.from),
  );
  if (promises.length < quorum.length) return [];
  const votes = promises.flatMap(({ from, voted }) => (voted === null ? [] : { from, ...voted }));
  if (votes.length === 0) return values.map((value) => ({ value, quorum, follows: 'nobody' }));
  const latest = Math.max(...votes.map((vote) => vote.ballot));
  return votes
    .filter((vote) => vote.ballot === latest)
    .map(({ from, value }) => ({ value, quorum, follows: from }));
}

const leader = (ballot: number) =>
  actor<Paxos>(`leader of ballot ${ballot}`, {
    prepare: {
      then: (s) => {
        s.messages.add({ type: 'prepare', ballot });
      },
    },
    propose: step({
      choose: (s: Paxos) => quorums.flatMap((quorum) => proposals(s, ballot, quorum)),
      when: (s) => !sent(s, 'propose').some((one) => one.ballot === ballot),
      then: (s, { value }) => {
        s.messages.add({ type: 'propose', ballot, value });
      },
    }),
  });

const acceptor = (me: string) => {
  const promised = (s: Paxos) => s.acceptors[me]?.promised ?? -1;
  return actor<Paxos>(me, {
    promise: step({
      choose: (s: Paxos) => sent(s, 'prepare'),
      when: (s, { ballot }) => ballot > promised(s),
      then: (s, { ballot }) => {
        const voted = s.acceptors[me]?.voted ?? null;
        s.acceptors[me] = { promised: ballot, voted };
        s.messages.add({ type: 'promise', ballot, from: me, voted });
      },
    }),
    accept: step({
      choose: (s: Paxos) => sent(s, 'propose'),
      when: (s, { ballot }) => ballot >= promised(s),
      then: (s, { ballot, value }) => {
        s.acceptors[me] = { promised: ballot, voted: { ballot, value } };
        s.messages.add({ type: 'accept', ballot, value, from: me });
      },
    }),
  });
};

/**
 * L. Lamport's Paxos: three acceptors agree on a value, though messages get lost and anybody may
 * be slow. A leader first asks a quorum what it has voted for in earlier ballots, and must propose
 * the latest of that; only where nobody has voted is it free.
 *
 * Nobody fails in so many words: whoever never acts again has crashed, and a message that is never
 * received is lost. A leader may follow the vote of any acceptor with the latest one, after
 * promises of any quorum; which it was is a part of the choice, so that the steps are as many as
 * TLC counts.
 *
 * After tlaplus/Examples, specifications/PaxosHowToWinATuringAward/Paxos.
 *
 * @param ballots - How many ballots there are, each with a leader of its own.
 */
export function paxos(ballots = 2) {
  return defineModel<Paxos>({
    name: `Paxos, ${ballots} ballots`,
    initial: {
      acceptors: Object.fromEntries(
        ['a1', 'a2', 'a3'].map((name) => [name, { promised: -1, voted: null }]),
      ),
      messages: new Set(),
    },
    actors: [
      ...Array.from({ length: ballots }, (_, ballot) => leader(ballot)),
      ...['a1', 'a2', 'a3'].map(acceptor),
    ],
  });
}

/** The values that a quorum has accepted in one ballot. */
function chosen(s: Paxos) {
  const accepts = sent(s, 'accept');
  return values.filter((value) =>
    accepts.some(({ ballot }) =>
      quorums.some((quorum) =>
        quorum.every((from) =>
          accepts.some((one) => one.ballot === ballot && one.value === value && one.from === from),
        ),
      ),
    ),
  );
}

export const oneValue = invariant<Paxos>(
  'at most one value is chosen',
  (s) => chosen(s).length <= 1,
);

export const someValue = reachable<Paxos>('a value is chosen', (s) => chosen(s).length > 0);
