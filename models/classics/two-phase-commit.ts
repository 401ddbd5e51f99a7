import { actor, defineModel, invariant, reachable, step } from 'allways';

export interface TwoPhaseCommit {
  /** The state of each resource manager, by name. */
  managers: Record<string, 'working' | 'prepared' | 'committed' | 'aborted'>;
  /** The state of the transaction manager. */
  transaction: 'undecided' | 'committed' | 'aborted';
  /** The managers of which the transaction manager has heard that they are prepared. */
  prepared: Set<string>;
  /** All messages that were ever sent: `commit`, `abort`, or `rm1 is prepared`. */
  messages: Set<string>;
}

const isPrepared = (manager: string) => `${manager} is prepared`;

const transactionManager = (managers: readonly string[]) =>
  actor<TwoPhaseCommit>('transaction manager', {
    hear: step({
      choose: () => managers,
      when: (s: TwoPhaseCommit, manager) =>
        s.transaction === 'undecided' && s.messages.has(isPrepared(manager)),
      then: (s, manager) => {
        s.prepared.add(manager);
      },
    }),
    commit: {
      when: (s) => s.transaction === 'undecided' && s.prepared.size === managers.length,
      then: (s) => {
        s.transaction = 'committed';
        s.messages.add('commit');
      },
    },
    abort: {
      when: (s) => s.transaction === 'undecided',
      then: (s) => {
        s.transaction = 'aborted';
        s.messages.add('abort');
      },
    },
  });

const resourceManager = (me: string) =>
  actor<TwoPhaseCommit>(me, {
    prepare: {
      when: (s) => s.managers[me] === 'working',
      then: (s) => {
        s.managers[me] = 'prepared';
        s.messages.add(isPrepared(me));
      },
    },
    giveUp: {
      when: (s) => s.managers[me] === 'working',
      then: (s) => {
        s.managers[me] = 'aborted';
      },
    },
    obeyCommit: {
      when: (s) => s.messages.has('commit'),
      then: (s) => {
        s.managers[me] = 'committed';
      },
    },
    obeyAbort: {
      when: (s) => s.messages.has('abort'),
      then: (s) => {
        s.managers[me] = 'aborted';
      },
    },
  });

/**
 * Two-phase commit, without failures: a transaction manager asks resource managers whether they are
 * prepared, and tells them to commit once all are. It may abort at any time before.
 *
 * Messages are a set that only grows: they may come late, in any order, more than once, or never.
 * That is all it takes to model an unreliable network, and nothing is ever lost explicitly: a
 * message that nobody reads is a lost one. A manager that obeys twice takes a step that changes
 * nothing, so there are many more steps than states.
 *
 * After tlaplus/Examples, specifications/transaction_commit/TwoPhase; described in J. Gray and
 * L. Lamport, "Consensus on Transaction Commit", 2006.
 *
 * @param managers - How many resource managers there are.
 */
export function twoPhaseCommit(managers = 3) {
  const names = Array.from({ length: managers }, (_, index) => `rm${index + 1}`);
  return defineModel<TwoPhaseCommit>({
    name: `two-phase commit, ${managers} managers`,
    initial: {
      managers: Object.fromEntries(names.map((name) => [name, 'working'])),
      transaction: 'undecided',
      prepared: new Set(),
      messages: new Set(),
    },
    actors: [transactionManager(names), ...names.map(resourceManager)],
  });
}

export const consistent = invariant<TwoPhaseCommit>(
  'no manager commits what another aborts',
  (s) => {
    const states = Object.values(s.managers);
    return !(states.includes('committed') && states.includes('aborted'));
  },
);

export const allCommit = reachable<TwoPhaseCommit>('all commit', (s) =>
  Object.values(s.managers).every((state) => state === 'committed'),
);
