import type { Verdict } from '../search/common/outcome.js';

/** What an exit code means. */
export const exit = { holds: 0, violated: 1, undecided: 2, wrongUse: 3 } as const;

/** An exit code of the command. */
export type Exit = (typeof exit)[keyof typeof exit];

/**
 * The exit code of several checks: the most serious one. A violation comes first, then a check without
 * properties, then an undecided one.
 */
export function worst(codes: readonly Exit[]): Exit {
  const all: readonly Exit[] = [exit.violated, exit.wrongUse, exit.undecided];
  return all.find((code) => codes.includes(code)) ?? exit.holds;
}

/** The exit code of several verdicts. */
export function exitOf(verdicts: readonly Verdict[]): Exit {
  return worst(
    verdicts.map((verdict) => (verdict === 'nothing checked' ? exit.wrongUse : exit[verdict])),
  );
}
