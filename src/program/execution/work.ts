/** Runs work of a search: with stand-ins for time and chance, and with errors that no code caught. */
import { inTurns, type Work } from './turns.js';
import { running } from '../run/running.js';
import type { Execution } from './execution.js';
import { useStandIns } from '../time/globals.js';
import type { Watchdog } from './watchdog.js';

/** What handles an error that no code caught. */
type Handler = (error: unknown) => void;

/** Knows which run is under way. */
export interface Stage {
  readonly current: Pick<Execution<never>, 'tasks' | 'fail'> | undefined;
  readonly watchdog: Watchdog;
}

/**
 * Does work of a search. While it runs code of the program, errors that no code caught are reported as findings;
 * listeners of the user hear nothing of them.
 */
export async function work<T>(stage: Stage, does: Work<T>): Promise<T> {
  const standDown = useStandIns();
  const report = (error: unknown) => {
    const { current } = stage;
    const task = running.getStore() ?? current?.tasks[0];
    if (task !== undefined) current?.fail(task, { kind: 'rejection', error });
  };
  let leave = () => {};
  try {
    return await inTurns(does, {
      enter: () => {
        leave = replaceListeners(report);
        stage.watchdog.watch(true);
      },
      leave: () => {
        stage.watchdog.watch(false);
        leave();
      },
    });
  } finally {
    standDown();
  }
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
