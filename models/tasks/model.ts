import { clock, defineModel, defineSystem } from 'allways';
import { cleanup } from './cleanup.js';
import { taskSafeguards } from './safeguards.js';
import { isInGoodHands, taskNumbers, taskOf, type Queue, type Task } from './state.js';
import { heart, worker } from './worker.js';

const newTask: Task = {
  row: 'waiting',
  holder: null,
  takenFor: 0,
  age: 0,
  result: null,
  effects: 0,
};

/** A queue of tasks, workers that do them, and a cleanup that deletes the old ones. */
export const tasks = defineSystem({
  name: 'tasks',
  safeguards: taskSafeguards,
  parameters: {
    tasks: { default: 1, min: 0, max: 10 },
    workers: { default: 2, min: 0, max: 10 },
    /** After how many ticks a task is old: cleanup's cutoff. */
    cutoff: { default: 1, min: 1, max: 10 },
    /** After how many ticks a task that was taken can be taken again, with `visibilityTimeout`. */
    timeout: { default: 1, min: 1, max: 10 },
    /** How many crashes there may be in all; who crashes restarts. */
    crashes: { default: 1, min: 0, max: 10 },
    /** How often workers may give a task back. */
    failures: { default: 1, min: 0, max: 10 },
    /** How many workers may hang for ever, while their hearts beat. */
    hangs: { default: 0, min: 0, max: 10 },
    /** How often a worker may be so slow that its time is up though it is well. */
    delays: { default: 2, min: 0, max: 10 },
    /** Whether that may happen again and again, without end. */
    alwaysSlow: false,
  },
  model: (
    on,
    { tasks: count, workers, cutoff, timeout, crashes, failures, hangs, delays, alwaysSlow },
  ) => {
    const names = Array.from({ length: workers }, (_, index) => `worker ${index + 1}`);
    return defineModel<Queue>({
      name: 'tasks',
      initial: {
        tasks: Array.from({ length: count }, () => newTask),
        workers: Object.fromEntries(
          names.map((name) => [name, { task: null, written: false, state: 'up' }]),
        ),
        checked: null,
        left: { crashes, failures, hangs, delays },
      },
      actors: [
        ...names.map((name) => worker(name, on, timeout)),
        ...names.map((name) => heart(name, on)),
        cleanup(on, cutoff),
        clock<Queue>({
          bound: Math.max(cutoff, timeout),
          tick: (s, older) => {
            for (const number of taskNumbers(s)) {
              const task = taskOf(s, number);
              if (task.row === 'gone') continue;
              task.age = Math.min(older(task.age), cutoff);
              if (task.row !== 'taken' || task.takenFor === timeout) continue;
              if (!alwaysSlow && task.takenFor + 1 === timeout && isInGoodHands(s, number)) {
                if (s.left.delays === 0) continue;
                s.left.delays--;
              }
              task.takenFor = older(task.takenFor);
            }
          },
        }),
      ],
    });
  },
});
