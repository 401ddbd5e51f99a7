/** The signals with which a terminal, a supervisor or a build server asks a program to end. */
import { constants } from 'node:os';

const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * The terminal sends Ctrl-C to the command, and npm and npx send it once more. So a signal within so many
 * milliseconds of the first counts as the same one.
 */
const together = 500;

/**
 * Listens to signals. The first one aborts, so that the command can end with what it found so far. A later
 * one ends the program at once.
 *
 * @param stop - Aborted by the first signal.
 * @param leave - Ends the program with an exit code.
 */
export function abortOnSignals(stop: AbortController, leave: (code: number) => never): void {
  let first = Infinity;
  for (const name of names) {
    process.on(name, () => {
      if (performance.now() > first + together) leave(128 + constants.signals[name]);
      first = Math.min(first, performance.now());
      stop.abort();
    });
  }
}
