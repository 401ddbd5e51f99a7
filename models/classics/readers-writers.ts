import { actor, alwaysEventually, defineModel, invariant, step, weak } from 'allways';

export interface ReadersWriters {
  readers: Set<string>;
  writers: Set<string>;
  /** Who waits, and what for; the first in the queue is let in first. */
  queue: { who: string; to: 'read' | 'write' }[];
}

const waits = (s: ReadersWriters, who: string, to: 'read' | 'write') =>
  s.queue.some((one) => one.who === who && one.to === to);

const user = (me: string) =>
  actor<ReadersWriters>(me, {
    askToRead: {
      when: (s) => !waits(s, me, 'read'),
      then: (s) => {
        s.queue.push({ who: me, to: 'read' });
      },
    },
    askToWrite: {
      when: (s) => !waits(s, me, 'write'),
      then: (s) => {
        s.queue.push({ who: me, to: 'write' });
      },
    },
    stop: {
      when: (s) => s.readers.has(me) || s.writers.has(me),
      then: (s) => {
        if (!s.readers.delete(me)) s.writers.delete(me);
      },
    },
  });

const doorkeeper = actor<ReadersWriters>('doorkeeper', {
  letIn: step({
    choose: (s: ReadersWriters) => s.queue.slice(0, 1),
    when: (s, { to }) => s.writers.size === 0 && (to === 'read' || s.readers.size === 0),
    then: (s, { who, to }) => {
      s.queue.shift();
      (to === 'read' ? s.readers : s.writers).add(who);
    },
  }),
});

const names = (users: number) => Array.from({ length: users }, (_, index) => `user ${index + 1}`);

/**
 * The readers-writers problem: any number may read at once, but whoever writes must be alone. All
 * wait in one queue, so that a writer is not passed by for ever.
 *
 * Nobody is kept from waiting twice, once to read and once to write, nor from asking again while it
 * reads; that is where most of the states come from. To look at the first in a queue, `choose` it:
 * where the queue is empty there is nothing to choose, and so no step.
 *
 * After tlaplus/Examples, specifications/ReadersWriters.
 *
 * @param users - How many there are.
 */
export function readersWriters(users = 3) {
  return defineModel<ReadersWriters>({
    name: `readers and writers, ${users} users`,
    initial: { readers: new Set(), writers: new Set(), queue: [] },
    actors: [...names(users).map(user), doorkeeper],
  });
}

export const writersAreAlone = invariant<ReadersWriters>(
  'who writes is alone',
  (s) => s.writers.size === 0 || (s.writers.size === 1 && s.readers.size === 0),
);

/** `Liveness` of the specification: four for each user. */
export const everybodyHasTurns = (users = 3) =>
  names(users).flatMap((who) => [
    alwaysEventually<ReadersWriters>(`${who} reads again and again`, (s) => s.readers.has(who)),
    alwaysEventually<ReadersWriters>(`${who} writes again and again`, (s) => s.writers.has(who)),
    alwaysEventually<ReadersWriters>(`${who} stops reading`, (s) => !s.readers.has(who)),
    alwaysEventually<ReadersWriters>(`${who} stops writing`, (s) => !s.writers.has(who)),
  ]);

/** `Fairness` of the specification: that anybody stops is one assumption, whoever it is. */
export const readersWritersFairness = (users = 3) => [
  ...names(users).flatMap((who) => [weak(`${who}.askToRead`), weak(`${who}.askToWrite`)]),
  weak('doorkeeper'),
  weak(...names(users).map((who) => `${who}.stop`)),
];
