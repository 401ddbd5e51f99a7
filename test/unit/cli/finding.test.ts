/** What the command says if there is no model at the name or path that it was given, or none in the module. */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { allways, projectForEach } from './host.js';

const own = projectForEach();
const { write } = own;

/** The text of a module with a model, and a property that holds of it. */
const modelOf = (name: string): string => `
import { actor, defineModel, invariant } from 'allways';
export const ${name} = defineModel({
  name: '${name}',
  initial: { n: 0 },
  actors: [actor('a', { add: { when: (s) => s.n === 0, then: (s) => { s.n = 1; } } })],
});
export const small = invariant('n is small', (s) => s.n < 2);
`;

/** Runs the command, and expects that it is refused by this sentence alone. */
async function refuses(line: string, says: string): Promise<void> {
  expect(await allways(line.split(' '), own)).toEqual({
    code: 3,
    out: '',
    err: `${says}\n`,
  });
}

describe('a path at which there is nothing to check', () => {
  beforeEach(() => {
    write('models/queue.ts', modelOf('queue'));
    write('models/more/clock.ts', modelOf('clock'));
    write('models/notes.md', 'Notes.');
    write('models/queue.test.ts', "import { test } from 'vitest'; test('x', () => {});");
    mkdirSync(join(own.folder, 'models/empty'));
  });

  test.each([
    ['models/nope.ts', 'There is no file models/nope.ts; in models there are more/clock, queue.'],
    ['models/quue.ts', 'There is no file models/quue.ts; did you mean models/queue.ts?'],
    ['quue.ts', 'There is no file quue.ts; did you mean models/queue.ts?'],
    ['clock.mts', 'There is no file clock.mts; did you mean models/more/clock.ts?'],
    ['./quue', 'There is no model, file or folder "./quue"; did you mean queue?'],
    ['models/quue', 'There is no model, file or folder "models/quue"; did you mean queue?'],
    ['more/clok', 'There is no model, file or folder "more/clok"; did you mean more/clock?'],
    [
      'other/thing',
      'There is no model, file or folder "other/thing"; in models there are more/clock, queue.',
    ],
    ['quue', 'There is no model "quue"; did you mean queue?'],
    ['models/empty', 'There is no model in the folder models/empty.'],
    [
      'models/notes.md',
      'models/notes.md is not a module of TypeScript or JavaScript; give the file of a model.',
    ],
    [
      'models/queue.test.ts',
      'models/queue.test.ts is a test; run it with npx vitest run models/queue.test.ts, or give the file of a model.',
    ],
  ])('%s', async (given, says) => {
    for (const command of ['check', 'list', 'sample', 'audit', 'compare']) {
      await refuses(`${command} ${given}`, says);
    }
  });

  test('a folder of models that is not there', async () => {
    rmSync(join(own.folder, 'models'), { recursive: true });
    await refuses(
      'check',
      'There is no folder models; name the file of a model, or write a first one: allways init.',
    );
  });
});

describe('a module without a model says what is in it', () => {
  test('the first model of the README exports nothing, and checks itself', async () => {
    const section = readFileSync('README.md', 'utf8').split('defineModel<Account>({')[0] ?? '';
    const start = section.lastIndexOf('```ts\n') + '```ts\n'.length;
    const code = readFileSync('README.md', 'utf8').slice(start).split('```')[0] ?? '';
    expect(code).toContain('await check(account');
    write('account.ts', code);
    const printed = vi.spyOn(console, 'log').mockImplementation(() => {});
    try {
      await refuses(
        'check account.ts',
        'account.ts exports nothing, and it calls check itself. Run it with npx tsx account.ts, or write export const account = defineModel(…) in it for this command to find the model.',
      );
      expect(printed).toHaveBeenCalledOnce();
    } finally {
      printed.mockRestore();
    }
  });

  test.each([
    ['', 'empty.ts exports nothing; write export const empty = defineModel(…).'],
    ['const small = 1;', 'empty.ts exports nothing; write export const empty = defineModel(…).'],
    [
      modelOf('queue').replaceAll('export ', ''),
      'empty.ts exports nothing; write export const queue = defineModel(…).',
    ],
    [
      modelOf('queue').replace('export ', ''),
      'empty.ts exports no model: small is a property; write export const queue = defineModel(…).',
    ],
    [
      'export const names = ["a"]; export default (n) => n;',
      'empty.ts exports no model: default is a function, names is a list; export what defineModel, defineSystem, fromReducer or defineProgram made.',
    ],
    [
      Array.from({ length: 9 }, (_, at) => `export const n${at} = ${at};`).join('\n'),
      'empty.ts exports no model: n0 is a number, n1 is a number, n2 is a number, n3 is a number, n4 is a number, n5 is a number and 3 more; export what defineModel, defineSystem, fromReducer or defineProgram made.',
    ],
  ])('%j', async (text, says) => {
    write('empty.ts', text);
    await refuses('check empty.ts', says);
  });

  test('a list of models with something else in it', async () => {
    write('several.ts', `${modelOf('queue')}\nexport default [queue, undefined];`);
    await refuses(
      'check several.ts',
      'several.ts: default[1] is undefined, in a list of models; make it a model, or leave it out.',
    );
  });

  test('several modules, none of which has a model', async () => {
    write('models/a.ts', 'export const a = 1;');
    write('models/b.ts', '');
    await refuses(
      'check',
      'No model, system or program is exported by models/a.ts, models/b.ts; export what defineModel, defineSystem, fromReducer or defineProgram made.',
    );
  });
});

describe('a configuration that would be ignored is refused', () => {
  beforeEach(() => {
    write('models/queue.ts', modelOf('queue'));
    write('models/more/clock.ts', modelOf('clock'));
    write('outside/account.ts', modelOf('account'));
    write(
      'models/pair.ts',
      `${modelOf('one')}\n${modelOf('two')
        .replace(/^import.*$/m, '')
        .replaceAll('small', 'less')}`,
    );
  });

  const config = (text: string) => write('allways.config.ts', `export default ${text};`);

  test.each([
    [
      '{ of: { quue: { check: { limits: { states: 1 } } } } }',
      'allways.config: of names "quue", and there is no such model; did you mean queue?',
    ],
    [
      '{ of: { clock: {} } }',
      'allways.config: of names "clock", and there is no such model; did you mean more/clock?',
    ],
    [
      '{ of: { wholly: {} } }',
      'allways.config: of names "wholly", and there is no such model; in models there are more/clock, pair, queue.',
    ],
    [
      '{ of: { "pair: tow": {} } }',
      'allways.config: of names "pair: tow", and there is no such model; did you mean pair: two?',
    ],
    [
      '{ of: { queue: { set: { n: 1 } } } }',
      'allways.config: of queue has set, and queue is a model without parameters; only a system has some, as defineSystem makes it.',
    ],
    [
      '{ of: { queue: { with: ["bolt"] } } }',
      'allways.config: of queue has with, and queue is a model without safeguards; only a system has some, as defineSystem makes it.',
    ],
    ['{ models: 3 }', 'allways.config: models is 3; give the path of a folder.'],
    [
      '{ counterexamples: ["a"] }',
      'allways.config: counterexamples is a list; give the path of a folder.',
    ],
    ['{ of: [] }', 'allways.config: of is a list; give an object of models by their names.'],
    [
      '{ check: { limts: {} } }',
      'allways.config: check has no option "limts"; did you mean limits?',
    ],
  ])('%s', async (text, says) => {
    config(text);
    await refuses('check queue pair', says);
  });

  test('as is a file that exports no configuration', async () => {
    write('allways.config.ts', 'export const config = { models: "elsewhere" };');
    await refuses(
      'check',
      'allways.config.ts exports no configuration by default; write export default defineConfig({ … }).',
    );
  });

  test('one that is meant holds, by the names that list shows, and by path', async () => {
    const one = '{ check: { limits: { states: 1 } } }';
    config(
      `{ of: { queue: ${one}, 'more/clock': ${one}, 'pair: two': ${one}, 'outside/account': ${one} } }`,
    );
    const { code, out } = await allways(['check'], own);
    expect(code).toBe(2);
    expect(out.match(/^\w+: \w+$/gm)).toEqual([
      'clock: undecided',
      'one: holds',
      'two: undecided',
      'queue: undecided',
    ]);
    const outside = await allways(['check', 'outside/account.ts'], own);
    expect(outside).toMatchObject({ code: 2, err: '' });
  });
});
