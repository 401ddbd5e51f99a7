/** Searches all interleavings of a program: first those with few preemptions, then all. */
import { Judge, type ProgramProperty } from '../judge.js';
import type { ProgramDefinition } from '../program.js';
import { isFault } from '../run/running.js';
import { shareBetweenRuns } from '../run/shared.js';
import { DepthFirst, type Reduction } from './depth-first.js';
import { Pairs, tryPairs } from './independence.js';
import { alongPath, oneRun, type OneRun } from './one-run.js';
import { refuseOtherStory } from './same-runs.js';
import type { Done, Finding, Setting } from './setting.js';
import { watchdogFor } from '../execution/watchdog.js';
import { refusingOutside } from '../execution/outside.js';
import type { Work } from '../execution/turns.js';

/** Says whether a search must end. It is asked before each run. */
export interface Stops {
  /** Because a limit was met, or all is decided. */
  readonly isOver: (done: Done, findings: readonly Finding[]) => boolean;
  /** Because a limit was met. */
  readonly isOut: (done: Done) => boolean;
}

/** Never ends a search. */
const never: Stops = { isOver: () => false, isOut: () => false };

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

/** What all parts of a search share, with what was found so far. */
export interface SearchSetting<State> extends Setting<State> {
  readonly findings: Map<string, Finding>;
}

/** Makes what all parts of a search share. */
export function settingOf<State>(
  definition: ProgramDefinition<unknown, State>,
  properties: readonly ProgramProperty<State>[],
  { isOver, isOut }: Stops = never,
): SearchSetting<State> {
  const watchdog = watchdogFor(definition.name);
  const findings = new Map<string, Finding>();
  const done: Done = {
    runs: 0,
    redundant: 0,
    events: 0,
    longest: 0,
    crossed: false,
    bounds: new Set(),
  };
  return {
    definition,
    watchdog,
    shared: shareBetweenRuns(watchdog.note),
    judge: new Judge(definition.name, properties),
    done,
    pairs: new Pairs(),
    current: undefined,
    findings,
    report: (finding) => {
      // A property of the user may have the name of something else that is found.
      const key = `${finding.kind === 'property' ? 'property' : 'own'} ${finding.name}`;
      const before = findings.get(key);
      if (before !== undefined && before.preemptions <= finding.preemptions) return;
      findings.set(key, finding);
    },
    isOver: () => isOver(done, [...findings.values()]),
    isOut: () => isOut(done),
  };
}

/** Explores the interleavings of a program. */
export function* search<State>(
  setting: SearchSetting<State>,
  { preemptions: most, reduction }: Scope,
): Work<Searched<State>> {
  const { judge, done, findings } = setting;
  // The first run is executed twice: runs that differ must not be searched for long.
  const first = yield* twice(setting, undefined);
  const progress: Progress = { isComplete: false, preemptions: undefined };
  if (reduction !== undefined) {
    yield* inFull(setting, new DepthFirst(setting, { reduction }), progress);
  } else if (most !== undefined) {
    yield* inRounds(setting, progress, most, Infinity);
  } else {
    yield* exploreAll(setting, progress);
  }
  if (findings.size === 0) yield* tryPairs(setting, setting.pairs.all());
  const shown: (Finding & { run: OneRun<State> })[] = [];
  for (const finding of findings.values()) {
    shown.push({ ...finding, run: yield* twice(setting, finding) });
  }
  // What the first run did, it must still do at the end: a variable may have grown meanwhile.
  refuseOtherStory(setting.definition.name, first, yield* oneRun(setting, alongPath(first.path)));
  return { done, judge, ...progress, findings: shown };
}

/** How far a search came. */
interface Progress {
  isComplete: boolean;
  /** All runs with at most so many preemptions were explored. */
  preemptions: number | undefined;
}

/** Explores all interleavings: most faults show in a few runs with few preemptions, so these come first. */
function* exploreAll<State>(setting: SearchSetting<State>, progress: Progress): Work<void> {
  const all = new DepthFirst(setting, { reduction: reductionFor(setting) });
  const isOver = () => progress.isComplete || setting.isOver();
  const parts: (() => Work<void>)[] = [
    () => inRounds(setting, progress, 1, firstRuns),
    () => inFull(setting, all, progress, reducedRuns),
    () => inRounds(setting, progress, Infinity, roundRuns),
    () => inFull(setting, all, progress),
  ];
  for (const part of parts) if (!isOver()) yield* part();
  yield* withFewerPreemptions(setting, progress);
}

/**
 * Explores with a reduction, and takes down whether all was explored. Source sets need runs that come to their end: if a
 * bound on events cut one, sleep sets do it again.
 */
function* inFull<State>(
  setting: Setting<State>,
  search: DepthFirst<State>,
  progress: Progress,
  runs?: number,
): Work<void> {
  const { isCut } = yield* search.explore(runs);
  progress.isComplete = !isCut;
  if (isCut || search.reduction !== 'source sets' || !setting.done.bounds.has('events')) return;
  const again = new DepthFirst(setting, { reduction: 'sleep sets' });
  progress.isComplete = !(yield* again.explore()).isCut;
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
 * @param runs - The most runs of a round.
 */
function* inRounds<State>(
  setting: Setting<State>,
  progress: Progress,
  most: number,
  runs: number,
): Work<void> {
  for (let preemptions = (progress.preemptions ?? -1) + 1; preemptions <= most; preemptions++) {
    const round = new DepthFirst(setting, { reduction: 'none', preemptions });
    const { isCut, isBounded } = yield* round.explore(runs);
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
  yield* inRounds(until, { ...progress }, Math.max(-1, ...found) - 1, roundRuns);
}
