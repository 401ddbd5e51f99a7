import { actor, step, type Switches } from 'allways';
import type { TaskSafeguard } from './safeguards.js';
import { taskNumbers, taskOf, type Queue } from './state.js';

/** Deletes tasks that were created before a cutoff, past the checks that are on; one at a time. */
export function cleanup(on: Switches<TaskSafeguard>, cutoff: number) {
  const mayDelete = (s: Queue, number: number): boolean => {
    const { row, age } = taskOf(s, number);
    if (row === 'gone' || age < cutoff) return false;
    if (on.stateCheck && row === 'taken') return false;
    return !on.doneOnly || row === 'done';
  };
  const spares = (s: Queue): boolean => on.checkAtDelete && !mayDelete(s, s.checked ?? 0);
  return actor<Queue>('cleanup', {
    check: step({
      choose: taskNumbers,
      when: (s: Queue, number) => s.checked === null && mayDelete(s, number),
      then: (s, number) => {
        s.checked = number;
      },
      says: (s, number) =>
        `finds that task ${number} can go: it is old, and ${taskOf(s, number).row}`,
    }),
    delete: {
      when: (s) => s.checked !== null,
      then: (s) => {
        if (!spares(s)) {
          const task = taskOf(s, s.checked ?? 0);
          task.row = 'gone';
          task.takenFor = 0;
        }
        s.checked = null;
      },
      says: (s) => {
        const number = s.checked ?? 0;
        const { row, holder, effects } = taskOf(s, number);
        if (spares(s)) return `spares task ${number}, which is ${row} by now`;
        if (row === 'taken') return `deletes task ${number}, on which ${holder ?? 'nobody'} works`;
        return `deletes task ${number}${effects === 0 ? ', which nobody has done: it is lost' : ''}`;
      },
    },
  });
}
