import {
  actor,
  defineModel,
  eventually,
  invariant,
  leadsTo,
  step,
  transition,
  weak,
} from 'allways';

type Decision = 'commit' | 'abort';
type Vote = 'yes' | 'no';

export interface AtomicCommitment {
  coordinator: {
    alive: boolean;
    /** The participants that were asked for their vote. */
    asked: Set<string>;
    /** The votes that have come in. */
    votes: Map<string, Vote>;
    decision: Decision | null;
    /** What each participant was told of the decision. */
    told: Map<string, Decision>;
  };
  participants: Record<
    string,
    { vote: Vote; hasVoted: boolean; decision: Decision | null; alive: boolean }
  >;
}

const coordinator = (participants: readonly string[]) => {
  /** It lives, has asked all, and has not decided. */
  const collects = ({ coordinator: { alive, asked, decision } }: AtomicCommitment) =>
    alive && decision === null && asked.size === participants.length;
  const hasAllVotes = (s: AtomicCommitment) =>
    collects(s) && s.coordinator.votes.size === participants.length;

  return actor<AtomicCommitment>('coordinator', {
    ask: step({
      choose: () => participants,
      when: ({ coordinator }: AtomicCommitment, who) =>
        coordinator.alive && !coordinator.asked.has(who),
      then: (s, who) => {
        s.coordinator.asked.add(who);
      },
    }),
    getVote: step({
      choose: () => participants,
      when: (s: AtomicCommitment, who) =>
        collects(s) && !s.coordinator.votes.has(who) && s.participants[who]?.hasVoted === true,
      then: (s, who) => {
        s.coordinator.votes.set(who, s.participants[who]?.vote ?? 'no');
      },
    }),
    noticeDeath: step({
      choose: () => participants,
      when: (s: AtomicCommitment, who) => {
        const isSilent = s.participants[who]?.hasVoted === false;
        return collects(s) && isSilent && s.participants[who]?.alive === false;
      },
      then: (s) => {
        s.coordinator.decision = 'abort';
      },
    }),
    commit: {
      when: (s) => hasAllVotes(s) && [...s.coordinator.votes.values()].every((v) => v === 'yes'),
      then: ({ coordinator }) => {
        coordinator.decision = 'commit';
      },
    },
    abort: step({
      choose: () => participants,
      when: (s: AtomicCommitment, because) =>
        hasAllVotes(s) && s.coordinator.votes.get(because) === 'no',
      then: ({ coordinator }) => {
        coordinator.decision = 'abort';
      },
    }),
    tell: step({
      choose: () => participants,
      when: ({ coordinator }: AtomicCommitment, who) =>
        coordinator.alive && coordinator.decision !== null && !coordinator.told.has(who),
      then: ({ coordinator }, who) => {
        if (coordinator.decision !== null) coordinator.told.set(who, coordinator.decision);
      },
    }),
    die: {
      when: (s) => s.coordinator.alive,
      then: (s) => {
        s.coordinator.alive = false;
      },
    },
  });
};

const participant = (me: string) => {
  const self = ({ participants }: AtomicCommitment) => {
    const found = participants[me];
    if (found === undefined) throw new RangeError(`There is no ${me}.`);
    return found;
  };
  const isUndecided = (s: AtomicCommitment) => self(s).alive && self(s).decision === null;

  return actor<AtomicCommitment>(me, {
    vote: {
      when: (s) => self(s).alive && s.coordinator.asked.has(me),
      then: (s) => {
        self(s).hasVoted = true;
      },
    },
    abortAfterNo: {
      when: (s) => isUndecided(s) && self(s).hasVoted && self(s).vote === 'no',
      then: (s) => {
        self(s).decision = 'abort';
      },
    },
    abortUnasked: {
      when: (s) => isUndecided(s) && !s.coordinator.alive && !s.coordinator.asked.has(me),
      then: (s) => {
        self(s).decision = 'abort';
      },
    },
    obey: {
      when: (s) => isUndecided(s) && s.coordinator.told.has(me),
      then: (s) => {
        self(s).decision = s.coordinator.told.get(me) ?? null;
      },
    },
    die: {
      when: (s) => self(s).alive,
      then: (s) => {
        self(s).alive = false;
      },
    },
  });
};

const participantNames = (participants: number) =>
  Array.from({ length: participants }, (_, index) => `p${index + 1}`);

/** All ways to vote. */
const elections = (voters: number): Vote[][] =>
  voters === 0
    ? [[]]
    : elections(voters - 1).flatMap((rest): Vote[][] => [
        [...rest, 'yes'],
        [...rest, 'no'],
      ]);

/**
 * Atomic commitment with simple broadcast, by Babaoglu and Toueg: two-phase commit in which anybody
 * may crash at any moment. The coordinator tells the decision to one participant after the other,
 * so it may die when some know it and others do not. That breaks no safety property; but those that
 * were not told wait for ever, which is why it is called blocking.
 *
 * What each has made up its mind to vote is a part of the initial state, which therefore has 8
 * forms with three participants. To have died is a flag like any other: nobody repairs it. Whose no
 * the coordinator aborts for is a choice, so that the steps are as many as TLC counts.
 *
 * After tlaplus/Examples, specifications/acp/ACP_SB.
 *
 * @param participants - How many participants there are.
 */
export function atomicCommitment(participants = 3) {
  const names = participantNames(participants);
  return defineModel<AtomicCommitment>({
    name: `atomic commitment, ${participants} participants`,
    initial: () =>
      elections(participants).map((votes) => ({
        coordinator: {
          alive: true,
          asked: new Set(),
          votes: new Map(),
          decision: null,
          told: new Map(),
        },
        participants: Object.fromEntries(
          votes.map((vote, index) => [
            `p${index + 1}`,
            { vote, hasVoted: false, decision: null, alive: true },
          ]),
        ),
      })),
    actors: [coordinator(names), ...names.map(participant)],
  });
}

const everybody = (s: AtomicCommitment) => Object.values(s.participants);
const decided = (s: AtomicCommitment, decision: Decision) =>
  everybody(s).some((one) => one.decision === decision);

export const sameDecision = invariant<AtomicCommitment>(
  'all that decide decide the same',
  (s) => !(decided(s, 'commit') && decided(s, 'abort')),
);

export const commitNeedsAll = invariant<AtomicCommitment>(
  'commit only if all voted yes',
  (s) => !decided(s, 'commit') || everybody(s).every(({ vote }) => vote === 'yes'),
);

export const abortNeedsReason = invariant<AtomicCommitment>(
  'abort only if somebody voted no, or died',
  (s) =>
    !decided(s, 'abort') ||
    !s.coordinator.alive ||
    everybody(s).some(({ vote, alive }) => vote === 'no' || !alive),
);

export const noSecondThoughts = transition<AtomicCommitment>(
  'a decision is final',
  (before, _, after) =>
    Object.entries(before.participants).every(
      ([who, { decision }]) => decision === null || after.participants[who]?.decision === decision,
    ),
);

/** `AC3_2` of the specification. */
export const allDecideWhereNobodyDies = eventually<AtomicCommitment>(
  'all decide, or somebody dies',
  (s) =>
    !s.coordinator.alive ||
    everybody(s).some(({ alive }) => !alive) ||
    everybody(s).every(({ decision }) => decision !== null),
);

/** `AC5` of the specification: what simple broadcast does not have. */
export const survivorsDecide = eventually<AtomicCommitment>('all decide, or die themselves', (s) =>
  everybody(s).every(({ decision, alive }) => decision !== null || !alive),
);

/** `DecisionReachedNoFault` of the specification, which is there to be found wrong. */
export const allDecide = leadsTo<AtomicCommitment>(
  'if all participants live, all decide in the end',
  (s) => everybody(s).every(({ alive }) => alive),
  (s) => everybody(s).every(({ decision }) => decision !== null),
);

/** `fairness` of the specification: whoever lives goes on, and nobody is sure to die. */
export const atomicCommitmentFairness = (participants = 3) => [
  ...participantNames(participants).map((name) =>
    weak(`${name}.vote`, `${name}.abortAfterNo`, `${name}.abortUnasked`, `${name}.obey`),
  ),
  weak(
    ...['ask', 'getVote', 'noticeDeath', 'commit', 'abort', 'tell'].map(
      (name) => `coordinator.${name}`,
    ),
  ),
];
