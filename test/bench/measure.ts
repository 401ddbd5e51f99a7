/**
 * `measure.ts ROW SEARCHER WORKERS`: one search in a process of its own, so that its peak memory is that
 * of the search. Prints one line of JSON.
 */
import { readFileSync } from 'node:fs';
import { rowNamed } from './rows.js';
import { explore } from './searcher.js';

const [row = '', searcher = '', workers = '1'] = process.argv.slice(2);
const subject = rowNamed(row).subject();

const started = performance.now();
const found = await explore(searcher, subject, workers === 'auto' ? workers : Number(workers));
const seconds = (performance.now() - started) / 1000;
console.log(JSON.stringify({ ...found, seconds, peak: peak() }));

/** The most bytes this process held. Linux counts into `maxRSS` what its parent held before. */
function peak(): number {
  try {
    const [, kilobytes] = /VmHWM:\s*(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    if (kilobytes !== undefined) return Number(kilobytes) * 1024;
  } catch {
    // Not Linux.
  }
  return process.resourceUsage().maxRSS * 1024;
}
