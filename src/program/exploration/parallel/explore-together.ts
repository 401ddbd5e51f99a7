/** Explores a program in several threads. Each explores a part of the search for a while, and gives back what is left. */
import type { Exploration, Explored } from '../exploration.js';
import type { Part } from '../part.js';
import { Plan } from '../plan.js';
import { addDone, type Setting } from '../setting.js';
import type { Work } from '../../execution/turns.js';
import { explorePart } from './explore-part.js';
import type { Effort, Explorer, Report } from './messages.js';
import type { Crew } from './threads.js';

/** The usual slice, in milliseconds. */
const usualSlice = 100;

/** The most runs of a part before it is given back. In a slice there are hardly as many. */
const mostRuns = 10_000;

/** What a helper did. */
interface Arrived {
  readonly part: Part;
  readonly report: Report;
}

/** How a search is shared out. */
export interface Sharing {
  readonly crew: Crew;
  /** The most runs of all threads together. */
  readonly runs: number;
  /** How long a thread explores a part before it gives it back, in milliseconds. */
  readonly slice?: number;
}

/** Explores a part of a search. */
export function* exploreTogether<State>(
  setting: Setting<State>,
  exploration: Exploration,
  all: Part,
  { crew, runs, slice = usualSlice }: Sharing,
): Work<Explored> {
  const plan = new Plan(all);
  const { done, isOver } = setting;
  const arrived: Arrived[] = [];
  const failed: unknown[] = [];
  const out = new Map<Promise<void>, number>();
  let isBounded = false;
  const most = done.runs + done.redundant + runs;
  const take = (part: Part, { explored, left }: Explorer) => {
    isBounded ||= explored.isBounded;
    plan.take(part, left);
  };
  const reserved = () => [...out.values()].reduce((sum, one) => sum + one, 0);
  const effort = (threads: number): Effort => {
    const open = most - done.runs - done.redundant - reserved();
    const isGiving = plan.ready < 2 * (crew.helpers.length + 1);
    return { runs: Math.min(mostRuns, Math.floor(open / threads)), milliseconds: slice, isGiving };
  };
  for (;;) {
    for (const { part, report } of arrived.splice(0)) {
      addReport(setting, report);
      take(part, report);
    }
    const wrong = failed[0] ?? crew.refused();
    if (wrong !== undefined) throw wrong as Error;
    if (isOver() || effort(1).runs < 1) {
      if (out.size === 0) return { isCut: true, isBounded };
      yield Promise.race(out.keys());
      continue;
    }
    for (const helper of crew.helpers) {
      if (!helper.isIdle()) continue;
      const order = effort(crew.helpers.length + 1);
      const part = order.runs < 1 ? undefined : plan.next();
      if (part === undefined) break;
      const work = helper.explore({ part, exploration, effort: order }).then(
        (report) => void arrived.push({ part, report }),
        (error: unknown) => void failed.push(error),
      );
      const ended: Promise<void> = work.then(() => void out.delete(ended));
      out.set(ended, order.runs);
    }
    const own = plan.next();
    if (own !== undefined) take(own, yield* explorePart(setting, exploration, own, effort(1)));
    else if (out.size > 0) yield Promise.race(out.keys());
    else return { isCut: false, isBounded };
  }
}

/** Adds what a helper did to what the search knows. */
function addReport<State>(setting: Setting<State>, report: Report): void {
  const { done, judge, pairs, delays, report: take } = setting;
  addDone(done, report.done);
  judge.add(report.keys, report.asked);
  for (const [kind, pair] of report.pairs) pairs.add(kind, pair);
  for (const delay of report.delays) delays.add(delay);
  for (const finding of report.findings) take(finding);
}
