import { actor, defineModel, invariant, step } from 'allways';

export interface RegularRegisters {
  /** The values that a reader may find in each register: two while it is being written. */
  x: Set<number>[];
  /** What each process has read. */
  y: number[];
  at: ('begin' | 'finish' | 'read' | 'done')[];
}

const process = (me: number, leftNeighbour: number) =>
  actor<RegularRegisters>(`process ${me}`, {
    beginToWrite: {
      when: (s) => s.at[me] === 'begin',
      then: (s) => {
        s.x[me] = new Set([0, 1]);
        s.at[me] = 'finish';
      },
    },
    finishWriting: {
      when: (s) => s.at[me] === 'finish',
      then: (s) => {
        s.x[me] = new Set([1]);
        s.at[me] = 'read';
      },
    },
    read: step({
      choose: (s: RegularRegisters) => s.x[leftNeighbour] ?? [],
      when: (s) => s.at[me] === 'read',
      then: (s, value) => {
        s.y[me] = value;
        s.at[me] = 'done';
      },
    }),
  });

/** The end, made a step that changes nothing. */
const end = actor<RegularRegisters>('all', {
  rest: { when: (s) => s.at.every((at) => at === 'done'), then: () => {} },
});

/**
 * The ring of teaching-concurrency.ts, where to write takes time: whoever reads meanwhile finds the
 * old value or the new one. Such a register is called regular, and is modelled by the set of what
 * may be found in it. It still holds that somebody reads a 1.
 *
 * Three lines for a process instead of two, and a choice: with eight processes there are 277,726
 * states.
 *
 * After tlaplus/Examples, specifications/TeachingConcurrency/SimpleRegular.
 *
 * @param processes - How many processes are in the ring.
 */
export function regularRegisters(processes = 8) {
  const all = Array.from({ length: processes }, (_, index) => index);
  return defineModel<RegularRegisters>({
    name: `regular registers, ${processes} processes`,
    initial: { x: all.map(() => new Set([0])), y: all.map(() => 0), at: all.map(() => 'begin') },
    actors: [...all.map((me) => process(me, (me + processes - 1) % processes)), end],
  });
}

export const somebodyReadsTheNewValue = invariant<RegularRegisters>(
  'when all are done, somebody has read a 1',
  (s) => s.at.some((at) => at !== 'done') || s.y.includes(1),
);
