/** Threads that help to explore a program. */
import { Worker } from 'node:worker_threads';
import { describeThrown, ModelError } from '../../../validation/errors.js';
import type { Answer, Begin, Order, Report } from './messages.js';

/** A thread that helps. */
export interface Helper {
  /** Whether it can be given an order. */
  readonly isIdle: () => boolean;
  /** Gives it an order. It must be idle. Rejects if it refuses the program, or ends. */
  readonly explore: (order: Order) => Promise<Report>;
}

/** The threads of one search. */
export interface Crew {
  readonly helpers: readonly Helper[];
  /** What a helper refuses before it was given an order. */
  readonly refused: () => ModelError | undefined;
  readonly close: () => Promise<void>;
}

/**
 * Starts threads.
 *
 * @param count - How many.
 * @param begin - What they load.
 * @param launch - Starts one. For tests.
 */
export function startCrew(count: number, begin: Begin, launch: () => Worker = startWorker): Crew {
  let refused: ModelError | undefined;
  const workers = Array.from({ length: count }, launch);
  let isClosed = false;
  const helpers = workers.map((worker): Helper => {
    let isIdle = false;
    // It may also end while it has no order.
    worker.on('error', (cause) => (refused ??= failure(cause)));
    worker.on('exit', (code) => {
      if (!isClosed) refused ??= ending(code);
    });
    answerOf(worker, begin).then(
      () => (isIdle = true),
      (error: unknown) => (refused ??= error as ModelError),
    );
    return {
      isIdle: () => isIdle,
      explore: async (order) => {
        isIdle = false;
        const answer = await answerOf(worker, order);
        isIdle = true;
        if (answer.kind !== 'report') throw new Error('a thread answered something else');
        return answer.report;
      },
    };
  });
  return {
    helpers,
    refused: () => refused,
    close: async () => {
      isClosed = true;
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

function startWorker(): Worker {
  const isSource = import.meta.url.endsWith('.ts');
  const ending = isSource ? '.ts' : '.js';
  const here = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);
  const worker = new Worker(
    `import(${here('../../../../src/loading/load-modules.js')})
      .then(({ loadModules }) => loadModules([new URL(${here(`../../../index${ending}`)})]))
      .then(() => import(${here(`./worker${ending}`)}))`,
    { eval: true },
  );
  worker.unref();
  return worker;
}

/** The answer of a thread to a message. */
function answerOf(worker: Worker, message: Begin | Order): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      worker.off('message', heard);
      worker.off('error', failed);
      worker.off('exit', ended);
      worker.unref();
      act();
    };
    const refuse = (error: ModelError) => settle(() => reject(error));
    const heard = (answer: Answer) => {
      if (answer.kind === 'refused') refuse(new ModelError(answer.says));
      else settle(() => resolve(answer));
    };
    const failed = (cause: unknown) => refuse(failure(cause));
    const ended = (code: number) => refuse(ending(code));
    worker.on('message', heard);
    worker.on('error', failed);
    worker.on('exit', ended);
    worker.ref();
    worker.postMessage(message);
  });
}

const failure = (cause: unknown): ModelError =>
  new ModelError(
    `check of a program: a thread failed: ${describeThrown(cause)}; correct that, or search with one: leave workers out.`,
    { cause },
  );

const ending = (code: number): ModelError =>
  new ModelError(
    `check of a program: a thread ended with exit code ${code}, perhaps by process.exit in a module; take that out, or search with one: leave workers out.`,
  );
