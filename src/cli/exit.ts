import type { Verdict } from '../search/outcome.js';

/** What an exit code means. */
export const exit = { holds: 0, violated: 1, undecided: 2, wrongUse: 3 } as const;

/** An exit code of the command. */
export type Exit = (typeof exit)[keyof typeof exit];

/** The exit code of several verdicts: violated where one is, else undecided where one is. */
export function exitOf(verdicts: readonly Verdict[]): Exit {
  if (verdicts.includes('violated')) return exit.violated;
  return verdicts.includes('undecided') ? exit.undecided : exit.holds;
}
