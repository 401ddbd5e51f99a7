import { actor, defineModel, invariant } from 'allways';

export interface Vote {
  ballots: string[];
  /** How many ballots have been looked at. */
  seen: number;
  candidate: string;
  /** How many ballots for the candidate are not outweighed. */
  lead: number;
}

const candidates = ['A', 'B', 'C'];

/** All sequences of ballots, up to a length. */
const sequences = (longest: number): string[][] =>
  longest === 0
    ? [[]]
    : [
        [],
        ...sequences(longest - 1).flatMap((rest) => candidates.map((first) => [first, ...rest])),
      ];

const occurrences = (ballots: readonly string[], of: string) =>
  ballots.filter((ballot) => ballot === of).length;

/**
 * The majority vote of Boyer and Moore: in one pass, and with one counter, it finds the only
 * candidate that can have more than half of all ballots. Whether it has, takes a second look.
 *
 * An algorithm without concurrency is a model with one actor. All inputs are initial states, and so
 * is any first candidate: what it holds at the start does not matter.
 *
 * After tlaplus/Examples, specifications/Majority/MCMajority.
 *
 * @param longest - How many ballots there are at most.
 */
export function majority(longest = 5) {
  return defineModel<Vote>({
    name: `majority of ${longest} at most`,
    initial: () =>
      sequences(longest).flatMap((ballots) =>
        candidates.map((candidate) => ({ ballots, seen: 0, candidate, lead: 0 })),
      ),
    actors: [
      actor<Vote>('teller', {
        look: {
          when: (s) => s.seen < s.ballots.length,
          then: (s) => {
            const ballot = s.ballots[s.seen] ?? '';
            s.seen++;
            if (s.lead === 0) {
              s.candidate = ballot;
              s.lead = 1;
            } else s.lead += ballot === s.candidate ? 1 : -1;
          },
        },
      }),
    ],
  });
}

export const majorityWins = invariant<Vote>(
  'in the end, nobody else can have a majority',
  ({ ballots, seen, candidate }) =>
    seen < ballots.length ||
    candidates.every((one) => one === candidate || 2 * occurrences(ballots, one) <= ballots.length),
);

/** Why it works: true at every step, and so at the end. */
export const othersAreOutweighed = invariant<Vote>(
  'what was seen without the lead, no candidate has more than half of',
  ({ ballots, seen, candidate, lead }) => {
    const so = ballots.slice(0, seen);
    return candidates.every((one) => {
      const own = one === candidate ? lead : 0;
      return 2 * (occurrences(so, one) - own) <= seen - lead;
    });
  },
);
