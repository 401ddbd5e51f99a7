import { actor, defineModel, invariant } from 'allways';

export interface Lock {
  at: ('a0' | 'a1' | 'a2' | 'a3' | 'cs' | 'a4')[];
  wants: boolean[];
  turn: number;
}

const process = (me: number, other: number) =>
  actor<Lock>(`process ${me}`, {
    a0: {
      when: (s) => s.at[me] === 'a0',
      then: (s) => {
        s.at[me] = 'a1';
      },
    },
    a1: {
      when: (s) => s.at[me] === 'a1',
      then: (s) => {
        s.wants[me] = true;
        s.at[me] = 'a2';
      },
    },
    a2: {
      when: (s) => s.at[me] === 'a2',
      then: (s) => {
        s.turn = other;
        s.at[me] = 'a3';
      },
    },
    a3: {
      when: (s) => s.at[me] === 'a3' && (s.wants[other] === false || s.turn === me),
      then: (s) => {
        s.at[me] = 'cs';
      },
    },
    cs: {
      when: (s) => s.at[me] === 'cs',
      then: (s) => {
        s.at[me] = 'a4';
      },
    },
    a4: {
      when: (s) => s.at[me] === 'a4',
      then: (s) => {
        s.wants[me] = false;
        s.at[me] = 'a0';
      },
    },
  });

/** Peterson's algorithm for mutual exclusion: locks_auxiliary_vars/Peterson.tla of tlaplus/Examples. */
export const peterson = defineModel<Lock>({
  name: 'Peterson',
  initial: { at: ['a0', 'a0'], wants: [false, false], turn: 0 },
  actors: [process(0, 1), process(1, 0)],
});

export const mutualExclusion = invariant<Lock>(
  'one at a time',
  (s) => !s.at.every((at) => at === 'cs' || at === 'a4'),
);
