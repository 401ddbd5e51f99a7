/** What a search answers where all holds, nothing was left out, and each step was taken somewhere. */
export const explored = {
  verdict: 'holds',
  ended: { by: 'complete' },
  neverTaken: [],
  frontier: 0,
};
