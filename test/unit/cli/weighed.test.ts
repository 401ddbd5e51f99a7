/** Which properties `compare` and `audit` weigh. */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { allways, Project } from './host.js';

const face = pathToFileURL(resolve('src/index.ts')).href;

/** A lamp that burns out in two steps; `fuse` keeps it from that, and nothing keeps it from light. */
const model = `
import { actor, defineModel, defineSystem } from '${face}';
export const lamp = defineSystem({
  name: 'lamp',
  safeguards: { fuse: 'It breaks first.', shade: 'It looks nice.' },
  model: (on) =>
    defineModel({
      name: 'lamp',
      initial: { heat: 0 },
      actors: [
        actor('hand', {
          turn: {
            when: (s) => s.heat < (on.fuse ? 1 : 2),
            then: (s) => {
              s.heat++;
            },
          },
          dust: { when: (s) => on.shade && s.heat === 0, then: (s) => void (s.heat = 0) },
        }),
      ],
    }),
});
`;
const properties = `
import { invariant, reachable } from '${face}';
export const whole = invariant('it is whole', (s) => s.heat < 2);
export const dark = invariant('it is dark', (s) => s.heat < 1);
export const lit = reachable('it can be lit', (s) => s.heat > 0);
`;

const projectWith = (more = '') => {
  const project = new Project();
  project.write('package.json', '{ "type": "module" }');
  project.write('models/lamp.ts', model);
  project.write('properties/lamp.ts', properties + more);
  return { folder: project.folder };
};

const rowsOf = (out: string) =>
  out.split('\n').filter((line) => / {2}(all together|it )/.test(line));

describe('compare', () => {
  test('weighs what the module says, tells how many that are, and -p chooses others', async () => {
    const project = projectWith('export const weighed = [lit, whole];');
    const { code, out } = await allways(['compare', 'lamp'], project);
    expect(code).toBe(0);
    expect(rowsOf(out).map((row) => row.trim().replace(/^[● ·]+/, ''))).toEqual([
      'all together',
      'it can be lit',
      'it is whole',
    ]);
    expect(out).toMatch(/\nWeighed 2 of 3 properties; -p weighs others\.\n$/);
    const dark = await allways(['compare', 'lamp', '-p', 'dark'], project);
    expect(dark.code).toBe(1);
    expect(dark.out).toContain('it is dark: no set is\n');
    const all = await allways(['compare', 'lamp', '-p', 'it '], project);
    expect(all.code).toBe(1);
    expect(all.out).not.toContain('Weighed');
  });

  test('weighs all where the module does not say', async () => {
    const { code, out } = await allways(['compare', 'lamp'], projectWith());
    expect(code).toBe(1);
    expect(out).toContain('all together: no set is\n');
    expect(out).not.toContain('Weighed');
  });

  test('prints JSON and nothing else', async () => {
    const project = projectWith('export const weighed = whole;');
    const { out } = await allways(['compare', 'lamp', '--json'], project);
    expect(JSON.parse(out)).toMatchObject({ properties: [{ property: 'it is whole' }] });
  });

  test('check asks all properties', async () => {
    const { out } = await allways(['check', 'lamp'], projectWith('export const weighed = whole;'));
    expect(out.match(/^[✓✗] /gm)).toHaveLength(3);
  });

  test.each([
    ['[]', 'weighed is an empty list; export the properties that compare and audit weigh.'],
    ['7', 'weighed is a number; export the properties that compare and audit weigh.'],
    [
      '[whole, "lit"]',
      'weighed[1] is a string; export the properties that compare and audit weigh.',
    ],
  ])('refuses %s', async (given, message) => {
    const { code, err } = await allways(
      ['compare', 'lamp'],
      projectWith(`export default [whole]; export const weighed = ${given};`),
    );
    expect(code).toBe(3);
    expect(err).toBe(`properties/lamp.ts: ${message}\n`);
  });

  test('refuses what the model is not checked with', async () => {
    const { err } = await allways(
      ['compare', 'lamp'],
      projectWith('export default [whole]; export const weighed = [whole, lit];'),
    );
    expect(err).toBe(
      'properties/lamp.ts: weighed has "it can be lit", which the model is not checked with; add it to the default export.\n',
    );
  });
});

describe('audit', () => {
  const tested = async (given: readonly string[], more?: string) => {
    const { out } = await allways(['audit', 'lamp', ...given], projectWith(more));
    return /Was each property put to the test\?\n +(.*)\n/.exec(out)?.[1];
  };

  test('tests the properties that list shows, or those that the module or -p says', async () => {
    expect(await tested([])).toBe('3 of 3');
    expect(await tested([], 'export const weighed = [lit, whole];')).toBe('2 of 2');
    expect(await tested(['-p', 'dark'], 'export const weighed = [lit, whole];')).toBe('1 of 1');
  });

  test('tells which steps a safeguard that is off switches off', async () => {
    const { out } = await allways(['audit', 'lamp'], projectWith());
    expect(out).toContain(
      '✓ Was each step of the model taken?\n    1 of 2; only in another variant: hand.dust (with shade)\n',
    );
  });
});

test('list marks what is weighed', async () => {
  const project = projectWith('export const weighed = [lit, whole];');
  const { out } = await allways(['list'], project);
  expect(out).toContain(
    '    it is dark\n    it can be lit  weighed by compare and audit\n    it is whole  weighed by compare and audit\n',
  );
  const { out: json } = await allways(['list', '--json'], project);
  expect(JSON.parse(json)).toMatchObject([{ weighed: ['it can be lit', 'it is whole'] }]);
});
