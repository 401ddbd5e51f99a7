/** Every command ends with what it found, by each signal that asks a program to end. */
import { existsSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Project } from '../unit/cli/host.js';
import { endless, startAllways, startNode, tsconfig } from '../unit/cli/started.js';

function projectOf(): string {
  const project = new Project();
  project.write('package.json', '{ "type": "module" }');
  project.write('tsconfig.json', tsconfig);
  project.write('models/counter.ts', endless);
  // Threads import tsx from the working directory.
  symlinkSync(resolve('node_modules'), join(project.folder, 'node_modules'));
  return project.folder;
}

describe.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s', (signal) => {
  test('ends a check', async () => {
    const started = startAllways('check counter', projectOf());
    await started.wrote('running');
    started.kill(signal);
    expect(await started.ended).toBe(1);
    expect(started.output()).toContain('interrupted, ');
  });
});

test.each([
  ['check counter --workers 2', 1, 'interrupted, '],
  ['check counter --coverage --json', 1, '"by": "interrupt"'],
  ['sample counter --runs 2000000000 --seed 1', 1, 'ended early'],
  ['sample counter -p whole --runs 2000000000 --seed 1', 2, 'ended early'],
  ['estimate counter -p whole -t *=1 --steps 4000 --runs 2000000000 --seed 1', 2, 'ended early'],
  ['estimate counter -p whole -t *=1 --time 1000000000000 --seed 1', 2, 'ended by a signal'],
  ['compare counter -p whole', 2, '? n is whole'],
  ['audit counter', 1, 'interrupted'],
])('SIGTERM ends %s', async (line, code, says) => {
  const started = startAllways(line, projectOf());
  await started.wrote('running');
  started.kill('SIGTERM');
  expect(await started.ended).toBe(code);
  expect(started.output()).toContain(says);
});

describe('check --watch', () => {
  test('SIGTERM ends it with the exit code of its last check', async () => {
    const started = startAllways('check counter --watch --states 100', projectOf());
    await started.wrote('Waiting for a module');
    started.kill('SIGTERM');
    expect(await started.ended).toBe(1);
  });

  test('SIGTERM ends a check that is running', async () => {
    const folder = projectOf();
    const started = startAllways('check counter --watch -p whole', folder);
    await expect.poll(() => existsSync(join(folder, 'running')), { timeout: 100_000 }).toBe(true);
    started.kill('SIGTERM');
    expect(await started.ended).toBe(2);
  });
});

/** A module that is loaded first, and tells when the program listens to the last of the signals. */
const tellsListener = `data:text/javascript,${encodeURIComponent(`
  const { on } = process;
  process.on = function (name, ...others) {
    const result = on.call(this, name, ...others);
    if (name === 'SIGHUP') console.error('listening');
    return result;
  };
`)}`;

describe('npm start', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('%s', async (signal, code) => {
    const args = ['--import', tellsListener, '--import', 'tsx', 'examples/dns/start.ts'];
    const started = startNode(args, resolve('.'));
    await started.wrote('listening');
    started.kill(signal);
    expect(await started.ended).toBe(code);
    expect(started.output()).toContain('Interrupted: ');
  });
});
