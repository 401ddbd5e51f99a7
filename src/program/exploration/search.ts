/** Searches all interleavings of a program: first those with few preemptions, then all. */
import type { Judge } from '../judge.js';
import { isFault } from '../run/running.js';
import { DepthFirst } from './depth-first.js';
import type { Explored, Reduction } from './exploration.js';
import { Company, type Help } from './parallel/company.js';
import { tryDelays } from './delays.js';
import { tryPairs } from './independence.js';
import { alongPath, oneRun, type OneRun } from './one-run.js';
import { refuseOtherStory } from './same-runs.js';
import type { Done, Finding, SearchSetting, Setting } from './setting.js';
import { refusingOutside } from '../execution/outside.js';
import type { Work } from '../execution/turns.js';

/** Which interleavings a search explores, and how. */
export interface Scope {
  /** The most preemptions of a run. Absent: any number. */
  readonly preemptions?: number | undefined;
  /** Absent: the strongest that keeps what the properties ask about, after rounds with few preemptions. */
  readonly reduction?: Reduction | undefined;
}

/** What a search found. */
export interface Searched<State> {
  readonly done: Done;
  readonly judge: Judge<State>;
  /** Whether all interleavings were explored, up to the order of independent events. */
  readonly isComplete: boolean;
  /** All interleavings with at most so many preemptions were explored; undefined if not even those with none. */
  readonly preemptions: number | undefined;
  /** What was found, each with the run that shows it. */
  readonly findings: readonly (Finding & { readonly run: OneRun<State> })[];
}

/** The most runs of each of the first rounds, in which most faults show. */
const firstRuns = 150;

/** The most runs with reduction before the next rounds. */
const reducedRuns = 2_000;

/** The most runs of each of the next rounds. */
const roundRuns = 2_400;

/** Explores the interleavings of a program. */
export function* search<State>(
  setting: SearchSetting<State>,
  { preemptions: most, reduction }: Scope,
  help?: Help,
): Work<Searched<State>> {
  const { judge, done, findings } = setting;
  // The first run is executed twice: runs that differ must not be searched for long.
  const first = yield* twice(setting, undefined);
  const progress: Progress = { isComplete: false, preemptions: undefined };
  const company = help === undefined ? undefined : new Company(setting, help, first);
  const toTheEnd: Explore<State> = (one) => company?.explore(one) ?? one.explore();
  try {
    if (reduction !== undefined) {
      yield* inFull(setting, new DepthFirst(setting, { reduction }), progress, toTheEnd);
    } else if (most !== undefined) {
      yield* inRounds(setting, progress, most, toTheEnd);
    } else {
      yield* exploreAll(setting, progress, toTheEnd);
    }
    if (findings.size === 0) yield* tryPairs(setting, setting.pairs.all());
    if (progress.isComplete && done.trustsState) yield* tryDelays(setting, setting.delays.all());
  } finally {
    yield company?.close();
  }
  const shown: (Finding & { run: OneRun<State> })[] = [];
  for (const finding of findings.values()) {
    shown.push({ ...finding, run: yield* twice(setting, finding) });
  }
  // What the first run did, it must still do at the end: a variable may have grown meanwhile.
  refuseOtherStory(setting.definition.name, first, yield* oneRun(setting, alongPath(first.path)));
  return { done, judge, ...progress, findings: shown };
}

/** Explores the runs of a search, or some of them. */
type Explore<State> = (search: DepthFirst<State>) => Work<Explored>;

/** Explores so many runs. */
const upTo =
  (runs: number) =>
  <State>(search: DepthFirst<State>): Work<Explored> =>
    search.explore(runs);

/** How far a search came. */
interface Progress {
  isComplete: boolean;
  /** All runs with at most so many preemptions were explored. */
  preemptions: number | undefined;
}

/** Explores all interleavings: most faults show in a few runs with few preemptions, so these come first. */
function* exploreAll<State>(
  setting: SearchSetting<State>,
  progress: Progress,
  toTheEnd: Explore<State>,
): Work<void> {
  const all = new DepthFirst(setting, { reduction: reductionFor(setting) });
  const isOver = () => progress.isComplete || setting.isOver();
  const parts: (() => Work<void>)[] = [
    () => inRounds(setting, progress, 1, upTo(firstRuns)),
    () => inFull(setting, all, progress, upTo(reducedRuns)),
    () => inRounds(setting, progress, Infinity, upTo(roundRuns)),
    () => inFull(setting, all, progress, toTheEnd),
  ];
  for (const part of parts) if (!isOver()) yield* part();
  yield* withFewerPreemptions(setting, progress);
}

/** Explores with a reduction, and takes down whether all was explored. */
function* inFull<State>(
  setting: Setting<State>,
  search: DepthFirst<State>,
  progress: Progress,
  explore: Explore<State>,
): Work<void> {
  const { isCut } = yield* explore(search);
  progress.isComplete = !isCut;
  const { bounds, trustsState } = setting.done;
  // A bound on events cut runs that come further in another order.
  const isUnsure = search.exploration.reduction === 'source sets' || trustsState;
  if (!isCut && isUnsure && bounds.has('events')) yield* inFullAgain(setting, progress, explore);
}

/** Explores everything once more, by sleep sets alone. */
function* inFullAgain<State>(
  setting: Setting<State>,
  progress: Progress,
  explore: Explore<State>,
): Work<void> {
  setting.done.trustsState = false;
  const again = new DepthFirst(setting, { reduction: 'sleep sets', trustsState: false });
  progress.isComplete = !(yield* explore(again)).isCut;
}

/** The strongest reduction that keeps everything that the properties ask about. */
function reductionFor<State>({ judge, definition }: Setting<State>): Reduction {
  const isPlain = definition.time !== 'instant replies' && !judge.asksStates;
  return isPlain ? 'source sets' : 'sleep sets';
}

/** Executes a run two times, and refuses runs that differ. */
function* twice<State>(setting: Setting<State>, finding: Finding | undefined): Work<OneRun<State>> {
  const path = finding?.path;
  const choose = path === undefined ? inOrderOf : alongPath(path);
  const run = yield* refusingOutside(setting.definition.name, oneRun(setting, choose));
  const again = yield* oneRun(setting, path === undefined ? inOrderOf : alongPath(path));
  refuseOtherStory(setting.definition.name, run, again);
  return run;
}

/** Lets each task go on for as long as it can. */
const inOrderOf: Parameters<typeof oneRun>[1] = (events, task) =>
  events.find(({ event }) => event.task.name === task && !isFault(event)) ??
  events.find(({ event }) => !isFault(event));

/**
 * Explores all runs with no preemption, then with at most one, and so on (M. Musuvathi, S. Qadeer, "Iterative Context
 * Bounding for Systematic Testing of Multithreaded Programs", PLDI 2007). So what is found has as few preemptions as
 * possible. It ends with a round that has too many runs.
 *
 * @param most - The last round.
 * @param explore - Explores a round.
 */
function* inRounds<State>(
  setting: Setting<State>,
  progress: Progress,
  most: number,
  explore: Explore<State>,
): Work<void> {
  for (let preemptions = (progress.preemptions ?? -1) + 1; preemptions <= most; preemptions++) {
    const round = new DepthFirst(setting, { reduction: 'none', preemptions });
    const { isCut, isBounded } = yield* explore(round);
    if (isCut) return;
    progress.preemptions = preemptions;
    if (!isBounded) {
      progress.isComplete = true;
      return;
    }
  }
}

/** Looks for runs with fewer preemptions that show what was found. */
function* withFewerPreemptions<State>(
  setting: SearchSetting<State>,
  progress: Progress,
): Work<void> {
  const found = [...setting.findings.values()].map(({ preemptions }) => preemptions);
  const until = { ...setting, isOver: setting.isOut };
  yield* inRounds(until, { ...progress }, Math.max(-1, ...found) - 1, upTo(roundRuns));
}
