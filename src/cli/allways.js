#!/usr/bin/env node
/**
 * The command `allways`. It runs `command.js` in a process of its own, and looks after it.
 *
 * JavaScript hears no signal while a function runs, and memory that runs out ends the whole process. So a second
 * process listens: Ctrl-C always works, and each end without a verdict is said in a sentence. What the command is
 * busy with, it learns from `watchdog.js`.
 */
import { spawn } from 'node:child_process';
import { writeSync } from 'node:fs';
import inspector from 'node:inspector';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath, URL } from 'node:url';

/** The exit code of an end without a verdict. */
const noVerdict = 3;

/** After a signal, code of a model that has run for so many seconds is ended. */
const patience = 1;

/** After its verdict, the command has so many seconds to end. Code of the user may keep it. */
const patienceAtEnd = 3;

/** The same for anything else that the command does without a pause. */
const longPatience = 10;

/** The user is told of code that has run for so many seconds. */
const long = 5;

/** A signal counts as the same one for so many milliseconds: the terminal and npm both send it. */
const together = 500;

const command = new URL('./command.js', import.meta.url);

// A debugger is attached to this process, so the command must run in it.
if (inspector.url() !== undefined) await import(command.href);
else supervise();

function supervise() {
  const child = spawn(
    process.execPath,
    [...process.execArgv, fileURLToPath(command), ...process.argv.slice(2)],
    { stdio: ['inherit', 'inherit', 'inherit', 'pipe', 'pipe'] },
  );
  const watchdog = child.stdio[3];
  const lines = createInterface({ input: watchdog });
  // If the command is killed, its pipe may break. Both pass the error on, and 'close' says how the command ended.
  for (const broken of [watchdog, lines]) broken.on('error', () => {});
  let signalled;
  let since = 0;
  let said;
  let verdict;
  let last = { noted: null, seconds: 0 };
  let isTold = false;

  const end = (text) => {
    said ??= text;
    child.kill('SIGKILL');
  };

  child.stdio[4].on('data', (code) => {
    verdict = Number(code);
    setTimeout(() => child.kill('SIGKILL'), patienceAtEnd * 1000);
  });
  child.stdio[4].on('error', () => {});

  lines.on('line', (line) => {
    // The command may be killed while it writes a line.
    if (!line.endsWith('}')) return;
    const message = JSON.parse(line);
    if ('noted' in message) {
      last = message;
      return;
    }
    if (verdict !== undefined) return;
    const { what, seconds, isOutOfMemory } = message;
    const who = what ?? 'The command';
    if (isOutOfMemory) {
      end(outOfMemory(what ?? 'the command', seconds));
    } else if (signalled === undefined) {
      if (isTold || seconds < long) return;
      isTold = true;
      // The terminal may show the progress in its last line.
      const start = process.stderr.isTTY ? '\n' : '';
      process.stderr.write(
        `${start}${who} has run for ${inSeconds(seconds)} without a pause; Ctrl-C ends it.\n`,
      );
    } else if (seconds >= (what === null ? longPatience : patience)) {
      end(
        `Ended by ${signalled}, without a verdict: ${what ?? 'the command'} had run for ${inSeconds(seconds)} without a pause.`,
      );
    }
  });

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // In Windows the console has sent it to the command already, and `kill` would end it at once.
      if (process.platform !== 'win32') child.kill(signal);
      if (signalled === undefined) {
        signalled = signal;
        since = Date.now();
      } else if (Date.now() - since > together) {
        // Code of the user may have taken the listeners away that would end the command now.
        setTimeout(() => end(`Ended by ${signal}, without a verdict.`), patienceAtEnd * 1000);
      }
      watchdog.write('?');
    });
  }

  child.on('error', (error) => {
    process.stderr.write(`The command could not be started: ${error.message}\n`);
    process.exitCode = noVerdict;
  });
  child.on('close', (code, signal) => {
    if (verdict !== undefined) process.exit(verdict);
    // Node ends itself by SIGABRT or SIGTRAP if memory runs out.
    const isAbort = signal === 'SIGABRT' || signal === 'SIGTRAP' || code === 134;
    if (isAbort) {
      said ??=
        last.noted === null
          ? 'The process ended itself before there was a verdict: it ran out of memory, or code called process.abort().'
          : outOfMemory(last.noted, last.seconds);
    }
    if (signal !== null) said ??= `The process was ended by ${signal} before there was a verdict.`;
    // These are the codes of a verdict, and there was none.
    if (code !== null && code < noVerdict) {
      said ??= `The process ended with exit code ${code} before there was a verdict; take calls that end the process out of models and properties.`;
    }
    if (said !== undefined) writeSync(process.stderr.fd, `${said}\n`);
    // At once: as Node closes, a further signal would end this process in place of the exit code.
    process.exit(said === undefined ? code : noVerdict);
  });
}

const outOfMemory = (what, seconds) =>
  `Out of memory, without a verdict: ${what} had run for ${inSeconds(seconds)}. Make the state smaller, or allow more: NODE_OPTIONS=--max-old-space-size=8192.`;

const inSeconds = (seconds) => `${seconds.toFixed(1)} seconds`;
