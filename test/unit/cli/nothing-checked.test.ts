/** The command on models without properties: it says so, says why, and never exits with 0. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { allways, projectForEach } from './host.js';

const own = projectForEach();
const { write } = own;
beforeEach(() => {
  write('models/grid.ts', modelOf('grid'));
});

/** The text of a module that exports a model of two states. */
const modelOf = (name: string): string => `
import { actor, defineModel } from 'allways';
export const model = defineModel({
  name: '${name}',
  initial: { n: 0 },
  actors: [actor('a', { add: { when: (s) => s.n === 0, then: (s) => { s.n = 1; } } })],
});
`;

const property = `
import { invariant } from 'allways';
export const small = invariant('n is small', (s) => s.n < 2);
`;

const command = (line: string) => allways(line.split(' '), own);
const nothing = 'nothing was checked: no properties';
const content = 'with export const … = invariant(…) in it';

describe('check', () => {
  test('says first why a model has no properties, then that nothing was checked', async () => {
    const { code, out, err } = await command('check grid');
    expect(code).toBe(3);
    expect(err).toBe(
      `grid has no properties: models/grid.ts exports none, and there is no folder properties; make properties/grid.ts, ${content}.\n`,
    );
    expect(out.split('\n')[0]).toBe(`grid: ${nothing}`);
    expect(out).toContain('2 distinct states, 2 generated (100 % twice), depth 2');
  });

  test.each([
    [
      'properties/gird.ts',
      'models/grid.ts exports none, and there is no properties/grid.ts; did you mean properties/gird.ts?',
    ],
    [
      'properties/Grid.ts',
      'models/grid.ts exports none, and there is no properties/grid.ts; did you mean properties/Grid.ts?',
    ],
    [
      'properties/more/grid.mts',
      'models/grid.ts exports none, and there is no properties/grid.ts; did you mean properties/more/grid.mts?',
    ],
    [
      'properties/wholly-other.ts',
      `models/grid.ts exports none, and there is no properties/grid.ts; make it, ${content}.`,
    ],
  ])('names the properties that were meant: %s', async (file, says) => {
    write(file, property);
    const { code, err } = await command('check grid');
    expect({ code, err }).toEqual({ code: 3, err: `grid has no properties: ${says}\n` });
  });

  test.each([
    ['', 'properties/grid.ts exports nothing'],
    ['const hidden = 1;', 'properties/grid.ts exports nothing'],
    [
      'export const small = (s) => s.n < 2; export const names = ["a"]; export const empty = [];',
      'properties/grid.ts exports no property: empty is an empty list, names is a list, small is a function',
    ],
    [
      'export default { small: { kind: "invariant" } };',
      'properties/grid.ts exports no property: default is an object',
    ],
    [modelOf('grid'), 'properties/grid.ts exports no property: model is a model'],
  ])('says what a module exports in place of properties: %j', async (text, says) => {
    write('properties/grid.ts', text);
    const { code, err } = await command('check grid');
    expect({ code, err }).toEqual({
      code: 3,
      err: `grid has no properties: ${says}; export what invariant, transition, reachable, noDeadlock or eventually made.\n`,
    });
  });

  test.each([
    ['export const all = [small, undefined];', 'all[1] is undefined'],
    ['export const all = [(s) => true, small];', 'all[0] is a function'],
    ['export default [small, [small]];', 'default[1] is a list'],
  ])('refuses a list of properties with something else in it: %s', async (more, says) => {
    write('properties/grid.ts', `${property}\n${more}`);
    expect(await command('check grid')).toEqual({
      code: 3,
      out: '',
      err: `properties/grid.ts: ${says}, in a list of properties; make it a property, or leave it out.\n`,
    });
  });

  test('asks for a property by name only if there are some', async () => {
    expect(await command('check grid -p small')).toEqual({
      code: 3,
      out: '',
      err: `grid has no properties: models/grid.ts exports none, and there is no folder properties; make properties/grid.ts, ${content}.\n`,
    });
    write('properties/grid.ts', property);
    expect((await command('check grid -p small')).code).toBe(0);
    expect((await command('check grid -p large')).code).toBe(3);
  });

  test('of several models, one without properties: it is named, counted, and decides the exit code', async () => {
    write('models/asked.ts', modelOf('asked'));
    write('properties/asked.ts', property);
    const { code, out, err } = await command('check');
    expect(code).toBe(3);
    expect(err).toMatch(/^grid has no properties: /);
    expect(out.match(/^\w+: .*$/gm)).toEqual(['asked: holds', `grid: ${nothing}`]);
    expect(out.trimEnd().split('\n').at(-1)).toBe(
      '2 models: 1 hold, 0 violated, 0 undecided, 1 without properties.',
    );
  });

  test('a violation elsewhere decides the exit code', async () => {
    write('models/asked.ts', modelOf('asked'));
    write('properties/asked.ts', property.replace('< 2', '< 1'));
    expect((await command('check')).code).toBe(1);
  });

  test('a limit makes no other verdict of it, and a step that throws is violated', async () => {
    const { code, out } = await command('check grid --states 1');
    expect(code).toBe(3);
    expect(out).toContain(`grid: ${nothing}\n\n1 distinct state`);
    write('models/fuse.ts', modelOf('fuse').replace('s.n = 1;', 'throw new Error("bang");'));
    const threw = await command('check fuse');
    expect(threw.code).toBe(1);
    expect(threw.out).toContain('\n? no property was checked\n');
  });

  test('a model with its properties in its own module needs no other', async () => {
    write('models/grid.ts', modelOf('grid') + property);
    expect(await command('check grid')).toMatchObject({ code: 0, err: '' });
    write('account.ts', modelOf('account'));
    const outside = await command('check account.ts');
    expect(outside.code).toBe(3);
    expect(outside.err).toMatch(/^account has no properties: account\.ts exports none, /);
  });

  test('JSON and JUnit say so', async () => {
    const { code, out } = await command('check grid --json --junit all.xml');
    expect(code).toBe(3);
    expect(JSON.parse(out)).toMatchObject({ verdict: 'nothing checked', distinct: 2 });
    expect(readFileSync(join(own.folder, 'all.xml'), 'utf8')).toContain(
      `<error message="${nothing}"/>`,
    );
  });
});

describe('the other commands', () => {
  test.each([
    ['sample grid --seed 1 --runs 3', `grid: ${nothing}`],
    ['estimate grid -t *=1 --runs 3', `grid\n? ${nothing}`],
    ['audit grid', 'No property was checked.'],
  ])('%s says so, and exits with 3', async (line, says) => {
    const { code, out, err } = await command(line);
    expect(code).toBe(3);
    expect(out).toContain(says);
    expect(err).toMatch(/^grid has no properties: /);
  });

  test('compare refuses: no set of safeguards is enough for nothing', async () => {
    write(
      'models/gate.ts',
      `${modelOf('gate').replace('defineModel }', 'defineModel, defineSafeguards, defineSystem }').replace('export ', '')}
export const gate = defineSystem({
  name: 'gate',
  safeguards: defineSafeguards({ bolt: 'It is bolted.' }),
  parameters: {},
  model: () => model,
});`,
    );
    const { code, out, err } = await command('compare gate');
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(err).toMatch(/^gate has no properties: models\/gate\.ts exports none, .*\.\n$/);
  });

  test('list shows why', async () => {
    const { code, out } = await command('list');
    expect(code).toBe(0);
    expect(out).toContain('grid\n  grid has no properties: models/grid.ts exports none, and ');
  });

  test('estimate of temporal properties only says that a run decides none of them', async () => {
    write(
      'properties/grid.ts',
      "import { eventually } from 'allways'; export const ends = eventually('it ends', (s) => s.n === 1);",
    );
    const { code, out, err } = await command('estimate grid -t *=1 --runs 3');
    expect(code).toBe(3);
    expect(err).toBe(
      'grid has only temporal properties, which no run can decide; use check, or add a property of states.\n',
    );
    expect(out).toContain(nothing);
  });
});
