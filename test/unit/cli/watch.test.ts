import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { plainStyle } from 'allways';
import { run } from '../../../src/cli/run.js';
import { project } from './host.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(realpathSync(tmpdir()), 'allways-'));
  for (const file of ['models/till.ts', 'properties/till.ts']) {
    cpSync(join(project, file), join(folder, file));
  }
  const paths = { allways: [resolve('src/index.ts')] };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: { paths } }));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('checks again whenever a module is saved, and shows what changed', async () => {
  const controller = new AbortController();
  let out = '';
  const ended = run(['check', 'till', '--watch', '-w', 'bell'], {
    folder,
    style: plainStyle,
    print: (text) => (out += `${text}\n`),
    complain: (text) => (out += `complaint: ${text}\n`),
    watchesProgress: false,
    signal: controller.signal,
  });
  /** Waits until a check has ended, and gives what was printed since the last one. */
  const printed = async (): Promise<string> => {
    const last = out.length;
    await expect.poll(() => out.slice(last), { timeout: 600_000 }).toContain('Ctrl-C ends.');
    return out.slice(last);
  };
  const edit = (file: string, from: string, to: string): void => {
    const path = join(folder, file);
    const text = readFileSync(path, 'utf8');
    expect(text).toContain(from);
    writeFileSync(path, text.replace(from, to));
  };

  expect((await printed()).split('\n').slice(0, 2)).toEqual([
    '✓ till: all can be done: holds',
    '✗ till: no coin is lost: violated in 4 steps',
  ]);

  edit('models/till.ts', '!on.atomic &&', 'false &&');
  edit('models/till.ts', 'on.atomic ||', 'true ||');
  edit('models/till.ts', 'on.atomic ||', 'true ||');
  const repaired = await printed();
  expect(repaired).toContain('\nmodels/till.ts changed.\n');
  expect(out).toContain(
    '✓ till: no coin is lost: violated in 4 steps → holds\n1 changed, 1 as before.\n',
  );

  const broken = printed();
  edit('properties/till.ts', 'export const allAreDone', 'export const = 1');
  expect(await broken).toContain('properties/till.ts cannot be loaded: ');

  const back = printed();
  edit('properties/till.ts', 'export const = 1', 'const allAreDone');
  expect(await back).toContain('  till: all can be done: gone\n0 changed, 1 as before.\n');

  controller.abort();
  expect(await ended).toBe(0);
}, 600_000);
