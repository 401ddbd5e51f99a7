import { actor, defineModel, invariant } from 'allways';

export interface Lock {
  /** What each process does next. */
  at: ('rest' | 'ask' | 'giveWay' | 'wait' | 'critical' | 'leave')[];
  /** Who has asked to enter and has not left. */
  wants: boolean[];
  /** Whose turn it is where both want to enter. */
  turn: number;
}

const process = (me: number, other: number) =>
  actor<Lock>(`process ${me}`, {
    rest: {
      when: (s) => s.at[me] === 'rest',
      then: (s) => {
        s.at[me] = 'ask';
      },
    },
    ask: {
      when: (s) => s.at[me] === 'ask',
      then: (s) => {
        s.wants[me] = true;
        s.at[me] = 'giveWay';
      },
    },
    giveWay: {
      when: (s) => s.at[me] === 'giveWay',
      then: (s) => {
        s.turn = other;
        s.at[me] = 'wait';
      },
    },
    enter: {
      when: (s) => s.at[me] === 'wait' && (s.wants[other] === false || s.turn === me),
      then: (s) => {
        s.at[me] = 'critical';
      },
    },
    work: {
      when: (s) => s.at[me] === 'critical',
      then: (s) => {
        s.at[me] = 'leave';
      },
    },
    leave: {
      when: (s) => s.at[me] === 'leave',
      then: (s) => {
        s.wants[me] = false;
        s.at[me] = 'rest';
      },
    },
  });

/**
 * Peterson's algorithm for mutual exclusion: two processes share nothing but variables that they
 * read and write. Each says that it wants to enter, and then leaves the other the first go. The
 * order of these two matters: exchange them, and both can enter.
 *
 * After tlaplus/Examples, specifications/locks_auxiliary_vars/Peterson.
 */
export const peterson = defineModel<Lock>({
  name: 'Peterson',
  initial: { at: ['rest', 'rest'], wants: [false, false], turn: 0 },
  actors: [process(0, 1), process(1, 0)],
});

export const mutualExclusion = invariant<Lock>(
  'one at a time',
  (s) => !s.at.every((at) => at === 'critical' || at === 'leave'),
);
