/** Random schedules of a program, as fast-check generates and shrinks them. */
import { array, nat, oneof, record, type Arbitrary } from 'fast-check';
import { rankOf } from '../exploration/node.js';
import type { Choose, NamedEvent } from '../exploration/one-run.js';
import { isFault } from '../run/running.js';

/** The data of a schedule: with it, a run can be executed again. */
export type Schedule =
  /** At each quiet point, a number chooses among the events. With 0 the task before goes on. */
  | { readonly kind: 'uniform'; readonly picks: readonly number[] }
  /** Priorities of the tasks, in the order in which they are first seen, and the events before which they change. */
  | {
      readonly kind: 'pct';
      readonly ranks: readonly number[];
      readonly changes: readonly number[];
    };

/** How schedules are generated. */
export interface ScheduleOptions {
  readonly schedule: 'mixed' | 'uniform' | 'pct';
  /** The most changes of priority in a run of `pct`. */
  readonly changePoints: number;
  /** How many events a run is expected to have. */
  readonly events: number;
}

/** The highest rank. Ranks are many, so that two tasks seldom have the same. */
const mostRank = 1_000;

/** More tasks than this share the last rank. */
const mostTasks = 16;

/**
 * Generates schedules. A smaller one has fewer changes of priority, or lets each task go on more often.
 *
 * `pct`: S. Burckhardt, P. Kothari, M. Musuvathi, S. Nagarakatte, "A Randomized Scheduler with Probabilistic Guarantees
 * of Finding Bugs", ASPLOS 2010.
 */
export function schedules({
  schedule,
  changePoints,
  events,
}: ScheduleOptions): Arbitrary<Schedule> {
  const uniform = array(nat(mostRank), { maxLength: events, size: 'max' }).map(
    (picks): Schedule => ({ kind: 'uniform', picks }),
  );
  const pct = record({
    ranks: array(nat(mostRank), { minLength: 2, maxLength: mostTasks, size: 'max' }),
    changes: array(nat(Math.max(1, events)), { maxLength: changePoints, size: 'max' }),
  }).map(({ ranks, changes }): Schedule => ({ kind: 'pct', ranks, changes }));
  if (schedule === 'mixed') return oneof(uniform, pct);
  return schedule === 'pct' ? pct : uniform;
}

/** Chooses events as a schedule says. */
export function chooserOf(schedule: Schedule): Choose {
  return schedule.kind === 'uniform' ? byPicks(schedule.picks) : byPriority(schedule);
}

function byPicks(picks: readonly number[]): Choose {
  let at = 0;
  return (events, task) => {
    const sorted = currentFirst(events, task);
    return sorted[(picks[at++] ?? 0) % sorted.length];
  };
}

/** The events of the task before first; faults last. */
function currentFirst(
  events: readonly NamedEvent[],
  task: string | undefined,
): readonly NamedEvent[] {
  const rank = ({ event }: NamedEvent) => rankOf(event.task.name, isFault(event), task);
  return [...events].sort((one, other) => rank(one) - rank(other));
}

function byPriority({ ranks, changes }: Extract<Schedule, { kind: 'pct' }>): Choose {
  const priorities = new Map<string, number>();
  let step = 0;
  let fallen = 0;
  const priorityOf = (name: string): number => {
    const known = priorities.get(name);
    if (known !== undefined) return known;
    const own = ranks[Math.min(priorities.size, ranks.length - 1)] ?? 0;
    priorities.set(name, own);
    return own;
  };
  /** Of the events that can happen, the one of the task with the highest priority. A crash is a lane of its own. */
  const highest = (events: readonly NamedEvent[]): NamedEvent | undefined => {
    let best: NamedEvent | undefined;
    let most = -Infinity;
    for (const named of events) {
      const priority = priorityOf(laneOf(named));
      if (priority > most) [best, most] = [named, priority];
    }
    return best;
  };
  return (events) => {
    step++;
    // A task that falls behind is below all that never fell.
    if (changes.includes(step)) {
      const leader = highest(events);
      if (leader !== undefined) priorities.set(laneOf(leader), -++fallen);
    }
    return highest(events);
  };
}

/** A task; a fault has a priority of its own. */
const laneOf = ({ event }: NamedEvent): string =>
  isFault(event) ? `${event.task.name}: ${event.what}` : event.task.name;
