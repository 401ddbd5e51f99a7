import { actor, defineModel, invariant, step } from 'allways';

/** Message sets: all messages ever sent, as strings in one Set that only grows. */
export interface Paxos {
  acceptors: Record<string, { promised: number; voted: Vote | null }>;
  messages: Set<string>;
}

interface Vote {
  ballot: number;
  value: string;
}

const values = ['red', 'blue'];
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
const namesOf = (acceptors: number) => numbers(acceptors).map((index) => `a${index + 1}`);

const accepted = (ballot: number, from: string, value: string) =>
  `accepted ${ballot} ${from} ${value}`;
const promise = (ballot: number, from: string, voted: Vote | null) =>
  `promise ${ballot} ${from} ${voted === null ? 'none' : `${voted.ballot} ${voted.value}`}`;

/** What an acceptor has promised in a ballot: its vote, null for none; undefined before it has. */
function promised(s: Paxos, ballot: number, from: string): Vote | null | undefined {
  const start = `promise ${ballot} ${from} `;
  for (const message of s.messages) {
    if (!message.startsWith(start)) continue;
    const [voted = '', value = ''] = message.slice(start.length).split(' ');
    return value === '' ? null : { ballot: Number(voted), value };
  }
  return undefined;
}

/** Whether the promises of a quorum leave a ballot free to propose a value. */
function mayPropose(s: Paxos, ballot: number, value: string, quorum: readonly string[]): boolean {
  let latest: Vote | null = null;
  for (const name of quorum) {
    const vote = promised(s, ballot, name);
    if (vote === undefined) return false;
    if (vote !== null && vote.ballot > (latest?.ballot ?? -1)) latest = vote;
  }
  return latest === null || latest.value === value;
}

function leader(ballot: number, quorums: readonly string[][]) {
  const hasProposed = (s: Paxos) =>
    values.some((value) => s.messages.has(`propose ${ballot} ${value}`));
  return actor<Paxos>(`leader ${ballot}`, {
    prepare: {
      when: (s) => !s.messages.has(`prepare ${ballot}`),
      then: (s) => {
        s.messages.add(`prepare ${ballot}`);
      },
    },
    propose: step({
      choose: () => values,
      when: (s: Paxos, value) =>
        !hasProposed(s) && quorums.some((quorum) => mayPropose(s, ballot, value, quorum)),
      then: (s, value) => {
        s.messages.add(`propose ${ballot} ${value}`);
      },
    }),
  });
}

function acceptor(me: string, ballots: readonly number[]) {
  const heard = (s: Paxos) => s.acceptors[me]?.promised ?? -1;
  const proposals = ballots.flatMap((ballot) => values.map((value) => ({ ballot, value })));
  return actor<Paxos>(me, {
    promise: step({
      choose: () => ballots,
      when: (s: Paxos, ballot) => s.messages.has(`prepare ${ballot}`) && ballot > heard(s),
      then: (s, ballot) => {
        const voted = s.acceptors[me]?.voted ?? null;
        s.acceptors[me] = { promised: ballot, voted };
        s.messages.add(promise(ballot, me, voted));
      },
    }),
    accept: step({
      choose: () => proposals,
      when: (s: Paxos, { ballot, value }) =>
        s.messages.has(`propose ${ballot} ${value}`) && ballot >= heard(s),
      then: (s, { ballot, value }) => {
        s.acceptors[me] = { promised: ballot, voted: { ballot, value } };
        s.messages.add(accepted(ballot, me, value));
      },
    }),
  });
}

/**
 * Paxos with two values.
 *
 * @param acceptors - How many acceptors there are, 3 or 4: all but one are a quorum.
 * @param ballots - How many ballots there are, each with a leader of its own.
 */
export function paxos(acceptors: number, ballots: number) {
  const names = namesOf(acceptors);
  const quorums = names.map((absent) => names.filter((name) => name !== absent));
  return defineModel<Paxos>({
    name: 'paxos',
    initial: {
      acceptors: Object.fromEntries(names.map((name) => [name, { promised: -1, voted: null }])),
      messages: new Set(),
    },
    actors: [
      ...numbers(ballots).map((ballot) => leader(ballot, quorums)),
      ...names.map((name) => acceptor(name, numbers(ballots))),
    ],
  });
}

/** A value is chosen where a quorum has accepted it in one ballot. */
export const agreement = (acceptors: number, ballots: number) =>
  invariant<Paxos>('at most one value is chosen', (s) => {
    const isChosen = (value: string) =>
      numbers(ballots).some((ballot) => {
        const votes = namesOf(acceptors).filter((name) =>
          s.messages.has(accepted(ballot, name, value)),
        );
        return votes.length >= acceptors - 1;
      });
    return values.filter(isChosen).length <= 1;
  });
