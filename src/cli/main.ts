/** The command line as a program: what `allways` runs. */
import { flow } from '../report/format.js';
import { terminalStyle } from '../report/style.js';
import { run } from './run.js';
import { abortOnSignals } from './signals.js';

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // A reader such as `head` closes the pipe early, which is not an error.
    if (error.code === 'EPIPE') process.exit(0);
    // After SIGHUP the terminal is gone. The search still ends, writes its files, and says its exit code.
    if (error.code !== 'EIO') throw error;
  });
}

const errors = terminalStyle(process.stderr);

process.exitCode = await run(process.argv.slice(2), {
  folder: process.cwd(),
  style: terminalStyle(process.stdout),
  print: (text) => process.stdout.write(`${text}\n`),
  // A stack keeps its lines.
  complain: (text) => process.stderr.write(`${text.includes('\n') ? text : flow(text, errors)}\n`),
  watchesProgress: process.stderr.isTTY,
  signal: abortOnSignals(),
});
