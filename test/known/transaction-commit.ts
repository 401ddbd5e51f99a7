import { actor, defineModel, invariant } from 'allways';

export interface Decisions {
  managers: ('working' | 'prepared' | 'committed' | 'aborted')[];
}

const manager = (me: number) =>
  actor<Decisions>(`manager ${me}`, {
    prepare: {
      when: (s) => s.managers[me] === 'working',
      then: (s) => {
        s.managers[me] = 'prepared';
      },
    },
    commit: {
      when: (s) =>
        s.managers[me] === 'prepared' &&
        s.managers.every((other) => other === 'prepared' || other === 'committed'),
      then: (s) => {
        s.managers[me] = 'committed';
      },
    },
    abort: {
      when: (s) =>
        (s.managers[me] === 'working' || s.managers[me] === 'prepared') &&
        !s.managers.includes('committed'),
      then: (s) => {
        s.managers[me] = 'aborted';
      },
    },
  });

/** What two-phase commit implements: TCommit.tla of tlaplus/Examples. */
export const transactionCommit = defineModel<Decisions>({
  name: 'transaction commit',
  initial: { managers: ['working', 'working', 'working'] },
  actors: [0, 1, 2].map(manager),
});

export const agreed = invariant<Decisions>(
  'no two managers decide differently',
  (s) => !(s.managers.includes('committed') && s.managers.includes('aborted')),
);
