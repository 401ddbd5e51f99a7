/** The commands take programs as they take models. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { describeProgress } from '../../../src/cli/progress.js';
import { plainStyle } from 'allways';
import { lostCoinLines } from '../../support/till-program.js';
import { allways, Project, projectForEach } from './host.js';
import { startAllways, tsconfig } from './started.js';

const programs = resolve('test/unit/cli/programs');
const done = (line: string) => allways(line.split(' '), { folder: programs });

const shown = [
  ...lostCoinLines,
  '',
  'What each step changed; the others changed nothing:',
  '  7  coins 0 → 1',
];

describe('check', () => {
  test('says what holds, and how the rest is violated', async () => {
    const { code, out, err } = await done('check till');
    expect([code, err]).toEqual([1, '']);
    expect(out.trimEnd().split('\n').slice(0, -1)).toEqual([
      'till of code: violated',
      '✓ there are few coins: holds',
      '✗ no coin is lost: violated in 10 steps: there is 1, of 2',
      '',
      'How "no coin is lost" is violated',
      '',
      ...shown,
      '',
    ]);
    expect(out).toMatch(/\n\d+ runs, .* ms; every interleaving was explored\.\n$/);
  });

  test('takes models and programs together, each with its own properties', async () => {
    const { code, out } = await done('check');
    expect(code).toBe(1);
    expect(out.match(/^(\w.*: (holds|violated)|[✓✗] .*)$/gm)).toEqual([
      'door: holds',
      '✓ it can open: holds, reached in 1 step',
      '✓ it opens in the end: holds',
      'door of code: holds',
      '✓ it can open: holds, reached in 2 steps',
      '✓ it is open when the porter is done: holds',
      'till of code: violated',
      '✓ there are few coins: holds',
      '✗ no coin is lost: violated in 10 steps: there is 1, of 2',
    ]);
    expect(out).toMatch(/\n3 models: 2 hold, 1 violated, 0 undecided\.\n$/);
  });

  test('has limits of its own', async () => {
    const runs = await done('check till --runs 2 -p lost');
    expect(runs.code).toBe(2);
    expect(runs.out).toContain('; ended by the limit of 2 runs; all interleavings with');
    const none = await done('check till --preemptions 0');
    expect(none.code).toBe(2);
    expect(none.out).toContain('; ended by the limit of 0 preemptions; all');
    expect((await done('check till --seconds 60 --preemptions 1')).code).toBe(1);
  });

  test('takes threads, which load the modules of the program', async () => {
    const { code, out } = await done('check till --workers 2');
    expect(code).toBe(1);
    expect(out).toContain(
      '\n✓ there are few coins: holds\n✗ no coin is lost: violated in 10 steps',
    );
  });

  test.each([
    ['check till --with a', 'till is a program, and its check has no --with; leave it out.'],
    [
      'check till -s n=1 --fairness weak --states 3 --depth 2 --memory 9 --coverage',
      'till is a program, and its check has no --set and no --fairness and no --states and no --depth and no --memory and no --coverage; leave them out.',
    ],
    [
      'check till --symmetric a,b --coverage --counterexamples 2 --prefer fewest-switches',
      'till is a program, and its check has no --symmetric and no --coverage and no --counterexamples and no --prefer; leave them out.',
    ],
    [
      'check both --runs 3 --preemptions 1',
      'both: door is a model, and its check has no --runs and no --preemptions; leave them out.',
    ],
    ['sample till --steps 3', 'till is a program, and its sample has no --steps; leave it out.'],
    ['compare till', 'till is a program, and compare takes a model; use check or sample.'],
    ['audit till', 'till is a program, and audit takes a model; use check or sample.'],
    ['estimate till', 'till is a program, and estimate takes a model; use check or sample.'],
    [
      'check till --runs 0',
      "option '--runs <number>' argument '0' is invalid. Give a whole number, 1 or more.",
    ],
  ])('%s is refused in one sentence', async (line, says) => {
    expect(await done(line)).toEqual({ code: 3, out: '', err: `${says}\n` });
  });

  test('prints JSON', async () => {
    const found = JSON.parse((await done('check till --json')).out) as Record<string, unknown>;
    expect(found).toMatchObject({
      verdict: 'violated',
      model: 'till of code',
      program: { bounds: {}, preemptions: 1 },
      properties: [{ verdict: 'holds' }, { trace: { model: 'till of code', ofProgram: true } }],
    });
  });
});

describe('what check writes', () => {
  const project = projectForEach();

  test('are files for other tools, and a recording that replays', async () => {
    for (const file of ['models/till.ts', 'properties/till.ts']) {
      project.write(file, readFileSync(join(programs, file), 'utf8'));
    }
    project.write('tsconfig.json', tsconfig);
    project.write('package.json', '{ "type": "module" }');
    const { folder } = project;
    const run = (line: string) => allways(line.split(' '), { folder });
    const files = '--mermaid x.mmd --itf x.itf.json --junit x.xml --html x.html --record';
    const { code, err } = await run(`check till ${files}`);
    expect(code).toBe(1);
    expect(err.split('\n').slice(0, 4)).toEqual([
      'The sequence diagram is in x.mmd.',
      'The trace is in x.itf.json.',
      'The JUnit report is in x.xml.',
      'The page of results is in x.html.',
    ]);
    const read = (file: string) => readFileSync(join(folder, file), 'utf8');
    expect(read('x.mmd')).toContain('participant a2 as till');
    expect(read('x.itf.json')).toContain('"action": "clerk 1.starts"');
    expect(read('x.xml')).toContain('<failure message="there is 1, of 2">');
    expect(read('x.html')).toContain('How “no coin is lost” is violated');
    const path = 'test/counterexamples/till-of-code/no-coin-is-lost.json';
    const replayed = await run('replay');
    expect(replayed.code).toBe(1);
    expect(replayed.out.split('\n').slice(0, -1)).toEqual([
      `✗ ${path}: violates "no coin is lost": there is 1, of 2`,
      '',
      ...shown,
      '',
      '1 recording: 0 as expected, 1 not.',
    ]);
    project.write(path, read(path).replace('"holds"', '"violated"'));
    expect(await run('replay')).toMatchObject({ code: 0 });
  });
});

test('sample finds a counterexample, and finds it again', async () => {
  const first = await done('sample till --seed 1 --runs 50');
  expect(first.code).toBe(1);
  const [, path = ''] = /\{ seed: 1, path: "([\d:]+)" \}/.exec(first.out) ?? [];
  const again = await done(`sample till --seed 1 --path ${path} -p lost`);
  expect(again.code).toBe(1);
  expect(again.out).toContain('✗ no coin is lost: violated in 10 steps: there is 1, of 2\n');
  const pct = await done('sample till --schedule pct --seconds 60 --runs 20 --seed 2');
  expect(pct.out).toMatch(/\n\d+ random runs?, seed 2; samples cannot prove/);
});

test('list shows the tasks of a program', async () => {
  expect((await done('list till')).out.split('\n').slice(0, -1)).toEqual([
    'till  till of code',
    '  tasks',
    '    clerk 1',
    '    clerk 2',
    '  properties',
    '    there are few coins',
    '    no coin is lost',
  ]);
  const [listed] = JSON.parse((await done('list till --json')).out) as object[];
  expect(listed).toMatchObject({ tasks: ['clerk 1', 'clerk 2'], safeguards: {}, parameters: {} });
});

test('progress tells how many runs were executed', () => {
  const progress = {
    distinct: 7,
    generated: 25_416,
    depth: 19,
    frontier: 0,
    seconds: 3,
    memory: 9,
  };
  expect(describeProgress('transfer', { ...progress, runs: 1412 }, plainStyle)).toBe(
    'transfer: 1,412 runs, 25,416 events, 7 states',
  );
});

describe('the configuration', () => {
  const project = projectForEach();
  const run = async (config: string, line = 'check till') => {
    for (const file of ['models/till.ts', 'properties/till.ts']) {
      project.write(file, readFileSync(join(programs, file), 'utf8'));
    }
    project.write('tsconfig.json', tsconfig);
    project.write('package.json', '{ "type": "module" }');
    project.write('allways.config.ts', `export default ${config};`);
    return allways(line.split(' '), { folder: project.folder });
  };

  test('gives options of a program, and of every check those that it has', async () => {
    const { out } = await run(
      "{ check: { fairness: 'weak', limits: { states: 9, seconds: 60 } }, of: { till: { check: { limits: { runs: 2 } } } } }",
    );
    expect(out).toContain('; ended by the limit of 2 runs');
  });

  test.each([
    [
      '{ of: { till: { with: [] } } }',
      'allways.config: of till has with, and till is a program; only check counts for one.',
    ],
    [
      '{ of: { till: { check: { limits: { runs: 0 } } } } }',
      'allways.config: of till: check of a program: limits.runs is 0; give a whole number, 1 or more.',
    ],
    [
      '{ of: { till: { check: { coverage: true } } } }',
      'allways.config: of till: check of a program has no option "coverage"; it has limits, stopAtViolation, workers, modules, reduction.',
    ],
  ])('%s is refused', async (config, says) => {
    expect(await run(config)).toEqual({ code: 3, out: '', err: `${says}\n` });
  });
});

test('a property that is none of a program, and one that is none of a model', async () => {
  const project = new Project();
  project.write('tsconfig.json', tsconfig);
  project.write('package.json', '{ "type": "module" }');
  project.write(
    'models/p.ts',
    `import { defineProgram, eventually } from 'allways';
     export const p = defineProgram({ name: 'p', start: () => ({}), tasks: { a: () => 1 }, state: () => ({}) });
     export const ends = eventually('it ends', () => true);`,
  );
  project.write(
    'models/m.ts',
    `import { actor, defineModel, whenDone } from 'allways';
     export const m = defineModel({ name: 'm', initial: { n: 0 }, actors: [actor('a', { add: { when: (s) => s.n < 1, then: (s) => { s.n++; } } })] });
     export const ends = whenDone('it ended', () => true);`,
  );
  const run = (name: string) => allways(['check', name], { folder: project.folder });
  expect((await run('p')).err).toBe(
    'check: property "it ends" is temporal, and runs of a program end; say it with whenDone, or of a model.\n',
  );
  expect((await run('m')).err).toBe(
    'check: property "it ended" is about the end of a program, which a model does not have; say it with invariant or eventually, or of a program.\n',
  );
});

test('a signal ends a check of a program with what was found so far', async () => {
  const project = new Project();
  project.write('tsconfig.json', tsconfig);
  project.write('package.json', '{ "type": "module" }');
  project.write(
    'models/endless.ts',
    `import { defineProgram, reachable } from 'allways';
     let runs = 0;
     export const endless = defineProgram({
       name: 'endless',
       start: (io) => {
         if (++runs === 20) console.error('running');
         return { door: io.service('door', { set: async () => {} }), seen: { n: 0 } };
       },
       tasks: Object.fromEntries(
         ['a', 'b', 'c', 'd', 'e'].map((name) => [
           name,
           async ({ door, seen }) => { for (let n = 0; n < 9; n++) { await door.set(); seen.n++; } },
         ]),
       ),
       state: ({ seen }) => ({ n: seen.n }),
     });
     export const some = reachable('there is some', (s) => s.n > 3);
     export const many = reachable('there are many', (s) => s.n > 1000);`,
  );
  const started = startAllways('check endless', project.folder);
  await started.wrote('running');
  started.kill('SIGTERM');
  expect(await started.ended).toBe(2);
  expect(started.output()).toContain('✓ there is some: holds, reached in');
  expect(started.output()).toContain('? there are many: undecided');
  expect(started.output()).toMatch(/\d runs, .*; interrupted[;.]/);
});
