/** Code that does not come back: every signal ends the command, and a sentence says what ran. */
import { expect, test } from 'vitest';
import { Project } from '../unit/cli/host.js';
import { startAllways, tsconfig, type Started } from '../unit/cli/started.js';

/** A project with a model that counts to 5. In state 3 its step does something else. */
function projectWith(then: string, load = '', actor = 'a'): string {
  const project = new Project();
  project.write('package.json', '{ "type": "module" }');
  project.write('tsconfig.json', tsconfig);
  project.write(
    'models/counter.ts',
    `
import { actor, defineModel, invariant } from 'allways';
console.error('process', process.pid, 'runs');
${load}
export const counter = defineModel({
  name: 'counter',
  initial: { n: 0 },
  actors: [
    actor(${JSON.stringify(actor)}, {
      add: { when: (s) => s.n < 5, then: (s) => { if (s.n === 3) { console.error('stuck'); ${then} } s.n++; } },
    }),
  ],
});
export const small = invariant('n is small', (s) => s.n < 9);
`,
  );
  return project.folder;
}

async function endOf(started: Started) {
  const code = await started.ended;
  const output = started.output();
  expect(output).not.toMatch(/^ +at /m);
  expect(output).not.toContain('debugger');
  expect(output).not.toContain('holds');
  return { code, output };
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s in an endless loop', async (signal) => {
  const started = startAllways('check counter --seconds 600', projectWith('for (;;);'));
  await started.wrote('stuck');
  started.kill(signal);
  const { code, output } = await endOf(started);
  expect(output).toMatch(
    new RegExp(
      `Ended by ${signal}, without a verdict: a\\.add: then, in the state \\{"n":3\\} had run for \\d+\\.\\d seconds without a pause\\.`,
    ),
  );
  expect(code).toBe(3);
});

test('a signal while a module is loaded, without a pause', async () => {
  const started = startAllways('check counter', projectWith('', 'for (;;);'));
  await started.wrote('Ctrl-C ends it');
  started.kill('SIGINT');
  const { code, output } = await endOf(started);
  expect(output).toContain('models/counter.ts, which is being loaded, has run for ');
  expect(output).toContain(
    'Ended by SIGINT, without a verdict: models/counter.ts, which is being loaded, ',
  );
  expect(code).toBe(3);
});

test.each([
  [
    'the function of a system',
    "defineSystem({ name: 's', model: () => { for (;;); } }).with([]);",
    'System "s": model',
  ],
  [
    'the function of the initial states',
    "defineModel({ name: 'm', initial: () => { for (;;); }, actors: [actor('a', { b: { then: () => {} } })] });",
    'models/counter.ts, which is being loaded,',
  ],
])('a signal in %s', async (_, load, said) => {
  const later = `import { defineSystem } from 'allways';\n${load.startsWith('defineSystem') ? `export const system = { ...${load.replace('.with([]);', '')} };` : load}`;
  const started = startAllways('check counter', projectWith('', later));
  await started.wrote('Ctrl-C ends it');
  started.kill('SIGINT');
  const { code, output } = await endOf(started);
  expect(output).toContain(`Ended by SIGINT, without a verdict: ${said} had run for `);
  expect(code).toBe(3);
});

test('a signal while an export is looked at', async () => {
  const load = 'export const odd = new Proxy({}, { get: () => { for (;;); } });';
  const started = startAllways('check counter', projectWith('', load));
  await started.wrote('Ctrl-C ends it');
  started.kill('SIGINT');
  const { code, output } = await endOf(started);
  expect(output).toContain('verdict: models/counter.ts: a look at its exports had run for ');
  expect(code).toBe(3);
});

test('the limit on time, although the code is asked at the same time', async () => {
  const started = startAllways('check counter --seconds 7', projectWith('for (;;);'));
  const { code, output } = await endOf(started);
  expect(output).toContain('a.add: then did not return within 7 seconds, in the state {"n":3}; ');
  expect(code).toBe(3);
});

test.each([
  ['an endless loop', 'for (;;);', 'a\\x1b[2Jb.add: then, in the state {"n":3} had'],
  ['a call that cannot be stopped', 'new Array(4e8).fill({});', 'a\uFFFD[2Jb.add: then had'],
])('a name that a terminal would obey, in %s', async (_, then, said) => {
  const project = projectWith(then, '', 'a\u001b[2Jb');
  const started = startAllways('check counter --seconds 600', project);
  await started.wrote('stuck');
  started.kill('SIGINT');
  const { code, output } = await endOf(started);
  expect(output).toContain(`Ended by SIGINT, without a verdict: ${said}`);
  expect(output).not.toContain('\u001b');
  expect(code).toBe(3);
});

test('memory that runs out', async () => {
  const grow = 'const all = []; for (;;) all.push({ one: 1, other: [all.length] });';
  const started = startAllways('check counter --seconds 600', projectWith(grow), {
    NODE_OPTIONS: '--max-old-space-size=300',
  });
  const { code, output } = await endOf(started);
  expect(output).toContain(
    'Out of memory, without a verdict: a.add: then, in the state {"n":3} had run for ',
  );
  expect(code).toBe(3);
});

// `fill` sets so many elements of an array without a pause in which Node could stop it.
const fill = 'new Array(4e8).fill({});';

test('a signal in a call that cannot be stopped', async () => {
  const started = startAllways('check counter --seconds 600', projectWith(fill));
  await started.wrote('stuck');
  started.kill('SIGINT');
  const { code, output } = await endOf(started);
  expect(output).toMatch(
    /Ended by SIGINT, without a verdict: a\.add: then had run for \d\.\d seconds without a pause\./,
  );
  expect(code).toBe(3);
});

test('memory that runs out in a call that cannot be stopped', async () => {
  const started = startAllways('check counter --seconds 600', projectWith(fill), {
    NODE_OPTIONS: '--max-old-space-size=900',
  });
  const { code, output } = await endOf(started);
  expect(output).toMatch(
    /^Out of memory, without a verdict: a\.add: then had run for \d+\.\d seconds\. /m,
  );
  expect(code).toBe(3);
});

test('the process that looks after the command is killed: the command ends too', async () => {
  const started = startAllways('check counter --seconds 600', projectWith('for (;;);'));
  await started.wrote('stuck');
  const child = Number(/process (\d+) runs/.exec(started.output())?.[1]);
  expect(isAlive(child)).toBe(true);
  started.kill('SIGKILL');
  await started.ended;
  await expect.poll(() => isAlive(child), { timeout: 10_000 }).toBe(false);
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
