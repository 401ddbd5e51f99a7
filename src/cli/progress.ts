/** What somebody sees who waits longer than two seconds at a terminal. */
import ora from 'ora';
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
  const spinner = ora({ isSilent: !watchesProgress, discardStdin: false });
  try {
    return await work((text) => {
      if (performance.now() - started < 2000) return;
      spinner.text = text;
      if (!spinner.isSpinning) spinner.start();
    });
  } finally {
    spinner.stop();
  }
}

/** How far a search has come, in a line. */
export function describeProgress(what: string, { distinct, depth, frontier }: Progress): string {
  return `${what}: ${formatNumber(distinct)} states, depth ${formatNumber(depth)}, ${formatNumber(frontier)} to expand`;
}
