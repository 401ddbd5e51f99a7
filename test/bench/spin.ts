/**
 * Spin with the same models, as fast as it goes: exact storage, uncompressed, safety only, no
 * partial-order reduction (we have none either), a hash table as large as the states need.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { memory, run } from './children.js';
import { isMeasured, type Measurement } from './measurement.js';
import type { Row, Twin } from './rows.js';

export type Order = 'breadth-first' | 'depth-first';

/** How the verifier is compiled. Without NOCOMP it would be slower, and hardly smaller. */
const flags = ['-DSAFETY', '-DNOREDUCE', '-DNOCOMP', `-DMEMLIM=${memory}`];

/** What `spin` and `gcc` say of themselves; undefined where they are not installed. */
export function spinVersion(): string | undefined {
  const spin = firstLine('spin', '-V');
  const gcc = firstLine('gcc', '--version');
  return spin === undefined || gcc === undefined ? undefined : `${spin}; ${gcc}`;
}

function firstLine(program: string, flag: string): string | undefined {
  try {
    return execFileSync(program, [flag], { encoding: 'utf8', stdio: 'pipe' }).split('\n')[0];
  } catch {
    return undefined;
  }
}

/** GNU time knows the peak memory exactly; without it, Spin's own account has to do. */
const hasTime = firstLine('time', '--version') !== undefined;

/** A folder for what Spin generates; removed when this process ends. */
const folder = mkdtempSync(join(tmpdir(), 'bench-'));
process.on('exit', () => {
  rmSync(folder, { recursive: true, force: true });
});

const verifiers = new Map<string, string>();

/** The verifier of a row, compiled once; answers its name. */
function verifier(row: Row, order: Order): string {
  const key = `${row.name}.${order}`;
  const known = verifiers.get(key) ?? compile(row, order, '-O3', key);
  verifiers.set(key, known);
  return known;
}

/** How much gcc optimises: most for the fastest verifier, less for one that is compiled sooner. */
type Optimised = '-O2' | '-O3';

/** Compiles the verifier of a row under a name, which it answers. */
function compile({ twin }: Row, order: Order, optimised: Optimised, name: string): string {
  const call = (program: string, args: readonly string[]) =>
    execFileSync(program, args, { cwd: folder, stdio: 'pipe' });
  call('spin', [...defines(twin), '-a', source(twin)]);
  const bfs = order === 'breadth-first' ? ['-DBFS'] : [];
  call('gcc', [optimised, ...flags, ...bfs, '-o', name, 'pan.c']);
  return name;
}

const source = ({ file }: Twin) => fileURLToPath(new URL(`promela/${file}.pml`, import.meta.url));
const defines = (twin: Twin) =>
  Object.entries(twin.defines).map(([name, value]) => `-D${name}=${value}`);
const arguments_ = ({ twin, distinct }: Row) => [
  `-m${twin.depth}`,
  `-w${Math.max(18, Math.ceil(Math.log2(distinct)))}`,
];

/** What a person types to run it. */
export function commands(row: Row, order: Order, optimised: Optimised = '-O3'): string {
  const bfs = order === 'breadth-first' ? ' -DBFS' : '';
  return [
    `spin ${defines(row.twin).join(' ')} -a promela/${row.twin.file}.pml`,
    `gcc ${optimised} ${flags.join(' ')}${bfs} -o pan pan.c`,
    `./pan ${arguments_(row).join(' ')}`,
  ].join(' && ');
}

/** Explores a row's twin. */
export const spin = (row: Row, order: Order, seconds: number): Promise<Measurement> =>
  verify(row, verifier(row, order), seconds);

/** Explores a row's twin from its source on, depth-first as Spin does unless told: what a user waits for. */
export async function spinCompiling(row: Row, seconds: number): Promise<Measurement> {
  const started = performance.now();
  const name = compile(row, 'depth-first', '-O2', `${row.name}.compiling`);
  const run = await verify(row, name, seconds);
  const wall = (performance.now() - started) / 1000;
  return isMeasured(run) ? { ...run, seconds: wall, wall } : run;
}

async function verify(row: Row, name: string, seconds: number): Promise<Measurement> {
  const program = join(folder, name);
  const timed = hasTime ? ['time', '-f', 'peak %M', program] : [program];
  const [command = '', ...args] = [...timed, ...arguments_(row)];
  const { output, errors, wall, failed } = await run(command, args, { seconds, cwd: folder });
  if (failed !== undefined) return { failed };
  if (!/errors: 0\n/.test(output)) return { failed: 'Spin found an error' };
  if (/max search depth too small/.test(output)) return { failed: 'the depth was too small' };
  const number = (pattern: RegExp) => Number(pattern.exec(output + errors)?.[1]);
  const elapsed = number(/elapsed time ([\d.e+]+) seconds/);
  return {
    distinct: number(/([\d.e+]+) states, stored/),
    generated: number(/([\d.e+]+) transitions \(= stored\+matched\)/),
    // It counts hundredths; what takes few of them is told better by the clock around it.
    seconds: elapsed >= 0.1 ? elapsed : wall,
    wall,
    peak: hasTime
      ? number(/peak (\d+)/) * 1024
      : number(/([\d.]+)\s+total actual memory usage/) * 2 ** 20,
  };
}
