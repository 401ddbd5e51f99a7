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
import { numbers } from '../../store/numbers.js';
import { isReady, type Answer, type Order } from './messages.js';

/** Threads that wait for work. */
export interface Threads {
  /** How many there are, this one included. */
  readonly count: number;
  /** How many states there must be at least for it to be worth their while. */
  readonly least: number;
  /**
   * A search that has not lasted so many milliseconds does not start them. It waits longer if its levels do not grow
   * fast, because then it is near its end, or it is so long that this hardly matters.
   */
  readonly patience: { readonly growing: number; readonly steady: number };
  /** Nor does one that runs the model more often than this for each state. */
  readonly mostRuns: number;
  /** The first state that they may expand together again, after work that did not pay. */
  alone: number;
  readonly hasStarted: () => boolean;
  /**
   * Starts them if they are not started yet: it takes them a while, and there is work to do meanwhile.
   *
   * @returns Whether they are ready for work. They never are if one of them cannot start, or has ended.
   */
  readonly start: () => boolean;
  /** Expands states, and says what each thread did. */
  readonly expand: (kernel: Kernel, from: number, to: number) => Promise<readonly Share[]>;
  readonly close: () => Promise<void>;
}

/** When threads start: at once, or only if a search is long and its levels are wide. */
const starts = {
  'at once': { least: 1000, patience: { growing: 0, steady: 0 }, mostRuns: 1 / 8 },
  'if it pays': { least: 8192, patience: { growing: 750, steady: 1500 }, mostRuns: 1 / 32 },
};

/**
 * Threads, not started yet.
 *
 * @param count - How many, this one included.
 * @param launch - Starts one. For tests.
 */
export function threadsOf(
  count: number,
  when: keyof typeof starts,
  launch: () => Worker = startWorker,
): Threads {
  const workers: Worker[] = [];
  let ready = 1;
  let hasFailed = false;
  const workspace = newWorkspace();
  const launchNext = () => {
    try {
      const worker = launch();
      workers.push(worker);
      const heard = (message: unknown) => {
        if (message !== isReady) return;
        worker.off('message', heard);
        ready++;
      };
      worker.on('message', heard);
      for (const end of ['error', 'exit']) worker.once(end, () => (hasFailed = true));
    } catch {
      // A process may be forbidden to have other threads.
      hasFailed = true;
    }
  };
  return {
    count,
    ...starts[when],
    alone: 0,
    hasStarted: () => workers.length > 0,
    start() {
      // One at a time, because it takes a while to launch one.
      if (!hasFailed && workers.length < count - 1) launchNext();
      return !hasFailed && ready === count;
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

/**
 * A thread makes hardly any objects of its own. With a small heap for young ones it soon lets go of tables that grew and
 * were replaced; otherwise they would take up memory for long.
 */
const resourceLimits = { maxYoungGenerationSizeMb: 1 };

function startWorker(): Worker {
  const file = import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js';
  const { href } = new URL(file, import.meta.url);
  // From the sources, a thread must learn to read TypeScript first.
  const load = file.endsWith('.ts')
    ? `import('tsx/esm/api').then((tsx) => tsx.tsImport(${JSON.stringify(href)}, ${JSON.stringify(href)}))`
    : `import(${JSON.stringify(href)})`;
  const worker = new Worker(load, { eval: true, resourceLimits });
  worker.unref();
  return worker;
}

/** The share of a thread. What a thread did before it failed cannot be undone, so the search fails with it. */
function answerOf(worker: Worker, order: Order): Promise<Share> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      worker.off('message', heard);
      worker.off('error', failed);
      worker.off('exit', ended);
      worker.unref();
      act();
    };
    const heard = (message: unknown) => {
      if (isAnswer(message)) settle(() => resolve(message.share));
    };
    const failed = (cause: unknown) => {
      settle(() => reject(new Error(`A thread of the search failed; ${advice}.`, { cause })));
    };
    const ended = () => {
      settle(() => reject(new Error(`A thread of the search was ended from outside; ${advice}.`)));
    };
    worker.on('message', heard);
    worker.on('error', failed);
    worker.on('exit', ended);
    worker.ref();
    worker.postMessage(order);
  });
}

const advice = 'search with one: workers: 1, or --workers 1 on the command line';

/** Other code that a process loads into each thread may send messages, too. */
const isAnswer = (message: unknown): message is Answer => 'share' in Object(message);
