/** Our own searches, each in a process of its own. */
import { spawn } from 'node:child_process';
import { totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Reduction } from 'allways';
import * as v from 'valibot';
import {
  explored,
  optionRun,
  programRun,
  raceRuns,
  runTimes,
  smallTimes,
  type Measurement,
  type RunTimes,
  type SmallTimes,
} from './measurement.js';
import type { Workers } from './engine.js';
import type { OptionRun } from './option-rows.js';
import type { Chooser, RaceRuns } from './programs/races.js';
import type { ProgramRun } from './programs/rows.js';
import type { Searcher } from './searcher.js';

export interface Ran {
  readonly output: string;
  readonly errors: string;
  readonly wall: number;
  /** Why it did not end as it should; undefined where it did. */
  readonly failed: string | undefined;
}

/** What runs now, with all that it started; it must not outlive this process. */
let group: number | undefined;
function endGroup(): void {
  if (group !== undefined) process.kill(-group, 'SIGKILL');
  group = undefined;
}
process.on('exit', endGroup);
process.on('SIGINT', () => process.exit(130));

export interface RunOptions {
  readonly seconds: number;
  readonly cwd: string;
  /** What its environment has beside that of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a program to its end, or for so many seconds; one at a time. */
export function run(
  program: string,
  args: readonly string[],
  { seconds, cwd, env = {} }: RunOptions,
): Promise<Ran> {
  return new Promise((resolve) => {
    const started = performance.now();
    // A group of its own: `time` and Node start others, and they must end with it.
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    group = child.pid;
    let over = false;
    const timer = setTimeout(() => {
      over = true;
      endGroup();
    }, seconds * 1000);
    let output = '';
    let errors = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
    const end = (failed: string | undefined) => {
      clearTimeout(timer);
      group = undefined;
      resolve({ output, errors, failed, wall: (performance.now() - started) / 1000 });
    };
    child.on('error', ({ message }) => {
      end(message);
    });
    child.on('close', (code) => {
      if (code === 0) end(undefined);
      else if (over) end(`over ${seconds} s`);
      else if (/heap out of memory|array buffer allocation failed/i.test(errors)) {
        end('out of memory');
      } else end(errors.trim().split('\n').at(-1) || `ended with code ${code ?? 'none'}`);
    });
  });
}

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Most of the memory there is, in megabytes: a search must not fail at Node's own bound. */
export const memory = Math.floor((totalmem() / 2 ** 20) * 0.85);

/** What is searched by hand needs the steps of its model as they were written. */
const keeping = { TSX_TSCONFIG_PATH: here('tsconfig.by-hand.json') };

/** Programs are measured over the compiled package, which `buildPackage` makes. */
const compiled = { TSX_TSCONFIG_PATH: here('tsconfig.built.json') };

const runFile = (
  file: string,
  args: readonly string[],
  seconds: number,
  env: Readonly<Record<string, string>> = {},
) =>
  run(
    process.execPath,
    [`--max-old-space-size=${memory}`, '--import', 'tsx', here(file), ...args],
    { seconds, cwd: here('../..'), env },
  );

const runOurs = (
  file: string,
  row: string,
  searcher: Searcher,
  workers: Workers,
  seconds: number,
) => runFile(file, [row, searcher, `${workers}`], seconds, searcher === 'byHand' ? keeping : {});

/** A search in a process of its own. */
export async function search(
  row: string,
  searcher: Searcher,
  workers: Workers,
  seconds: number,
): Promise<Measurement> {
  const { output, wall, failed } = await runOurs('measure.ts', row, searcher, workers, seconds);
  if (failed !== undefined) return { failed };
  return { ...v.parse(explored, JSON.parse(output)), wall };
}

/** Searches of a small row, one after the other in one process. */
export async function searchSmall(
  row: string,
  searcher: Searcher,
  seconds: number,
): Promise<SmallTimes | { readonly failed: string }> {
  const { output, failed } = await runOurs('small.ts', row, searcher, 1, seconds);
  return failed === undefined ? v.parse(smallTimes, JSON.parse(output)) : { failed };
}

/** A search without an option, or with it. */
export async function searchOption(
  row: string,
  way: 'without' | 'with',
  seconds: number,
): Promise<OptionRun | { readonly failed: string }> {
  const { output, failed } = await runFile('option.ts', [row, way], seconds);
  return failed === undefined ? v.parse(optionRun, JSON.parse(output)) : { failed };
}

/** A search of a program with one reduction. */
export async function searchProgram(
  row: string,
  reduction: Reduction,
  seconds: number,
): Promise<ProgramRun | { readonly failed: string }> {
  const { output, failed } = await runFile(
    'programs/measure.ts',
    [row, reduction],
    seconds,
    compiled,
  );
  return failed === undefined ? v.parse(programRun, JSON.parse(output)) : { failed };
}

/** The runs until a race shows. */
export async function showRace(
  row: string,
  chooser: Chooser,
  seconds: number,
): Promise<RaceRuns | { readonly failed: string }> {
  const { output, failed } = await runFile(
    'programs/measure.ts',
    [row, chooser],
    seconds,
    compiled,
  );
  return failed === undefined ? v.parse(raceRuns, JSON.parse(output)) : { failed };
}

/** How long a run of a step takes. Undefined if it was not measured. */
export async function timeRuns(seconds: number): Promise<RunTimes | undefined> {
  const { output, failed } = await runFile('runs.ts', [], seconds);
  return failed === undefined ? v.parse(runTimes, JSON.parse(output)) : undefined;
}
