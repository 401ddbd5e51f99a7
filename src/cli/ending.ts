/**
 * How the program ends: with the exit code of its verdict, whatever the user's modules do beside it. The exit code
 * is 3 if there is no verdict.
 */
import { writeSync } from 'node:fs';
import { relative } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describeThrown } from '../validation/errors.js';
import { visible } from '../validation/visible.js';
import { exit, type Exit } from './exit.js';
import { beingLoaded } from './modules.js';
import { abortOnSignals } from './signals.js';
import { tellVerdict } from './watched.js';

/** So many different errors of code that goes on are shown. */
const mostComplaints = 5;

/** What the program needs to end well. */
export interface Ending {
  /** Aborted by a signal, or by code of a module that throws after the module was loaded. It ends what is running. */
  readonly signal: AbortSignal;
  /** Aborted if the reader of standard output closes it. */
  readonly unread: AbortSignal;
  /** Ends the program as soon as all output is written, although timers of the user's modules may be left. */
  readonly end: (verdict: Exit) => Promise<void>;
}

/**
 * Watches over the end of the program. To be called once, before any module of the user is loaded.
 *
 * @param folder - The working directory.
 * @param complain - Writes a message to standard error.
 */
export function watchEnding(folder: string, complain: (text: string) => void): Ending {
  const stop = new AbortController();
  const unread = new AbortController();
  const complainOnce = onlyOnce(complain);
  let hasVerdict = false;
  let hasFailed = false;
  let isLeaving = false;

  const leave = (code: number): never => {
    isLeaving = true;
    // Node waits for what its threads do, such as reading a pipe that no other program writes to.
    tellVerdict(code);
    process.exit(code);
  };

  abortOnSignals(stop, leave);
  onStrayError((thrown) => {
    // A throw after the verdict changes nothing about it.
    if (!hasVerdict) hasFailed = true;
    complainOnce(strayError(thrown, folder));
    stop.abort();
  });
  onUnwritable(
    () => unread.abort(),
    ({ message }) => {
      hasFailed = true;
      complainOnce(`The result could not be written to standard output: ${message}.`);
    },
  );
  process.on('exit', (code) => {
    if (!isLeaving) endWithoutVerdict(code, folder);
  });

  return {
    signal: stop.signal,
    unread: unread.signal,
    async end(verdict) {
      // A promise that a property did not await, or a timer, may fail just now.
      await setTimeout(1);
      hasVerdict = true;
      for (const stream of [process.stdout, process.stderr]) {
        await new Promise<void>((done) => {
          stream.write('', () => done());
        });
      }
      leave(hasFailed ? exit.wrongUse : verdict);
    },
  };
}

/** Says each text once, and only a few texts: a timer may throw again and again. */
function onlyOnce(complain: (text: string) => void): (text: string) => void {
  const complaints = new Set<string>();
  return (text) => {
    if (complaints.has(text) || complaints.size > mostComplaints) return;
    complaints.add(text);
    complain(
      complaints.size <= mostComplaints ? text : 'Further errors of such code are not shown.',
    );
  };
}

/** Calls a function for each error that no code catches: that of a timer or of a promise. */
function onStrayError(hear: (thrown: unknown) => void): void {
  process.on('uncaughtException', hear);
  process.on('unhandledRejection', hear);
}

function strayError(thrown: unknown, folder: string): string {
  return visible(
    `Code that went on after its module was loaded threw ${describeThrown(thrown)}${placeOf(thrown, folder)}; ` +
      'a module of models or properties must start no timer, and no promise that it does not await.',
  );
}

/**
 * Calls a function if the output cannot be written.
 *
 * @param hearClosed - Called first if it was standard output, for whatever reason.
 * @param hearError - Called if the result is lost although a reader may want it.
 */
function onUnwritable(hearClosed: () => void, hearError: (error: Error) => void): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (stream === process.stdout) hearClosed();
      // A reader such as `head` closes the pipe early. After SIGHUP the terminal is gone. Neither is an error: the
      // search still ends, writes its files, and says its exit code.
      if (error.code === 'EPIPE' || error.code === 'EIO') return;
      if (stream === process.stdout) hearError(error);
    });
  }
}

/** Says that a module of the user ended the process. */
function endWithoutVerdict(code: number, folder: string): void {
  process.exitCode = exit.wrongUse;
  tellVerdict(exit.wrongUse);
  const loading = beingLoaded();
  const where = loading === undefined ? '' : ` while ${relative(folder, loading)} was loaded`;
  sayAtLast(
    `The process ended${where}, with exit code ${code}, before there was a verdict; take calls of process.exit out of models and properties.`,
  );
}

/** Writes to standard error at the very end, when nothing is written later any more. */
function sayAtLast(text: string): void {
  try {
    writeSync(process.stderr.fd, `${text}\n`);
  } catch {
    // The reader of standard error has closed it.
  }
}

/** The line of the user's code that threw an error: ` (models/dns.ts:12:3)`; empty if the stack does not tell. */
function placeOf(thrown: unknown, folder: string): string {
  try {
    return placeIn(thrown, folder);
  } catch {
    // The stack of an error can be anything.
    return '';
  }
}

function placeIn(thrown: unknown, folder: string): string {
  const stack: unknown = thrown instanceof Error ? thrown.stack : undefined;
  if (typeof stack !== 'string') return '';
  for (const [, at = ''] of stack.matchAll(/\(?((?:file:\/\/)?\/[^()\n]+:\d+:\d+)\)?$/gm)) {
    const path = at.startsWith('file:') ? fileURLToPath(at) : at;
    const inside = relative(folder, path);
    if (!inside.startsWith('..') && !inside.includes('node_modules')) return ` (${inside})`;
  }
  return '';
}
