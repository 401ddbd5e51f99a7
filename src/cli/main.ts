/** The command line as a program: what `allways` runs. */
import { flow } from '../report/text/format.js';
import { terminalStyle } from '../report/text/style.js';
import { watchEnding } from './ending.js';
import { run } from './run.js';
import { startWatchdog } from './watched.js';

const folder = process.cwd();
const errors = terminalStyle(process.stderr);
// A stack keeps its lines.
const complain = (text: string) =>
  process.stderr.write(`${text.includes('\n') ? text : flow(text, errors)}\n`);

startWatchdog(folder);
const { signal, unread, end } = watchEnding(folder, complain);
const verdict = await run(process.argv.slice(2), {
  folder,
  style: terminalStyle(process.stdout),
  print: (text) => process.stdout.write(`${text}\n`),
  complain,
  watchesProgress: process.stderr.isTTY,
  signal,
  unread,
});
await end(verdict);
