import { defineSafeguards } from 'allways';

/** What a queue can do about workers that are slow or gone, and cleanup about tasks in work. */
export const taskSafeguards = defineSafeguards({
  stateCheck: 'Cleanup spares a task that a worker has taken.',
  doneOnly: 'Cleanup deletes only tasks that are done.',
  checkAtDelete: 'Cleanup looks again in the step that deletes.',
  visibilityTimeout: 'A task that was taken can be taken again after some time.',
  heartbeat: 'While a worker is up, its heart starts the time of its task anew.',
  fencing: 'A result is refused from a worker that does not hold the task any more.',
  ackByHolder: 'Only the worker that holds a task can finish it, give it back or extend its time.',
  idempotent: 'Of all results of a task the first counts, and no other.',
  oneCommit: 'The result is written and the task finished in one transaction.',
});

/** The name of a safeguard. */
export type TaskSafeguard = keyof typeof taskSafeguards;
