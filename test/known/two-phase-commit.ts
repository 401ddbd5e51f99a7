import { actor, defineModel, defineSystem, invariant, reachable, step } from 'allways';

export interface Commit {
  managers: ('working' | 'prepared' | 'committed' | 'aborted')[];
  transaction: 'init' | 'committed' | 'aborted';
  /** The managers whose message the transaction manager has received. */
  prepared: Set<number>;
  /** All messages ever sent: `commit`, `abort`, or the number of a manager that has prepared. */
  messages: Set<string | number>;
}

/**
 * Two-phase commit, as in J. Gray, L. Lamport, "Consensus on Transaction Commit", 2006: TwoPhase.tla
 * of tlaplus/Examples. A message may be received again.
 */
export const twoPhaseCommit = defineSystem({
  name: 'two-phase commit',
  parameters: { managers: 3 },
  model: (_, { managers }) => {
    const all = Array.from({ length: managers }, (_, manager) => manager);
    return defineModel<Commit>({
      name: 'two-phase commit',
      initial: {
        managers: all.map(() => 'working'),
        transaction: 'init',
        prepared: new Set(),
        messages: new Set(),
      },
      actors: [
        actor<Commit>('transaction manager', {
          commit: {
            when: (s) => s.transaction === 'init' && s.prepared.size === managers,
            then: (s) => {
              s.transaction = 'committed';
              s.messages.add('commit');
            },
          },
          abort: {
            when: (s) => s.transaction === 'init',
            then: (s) => {
              s.transaction = 'aborted';
              s.messages.add('abort');
            },
          },
          receive: step({
            choose: () => all,
            when: (s: Commit, manager) => s.transaction === 'init' && s.messages.has(manager),
            then: (s, manager) => {
              s.prepared.add(manager);
            },
          }),
        }),
        ...all.map((manager) =>
          actor<Commit>(`manager ${manager}`, {
            prepare: {
              when: (s) => s.managers[manager] === 'working',
              then: (s) => {
                s.managers[manager] = 'prepared';
                s.messages.add(manager);
              },
            },
            giveUp: {
              when: (s) => s.managers[manager] === 'working',
              then: (s) => {
                s.managers[manager] = 'aborted';
              },
            },
            hearCommit: {
              when: (s) => s.messages.has('commit'),
              then: (s) => {
                s.managers[manager] = 'committed';
              },
            },
            hearAbort: {
              when: (s) => s.messages.has('abort'),
              then: (s) => {
                s.managers[manager] = 'aborted';
              },
            },
          }),
        ),
      ],
    });
  },
});

export const consistent = invariant<Commit>(
  'no two managers decide differently',
  (s) => !(s.managers.includes('committed') && s.managers.includes('aborted')),
);

export const allCommit = reachable<Commit>('all commit', (s) =>
  s.managers.every((manager) => manager === 'committed'),
);
