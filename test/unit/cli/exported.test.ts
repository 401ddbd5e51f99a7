/** What a module exports beside models: other things are passed over, and what is broken is refused in a sentence. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { allways, projectForEach } from './host.js';

const own = projectForEach();

const right = `
import { actor, defineModel, invariant } from 'allways';
export const model = defineModel({
  name: 'm',
  initial: { n: 0 },
  actors: [actor('a', { add: { when: (s) => s.n === 0, then: (s) => { s.n = 1; } } })],
});
export const small = invariant('n is small', (s) => s.n < 2);
`;

const revoked =
  '(() => { const { proxy, revoke } = Proxy.revocable([], {}); revoke(); return proxy; })()';

test.each([
  ['an object with a method with', '{ with() { return this; } }'],
  ['a proxy that throws', 'new Proxy({}, { get() { throw new Error("no"); } })'],
  ['a revoked proxy', revoked],
  ['an object whose kind throws', '{ get kind() { throw undefined; }, name: "p" }'],
])('%s is passed over', async (_, other) => {
  own.write('models/m.ts', `${right}\nexport const other = ${other};`);
  for (const words of [['list'], ['check'], ['audit', 'm']]) {
    const { code, err, out } = await allways(words, own);
    expect({ code: code === 3, err }).toEqual({ code: false, err: '' });
    expect(out).toContain('m');
  }
});

test.each([
  [
    "{ name: 's', safeguards: null, parameters: {}, with: () => 5 }",
    'allways (models/m.ts) was given a system that lacks its safeguards; give what defineSystem made, as it is.',
  ],
  [
    '{ ...model, initial: [] }',
    'allways (models/m.ts) was given a model that has no initial states; give what defineModel, fromReducer or the with of a system made, as it is.',
  ],
])('%s is refused by each command', async (other, says) => {
  own.write('models/m.ts', `${right}\nexport const other = ${other};`);
  for (const words of [['list'], ['check'], ['audit', 'm']]) {
    expect(await allways(words, own)).toEqual({ code: 3, out: '', err: `${says}\n` });
  }
});

/** What a user may have meant as a property or a model, and what the command says of it. */
const made = 'export what a function of allways made, as it is';
const named = 'that the command does not find; export it by a name, or in a list';
test.each([
  ['{ ...more, name: undefined }', `is nearly a property, but its name is undefined; ${made}`],
  ['{ ...more, name: 5n }', `is nearly a property, but its name is a bigint; ${made}`],
  ["{ ...more, kind: 'Invariant' }", `is nearly a property, but its kind is "Invariant"; ${made}`],
  ['{ ...more, kind: null }', `is nearly a property, but its kind is null; ${made}`],
  ["[{ ...more, kind: 'x' }]", `[0] is nearly a property, but its kind is "x"; ${made}`],
  ['Promise.resolve(more)', 'is a promise; export what it gives: await it'],
  ['[small, Promise.resolve(more)]', undefined],
  ['{ q: more }', `.q is a property ${named}`],
  ['{ q: { r: [more] } }', `.q.r[0] is a property ${named}`],
  ['[[more]]', `[0][0] is a property ${named}`],
  ["new Map([['q', more]])", `, entry 1 of a map, is a property ${named}`],
  ["new Map([['q', 1], [more, 2]])", `, entry 2 of a map, is a property ${named}`],
  ['new Set([1, more])', `, entry 2 of a set, is a property ${named}`],
  ['{ a: { b: { c: { d: more } } } }', `.a.b.c.d is a property ${named}`],
  ['Object.assign(() => 1, { q: more })', `.q is a property ${named}`],
  ['class { static q = more; }', `.q is a property ${named}`],
  ['(function* () { yield more; })()', 'is a generator; export what it gives, as a list'],
  [
    "{ kind: 'invariant', name: 'p', asks: () => true }",
    `is nearly a property, but has no predicate; ${made}`,
  ],
  ['{ q: { ...model } }', `.q is a model ${named}`],
  ['(({ initial, ...rest }) => rest)(model)', `is nearly a model, but has no initial; ${made}`],
])('%s beside what is right is refused', async (other, says) => {
  const text = `${right}\nconst more = invariant('n is less', (s) => s.n < 1);\nexport const other = ${other};`;
  own.write('models/m.ts', text);
  const { code, out, err } = await allways(['check'], own);
  expect({ code, out }).toEqual({ code: 3, out: '' });
  if (says === undefined) {
    expect(err).toMatch(/^models\/m.ts: other\[1\] is a promise/);
  } else {
    expect(err).toBe(`models/m.ts: other${/^\W/.test(says) ? '' : ' '}${says}.\n`);
  }
});

test.each([
  '{ all: [small], main: model }',
  'Object.freeze({ most: 3, names: ["a"] })',
  '() => small',
  "{ name: 'a job', kind: 'batch' }",
  "{ name: 'start', kind: 'transition' }",
  "[{ name: 'a rule', holds: (s) => s.n < 2 }]",
  "{ initial: 'a', enabled: true }",
  'Array.from({ length: 100_000 }, (_, n) => ({ n }))',
])('%s is passed over', async (other) => {
  own.write('models/m.ts', `${right}\nexport const other = ${other};`);
  expect(await allways(['check'], own)).toMatchObject({ code: 0, err: '' });
});

test.each([
  ['() => [small]', 'default is a function'],
  ['class {}', 'default is a function'],
  ['{}', 'default is an object'],
])(
  'properties/m.ts that exports %s by default, beside a model with properties',
  async (text, says) => {
    own.write('models/m.ts', right);
    own.write('properties/m.ts', `const small = 1; export default ${text};`);
    const { code, out, err } = await allways(['check'], own);
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(err).toBe(
      `m has properties in models/m.ts alone: properties/m.ts exports no property: ${says}; export what invariant, transition, reachable, noDeadlock or eventually made.\n`,
    );
  },
);

test('properties in a folder of the name of the model are asked', async () => {
  own.write('models/m.ts', right);
  own.write(
    'properties/m/index.ts',
    "export const less = { kind: 'invariant', name: 'less', holds: (s) => s.n < 1 };",
  );
  const { code, out } = await allways(['check'], own);
  expect(out).toContain('✗ less: violated');
  expect(code).toBe(1);
});

test.runIf(process.platform !== 'win32').each([
  ['properties/m.ts', (path: string) => symlinkSync('nowhere.ts', path)],
  ['properties/m.mjs', (path: string) => mkdirSync(path)],
  ['properties/m-audit.ts', (path: string) => void execFileSync('mkfifo', [path])],
  ['allways.config.ts', (path: string) => symlinkSync('nowhere.ts', path)],
  ['allways.config.js', (path: string) => mkdirSync(path)],
])('what is no file in the place of a module is refused: %s', async (file, make) => {
  own.write('models/m.ts', right);
  mkdirSync(join(own.folder, 'properties'));
  make(join(own.folder, file));
  const { code, out, err } = await allways(['check'], own);
  expect({ code, out }).toEqual({ code: 3, out: '' });
  expect(err).toMatch(new RegExp(`${file} is no file; make it a module, or take it away\\.\n$`));
});

test.each([
  ['properties: "nope"', undefined, 'nope, the folder of properties, is not there; make it, or'],
  ['', 'properties', 'properties, the folder of properties, is no folder; make it, or correct'],
])('a folder of properties that is none is refused: %s', async (setting, file, says) => {
  own.write('models/m.ts', right);
  own.write('allways.config.mjs', `export default { ${setting} };`);
  if (file !== undefined) own.write(file, '');
  const { code, out, err } = await allways(['check'], own);
  expect({ code, out }).toEqual({ code: 3, out: '' });
  expect(err).toContain(says);
});

test('a promise of evidence is refused', async () => {
  own.write('models/m.ts', right);
  own.write('properties/m-audit.ts', 'export default Promise.resolve({});');
  expect(await allways(['audit', 'm'], own)).toEqual({
    code: 3,
    out: '',
    err: 'properties/m-audit.ts exports a promise by default; export what it gives: await it.\n',
  });
});

test('a module of evidence without a default export is refused', async () => {
  own.write('models/m.ts', right);
  own.write('properties/m-audit.ts', 'export const evidence = {};');
  const { code, err } = await allways(['audit', 'm'], own);
  expect(err).toBe(
    'properties/m-audit.ts exports no evidence by default; write export default { … }, or delete it.\n',
  );
  expect(code).toBe(3);
});

test.each([
  ['check m h', 'models/h.ts exports no model: help is a function; export what'],
  ['check h m', 'models/h.ts exports no model: help is a function; export what'],
])('a module without a model that was named is refused: %s', async (line, says) => {
  own.write('models/m.ts', right);
  own.write('models/h.ts', 'export const help = () => 1;');
  const { code, out, err } = await allways(line.split(' '), own);
  expect({ code, out }).toEqual({ code: 3, out: '' });
  expect(err).toContain(says);
  // It may stand beside models all the same.
  expect((await allways(['check'], own)).code).toBe(0);
});

test.each([
  [['check', ''], 'The name of a model is empty; give the name or the file of one.'],
  [['check', 'm', ' '], 'The name of a model is empty; give the name or the file of one.'],
  [['replay', ''], 'The path of a recording is empty; give a file or a folder.'],
])('an empty word is refused: %j', async (words, says) => {
  own.write('models/m.ts', right);
  expect(await allways(words, own)).toEqual({ code: 3, out: '', err: `${says}\n` });
});

test('a list of weighed properties that cannot be read is refused', async () => {
  own.write('models/m.ts', `${right}\nexport const weighed = ${revoked};`);
  const { code, err } = await allways(['audit', 'm'], own);
  expect(err).toBe(
    'models/m.ts: weighed is an object; export the properties that compare and audit weigh.\n',
  );
  expect(code).toBe(3);
});

test('a path of sample that leads nowhere', async () => {
  own.write('models/m.ts', right);
  const words = ['sample', 'm', '--seed', '1', '--path', '1:2:3'];
  expect(await allways(words, own)).toEqual({
    code: 3,
    out: '',
    err: 'sample: path "1:2:3" leads to no run; give the path and the seed of one outcome, and the options with which it was found.\n',
  });
});
