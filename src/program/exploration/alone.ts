/**
 * Leaves out runs if an event is alone in its process: an answer for the only task that has not ended, say.
 *
 * If such an event touches only the memory of its process, no event of others depends on it, now or later, and none of its
 * own process can come before it. So every run from here is equal, up to the order of independent events, to one in which it
 * happens at once: it is a persistent set by itself (P. Godefroid, LNCS 1032, 1996, chapter 4). The runs in which others go first
 * come past further states of the whole, but `state` shows the same: the event does not change what it looks at.
 * For that `state` must depend on nothing but services and channels. Only the user can know that, and says so: `stateOf`.
 */
import { ModelError } from '../../validation/errors.js';
import type { Execution } from '../execution/execution.js';
import type { Footprint } from '../footprint.js';
import type { EventId, PendingEvent } from '../run/running.js';
import type { Exploration } from './exploration.js';
import type { Judge } from '../judge.js';
import type { ProgramDefinition } from '../program.js';
import type { Node } from './node.js';

/** What decides whether a search may leave out runs in this way. */
interface Asked {
  readonly judge: Pick<Judge<never>, 'asksSteps'>;
  readonly definition: Pick<ProgramDefinition<never, unknown>, 'time' | 'stateOf'>;
}

/** An event that is alone in its process. */
export interface AloneEvent {
  readonly id: EventId;
  /** The name of the memory of its process. */
  readonly memory: string;
}

/** Whether a search may leave out runs in this way: it asks about states, and neither about steps nor about the time. */
export const mayLeaveOut = (
  { judge, definition }: Asked,
  { reduction, trustsState }: Exploration,
): boolean =>
  reduction === 'sleep sets' &&
  trustsState !== false &&
  !judge.asksSteps &&
  definition.time !== 'instant replies' &&
  definition.stateOf === 'services';

/** The events that are alone in their processes. */
export const aloneAmong = <State>(
  events: readonly PendingEvent[],
  execution: Execution<State>,
): readonly AloneEvent[] =>
  events
    .filter((event) => execution.isAlone(event))
    .map(({ id, task }) => ({ id, memory: task.process.memory.area.name }));

/**
 * Tries no others at a quiet point if the event that was tried there is alone, and touched only the memory of its process.
 * Returns whether it left out others.
 */
export function leaveOutOthers<State>(node: Node<State>, done: { trustsState: boolean }): boolean {
  const { alone, footprint, queue } = node;
  if (alone === undefined) return false;
  if (!touchesOnly(footprint, alone)) {
    node.alone = undefined;
    return false;
  }
  if (queue.length === 0) return false;
  done.trustsState = true;
  queue.length = 0;
  return true;
}

/** Whether an event touched nothing but one area. */
export const touchesOnly = (footprint: Footprint | undefined, area: string): boolean =>
  footprint?.every((access) => access.area.name === area) === true;

/** The error for a program whose `state` depends on more than it says. */
export const refusalOf = (program: string, task: string, what: string): ModelError =>
  new ModelError(
    `Program ${JSON.stringify(program)}: stateOf is 'services', and what state returns depends on ${JSON.stringify(what)} of ${task}, which touches no service; let state look only at services and channels, or leave stateOf out.`,
  );
