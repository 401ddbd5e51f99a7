import { actor, defineModel, invariant } from 'allways';

export interface LockedCounter {
  shared: number;
  locked: boolean;
  /** What each thread has read, and what it does next. */
  threads: { read: number; next: 'lock' | 'read' | 'write' | 'release' | 'rest' }[];
}

const thread = (me: number) =>
  actor<LockedCounter>(`thread ${me + 1}`, {
    lock: {
      when: (s) => s.threads[me]?.next === 'lock' && !s.locked,
      then: (s) => {
        s.locked = true;
        s.threads[me] = { read: 0, next: 'read' };
      },
    },
    read: {
      when: (s) => s.threads[me]?.next === 'read',
      then: (s) => {
        s.threads[me] = { read: s.shared, next: 'write' };
      },
    },
    write: {
      when: (s) => s.threads[me]?.next === 'write',
      then: (s) => {
        const read = s.threads[me]?.read ?? 0;
        s.shared = read + 1;
        s.threads[me] = { read, next: 'release' };
      },
    },
    release: {
      when: (s) => s.threads[me]?.next === 'release',
      then: (s) => {
        s.locked = false;
        s.threads[me] = { read: s.threads[me]?.read ?? 0, next: 'rest' };
      },
    },
  });

/**
 * The increment of two steps, made safe by a lock. The lock is a flag that is tested and set in one
 * step, so it is an assumption here, not an algorithm; Peterson's shows how to do without.
 *
 * After stateright/stateright, examples/increment_lock.rs.
 *
 * @param threads - How many threads there are.
 */
export function incrementWithLock(threads = 3) {
  const all = Array.from({ length: threads }, (_, index) => index);
  return defineModel<LockedCounter>({
    name: `increment with lock, ${threads} threads`,
    initial: { shared: 0, locked: false, threads: all.map(() => ({ read: 0, next: 'lock' })) },
    actors: all.map(thread),
  });
}

const count = (s: LockedCounter, ...places: string[]) =>
  s.threads.filter(({ next }) => places.includes(next)).length;

export const lockedNothingLost = invariant<LockedCounter>(
  'every increment counts',
  (s) => s.shared === count(s, 'release', 'rest'),
);

export const oneHasTheLock = invariant<LockedCounter>(
  'one thread at a time has the lock',
  (s) => count(s, 'read', 'write', 'release') <= 1,
);
