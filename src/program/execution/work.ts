/** Runs work of a search: with stand-ins for time and chance, and with errors that no code caught. */
import { inTurns, type Work } from './turns.js';
import { running } from '../run/running.js';
import type { Execution } from './execution.js';
import { useStandIns } from '../time/globals.js';
import type { Watchdog } from './watchdog.js';

/** What handles an error that no code caught. */
type Handler = (error: unknown) => void;

/** Knows which run is under way. */
export interface Performed {
  readonly stage: { readonly current: Pick<Execution<never>, 'tasks'> | undefined };
  readonly watchdog: Watchdog;
}

/** The stage whose code runs now, or ran last. Two searches may be under way at once, and take turns. */
let latest: Performed['stage'] | undefined;

/** How many groups of turns are under way, of all searches, and what puts the listeners of the user back. */
let groups = 0;
let putBack = () => {};

/**
 * Does work of a search. While it runs code of the program, errors that no code caught are reported as findings;
 * listeners of the user hear nothing of them.
 */
export async function work<T>({ stage, watchdog }: Performed, does: Work<T>): Promise<T> {
  const standDown = useStandIns();
  try {
    return await inTurns(does, {
      enter: () => {
        if (groups++ === 0) putBack = replaceListeners(report);
      },
      begin: () => {
        latest = stage;
        watchdog.watch(true);
      },
      leave: () => {
        watchdog.watch(false);
        if (--groups === 0) putBack();
      },
    });
  } finally {
    standDown();
  }
}

/** Reports an error that no code caught. */
function report(error: unknown): void {
  const task = running.getStore() ?? latest?.current?.tasks[0];
  task?.run.fail(task, { kind: 'rejection', error });
}

/** Puts one listener in the place of all that hear of errors that no code caught. Returns what undoes it. */
function replaceListeners(handler: Handler): () => void {
  const restore = (['unhandledRejection', 'uncaughtException'] as const).map((name) => {
    const before = process.rawListeners(name) as Handler[];
    process.removeAllListeners(name);
    process.on(name as 'unhandledRejection', handler);
    return () => {
      process.removeListener(name, handler);
      for (const listener of before) process.on(name as 'unhandledRejection', listener);
    };
  });
  return () => restore.forEach((undo) => undo());
}
