/** What the end of a run says, and the errors on the way: deadlocks, tasks that reject. */
import { describeThrown } from '../../validation/errors.js';
import type { Judge, SeenState } from '../judge.js';
import type { Execution, ProgramFailure } from '../execution/execution.js';
import type { RunningTask } from '../run/running.js';
import type { Finding } from './setting.js';

/** A finding, without the way to it. */
export type Found = Pick<Finding, 'name' | 'kind' | 'says'>;

/** The name of the outcome for tasks that wait for ever. */
export const noDeadlock = 'no deadlock';

/** The name of the outcome for rejections that no code handles. */
export const noRejection = 'every rejection is handled';

/** The name of the outcome for a task that rejects. */
export const taskEnds = (task: string): string => `${task} does not throw`;

/** True for the name of an outcome that no property is needed for. */
export const isOwnName = (name: string): boolean =>
  name === noDeadlock || name === noRejection || name.endsWith(taskEnds(''));

/** What an error says that no code of the program caught. */
export function findingOf({ kind, error, task }: ProgramFailure): Found {
  const what = describeThrown(error);
  switch (kind) {
    case 'task':
      return { name: taskEnds(task.name), kind: 'task', says: `${task.name} threw ${what}` };
    case 'callback':
      return {
        name: taskEnds(task.name),
        kind: 'task',
        says: `a callback of ${task.name} threw ${what}`,
      };
    case 'rejection':
      return { name: noRejection, kind: 'rejection', says: `no code handled ${what}` };
  }
}

/**
 * What it says that nothing can happen any more, apart from faults.
 *
 * @param mayWait - The tasks that may wait for ever.
 */
export function findingsAtEnd<State>(
  execution: Execution<State>,
  judge: Judge<State>,
  seen: SeenState<State>,
  mayWait: readonly string[],
): readonly Found[] {
  // A timer that a bound kept from firing might have changed what comes.
  if (execution.isCut) return [];
  const waiting = execution.unfinished().filter(({ name }) => !mayWait.includes(name));
  if (waiting.length === 0) {
    return judge
      .seeEnd(seen)
      .map(({ property, says }) => ({ name: property, kind: 'property', says }));
  }
  const says = waiting.map(whatItWaitsFor).join('; ');
  const decided = judge.seeDeadlock(seen, says);
  if (decided === undefined) return [{ name: noDeadlock, kind: 'deadlock', says }];
  return decided.map((one) => ({ name: one.property, kind: 'property', says: one.says }));
}

function whatItWaitsFor({ name, waitsFor }: RunningTask): string {
  const calls = [...waitsFor.values()].map((describe) => describe());
  const what = calls.length === 0 ? 'something that never comes' : calls.join(' and ');
  return `${name} waits for ${what}`;
}
