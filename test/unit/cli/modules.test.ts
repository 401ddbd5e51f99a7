import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isModule, load, moduleAt, withoutEnding } from '../../../src/cli/modules.js';
import { write } from '../../support/programs.js';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(realpathSync(tmpdir()), 'allways-modules-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const endings = ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'];

test.each(endings)(
  'a model may end in .%s; a test, declarations or a configuration is none',
  (ending) => {
    expect(isModule(`grid.${ending}`)).toBe(true);
    expect(withoutEnding(`a/grid.${ending}`)).toBe('a/grid');
    for (const other of ['test', 'spec', 'config', 'test-d', 'd'])
      expect(isModule(`grid.${other}.${ending}`)).toBe(false);
  },
);

test('of several endings the first one counts', () => {
  for (const ending of endings.toReversed()) {
    write(folder, { [`grid.${ending}`]: '' });
    expect(moduleAt(join(folder, 'grid'))).toBe(join(folder, `grid.${ending}`));
  }
  expect(moduleAt(join(folder, 'other'))).toBeUndefined();
});

test('what a CommonJS module exports as a whole is taken apart; a default export of an ES module is not', async () => {
  write(folder, {
    'whole.cjs': 'module.exports = Object.fromEntries([["one", { n: 1 }], ["two", [2]]]);',
    'list.cjs': 'module.exports = [1, 2];',
    'model.cjs': 'module.exports = Object.fromEntries([["enabled", () => {}], ["initial", []]]);',
    'nothing.cjs': 'module.exports = null;',
    'esm.mjs': 'export default { one: 1 }; export const two = 2;',
  });
  // The command requires a CommonJS module; vitest does not note that it did.
  const require = createRequire(import.meta.url);
  const exportsOf = async (name: string) => {
    if (name.endsWith('.cjs')) require(join(folder, name));
    return load(join(folder, name), folder);
  };
  expect(await exportsOf('whole.cjs')).toMatchObject({ one: { n: 1 }, two: [2] });
  expect(await exportsOf('list.cjs')).toMatchObject({ default: [1, 2] });
  expect(await exportsOf('model.cjs')).toHaveProperty('default.enabled');
  expect(await exportsOf('nothing.cjs')).toMatchObject({ default: null });
  const esm = await exportsOf('esm.mjs');
  expect({ ...esm }).toEqual({ default: { one: 1 }, two: 2 });
});
