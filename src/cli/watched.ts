/** Tells the process that looks after the command what the command is busy with. See `allways.js`. */
import { fstatSync, writeSync } from 'node:fs';
import { relative } from 'node:path';
import { getHeapStatistics } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { noteRunning } from '../model/isolated.js';
import { emptyNote } from '../model/note.js';
import { describeRunning } from '../model/supervised.js';
import { visible } from '../validation/visible.js';
import { beingLoaded } from './modules.js';

/** The file descriptor of the pipe to that process. */
const pipe = 3;

/** The same for the verdict alone. That process never writes to it, so what was written is never lost. */
const verdictPipe = 4;

/** How often the main thread counts, in milliseconds. */
const beat = 200;

/** Starts the watchdog, if a process looks after this one. To be called before any module of the user is loaded. */
export function startWatchdog(folder: string): void {
  if (!isPipe(pipe)) return;
  Object.defineProperty(globalThis, Symbol.for('allways: busy with'), {
    value: () => ({ ...busyWith(folder), memory: process.memoryUsage().heapUsed }),
  });
  const answers = new Int32Array(new SharedArrayBuffer(4));
  setInterval(() => Atomics.add(answers, 0, 1), beat).unref();
  const note = emptyNote();
  noteRunning(note);
  const mostMemory = getHeapStatistics().heap_size_limit;
  new Worker(new URL('../../src/cli/watchdog.js', import.meta.url), {
    workerData: { answers, note, pipe, mostMemory, parent: process.ppid },
    execArgv: [],
  }).unref();
}

/**
 * Tells the process that looks after this one the exit code. Code of the user may run as this process ends, and give it
 * another code, or keep it from ending. To be called once, at the end.
 */
export function tellVerdict(code: number): void {
  if (!isPipe(verdictPipe)) return;
  try {
    writeSync(verdictPipe, String(code));
  } catch {
    // That process is gone.
  }
}

function busyWith(folder: string): { readonly what?: string; readonly seconds?: number } {
  const loading = beingLoaded();
  if (loading !== undefined)
    return { what: visible(`${relative(folder, loading)}, which is being loaded,`) };
  const running = describeRunning();
  return running === undefined ? {} : { ...running, what: visible(running.what) };
}

function isPipe(descriptor: number): boolean {
  try {
    const stats = fstatSync(descriptor);
    return stats.isFIFO() || stats.isSocket();
  } catch {
    return false;
  }
}
