/** The command line as a program: what `allways` runs. */
import { terminalStyle } from '../report/style.js';
import { run } from './run.js';

const controller = new AbortController();
// The first Ctrl-C ends a search with what was found so far, a second one the program. npm and npx
// hand the first one on once more than the terminal already did: what follows at once is still it.
let interrupted = Infinity;
process.on('SIGINT', () => {
  if (performance.now() > interrupted + 500) process.exit(130);
  interrupted = Math.min(interrupted, performance.now());
  controller.abort();
});
// Whoever reads only the start of it, as `head` does, is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await run(process.argv.slice(2), {
  folder: process.cwd(),
  style: terminalStyle(process.stdout),
  print: (text) => process.stdout.write(`${text}\n`),
  complain: (text) => process.stderr.write(`${text}\n`),
  watchesProgress: process.stderr.isTTY,
  signal: controller.signal,
});
