import { resolve } from 'node:path';
import { plainStyle } from 'allways';
import { run } from '../../src/cli/run.js';

/** What a command did: its exit code, and what it wrote where. */
export interface Done {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A project with models, to run commands in. */
export const project = resolve('test/cli/project');

/** Runs the command as somebody would in a folder, without a terminal. */
export async function allways(
  given: readonly string[],
  { folder = project, signal = new AbortController().signal } = {},
): Promise<Done> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await run(given, {
    folder,
    style: plainStyle,
    print: (text) => void out.push(`${text}\n`),
    complain: (text) => void err.push(`${text}\n`),
    watchesProgress: false,
    signal,
  });
  return { code, out: out.join(''), err: err.join('') };
}
