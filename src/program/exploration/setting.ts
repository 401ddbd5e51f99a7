/** What all parts of a search of a program share. */
import type { ProgramDefinition } from '../program.js';
import { Judge, type ProgramProperty } from '../judge.js';
import { watchdogFor, type Watchdog } from '../execution/watchdog.js';
import type { RunSetting } from './new-run.js';
import { Delays } from './delays.js';
import { Pairs } from './independence.js';
import type { EventId } from '../run/running.js';
import { shareBetweenRuns } from '../run/shared.js';

/** What was found at the end of a path. */
export interface Finding {
  /** The name of the property, or of what must hold of every program. */
  readonly name: string;
  /** `property` for a property of the user. Other findings are reported only if they are made. */
  readonly kind: 'property' | 'task' | 'rejection' | 'deadlock';
  /** What is wrong; undefined if a state was reached that must be reachable. */
  readonly says: string | undefined;
  /** The events on the way, from the start. */
  readonly path: readonly EventId[];
  readonly preemptions: number;
}

/** How much was done. */
export interface Done {
  /** Runs that came to their end. */
  runs: number;
  /** Runs that were ended early, because what would follow was explored already. */
  redundant: number;
  /** Events that happened, in all runs. */
  events: number;
  /** The most events of a run. */
  longest: number;
  /** Whether an event happened that is no start of a task. */
  crossed: boolean;
  /** Whether runs were left out because `state` depends on services alone. */
  trustsState: boolean;
  /** Which bounds kept runs from going on. */
  readonly bounds: Set<'timers' | 'events'>;
}

/** What all parts of a search share. */
export interface Setting<State> extends RunSetting<State> {
  readonly judge: Judge<State>;
  readonly done: Done;
  readonly watchdog: Watchdog;
  /** Pairs of events that will be tried in both orders. */
  readonly pairs: Pairs;
  /** Events that will be tried early and late. */
  readonly delays: Delays;
  /** Takes down a finding. */
  readonly report: (finding: Finding) => void;
  /** Whether the search must end now: a limit was met, or all is decided. */
  readonly isOver: () => boolean;
  /** Whether it must end although a shorter way may be found: a limit was met. */
  readonly isOut: () => boolean;
}

/** The usual bound on the events of a run. */
export const usualEvents = 1_000;

/** The most events of a run. */
export const mostEventsOf = ({
  bounds,
}: Pick<ProgramDefinition<never, unknown>, 'bounds'>): number => bounds?.events ?? usualEvents;

/** What all parts of a search share, with what was found so far. */
export interface SearchSetting<State> extends Setting<State> {
  readonly findings: Map<string, Finding>;
}

/** What a search asks while it goes on, and what it tells. */
export interface Hooks {
  /** Whether it must end: a limit was met, or all is decided. It is asked before each run. */
  readonly isOver?: (done: Done, findings: readonly Finding[]) => boolean;
  /** Whether it must end because a limit was met. */
  readonly isOut?: (done: Done) => boolean;
  /** Called with the key of each state that was not seen before. */
  readonly onNewState?: (key: string) => void;
}

/** Makes what all parts of a search share. */
export function settingOf<State>(
  definition: ProgramDefinition<unknown, State>,
  properties: readonly ProgramProperty<State>[],
  { isOver = () => false, isOut = () => false, onNewState }: Hooks = {},
): SearchSetting<State> {
  const watchdog = watchdogFor(definition.name);
  const findings = new Map<string, Finding>();
  const done = nothingDone();
  return {
    definition,
    watchdog,
    shared: shareBetweenRuns(watchdog.note),
    judge: new Judge(definition.name, properties, onNewState),
    done,
    pairs: new Pairs(),
    delays: new Delays(),
    stage: { current: undefined },
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

/** The figures of a search that did nothing yet. */
export const nothingDone = (): Done => ({
  runs: 0,
  redundant: 0,
  events: 0,
  longest: 0,
  crossed: false,
  trustsState: false,
  bounds: new Set(),
});

/** Adds what another thread did. */
export function addDone(to: Done, { bounds, ...more }: Done): void {
  to.runs += more.runs;
  to.redundant += more.redundant;
  to.events += more.events;
  to.longest = Math.max(to.longest, more.longest);
  to.crossed ||= more.crossed;
  to.trustsState ||= more.trustsState;
  for (const bound of bounds) to.bounds.add(bound);
}
