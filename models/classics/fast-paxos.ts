import { actor, defineModel, invariant, step, transition } from 'allways';

type Replica = 'r1' | 'r2' | 'r3' | 'r4';
type Value = 'v1' | 'v2' | 'v3';
type Round = 0 | 1 | 2 | 3 | 4;

interface Acceptor {
  /** The highest round that it has heard of. */
  heard: Round;
  /** The round of its last vote, and the value that it voted for. */
  votedIn: Round;
  value: Value | null;
}

export interface FastPaxos {
  acceptors: Record<Replica, Acceptor>;
  /** What the coordinator asked for in each round: any value, or one. These messages are never lost. */
  asked: Partial<Record<Round, Value | 'any'>>;
  /** The votes in each round, by who sent them. They are never lost either. */
  votes: Record<Round, Partial<Record<Replica, Value>>>;
  /** The value that the coordinator has chosen after a collision. */
  picked: Value | null;
  decision: Value | null;
}

const replicas: readonly Replica[] = ['r1', 'r2', 'r3', 'r4'];
const values: readonly Value[] = ['v1', 'v2', 'v3'];
/** In a fast round each acceptor may vote for a value of its own, so two values may collide. */
const fastRounds: readonly Round[] = [1, 3];
const classicRounds: readonly Round[] = [0, 2, 4];

/** The votes of a quorum in a round; undefined if one is missing. A quorum is all but one. */
function votesOf(s: FastPaxos, round: Round, absent: Replica): readonly Value[] | undefined {
  const votes: Value[] = [];
  for (const replica of replicas) {
    if (replica === absent) continue;
    const vote = s.votes[round][replica];
    if (vote === undefined) return undefined;
    votes.push(vote);
  }
  return votes;
}

/** Whether the coordinator may pick a value if these votes of a fast round have collided. */
function mayPick(votes: readonly Value[], value: Value): boolean {
  if (new Set(votes).size < 2) return false;
  const isMajority = (one: Value) =>
    votes.filter((vote) => vote === one).length > Math.floor(votes.length / 2);
  return votes.some(isMajority) ? isMajority(value) : votes.includes(value);
}

const pairs = classicRounds.flatMap((round) =>
  fastRounds.filter((fast) => fast < round).map((fast) => ({ round, fast })),
);
const picks = pairs.flatMap((pair) =>
  replicas.flatMap((absent) => values.map((value) => ({ ...pair, absent, value }))),
);

const coordinator = actor<FastPaxos>('coordinator', {
  openFastRound: step({
    choose: () => fastRounds,
    then: (s: FastPaxos, round) => {
      s.asked[round] = 'any';
    },
  }),
  resolveCollision: step({
    choose: () => picks,
    when: (s: FastPaxos, { round, fast, absent, value }) => {
      if (s.asked[round] !== undefined) return false;
      if (s.picked !== null && s.picked !== value) return false;
      const votes = votesOf(s, fast, absent);
      return votes !== undefined && mayPick(votes, value);
    },
    then: (s, { round, value }) => {
      s.picked = value;
      s.asked[round] = value;
    },
  }),
});

const ownVotes = fastRounds.flatMap((round) => values.map((value) => ({ round, value })));

const acceptor = (me: Replica) => {
  const vote = (s: FastPaxos, round: Round, value: Value) => {
    s.acceptors[me] = { heard: round, votedIn: round, value };
    s.votes[round][me] = value;
  };
  return actor<FastPaxos>(me, {
    proposeAndVote: step({
      choose: () => ownVotes,
      when: (s: FastPaxos, { round, value }) => {
        const mine = s.acceptors[me].value;
        return (
          s.asked[round] === 'any' &&
          s.acceptors[me].heard <= round &&
          (mine === null || mine === value) &&
          s.votes[round][me] === undefined
        );
      },
      then: (s, { round, value }) => {
        vote(s, round, value);
      },
    }),
    vote: step({
      choose: () => classicRounds,
      when: (s: FastPaxos, round) => s.asked[round] !== undefined && s.acceptors[me].heard <= round,
      then: (s, round) => {
        const value = s.asked[round];
        if (value !== undefined && value !== 'any') vote(s, round, value);
      },
    }),
  });
};

const decisions = (rounds: readonly Round[]) =>
  rounds.flatMap((round) =>
    replicas.flatMap((absent) =>
      replicas.filter((from) => from !== absent).map((from) => ({ round, absent, from })),
    ),
  );
const fastDecisions = decisions(fastRounds);
const classicDecisions = decisions(classicRounds);

/** Decides what a quorum has voted for; `from` is the acceptor whose vote it looks at. */
const learner = actor<FastPaxos>('learner', {
  decideFast: step({
    choose: () => fastDecisions,
    when: (s: FastPaxos, { round, absent }) => {
      const votes = votesOf(s, round, absent);
      return votes?.every((vote) => vote === votes[0]) ?? false;
    },
    then: (s, { round, from }) => {
      s.decision = s.votes[round][from] ?? null;
    },
  }),
  decide: step({
    choose: () => classicDecisions,
    when: (s: FastPaxos, { round, absent }) => votesOf(s, round, absent) !== undefined,
    then: (s, { round, from }) => {
      s.decision = s.votes[round][from] ?? null;
    },
  }),
});

const acceptorAtFirst: Acceptor = { heard: 0, votedIn: 0, value: null };

/**
 * Fast Paxos of L. Lamport, simplified: one coordinator, four acceptors, three values, and rounds 0 to 4. In a fast
 * round each acceptor votes for a value of its own. If the values of a quorum collide, the coordinator picks one of
 * them and asks for it in a classic round. All replicas are interchangeable, and so are all values.
 *
 * Messages are never lost, but each may be received at any later time, or never. A step has one choice for each way
 * in which TLC can take it, so that the steps are as many as TLC counts.
 *
 * After tlaplus/Examples, specifications/SimplifiedFastPaxos/FastPaxos, by Lim Ngian Xin Terry and Gaurav Gandhi.
 */
export const fastPaxos = defineModel<FastPaxos>({
  name: 'Fast Paxos',
  initial: {
    acceptors: {
      r1: acceptorAtFirst,
      r2: acceptorAtFirst,
      r3: acceptorAtFirst,
      r4: acceptorAtFirst,
    },
    asked: {},
    votes: { 0: {}, 1: {}, 2: {}, 3: {}, 4: {} },
    picked: null,
    decision: null,
  },
  actors: [coordinator, ...replicas.map(acceptor), learner],
});

/** The names that are interchangeable. */
export const fastPaxosSymmetry = [replicas, values];

export const onlyVotesDecided = invariant<FastPaxos>(
  'the decision is a value that an acceptor has proposed in a fast round',
  ({ decision, votes }) =>
    decision === null ||
    fastRounds.some((round) => replicas.some((replica) => votes[round][replica] === decision)),
);

export const decidedOnce = transition<FastPaxos>(
  'the decision never changes',
  (before, _, after) => before.decision === null || before.decision === after.decision,
);
