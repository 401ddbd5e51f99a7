import { actor, defineModel, invariant, type ModelDefinition } from 'allways';

/** The smallest of models: two numbers, and a search of a few thousand short levels. */
export interface TwoCounters {
  left: number;
  right: number;
}

/**
 * Two actors count side by side. Each may be ahead of the other one by a window.
 *
 * @param last - How far each counts.
 * @param window - How far one may be ahead.
 */
export const twoCounters = (last: number, window: number) =>
  defineModel(twoCountersDefinition(last, window));

/** What that model is defined by. */
export function twoCountersDefinition(last: number, window: number): ModelDefinition<TwoCounters> {
  return {
    name: 'two counters',
    initial: { left: 0, right: 0 },
    actors: [
      actor<TwoCounters>('left', {
        count: {
          when: (s) => s.left < last && s.left - s.right < window,
          then: (s) => {
            s.left++;
          },
        },
      }),
      actor<TwoCounters>('right', {
        count: {
          when: (s) => s.right < last && s.right - s.left < window,
          then: (s) => {
            s.right++;
          },
        },
      }),
    ],
  };
}

export const nobodyIsFarAhead = (window: number) =>
  invariant<TwoCounters>(
    'nobody is ahead by more than the window',
    (s) => Math.abs(s.left - s.right) <= window,
  );
