/** Selects the states for which the watch runs the model again. */

/** So many states at the start are always watched. */
const first = 16;

/**
 * Gives the next state to watch.
 *
 * The first 16 states are all watched. After them, each stretch of 1/share states has one watched state, at a
 * pseudo-random place. So the mean gap is exactly 1/share, and any number of states in a row has as many
 * watched states as the share says, plus or minus one. Every search watches the same states.
 *
 * @param share - The share of the states, above 0 and at most 1.
 * @returns A function from a watched state to the next one. Call it for each in turn, from state 0 on.
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
