/** The command, run in a process of its own, to which signals can be sent. */
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, onTestFinished } from 'vitest';

const allways = resolve('src/cli/allways.js');

/** A process that was started, and what it has written so far. */
export interface Started {
  readonly output: () => string;
  /** Its exit code, once it has ended; null if a signal ended it. */
  readonly ended: Promise<number | null>;
  readonly kill: (signal: NodeJS.Signals) => void;
  /** Closes the pipe of its standard output, as `head` does. */
  readonly stopReading: () => void;
  /** Waits until it has written this. */
  readonly wrote: (text: string) => Promise<void>;
}

/** Starts a program of Node. It is killed with the test, if not before. */
export function startNode(
  args: readonly string[],
  folder: string,
  env: Readonly<Record<string, string>> = {},
): Started {
  const child = spawn(process.execPath, args, { cwd: folder, env: { ...process.env, ...env } });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data: Buffer) => (output += data.toString()));
  }
  onTestFinished(() => void child.kill('SIGKILL'));
  return {
    output: () => output,
    ended: new Promise((done) => child.on('close', (code) => done(code))),
    kill: (signal) => void child.kill(signal),
    stopReading: () => void child.stdout.destroy(),
    wrote: (text) => expect.poll(() => output, { timeout: 100_000 }).toContain(text),
  };
}

/** Starts the command. */
export const startAllways = (
  line: string,
  folder: string,
  env?: Readonly<Record<string, string>>,
): Started => startNode([allways, ...line.split(' ')], folder, env);

/** A system without end. It says on standard error and by a file when its step was called many times. */
export const endless = `
import { writeFileSync } from 'node:fs';
import { actor, defineModel, defineSafeguards, defineSystem, invariant } from 'allways';
let calls = 0;
export const counter = defineSystem({
  name: 'counter',
  safeguards: defineSafeguards({ slow: 'It adds 1 instead of 2.' }),
  parameters: { most: 0 },
  model: (on) => defineModel({
    name: 'counter',
    initial: { n: 0 },
    actors: [
      actor('a', {
        add: {
          then: (s) => {
            s.n += on.slow ? 1 : 2;
            if (++calls !== 3000) return;
            console.error('running');
            writeFileSync('running', '');
          },
        },
      }),
    ],
  }),
});
export const small = invariant('n is small', (s) => s.n < 3);
export const whole = invariant('n is whole', (s) => Number.isInteger(s.n));
`;

/** What makes a project's modules import allways from here, as it would a package. */
export const tsconfig = JSON.stringify({
  compilerOptions: { paths: { allways: [resolve('src/index.ts')] } },
});
