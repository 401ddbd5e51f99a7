import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const execute = promisify(execFile);

/** What a program wrote, and how it ended. */
interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program as somebody would at a terminal, whatever npm and vitest have put around this one. */
async function run(folder: string, program: string, ...given: string[]): Promise<Ended> {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(npm_|VITEST|NODE_ENV|NODE_OPTIONS|TEST$)/.test(name),
    ),
  );
  env['NO_COLOR'] = '1';
  try {
    return { code: 0, ...(await execute(program, given, { cwd: folder, env, maxBuffer: 1e8 })) };
  } catch (error) {
    const { code, stdout, stderr } = error as Ended;
    return { code, stdout, stderr };
  }
}

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

let folder = '';
let packed: Packed | undefined;

beforeAll(async () => {
  folder = mkdtempSync(join(realpathSync(tmpdir()), 'allways-package-'));
  const { stdout, stderr } = await run('.', 'npm', 'pack', '--json', '--pack-destination', folder);
  // What the build prints comes before.
  const [, json = stderr] = /^(\[\n[^]*)$/m.exec(stdout) ?? [];
  [packed] = JSON.parse(json) as [Packed];
}, 600_000);

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('the package', () => {
  test('holds what is needed, and nothing else', () => {
    const files = packed?.files.map(({ path }) => path) ?? [];
    const built = files.filter((path) => path.startsWith('dist/'));
    expect(files.filter((path) => !built.includes(path)).sort()).toEqual([
      'LICENSE',
      'README.md',
      'package.json',
      'src/cli/allways.js',
    ]);
    expect(built.filter((path) => !/\.(js|d\.ts)$/.test(path))).toEqual([
      'dist/report/html/page.css',
    ]);
    const folders = new Set(built.map((path) => path.split('/').slice(1, -1)[0] ?? '.'));
    expect([...folders].sort()).toEqual([
      '.',
      'check',
      'cli',
      'engine',
      'model',
      'property',
      'report',
      'search',
      'trace',
      'vitest',
    ]);
  });

  test('is as publint and are-the-types-wrong want it', async () => {
    const tarball = join(folder, packed?.filename ?? '');
    const publint = await run('.', 'node_modules/.bin/publint', tarball, '--strict');
    expect(publint.stdout + publint.stderr).toContain('All good!');
    expect(publint.code).toBe(0);
    const attw = await run(
      '.',
      'node_modules/.bin/attw',
      tarball,
      '--profile',
      'esm-only',
      '--format',
      'ascii',
    );
    expect(attw.stdout).toContain('node16 (from ESM): 🟢');
    expect(attw.code).toBe(0);
  }, 600_000);

  test('asks for vitest and fast-check of whoever uses it', () => {
    const text = readFileSync('package.json', 'utf8');
    const { dependencies, peerDependencies } = JSON.parse(text) as Record<string, object>;
    expect(Object.keys(peerDependencies ?? {})).toEqual(['fast-check', 'vitest']);
    expect(Object.keys(dependencies ?? {})).not.toContain('vitest');
    expect(Object.keys(dependencies ?? {})).not.toContain('fast-check');
  });
});

describe('in an empty project', () => {
  let project = '';

  beforeAll(async () => {
    project = join(folder, 'project');
    cpSync(resolve('test/package-project'), project, { recursive: true });
    const version = (name: string): string =>
      `${name}@${(JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')) as { version: string }).version}`;
    const tarball = join(folder, packed?.filename ?? '');
    const names = ['vitest', 'fast-check', 'typescript', '@types/node'].map(version);
    const quiet = ['--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts=false'];
    const { code, stderr } = await run(
      project,
      'npm',
      'install',
      '-D',
      ...quiet,
      tarball,
      ...names,
    );
    expect(stderr).not.toContain('ERR!');
    expect(code).toBe(0);
  }, 600_000);

  test('init writes a model of which the command finds how a coin gets lost', async () => {
    const init = await run(project, 'npx', 'allways', 'init');
    expect(init).toMatchObject({ code: 0, stderr: '' });
    const check = await run(project, 'npx', 'allways', 'check', 'till');
    expect(check.code).toBe(1);
    expect(check.stdout).toContain('✗ no coin is lost: violated in 4 steps');
    const compare = await run(project, 'npx', 'allways', 'compare', 'till');
    expect(compare).toMatchObject({ code: 0, stderr: '' });
    const workers = await run(
      project,
      'npx',
      'allways',
      'check',
      'till',
      '-w',
      'all',
      '--workers',
      '2',
    );
    expect(workers.stdout).toContain('till with lookAgain (cashiers 2): ');
  }, 600_000);

  test('its types are right, and its test passes in vitest', async () => {
    const tsc = await run(project, 'npx', 'tsc');
    expect(tsc).toEqual({ code: 0, stdout: '', stderr: '' });
    const reporters = ['--reporter=default', '--reporter=allways/reporter'];
    const vitest = await run(project, 'npx', 'vitest', 'run', ...reporters);
    expect(vitest.stdout).toMatch(/\n {3}till with lookAgain: holds: \d+ states, depth \d+, /);
    expect(vitest.stdout).toContain('How "no coin is lost" is violated');
    expect(vitest.stdout).toMatch(/Tests {2}2 passed/);
    expect(vitest.code).toBe(0);
  }, 600_000);

  test('a project in the older module format is checked as well', async () => {
    const file = join(project, 'package.json');
    const { type, ...older } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    expect(type).toBe('module');
    writeFileSync(file, JSON.stringify(older));
    const check = await run(project, 'npx', 'allways', 'check', 'till');
    writeFileSync(file, JSON.stringify({ type, ...older }));
    expect(check.stderr).toBe('');
    expect(check.stdout).toContain('✗ no coin is lost: violated in 4 steps');
  }, 600_000);
});
