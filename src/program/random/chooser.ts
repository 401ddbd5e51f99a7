/** Chooses the events of a run as a schedule says. */
import { rankOf } from '../exploration/node.js';
import type { Choose, NamedEvent } from '../exploration/one-run.js';
import { isFault } from '../run/running.js';
import { Chains } from './chains.js';
import type { Schedule } from './schedules.js';

/** Chooses events as a schedule says. */
export function chooserOf(schedule: Schedule): Choose {
  return schedule.kind === 'uniform' ? byPicks(schedule.picks) : byPriority(schedule);
}

/** A run that is longer than the list uses its numbers again. */
function byPicks(picks: readonly number[]): Choose {
  let step = 0;
  return (events, task) => {
    const pick = picks[step++ % picks.length] ?? 0;
    return usualOrder(events, task)[pick % events.length];
  };
}

function byPriority({ ranks, changes }: Extract<Schedule, { kind: 'pct' }>): Choose {
  const chains = new Chains(ranks);
  let step = 0;
  return (events, task) => {
    step++;
    for (const { event } of events) chains.see(event);
    const inOrder = usualOrder(events, task);
    for (const [change, at] of changes.entries()) {
      const leader = at === step ? chains.highest(inOrder) : undefined;
      if (leader !== undefined) chains.fall(leader.event, change);
    }
    const next = chains.highest(inOrder);
    if (next !== undefined) chains.happens(next.event);
    return next;
  };
}

/** The events of the task before first; faults last. */
function usualOrder(
  events: readonly NamedEvent[],
  task: string | undefined,
): readonly NamedEvent[] {
  const rank = ({ event }: NamedEvent) => rankOf(event.task.name, isFault(event), task);
  return [...events].sort((one, other) => rank(one) - rank(other));
}
