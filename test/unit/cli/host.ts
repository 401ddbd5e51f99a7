import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { plainStyle } from 'allways';
import { beforeEach, onTestFinished } from 'vitest';
import { run } from '../../../src/cli/run.js';

/** What a command did: its exit code, and what it wrote where. */
export interface Done {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A project with models, to run commands in. */
export const project = resolve('test/unit/cli/project');

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

/** A project in a folder of its own, which lives as long as the test. */
export class Project {
  readonly folder = mkdtempSync(join(realpathSync(tmpdir()), 'allways-'));

  constructor() {
    onTestFinished(() => rmSync(this.folder, { recursive: true }));
  }

  write(file: string, text: string): void {
    const path = join(this.folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

/** For each test of a file a project of its own; its folder is that of the test that runs. */
export function projectForEach(): Pick<Project, 'folder' | 'write'> {
  let own: Project | undefined;
  beforeEach(() => {
    own = new Project();
  });
  const current = (): Project => {
    if (own === undefined) throw new Error('No test runs yet.');
    return own;
  };
  return {
    get folder() {
      return current().folder;
    },
    write: (file, text) => current().write(file, text),
  };
}
