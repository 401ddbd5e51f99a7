import { actor, defineModel, transition } from 'allways';

export interface Barrier {
  /** Whether each process has arrived. */
  arrived: boolean[];
}

/**
 * A barrier, as one wishes it were: processes arrive one by one, and go on all at once. What it
 * takes to make one of a lock and two semaphores is in two-chamber-barrier.ts.
 *
 * After tlaplus/Examples, specifications/barriers/Barrier.
 *
 * @param processes - How many processes have to arrive.
 */
export function barrier(processes = 6) {
  const all = Array.from({ length: processes }, (_, index) => index);
  return defineModel<Barrier>({
    name: `barrier, ${processes} processes`,
    initial: { arrived: all.map(() => false) },
    actors: [
      ...all.map((me) =>
        actor<Barrier>(`process ${me + 1}`, {
          arrive: {
            when: (s) => s.arrived[me] === false,
            then: (s) => {
              s.arrived[me] = true;
            },
          },
        }),
      ),
      actor<Barrier>('all', {
        goOn: {
          when: (s) => !s.arrived.includes(false),
          then: (s) => {
            s.arrived.fill(false);
          },
        },
      }),
    ],
  });
}

export const nobodyLeavesEarly = transition<Barrier>(
  'who has arrived stays until all have',
  (before, _, after) =>
    !before.arrived.includes(false) ||
    before.arrived.every((arrived, me) => !arrived || after.arrived[me] === true),
);
