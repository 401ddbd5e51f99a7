/** What all parts of a search of a program share. */
import type { ProgramDefinition } from '../program.js';
import type { Judge } from '../judge.js';
import type { Watchdog } from '../execution/watchdog.js';
import type { RunSetting } from './new-run.js';
import type { Pairs } from './independence.js';
import type { EventId } from '../run/running.js';

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
