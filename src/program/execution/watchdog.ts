/**
 * Names a task that never comes back. An endless loop in its code stops everything else in the thread, so another
 * thread must look. Nothing can end such a loop safely, so that thread says what it is and ends the process.
 */
import { url } from 'node:inspector';
import { Worker } from 'node:worker_threads';

/** A task may keep the thread for so many seconds. */
const patience = 10;

/** The places of the numbers that both threads share. */
const place = { events: 0, isBusy: 1, task: 2 } as const;

/** What the other thread does. It is a text because a file would have another name in the published package. */
const source = `
const { parentPort, workerData } = require('node:worker_threads');
const { writeSync } = require('node:fs');
const { counts, turns, turn } = workerData;
let names = { program: '', tasks: [] };
let last = -1;
let silent = 0;
parentPort.on('message', (message) => (names = message));
parentPort.unref();
setInterval(() => {
  const events = Atomics.load(counts, ${place.events});
  silent = events === last && Atomics.load(counts, ${place.isBusy}) === 1 ? silent + 1 : 0;
  last = events;
  if (silent < turns) return;
  const task = names.tasks[Atomics.load(counts, ${place.task})] ?? 'a task';
  const seconds = (turns * turn) / 1000;
  writeSync(2, \`\nProgram "\${names.program}": \${task} has kept the thread for \${seconds} seconds without waiting for anything, as an endless loop does; let it end, or wait for something that io made.\n\`);
  process.kill(process.pid, 'SIGKILL');
}, turn);
`;

/** How often the other thread looks, in milliseconds. */
const turn = 500;

let counts: Int32Array | undefined;
let thread: Worker | undefined;

/** Looks after the runs of one program. */
export interface Watchdog {
  /** An event of a task begins. */
  readonly note: (task: string) => void;
  /** Code of the program may run from now on, or no longer. */
  readonly watch: (isBusy: boolean) => void;
}

/** Looks after the runs of a program. Does nothing while a debugger is attached, because code may wait there. */
export function watchdogFor(program: string): Watchdog {
  if (url() !== undefined) return { note: () => {}, watch: () => {} };
  const numbers = (counts ??= new Int32Array(new SharedArrayBuffer(12)));
  thread ??= startThread(numbers);
  const tasks: string[] = [];
  const known = new Map<string, number>();
  return {
    note: (task) => {
      let number = known.get(task);
      if (number === undefined) {
        number = tasks.push(task) - 1;
        known.set(task, number);
        thread?.postMessage({ program, tasks });
      }
      numbers[place.task] = number;
      numbers[place.events] = ((numbers[place.events] ?? 0) + 1) | 0;
    },
    watch: (isBusy) => {
      numbers[place.isBusy] = isBusy ? 1 : 0;
    },
  };
}

function startThread(numbers: Int32Array): Worker {
  const workerData = { counts: numbers, turns: (patience * 1000) / turn, turn };
  const worker = new Worker(source, { eval: true, workerData, execArgv: [] });
  worker.unref();
  return worker;
}
