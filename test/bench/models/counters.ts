import { actor, defineModel, invariant } from 'allways';

/** Counters with wide ranges, and so a search that goes deep, with few states on each level. */
export interface Counters {
  produced: number;
  consumed: number;
  acknowledged: number;
}

/**
 * A producer may be ahead of its consumer, and the consumer of what was acknowledged, by a window.
 *
 * @param last - How much is produced in all.
 * @param window - How far one may be ahead of the next.
 */
export function counters(last: number, window: number) {
  return defineModel<Counters>({
    name: 'counters',
    initial: { produced: 0, consumed: 0, acknowledged: 0 },
    actors: [
      actor<Counters>('producer', {
        produce: {
          when: (s) => s.produced < last && s.produced - s.consumed < window,
          then: (s) => {
            s.produced++;
          },
        },
      }),
      actor<Counters>('consumer', {
        consume: {
          when: (s) => s.consumed < s.produced && s.consumed - s.acknowledged < window,
          then: (s) => {
            s.consumed++;
          },
        },
        acknowledgeAll: {
          when: (s) => s.acknowledged < s.consumed,
          then: (s) => {
            s.acknowledged = s.consumed;
          },
        },
        acknowledgeOne: {
          when: (s) => s.acknowledged < s.consumed,
          then: (s) => {
            s.acknowledged++;
          },
        },
      }),
    ],
  });
}

export const ordered = invariant<Counters>(
  'nobody is ahead of who comes before',
  (s) => s.acknowledged <= s.consumed && s.consumed <= s.produced,
);
