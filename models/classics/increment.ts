import { actor, defineModel, invariant } from 'allways';

export interface Counter {
  shared: number;
  /** What each thread has read, and what it does next. */
  threads: { read: number; next: 'read' | 'write' | 'rest' }[];
}

const thread = (me: number) =>
  actor<Counter>(`thread ${me + 1}`, {
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
        s.threads[me] = { read, next: 'rest' };
      },
    },
  });

/**
 * Threads that read a shared number and write it back, greater by one. Between the two steps of one
 * thread, others act, and so an increment gets lost: the smallest race condition there is.
 *
 * After stateright/stateright, examples/increment.rs, which lists all its states.
 *
 * @param threads - How many threads there are.
 */
export function increment(threads = 2) {
  const all = Array.from({ length: threads }, (_, index) => index);
  return defineModel<Counter>({
    name: `increment, ${threads} threads`,
    initial: { shared: 0, threads: all.map(() => ({ read: 0, next: 'read' })) },
    actors: all.map(thread),
  });
}

export const nothingLost = invariant<Counter>('every increment counts', (s) => {
  const written = s.threads.filter(({ next }) => next === 'rest').length;
  return s.shared === written || `${written} have incremented it and it is ${s.shared}`;
});
