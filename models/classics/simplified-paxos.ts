import { actor, defineModel, invariant, step, transition } from 'allways';

type Acceptor = 'r1' | 'r2' | 'r3' | 'r4';
type Value = 'v1' | 'v2' | 'v3';
type Ballot = 0 | 1 | 2;

interface Vote {
  ballot: Ballot;
  value: Value | null;
}

export interface SimplifiedPaxos {
  /** The highest ballot that each acceptor has heard of, and its last vote. */
  acceptors: Record<Acceptor, { heard: Ballot; voted: Vote }>;
  /** All messages that were ever sent, by their ballots. */
  prepares: Partial<Record<Ballot, true>>;
  promises: Record<Ballot, Partial<Record<Acceptor, Vote>>>;
  proposals: Partial<Record<Ballot, Value>>;
  votes: Record<Ballot, Partial<Record<Acceptor, Value>>>;
  decision: Value | null;
}

const acceptors: readonly Acceptor[] = ['r1', 'r2', 'r3', 'r4'];
const values: readonly Value[] = ['v1', 'v2', 'v3'];
const ballots: readonly Ballot[] = [0, 1, 2];

/** The messages of a quorum; undefined if one is missing. A quorum is all but one. */
function ofQuorum<Message>(
  sent: Partial<Record<Acceptor, Message>>,
  absent: Acceptor,
): readonly Message[] | undefined {
  const found = acceptors.filter((one) => one !== absent).map((one) => sent[one]);
  const messages = found.filter((message) => message !== undefined);
  return messages.length === found.length ? messages : undefined;
}

/** Whether a value may be proposed after these promises: the one of the latest vote, or any if there is none. */
function mayPropose(promises: readonly Vote[], value: Value): boolean {
  if (promises.every((vote) => vote.value === null)) return true;
  const latest = promises.reduce((one, other) => (other.ballot > one.ballot ? other : one));
  return latest.value === value;
}

const offers = ballots.flatMap((ballot) =>
  acceptors.flatMap((absent) => values.map((value) => ({ ballot, absent, value }))),
);
const looks = ballots.flatMap((ballot) =>
  acceptors.flatMap((absent) =>
    acceptors.filter((from) => from !== absent).map((from) => ({ ballot, absent, from })),
  ),
);

const proposer = actor<SimplifiedPaxos>('proposer', {
  prepare: step({
    choose: () => ballots.slice(1),
    then: (s: SimplifiedPaxos, ballot) => {
      s.prepares[ballot] = true;
    },
  }),
  propose: step({
    choose: () => offers,
    when: (s: SimplifiedPaxos, { ballot, absent, value }) => {
      if (s.proposals[ballot] !== undefined) return false;
      const promises = ofQuorum(s.promises[ballot], absent);
      return promises !== undefined && mayPropose(promises, value);
    },
    then: (s, { ballot, value }) => {
      s.proposals[ballot] = value;
    },
  }),
});

const acceptor = (me: Acceptor) =>
  actor<SimplifiedPaxos>(me, {
    promise: step({
      choose: () => ballots,
      when: (s: SimplifiedPaxos, ballot) =>
        s.prepares[ballot] === true && s.acceptors[me].heard < ballot,
      then: (s, ballot) => {
        s.acceptors[me].heard = ballot;
        s.promises[ballot][me] = { ...s.acceptors[me].voted };
      },
    }),
    vote: step({
      choose: () => ballots,
      when: (s: SimplifiedPaxos, ballot) =>
        s.proposals[ballot] !== undefined && s.acceptors[me].heard <= ballot,
      then: (s, ballot) => {
        const value = s.proposals[ballot];
        if (value === undefined) return;
        s.acceptors[me] = { heard: ballot, voted: { ballot, value } };
        s.votes[ballot][me] = value;
      },
    }),
  });

const learner = actor<SimplifiedPaxos>('learner', {
  decide: step({
    choose: () => looks,
    when: (s: SimplifiedPaxos, { ballot, absent }) =>
      ofQuorum(s.votes[ballot], absent) !== undefined,
    then: (s, { ballot, from }) => {
      s.decision = s.votes[ballot][from] ?? null;
    },
  }),
});

const first = { heard: 0, voted: { ballot: 0, value: null } } as const;

/**
 * Paxos with one decision: four acceptors, three values and ballots 0 to 2. The proposer does not prepare ballot 0. All
 * acceptors are interchangeable, and so are all values.
 *
 * Messages are never lost, but each may be received at any later time, or never. A step has one choice for each way
 * in which TLC can take it, so that the steps are as many as TLC counts.
 *
 * After tlaplus/Examples, specifications/SimplifiedFastPaxos/Paxos, by Lim Ngian Xin Terry and Gaurav Gandhi.
 */
export const simplifiedPaxos = defineModel<SimplifiedPaxos>({
  name: 'simplified Paxos',
  initial: {
    acceptors: { r1: first, r2: first, r3: first, r4: first },
    prepares: {},
    promises: { 0: {}, 1: {}, 2: {} },
    proposals: {},
    votes: { 0: {}, 1: {}, 2: {} },
    decision: null,
  },
  actors: [proposer, ...acceptors.map(acceptor), learner],
});

/** The names that are interchangeable. */
export const simplifiedPaxosSymmetry = [acceptors, values];

export const proposedIsDecided = invariant<SimplifiedPaxos>(
  'the decision was proposed, and a promise tells of a value if it tells of a ballot',
  ({ decision, proposals, promises }) =>
    (decision === null || ballots.some((ballot) => proposals[ballot] === decision)) &&
    ballots
      .flatMap((ballot) => Object.values(promises[ballot]))
      .every(({ ballot, value }) => (value === null) === (ballot === 0)),
);

export const paxosDecidesOnce = transition<SimplifiedPaxos>(
  'the decision never changes',
  (before, _, after) => before.decision === null || before.decision === after.decision,
);
