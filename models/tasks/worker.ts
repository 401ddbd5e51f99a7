import { actor, step, type Switches } from 'allways';
import type { TaskSafeguard } from './safeguards.js';
import { isHeldBy, taskNumbers, taskOf, workerOf, type Queue, type Task } from './state.js';

/** Takes a task, works on it, writes the result, says that it is done. How slow it is nobody knows. */
export function worker(name: string, on: Switches<TaskSafeguard>, timeout: number) {
  const self = (s: Queue) => workerOf(s, name);
  const works = (s: Queue): boolean => self(s).task !== null && self(s).state === 'up';
  const hand = (s: Queue): { number: number; task: Task } => {
    const number = self(s).task ?? 0;
    return { number, task: taskOf(s, number) };
  };
  const drop = (s: Queue): void => {
    self(s).task = null;
    self(s).written = false;
  };
  const isFree = (task: Task): boolean =>
    task.row === 'waiting' ||
    (on.visibilityTimeout && task.row === 'taken' && task.takenFor >= timeout);
  const isLate = (s: Queue): boolean => !isHeldBy(hand(s).task, name);
  const isRefused = (s: Queue): boolean => on.ackByHolder && isLate(s);
  // A transaction that cannot finish the task writes no result either.
  const losesResult = (s: Queue): boolean =>
    (on.fencing && isLate(s)) || (on.oneCommit && isRefused(s));
  const finish = (s: Queue): void => {
    const { task } = hand(s);
    if (task.row !== 'gone' && !isRefused(s)) {
      task.row = 'done';
      task.takenFor = 0;
    }
    drop(s);
  };
  const whoseItIs = ({ row, holder }: Task): string => {
    if (row === 'gone') return 'which is deleted by now';
    if (row === 'taken') return `which ${holder ?? 'nobody'} has by now`;
    return `which is ${row} by now`;
  };
  const late = (s: Queue): string => (isLate(s) ? `, ${whoseItIs(hand(s).task)}` : '');

  return actor<Queue>(name, {
    take: step({
      choose: taskNumbers,
      when: (s: Queue, number) =>
        self(s).task === null && self(s).state === 'up' && isFree(taskOf(s, number)),
      then: (s, number) => {
        const task = taskOf(s, number);
        task.row = 'taken';
        task.holder = name;
        task.takenFor = 0;
        self(s).task = number;
      },
      says: (s, number) => {
        const { row, holder } = taskOf(s, number);
        const from = row === 'taken' ? ` from ${holder ?? 'nobody'}, whose time is up` : '';
        return `takes task ${number}${from}`;
      },
    }),
    write: {
      when: (s) => works(s) && !self(s).written,
      then: (s) => {
        const { task } = hand(s);
        if (losesResult(s)) {
          drop(s);
          return;
        }
        if (!on.idempotent || task.effects === 0) {
          task.result = name;
          task.effects = Math.min(task.effects + 1, 2);
        }
        if (on.oneCommit) finish(s);
        else self(s).written = true;
      },
      says: (s) => {
        const { number, task } = hand(s);
        if (losesResult(s)) return `is refused its result of task ${number}${late(s)}`;
        if (on.idempotent && task.effects > 0) return `finds that task ${number} has a result`;
        const again = task.effects > 0 ? ': its effect comes about once more' : '';
        return `writes its result of task ${number}${late(s)}${again}`;
      },
    },
    finish: {
      when: (s) => works(s) && self(s).written,
      then: finish,
      says: (s) =>
        `${isRefused(s) ? 'cannot finish' : 'finishes'} task ${hand(s).number}${late(s)}`,
    },
    giveBack: {
      when: (s) => works(s) && !self(s).written && s.left.failures > 0,
      then: (s) => {
        const { task } = hand(s);
        if (task.row !== 'gone' && !isRefused(s)) {
          task.row = 'waiting';
          task.holder = null;
          task.takenFor = 0;
        }
        s.left.failures--;
        drop(s);
      },
      says: (s) =>
        `fails, and ${isRefused(s) ? 'cannot give back' : 'gives back'} task ${hand(s).number}${late(s)}`,
      fairness: 'none',
    },
    crash: {
      when: (s) => works(s) && s.left.crashes > 0,
      then: (s) => {
        s.left.crashes--;
        drop(s);
        self(s).state = 'down';
      },
      says: (s) => `crashes over task ${hand(s).number}`,
      fairness: 'none',
    },
    restart: {
      when: (s) => self(s).state === 'down',
      then: (s) => {
        self(s).state = 'up';
      },
      says: 'restarts, and remembers nothing',
    },
    hang: {
      when: (s) => works(s) && s.left.hangs > 0,
      then: (s) => {
        s.left.hangs--;
        self(s).state = 'hung';
      },
      says: (s) => `hangs over task ${hand(s).number}`,
      fairness: 'none',
    },
  });
}

/** A worker's heart: it beats beside the work, and knows nothing of how that goes. */
export function heart(name: string, on: Switches<TaskSafeguard>) {
  const beatsFor = (s: Queue): number | null => {
    const { task } = workerOf(s, name);
    if (task === null) return null;
    const { row, holder, takenFor } = taskOf(s, task);
    const isAllowed = !on.ackByHolder || holder === name;
    return row === 'taken' && takenFor > 0 && isAllowed ? task : null;
  };
  return actor<Queue>(`heart of ${name}`, {
    beat: {
      when: (s) => on.heartbeat && beatsFor(s) !== null,
      then: (s) => {
        taskOf(s, beatsFor(s) ?? 0).takenFor = 0;
      },
      says: (s) => `beats: the time of task ${beatsFor(s) ?? 0} starts anew`,
    },
  });
}
