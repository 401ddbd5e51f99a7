/** Explores a program in parts, as several threads do, but one after the other and in an order of the test's choosing. */
import { DepthFirst } from '../../src/program/exploration/depth-first.js';
import type { Exploration } from '../../src/program/exploration/exploration.js';
import { wholeSearch, type Left, type Part } from '../../src/program/exploration/part.js';
import { Plan } from '../../src/program/exploration/plan.js';
import type { SearchSetting } from '../../src/program/exploration/setting.js';
import type { Work } from '../../src/program/execution/turns.js';
import type { SeenState } from '../../src/program/judge.js';

/** How to share a search out. */
export interface Sharing {
  /** The most runs of a part before it is given back. */
  readonly runs: number;
  /** How many parts are under way at once. */
  readonly threads: number;
  /** Which of them ends next, and whether it gives a share of its rest away: one number after the other, again and again. */
  readonly choices: readonly number[];
}

/**
 * Explores all runs of a program in parts.
 *
 * @returns How many parts there were.
 */
export function* exploreInParts<State>(
  setting: SearchSetting<State>,
  exploration: Exploration,
  { runs, threads, choices }: Sharing,
  onEnd: (seen: SeenState<State>) => void,
): Work<number> {
  const plan = new Plan(wholeSearch);
  const out: { part: Part; left: Left }[] = [];
  let count = 0;
  const choose = (below: number) => (choices[count % choices.length] ?? 0) % below;
  for (;;) {
    while (out.length < threads) {
      const part = plan.next();
      if (part === undefined) break;
      count++;
      // Parts go through JSON here, as they go through messages between threads.
      const sent = JSON.parse(JSON.stringify(part)) as Part;
      const search = new DepthFirst(setting, exploration, onEnd, sent);
      const { isCut } = yield* search.explore(runs);
      out.push({ part, left: search.leave(isCut, choose(3) > 0) });
    }
    const [next] = out.splice(choose(Math.max(out.length, 1)), 1);
    if (next === undefined) return count;
    plan.take(next.part, next.left);
  }
}
