/**
 * Modules with mistakes of every kind: their text, and what they export. A command names what is wrong, or passes over
 * what is no model.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { test } from 'vitest';
import { allways } from '../unit/cli/host.js';
import { fuzz, withoutFault, type Judged } from '../support/fuzz.js';
import { fuzzProject } from '../support/fuzz-project.js';

const { folder } = fuzzProject();

/** What a module may export, as text. */
const expressions = [
  '5',
  'null',
  'undefined',
  "'a'",
  '5n',
  'Symbol()',
  '() => 1',
  'class {}',
  '{}',
  '[]',
  '[null]',
  'new Proxy({}, new Proxy({}, { get() { throw new Error("hostile"); } }))',
  '(() => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy; })()',
  '{ get kind() { throw new Error("hostile"); }, get enabled() { throw undefined; } }',
  'Promise.resolve({})',
  '(() => { throw new Error("hostile"); })()',
  '(() => { throw undefined; })()',
  '(() => { throw Object.create(null); })()',
  '(() => { throw new Proxy({}, { get() { throw 1; } }); })()',
  'await null',
  "{ name: 'm', initial: [{}], enabled: () => 5 }",
  "{ name: 'm', initial: [{ n: 1 }], steps: [], safeguards: [], parameters: {}, enabled: () => ({ actions: [], errors: [] }), actions: () => [], canTake: () => false, successor: (s) => s, reduce: (s) => s, says: () => '' }",
  "{ name: 's', safeguards: {}, parameters: {}, with: () => 5 }",
  "{ name: 's', with() {} }",
  "{ kind: 'invariant', name: 'p', holds: () => true }",
  "{ kind: 'invariant', name: 'p' }",
  "{ kind: 'invariant', name: '\\u001b[2J', holds: () => false }",
  'model',
  '[model, model]',
  'system',
  'property',
  'model; syntax error',
  'missing',
];

const lines = [
  '',
  "import 'nothing';",
  "import './nothing.js';",
  "import data from './data.json';",
  'await 0;',
  'debugger;',
  'export * from "./itself.js";',
  "throw 'a string';",
  'var a = ;',
  '\ufeff',
  '\u0000',
  '#!/usr/bin/env node',
];

const head = `import { actor, defineModel, defineSystem, invariant } from 'allways';
const model = defineModel({ name: 'm', initial: { n: 0 }, actors: [actor('a', { add: { when: (s) => s.n < 2, then: (s) => { s.n++; } } })] });
const system = defineSystem({ name: 's', model: () => model });
const property = invariant('n is small', (s) => s.n < 3);
`;

const modules = fc.record({
  /** Whether the module also exports what is right. */
  isRight: fc.constantFrom(true, true, false),
  names: fc.array(fc.constantFrom('default', 'a', 'weighed', 'then', '__proto__'), {
    maxLength: 3,
  }),
  values: fc.array(fc.nat(expressions.length - 1), { minLength: 3, maxLength: 3 }),
  line: fc.oneof(
    { weight: 3, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.nat(lines.length - 1) },
  ),
  command: fc.constantFrom('list', 'check', 'check', 'sample', 'audit', 'compare', 'config'),
});
type Module = typeof modules extends fc.Arbitrary<infer T> ? T : never;

const textOf = ({ isRight, names, values, line }: Module) =>
  head +
  (isRight ? 'export { model as right, property as asked };\n' : '') +
  [...new Set(names)]
    .map((name, at) => {
      const value = expressions[values[at] ?? 0] ?? '';
      return name === 'default' ? `export default ${value};` : `export const ${name} = ${value};`;
    })
    .join('\n') +
  `\n${lines[line] ?? ''}\n`;

let written = 0;

async function judgeModule(module: Module): Promise<Judged> {
  // A module is loaded once, so each has a name of its own.
  const file = `out/module${written++}.ts`;
  const path = join(folder, file);
  writeFileSync(path, textOf(module));
  const words =
    module.command === 'config' ? ['list', 'till', '--config', file] : [module.command, file];
  const soon = { check: ['--states', '60'], audit: ['--states', '60'], sample: ['--runs', '2'] };
  const end = (soon as Partial<Record<string, string[]>>)[module.command] ?? [];
  const { code, out, err } = await allways([...words, ...end], { folder });
  rmSync(path);
  const judged = withoutFault(`code ${code}`, out + err);
  if (code === 3 && err.trim() === '') return { ...judged, fault: 'code 3, and no message' };
  if (code === 0 && out.trim() === '') return { ...judged, fault: 'code 0, and no result' };
  return judged;
}

test('modules', async () => {
  await fuzz({
    name: 'modules',
    inputs: modules,
    tries: 150,
    judge: judgeModule,
    show: (module) => `${module.command}: ${textOf(module).slice(head.length)}`,
    expects: ['code 0', 'code 3'],
  });
});
