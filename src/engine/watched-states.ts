/** Which states the watch does again for real. */

/** The first so many states are always watched. */
const first = 16;

/**
 * Says which state is watched after one that was.
 *
 * The first 16 states are all watched. Then each stretch of 1/share states has one watched state, at a
 * place that a generator of numbers gives. So the mean gap is exactly 1/share, and among so many states
 * in a row as many are watched as the share says, give or take one. Every search gets the same places.
 *
 * @param share - The share of the states, above 0 and at most 1.
 * @returns A function that is asked for each watched state in turn, from state 0 on.
 */
export function watchedAfter(share: number): (state: number) => number {
  const stretch = 1 / share;
  let seed = 1;
  let stretches = 0;
  return (state) => {
    if (state + 1 < first) return state + 1;
    // A linear congruential generator (Numerical Recipes).
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    // Two places are at least 1 apart, so no state stands for two stretches.
    const place = (stretches++ + seed / 2 ** 32) * (stretch - 1) + stretches - 1;
    return Math.max(state + 1, first + Math.floor(place));
  };
}
