/** The signals with which a terminal, a supervisor or a build server asks a program to end. */
import { constants } from 'node:os';

const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * npm and npx hand a Ctrl-C on once more than the terminal already did. A signal within so many
 * milliseconds of the first is still the first.
 */
const together = 500;

/**
 * Listens to signals. The first one only aborts, so that what is running ends with what it found so
 * far; a later one ends the program at once.
 *
 * @returns What the first signal aborts.
 */
export function abortOnSignals(): AbortSignal {
  const controller = new AbortController();
  let first = Infinity;
  for (const name of names) {
    process.on(name, () => {
      if (performance.now() > first + together) process.exit(128 + constants.signals[name]);
      first = Math.min(first, performance.now());
      controller.abort();
    });
  }
  return controller.signal;
}
