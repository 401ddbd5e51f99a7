/** A row of the queue's table; and what came of the task, which the table does not know. */
export interface Task {
  row: 'waiting' | 'taken' | 'done' | 'gone';
  /** Who took it last; nobody where it was given back. */
  holder: string | null;
  /** Ticks since it was taken, or since its holder's heart beat last; the timeout at most. */
  takenFor: number;
  /** Ticks since it was created; the cutoff at most. */
  age: number;
  /** Whose result there is. */
  result: string | null;
  /** How often its effect came about: a mail that is sent, a card that is charged. Two is many. */
  effects: number;
}

export interface Worker {
  /** The number of the task that it works on. */
  task: number | null;
  /** Whether it has written its result, and has yet to finish the task. */
  written: boolean;
  /** `down`: it crashed. `hung`: it does nothing any more, but its heart beats on. */
  state: 'up' | 'down' | 'hung';
}

/** Workers and cleanup share this. */
export interface Queue {
  tasks: Task[];
  workers: Record<string, Worker>;
  /** The number of the task that cleanup has checked and is about to delete. */
  checked: number | null;
  /** How often something may still go wrong. */
  left: { crashes: number; failures: number; hangs: number; delays: number };
}

/** The numbers of all tasks. */
export const taskNumbers = (s: Queue): number[] => s.tasks.map((_, index) => index + 1);

/** Task `number`; there must be one. */
export function taskOf(s: Queue, number: number): Task {
  const task = s.tasks[number - 1];
  if (task === undefined) throw new RangeError(`There is no task ${number}.`);
  return task;
}

/** Worker `name`; there must be one. */
export function workerOf(s: Queue, name: string): Worker {
  const worker = s.workers[name];
  if (worker === undefined) throw new RangeError(`There is no ${name}.`);
  return worker;
}

/** Whether the table says that this worker has the task now. */
export const isHeldBy = (task: Task, name: string): boolean =>
  task.row === 'taken' && task.holder === name;

/** Whether somebody who is up works on this task, and has it as far as the table knows. */
export const isInGoodHands = (s: Queue, number: number): boolean => {
  const task = taskOf(s, number);
  return Object.entries(s.workers).some(
    ([name, worker]) => worker.task === number && worker.state === 'up' && isHeldBy(task, name),
  );
};
