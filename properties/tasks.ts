import { eventually, invariant, reachable, transition } from 'allways';
import { taskNumbers, taskOf, type Queue } from '../models/tasks/state.js';

export const noRunningTaskDeleted = invariant<Queue>(
  'no task is deleted while it runs',
  (s) => {
    for (const [name, { task }] of Object.entries(s.workers)) {
      if (task === null) continue;
      const { row, holder } = taskOf(s, task);
      // Whose task another one has taken since is late, and does not count.
      if (row === 'gone' && holder === name) return `${name} works on task ${task}, deleted`;
    }
    return true;
  },
  { because: 'Old is not the same as no longer used: what was created long ago may run now.' },
);

export const noTaskLost = invariant<Queue>(
  'no task is lost',
  (s) => {
    const inHand = new Set(Object.values(s.workers).map(({ task }) => task));
    const lost = taskNumbers(s).find((number) => {
      const { row, effects } = taskOf(s, number);
      return row === 'gone' && effects === 0 && !inHand.has(number);
    });
    return lost === undefined || `task ${lost} is deleted, and nobody has done it or ever will`;
  },
  { because: 'Who put a task into the queue relies on its being done.' },
);

export const noEffectTwice = invariant<Queue>(
  'no effect comes about twice',
  (s) => {
    const twice = taskNumbers(s).find((number) => taskOf(s, number).effects > 1);
    return twice === undefined || `the effect of task ${twice} came about twice`;
  },
  { because: 'The customer pays twice.' },
);

export const noLateResult = transition<Queue>(
  'no late worker overwrites a result',
  (before, _, after) => {
    const over = taskNumbers(before).find((number) => {
      const { result, holder } = taskOf(before, number);
      return result !== null && result === holder && taskOf(after, number).result !== result;
    });
    if (over === undefined) return true;
    const [old, late] = [before, after].map((s) => taskOf(s, over).result ?? 'nobody');
    return `${late} overwrites the result of ${old}, who took task ${over} after it`;
  },
  { because: 'The newest result must not give way to one that was made from older knowledge.' },
);

export const taskCanBeDone = reachable<Queue>(
  'a task can be done',
  (s) => s.tasks.some(({ row, effects }) => row === 'done' && effects > 0),
  { because: 'A queue of which nothing is ever done is safe, and useless.' },
);

export const taskCanBeSwept = reachable<Queue>(
  'a task that is done can be deleted',
  (s) => s.tasks.some(({ row, effects }) => row === 'gone' && effects > 0),
  { because: 'A cleanup that never deletes is safe, and useless.' },
);

export const everyTaskDone = eventually<Queue>(
  'every task is done in the end',
  (s) => s.tasks.every(({ effects }) => effects > 0),
  { because: 'What is neither lost nor done is as good as lost.' },
);

export const everyTaskSwept = eventually<Queue>(
  'every task is deleted in the end',
  (s) => s.tasks.every(({ row }) => row === 'gone'),
  { because: 'A safeguard that spares a task for ever is a leak.' },
);

/** What must never happen. */
export const taskSafety = [noRunningTaskDeleted, noTaskLost, noEffectTwice, noLateResult];

/** What must be possible. */
export const taskProgress = [taskCanBeDone, taskCanBeSwept];

/** What must happen in the end, where whoever can go on goes on. */
export const taskLiveness = [everyTaskDone, everyTaskSwept];

export const taskProperties = [...taskSafety, ...taskProgress, ...taskLiveness];

export default taskProperties;
