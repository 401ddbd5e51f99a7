import { actor, defineModel, invariant } from 'allways';

/** The state of each resource manager, by name. */
export interface TransactionCommit {
  managers: Record<string, 'working' | 'prepared' | 'committed' | 'aborted'>;
}

/** Whether all managers are in one of these states. */
const all = (s: TransactionCommit, ...states: string[]) =>
  Object.values(s.managers).every((state) => states.includes(state));

const manager = (me: string) =>
  actor<TransactionCommit>(me, {
    prepare: {
      when: (s) => s.managers[me] === 'working',
      then: (s) => {
        s.managers[me] = 'prepared';
      },
    },
    commit: {
      when: (s) => s.managers[me] === 'prepared' && all(s, 'prepared', 'committed'),
      then: (s) => {
        s.managers[me] = 'committed';
      },
    },
    abort: {
      when: (s) =>
        (s.managers[me] === 'working' || s.managers[me] === 'prepared') &&
        all(s, 'working', 'prepared', 'aborted'),
      then: (s) => {
        s.managers[me] = 'aborted';
      },
    },
  });

/**
 * The transaction commit problem of Gray and Lamport: some resource managers must all commit, or
 * all abort. This says what is allowed, and not how to get there: each manager sees at once what
 * all others have decided, which no distributed system can. Two-phase commit is a way to get there.
 *
 * After tlaplus/Examples, specifications/transaction_commit/TCommit.
 *
 * @param managers - How many resource managers there are.
 */
export function transactionCommit(managers = 3) {
  const names = Array.from({ length: managers }, (_, index) => `rm${index + 1}`);
  return defineModel<TransactionCommit>({
    name: `transaction commit, ${managers} managers`,
    initial: { managers: Object.fromEntries(names.map((name) => [name, 'working'])) },
    actors: names.map(manager),
  });
}

export const agreed = invariant<TransactionCommit>(
  'no manager commits what another aborts',
  (s) => all(s, 'working', 'prepared', 'committed') || all(s, 'working', 'prepared', 'aborted'),
);
