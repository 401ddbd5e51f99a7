/** The exit code is that of the verdict, whatever a module does to the process; without a verdict it is 3. */
import { execFileSync, spawnSync } from 'node:child_process';
import { openSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { Project } from '../unit/cli/host.js';
import { startAllways, tsconfig } from '../unit/cli/started.js';

interface Parts {
  /** What the step does, beside adding 1. */
  readonly then?: string;
  /** The property holds below this number; the states go up to 3. */
  readonly below?: number;
  /** What the module does when it is loaded. */
  readonly load?: string;
}

function projectWith({ then = '', below = 9, load = '' }: Parts): string {
  const project = new Project();
  project.write('package.json', '{ "type": "module" }');
  project.write('tsconfig.json', tsconfig);
  project.write(
    'models/counter.ts',
    `
import { actor, defineModel, invariant } from 'allways';
${load}
export const counter = defineModel({
  name: 'counter',
  initial: { n: 0 },
  actors: [actor('a', { add: { when: (s) => s.n < 3, then: (s) => { s.n++; ${then} } } })],
});
export const small = invariant('n is small', (s) => s.n < ${below});
`,
  );
  return project.folder;
}

async function checking(parts: Parts, line = 'check counter') {
  const started = startAllways(line, projectWith(parts));
  return { code: await started.ended, output: started.output() };
}

test.each([
  ['sets another code', 'process.exitCode = 0;'],
  ['ends the process with another code', 'process.exit(0);'],
  ['does not come back', 'for (;;);'],
])('a listener to the end that %s does not change the code', async (_, act) => {
  const load = `process.on('exit', () => { ${act} });`;
  const violated = await checking({ load, below: 2 });
  expect(violated.output).toContain('✗ n is small: violated');
  expect(violated.code).toBe(1);
  const holds = await checking({ load });
  expect(holds.output).toContain('✓ n is small: holds');
  expect(holds.output).not.toContain('without a verdict');
  expect(holds.code).toBe(0);
});

test('a module that ends the process unheard: exit code 3, and a sentence', async () => {
  const load = "process.removeAllListeners('exit'); process.exit(0);";
  const { code, output } = await checking({ load });
  expect(output).toContain('The process ended with exit code 0 before there was a verdict; take');
  expect(output).not.toContain('holds');
  expect(code).toBe(3);
});

test.each(['exit(0)', 'reallyExit(0)', 'abort()', "kill(process.pid, 'SIGKILL')"])(
  'a step that calls process.%s is refused',
  async (call) => {
    const { code, output } = await checking({ then: `process.${call};` });
    expect(output).toContain(
      `a.add: then ends the process (process.${call.replace(/\(.*/, '')}()), and must depend on the state alone;`,
    );
    expect(code).toBe(3);
  },
);

test.runIf(process.platform !== 'win32').each([
  ['a second signal', '', 130],
  ['a call that ends the process', 'setTimeout(() => process.exit(0), 300);', 3],
])('a read of a pipe that does not end keeps no command: %s', async (_, more, expected) => {
  const load = `
    import { readFile } from 'node:fs/promises';
    ${more}
    console.error('loading');
    await readFile('pipe');`;
  const folder = projectWith({ load });
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  const started = startAllways('check counter', folder);
  await started.wrote('loading');
  if (expected === 130) {
    started.kill('SIGINT');
    // The terminal and npm both send the first one.
    await new Promise((done) => setTimeout(done, 700));
    started.kill('SIGINT');
  }
  expect(await started.ended).toBe(expected);
});

test.runIf(process.platform !== 'win32')(
  'a second signal ends a command whose module has taken the listeners away',
  async () => {
    const load = `
      process.removeAllListeners('SIGINT');
      process.on('SIGINT', () => console.error('eaten'));
      setInterval(() => undefined, 1000);
      console.error('loading');
      await new Promise((done) => setTimeout(done, 9000));`;
    const started = startAllways('check counter', projectWith({ load }));
    await started.wrote('loading');
    started.kill('SIGINT');
    await new Promise((done) => setTimeout(done, 700));
    started.kill('SIGINT');
    expect(await started.ended).toBe(3);
    expect(started.output()).toContain('Ended by SIGINT, without a verdict.');
    expect(started.output()).not.toContain('holds');
  },
);

test.each([
  ['a promise that fails', "void Promise.reject(new Error('late'));"],
  ['an async function that throws', "void (async () => { throw new Error('late'); })();"],
  ['a timer that throws', "setTimeout(() => { throw new Error('late'); });"],
])('a step that leaves %s behind, in a short search: exit code 3', async (_, then) => {
  const { code, output } = await checking({ then });
  expect(output).toContain('Code that went on after its module was loaded threw Error: late');
  expect(code).toBe(3);
});

test('a module that aborts the process is not said to have run out of memory', async () => {
  const { code, output } = await checking({ load: 'process.abort();' });
  expect(output).toContain(
    'The process ended itself before there was a verdict: it ran out of memory, or code called process.abort().',
  );
  expect(code).toBe(3);
});

test.each([
  ['the same', "new Error('late')", 1],
  ['another each time', "new Error('late ' + times)", 6],
])('a timer that throws again and again, %s', async (_, error, lines) => {
  const load = `
    let times = 0;
    setInterval(() => { if (++times < 300) throw ${error}; });
    await new Promise((done) => setTimeout(done, 1500));`;
  const { code, output } = await checking({ load });
  expect(output.match(/^(Code that went on|Further errors)/gm)).toHaveLength(lines);
  expect(code).toBe(3);
});

test.each<[string, string, string]>([
  ['a module that ends the process', 'process.exit(0);', 'while models/counter.ts was loaded'],
  [
    'a module that ends the process as if all held, later',
    'setTimeout(() => process.exit(0)); await new Promise((done) => setTimeout(done, 9000));',
    'The process ended while models/counter.ts was loaded, with exit code 0',
  ],
  [
    'a module that throws later',
    "setTimeout(() => { throw new Error('late'); }); await new Promise((done) => setTimeout(done, 500));",
    'threw Error: late (models/counter.ts:3:26); a module',
  ],
  [
    'a promise that fails',
    "void Promise.reject(new Error('late'));",
    'threw Error: late (models/counter.ts:3:21); a module',
  ],
  [
    'a promise that fails with an error whose stack is no text',
    "void Promise.reject(Object.assign(new Error('late'), { stack: {} }));",
    'threw Error: late; a module',
  ],
  [
    'a promise that fails with an error whose stack names no file',
    "void Promise.reject(Object.assign(new Error('late'), { stack: '(file:///%zz/x.ts:1:2)' }));",
    'threw Error: late; a module',
  ],
  [
    'a promise that fails with signs that a terminal obeys',
    "void Promise.reject(new Error('a\\u001b[31mb\\u202ec'));",
    'threw Error: a\\x1b[31mb\\u202ec (models/counter.ts:3:21); a module',
  ],
  [
    'a promise that fails with what is no error',
    'void Promise.reject(undefined);',
    'threw undefined; a module',
  ],
  [
    'a module that awaits what never comes',
    'await new Promise(() => {});',
    'models/counter.ts cannot be loaded: after 10 seconds it still awaits something',
  ],
])('%s: exit code 3, and a sentence', async (_, load, says) => {
  const { code, output } = await checking({ load });
  expect(output).toContain(says);
  expect(output).not.toMatch(/^ +at /m);
  expect(output).not.toContain('holds');
  for (const sign of ['\u001b', '\u202e']) expect(output).not.toContain(sign);
  expect(code).toBe(3);
});

test.each(['check', 'sample', 'audit', 'estimate -t *=1'])(
  'a step that ends the process: %s',
  async (command) => {
    const { code, output } = await checking({ then: 'process.exit(0);' }, `${command} counter`);
    expect(output).toContain('a.add: then ends the process (process.exit())');
    expect(code).toBe(3);
  },
);

test.each([
  [9, 0],
  [2, 1],
])('a timer that goes on does not keep the command', async (below, expected) => {
  const { code, output } = await checking({ below, load: 'setInterval(() => {}, 1000);' });
  expect(output).toContain('n is small: ');
  expect(code).toBe(expected);
});

test.each([
  [9, 0],
  [2, 1],
])('who stops reading changes no exit code', async (below, expected) => {
  const folder = projectWith({ below, load: "console.error('loaded');" });
  const started = startAllways('check counter', folder);
  await started.wrote('loaded');
  started.stopReading();
  expect(await started.ended).toBe(expected);
  expect(started.output()).not.toContain('EPIPE');
});

test('who stops reading ends a watch', async () => {
  const folder = projectWith({});
  const started = startAllways('check counter --watch', folder);
  await started.wrote('Waiting for a module');
  started.stopReading();
  // It notices that nobody reads when it has something to say.
  writeFileSync(join(folder, 'models/other.ts'), '');
  expect(await started.ended).toBe(0);
});

test.runIf(process.platform === 'linux')('a result that cannot be written is no result', () => {
  const folder = projectWith({});
  const { status, stderr } = spawnSync(
    process.execPath,
    [resolve('src/cli/allways.js'), 'check', 'counter'],
    { cwd: folder, stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'], encoding: 'utf8' },
  );
  expect(stderr).toBe(
    'The result could not be written to standard output: ENOSPC: no space left on device, write.\n',
  );
  expect(status).toBe(3);
});
