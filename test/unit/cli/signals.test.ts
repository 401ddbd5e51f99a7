/** A signal ends the command with what was found; a second one ends it at once. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { allways, Project } from './host.js';
import { endless, startAllways, tsconfig } from './started.js';

function projectWith(files: Readonly<Record<string, string>>): string {
  const project = new Project();
  project.write('package.json', '{ "type": "module" }');
  project.write('tsconfig.json', tsconfig);
  for (const [file, text] of Object.entries(files)) project.write(file, text);
  return project.folder;
}

test('SIGTERM ends a check with what was found so far', async () => {
  const folder = projectWith({ 'models/counter.ts': endless });
  const started = startAllways('check counter --workers 1', folder);
  await started.wrote('running');
  started.kill('SIGTERM');
  expect(await started.ended).toBe(1);
  expect(started.output()).toContain('✗ n is small: violated in 2 steps');
  expect(started.output()).toContain('? n is whole: undecided');
  expect(started.output()).toMatch(/interrupted, [\d,]+ states? not expanded/);
});

test('a second signal ends the command at once, whatever it does', async () => {
  const folder = projectWith({
    'models/hanging.ts':
      'setInterval(() => {}, 1000); console.error("running"); await new Promise(() => {});',
  });
  const started = startAllways('check hanging', folder);
  await started.wrote('running');
  const again = setInterval(() => started.kill('SIGTERM'), 200);
  expect(await started.ended).toBe(143);
  clearInterval(again);
});

test.runIf(existsSync('/proc'))('the command is killed: one sentence, and no stack', async () => {
  const folder = projectWith({
    'models/stopped.ts':
      'console.error("process", process.pid, "stops"); process.kill(process.pid, "SIGSTOP");',
  });
  const started = startAllways('check stopped', folder);
  await started.wrote('stops');
  const child = Number(/process (\d+) stops/.exec(started.output())?.[1]);
  await expect.poll(() => isStopped(child)).toBe(true);
  started.kill('SIGTERM');
  // Until then, the pipe to the command holds something that the command has not read, and so breaks.
  await new Promise((done) => setTimeout(done, 500));
  process.kill(child, 'SIGKILL');
  expect(await started.ended).toBe(3);
  expect(started.output().trimEnd().split('\n').slice(1)).toEqual([
    'The process was ended by SIGKILL before there was a verdict.',
  ]);
});

/** Whether a process is stopped, as the system says. */
const isStopped = (pid: number): boolean =>
  /^\S+ \(.*\) T/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));

describe('replay', () => {
  test('ends after the recording that is replayed', async () => {
    const controller = new AbortController();
    Object.assign(globalThis, { endReplay: () => controller.abort() });
    const recording = (property: string) =>
      JSON.stringify({
        allways: 1,
        model: 'counter',
        safeguards: [],
        parameters: { most: 0 },
        property,
        expect: 'violated',
        actions: [
          { actor: 'a', step: 'add' },
          { actor: 'a', step: 'add' },
        ],
      });
    const ending = `
export const ends = invariant('n ends', (s) => (globalThis.endReplay(), s.n < 3));`;
    const folder = projectWith({
      'models/counter.ts': endless + ending,
      'kept/a.json': recording('n is small'),
      'kept/b.json': recording('n ends'),
      'kept/c.json': recording('n is small'),
      'kept/d.json': recording('n is small'),
    });
    const { code, out } = await allways(['replay', 'kept'], {
      folder,
      signal: controller.signal,
    });
    expect(code).toBe(2);
    expect(out.trimEnd().split('\n')).toEqual([
      '✓ kept/a.json: still violates "n is small", as it should',
      '✓ kept/b.json: still violates "n ends", as it should',
      '2 recordings: 2 as expected, 0 not. Interrupted: 2 more not replayed.',
    ]);
  });
});
