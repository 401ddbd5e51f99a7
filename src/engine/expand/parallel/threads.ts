/**
 * Several threads over one space.
 *
 * All numbers are in memory that the threads share: states, trees, and which actions are awake. Trees answer
 * without the model, so a thread needs none, and several threads can search any model, wherever it comes from.
 * If no tree has an answer, the state is left to the main thread, which has the model. Only the main thread
 * numbers values, so they have the same numbers in all threads.
 */
import { Worker } from 'node:worker_threads';
import { expandShare, type Share } from './batch.js';
import { fitWorkspace, newWorkspace } from '../workspace.js';
import type { Kernel } from '../kernel.js';
import { numbers } from '../../store/pairs.js';
import type { Order } from './worker.js';

/** Threads that wait for work. */
export interface Threads {
  /** How many there are, this one included. */
  readonly count: number;
  /** How many states there must be at least for it to be worth their while. */
  readonly least: number;
  /** A search that has not lasted so many milliseconds does not start them. */
  readonly patience: number;
  /** Nor does one that runs the model more often than this for each state. */
  readonly mostRuns: number;
  /** The first state that they may expand together again, after work that did not pay. */
  alone: number;
  /**
   * Starts them if they are not started yet: it takes them a while, and there is work to do meanwhile.
   *
   * @returns Whether they are ready for work. They never are if one of them cannot start.
   */
  readonly start: () => boolean;
  /** Expands states, and says what each thread did. */
  readonly expand: (kernel: Kernel, from: number, to: number) => Promise<readonly Share[]>;
  readonly close: () => Promise<void>;
}

/** When threads start: at once, or only if a search is long and its levels are wide. */
const starts = {
  'at once': { least: 1000, patience: 0, mostRuns: Infinity },
  'if it pays': { least: 8192, patience: 250, mostRuns: 1 / 8 },
};

/**
 * Threads, not started yet.
 *
 * @param count - How many, this one included.
 */
export function threadsOf(count: number, when: keyof typeof starts): Threads {
  let workers: readonly Worker[] = [];
  let ready = 1;
  const workspace = newWorkspace();
  return {
    count,
    ...starts[when],
    alone: 0,
    start() {
      if (workers.length === 0) {
        workers = Array.from({ length: count - 1 }, startWorker);
        for (const worker of workers) {
          worker.once('message', () => ready++);
          // This thread does all the work alone then.
          worker.once('error', () => undefined);
        }
      }
      return ready === count;
    },
    async expand(kernel, from, to) {
      const cursor = numbers(1, true);
      cursor[0] = from;
      const order: Order = { kernel, cursor, to };
      const shares = workers.map((worker) => answerOf(worker, order));
      fitWorkspace(workspace, kernel.mostEnabled, kernel.store.words, kernel.store.inner.length);
      const own = expandShare(kernel, workspace, cursor, to);
      return [own, ...(await Promise.all(shares))];
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

function startWorker(): Worker {
  const file = import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js';
  const { href } = new URL(file, import.meta.url);
  // From the sources, a thread must learn to read TypeScript first.
  const load = file.endsWith('.ts')
    ? `import('tsx/esm/api').then((tsx) => tsx.tsImport(${JSON.stringify(href)}, ${JSON.stringify(href)}))`
    : `import(${JSON.stringify(href)})`;
  const worker = new Worker(load, { eval: true });
  worker.unref();
  return worker;
}

function answerOf(worker: Worker, order: Order): Promise<Share> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      worker.off('message', heard);
      worker.off('error', failed);
      worker.unref();
      act();
    };
    const heard = (share: Share) => settle(() => resolve(share));
    const failed = (error: Error) => settle(() => reject(error));
    worker.on('message', heard);
    worker.on('error', failed);
    worker.ref();
    worker.postMessage(order);
  });
}
