/** What somebody sees who waits longer than two seconds at a terminal. */
import type { Ora } from 'ora';
import { formatNumber } from '../report/format.js';
import type { Progress } from '../search/outcome.js';
import type { Host } from './host.js';

/**
 * Does something that may take long, and shows how far it has come.
 *
 * @param work - Is given what shows a line, and replaces the one before.
 */
export async function withProgress<Result>(
  { watchesProgress }: Host,
  work: (show: (text: string) => void) => Promise<Result>,
): Promise<Result> {
  const started = performance.now();
  let spinner: Promise<Ora> | undefined;
  try {
    return await work((text) => {
      if (!watchesProgress || performance.now() - started < 2000) return;
      spinner = spinner === undefined ? startSpinner(text) : spinner.then((one) => say(one, text));
    });
  } finally {
    (await spinner)?.stop();
  }
}

/** A spinner takes longer to load than most searches take. */
async function startSpinner(text: string): Promise<Ora> {
  const { default: ora } = await import('ora');
  return ora({ text, discardStdin: false }).start();
}

function say(spinner: Ora, text: string): Ora {
  spinner.text = text;
  return spinner;
}

/** How far a search has come, in a line. */
export function describeProgress(what: string, { distinct, depth, frontier }: Progress): string {
  return `${what}: ${formatNumber(distinct)} states, depth ${formatNumber(depth)}, ${formatNumber(frontier)} to expand`;
}
