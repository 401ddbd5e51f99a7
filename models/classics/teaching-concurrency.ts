import { actor, defineModel, invariant } from 'allways';

export interface Registers {
  /** What each process has written, for its right neighbour to read. */
  x: number[];
  /** What each process has read. */
  y: number[];
  at: ('write' | 'read' | 'done')[];
}

const process = (me: number, leftNeighbour: number) =>
  actor<Registers>(`process ${me}`, {
    write: {
      when: (s) => s.at[me] === 'write',
      then: (s) => {
        s.x[me] = 1;
        s.at[me] = 'read';
      },
    },
    read: {
      when: (s) => s.at[me] === 'read',
      then: (s) => {
        s.y[me] = s.x[leftNeighbour] ?? 0;
        s.at[me] = 'done';
      },
    },
  });

/** The end, made a step that changes nothing, as PlusCal does it: to end is not to be stuck. */
const end = actor<Registers>('all', {
  rest: { when: (s) => s.at.every((at) => at === 'done'), then: () => {} },
});

/**
 * L. Lamport's example of what there is to understand about concurrency: each process in a ring
 * writes 1 for its neighbour, then reads what the other neighbour wrote. When all are done, somebody
 * has read a 1. Why? Not because of the order in which they act, but because of something that is
 * true in every state.
 *
 * After tlaplus/Examples, specifications/TeachingConcurrency/Simple.
 *
 * @param processes - How many processes are in the ring.
 */
export function teachingConcurrency(processes = 5) {
  const all = Array.from({ length: processes }, (_, index) => index);
  return defineModel<Registers>({
    name: `teaching concurrency, ${processes} processes`,
    initial: { x: all.map(() => 0), y: all.map(() => 0), at: all.map(() => 'write') },
    actors: [...all.map((me) => process(me, (me + processes - 1) % processes)), end],
  });
}

export const somebodyReadsOne = invariant<Registers>(
  'when all are done, somebody has read a 1',
  (s) => s.at.some((at) => at !== 'done') || s.y.includes(1),
);

/** The part of Lamport's inductive invariant that explains it. */
export const whoReadsHasWritten = invariant<Registers>('who has come to read has written', (s) =>
  s.at.every((at, me) => at === 'write' || s.x[me] === 1),
);
