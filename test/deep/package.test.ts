/** The package as it is published: packed, installed, and run in each kind of project. */
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  countersIn,
  figuresOf,
  mistake,
  mistakenIn,
  propertiesIn,
  type Syntax,
} from '../support/counters.js';
import { run, write, type Ended } from '../support/programs.js';

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

/** Projects are folders in it, and share what is installed in it. */
let folder = '';
let packed: Packed | undefined;

beforeAll(async () => {
  folder = mkdtempSync(join(realpathSync(tmpdir()), 'allways-package-'));
  const { stdout, stderr } = await run('.', 'npm', 'pack', '--json', '--pack-destination', folder);
  // What the build prints comes before.
  const [, json = stderr] = /^(\[\n[^]*)$/m.exec(stdout) ?? [];
  [packed] = JSON.parse(json) as [Packed];
  const version = (name: string): string => {
    const text = readFileSync(`node_modules/${name}/package.json`, 'utf8');
    return `${name}@${(JSON.parse(text) as { version: string }).version}`;
  };
  const names = ['vitest', 'fast-check', 'typescript', 'tsx', '@types/node'].map(version);
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  const options = ['--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts=false'];
  const tarball = join(folder, packed.filename);
  const install = await run(folder, 'npm', 'install', '-D', ...options, tarball, ...names);
  expect(install.stderr).not.toContain('ERR!');
  expect(install.code).toBe(0);
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Runs the command of the installed package, or of another copy. */
const allways = (
  project: string,
  given: readonly string[],
  copy = join(folder, 'node_modules/allways'),
): Promise<Ended> => run(project, process.execPath, join(copy, 'src/cli/allways.js'), ...given);

describe('the package', () => {
  test('holds what is needed, and nothing else', () => {
    const files = packed?.files.map(({ path }) => path) ?? [];
    const built = files.filter((path) => path.startsWith('dist/'));
    expect(files.filter((path) => !built.includes(path)).sort()).toEqual([
      'LICENSE',
      'README.md',
      'package.json',
      'src/cli/allways.js',
      'src/cli/command.js',
      'src/cli/watchdog.js',
      'src/loading/load-commonjs.js',
      'src/loading/load-modules.js',
    ]);
    expect(built.filter((path) => !/\.(js|d\.ts)$/.test(path))).toEqual([
      'dist/report/html/page.css',
    ]);
    const folders = new Set(built.map((path) => path.split('/').slice(1, -1)[0] ?? '.'));
    const sources = ['check', 'cli', 'engine', 'model', 'property', 'report', 'search', 'trace'];
    expect([...folders].sort()).toEqual(expect.arrayContaining(['.', ...sources, 'vitest']));
  });

  test('satisfies publint and are-the-types-wrong', async () => {
    const tarball = join(folder, packed?.filename ?? '');
    const publint = await run('.', 'node_modules/.bin/publint', tarball, '--strict');
    expect(publint.stdout + publint.stderr).toContain('All good!');
    expect(publint.code).toBe(0);
    const options = ['--profile', 'esm-only', '--format', 'ascii'];
    const attw = await run('.', 'node_modules/.bin/attw', tarball, ...options);
    expect(attw.stdout).toContain('node16 (from ESM): 🟢');
    expect(attw.code).toBe(0);
  });
});

describe.each(['module', 'commonjs'])('in an empty project of type %s', (type) => {
  let project = '';

  beforeAll(() => {
    project = join(folder, `empty-${type}`);
    cpSync(resolve('test/package-project'), project, { recursive: true });
    const file = join(project, 'package.json');
    const given = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    writeFileSync(file, JSON.stringify({ ...given, type }));
  });

  test('init writes a model, and the command finds how a coin gets lost', async () => {
    expect(await run(project, 'npx', 'allways', 'init')).toMatchObject({ code: 0, stderr: '' });
    const check = await allways(project, ['check', 'till']);
    expect(check.code).toBe(1);
    expect(check.stdout).toContain('✗ no coin is lost: violated in 4 steps');
    expect(await allways(project, ['compare', 'till'])).toMatchObject({ code: 0, stderr: '' });
    const workers = await allways(project, ['check', 'till', '-w', 'all', '--workers', '2']);
    expect(workers.stdout).toContain('till with lookAgain (cashiers 2): ');
  });

  test('its types are right, and its test passes in vitest', async () => {
    const tsc = await run(project, 'npx', 'tsc');
    expect(tsc).toEqual({ code: 0, stdout: '', stderr: '' });
    const reporters = ['--reporter=default', '--reporter=allways/reporter'];
    const vitest = await run(project, 'npx', 'vitest', 'run', ...reporters);
    expect(vitest.stdout).toMatch(/\n {3}till with lookAgain: holds: \d+ states, depth \d+, /);
    expect(vitest.stdout).toContain('How "no coin is lost" is violated');
    expect(vitest.stdout).toMatch(/Tests {2}2 passed/);
    expect(vitest.code).toBe(0);
  });
});

describe('in each kind of project', () => {
  /** Every check must come to what this one comes to. */
  const usual = { type: 'module', ending: 'ts', syntax: 'import' } as const;

  interface Kind {
    readonly type: 'module' | 'commonjs' | undefined;
    readonly ending: string;
    readonly syntax: Syntax;
  }

  const kindsOf = (type: Kind['type']): Kind[] => [
    ...['ts', 'mts', 'cts', 'mjs', 'js'].map((ending): Kind => ({
      type,
      ending,
      syntax: 'import',
    })),
    { type, ending: 'cjs', syntax: 'require' },
    { type, ending: 'cjs', syntax: 'whole' },
    ...(type === 'module'
      ? []
      : (['require', 'whole'] as const).map((syntax): Kind => ({ type, ending: 'js', syntax }))),
  ];

  function projectOf({ type, ending, syntax }: Kind, more = ''): string {
    const project = join(folder, 'kinds', `${type ?? 'none'}-${ending}-${syntax}${more}`);
    write(project, {
      'package.json': JSON.stringify({ name: 'kind', type }),
      [`models/counters.${ending}`]: countersIn(syntax),
      [`properties/counters.${ending}`]: propertiesIn(syntax),
      [`models/mistaken.${ending}`]: mistakenIn(syntax),
      [`properties/mistaken.${ending}`]: propertiesIn(syntax),
    });
    return project;
  }

  async function checksIn(project: string, copy?: string): Promise<unknown> {
    const check = await allways(project, ['check', 'counters', '--json'], copy);
    const mistaken = await allways(project, ['check', 'mistaken'], copy);
    return { check: figuresOf(check), code: check.code, mistaken };
  }

  let expected: unknown;

  beforeAll(async () => {
    expected = await checksIn(projectOf(usual));
  });

  test('the usual one remembers steps, and refuses a mistake in one sentence', () => {
    expect(expected).toMatchObject({
      code: 1,
      check: { verdict: 'violated', distinct: 648, properties: [{}, {}] },
      mistaken: { code: 3, stdout: '' },
    });
    expect(expected).toHaveProperty('check.figures.remembered');
    const { mistaken } = expected as { mistaken: Ended };
    expect(mistaken.stderr.trim()).toMatch(new RegExp(`^[abc]\\.up: ${mistake}$`));
  });

  test.each([undefined, 'module', 'commonjs'] as const)(
    'figures and messages are the same: type %s',
    async (type) => {
      for (const kind of kindsOf(type)) {
        expect(await checksIn(projectOf(kind)), JSON.stringify(kind)).toEqual(expected);
      }
    },
  );

  test('a module of one format may import one of the other', async () => {
    // Node 20 gives an ES module what a CommonJS module in TypeScript exports as a whole only.
    const whole = (inner: string) =>
      `import inner from '../inner.${inner}'; export const { counters } = inner;`;
    const named = (inner: string) => `export { counters } from '../inner.${inner}';`;
    for (const [ending, inner, outer] of [
      ['ts', 'cts', whole('cts')],
      ['mts', 'cts', whole('cts')],
      ['mjs', 'cjs', named('cjs')],
      ['cts', 'mts', named('mts')],
    ] as const) {
      const project = projectOf({ ...usual, ending }, `-imports-${inner}`);
      write(project, {
        [`inner.${inner}`]: countersIn(inner === 'cjs' ? 'require' : 'import'),
        [`models/counters.${ending}`]: outer,
      });
      expect(await checksIn(project), `${ending} imports ${inner}`).toEqual(expected);
    }
  });

  test('a CommonJS module that awaits outside a function is told to be no CommonJS module', async () => {
    for (const [ending, renamed] of [
      ['ts', 'mts'],
      ['js', 'mjs'],
    ] as const) {
      const project = projectOf({ ...usual, type: 'commonjs', ending }, '-awaits');
      const source = "import { check } from 'allways'; export const done = await check;";
      write(project, { [`waits.${ending}`]: source });
      const { code, stderr } = await allways(project, ['check', `waits.${ending}`]);
      expect(stderr).toBe(
        `waits.${ending} cannot be loaded: it is a CommonJS module, which cannot await outside a function; ` +
          `rename it to waits.${renamed}, or write "type": "module" into package.json.\n`,
      );
      expect(code).toBe(3);
    }
  });

  test('a CommonJS module may export one model and nothing else', async () => {
    const project = projectOf({ ...usual, ending: 'cjs', syntax: 'require' }, '-one');
    write(project, {
      'models/counters.cjs': countersIn('require').replace('{ counters };', 'counters;'),
    });
    expect(await checksIn(project)).toEqual(expected);
  });

  test.each(['js', 'cjs'])('a CommonJS module may export a configuration: .%s', async (ending) => {
    const kind = { type: 'commonjs', ending: 'cjs', syntax: 'require' } as const;
    const project = projectOf(kind, `-config-${ending}`);
    write(project, {
      [`allways.config.${ending}`]: 'module.exports = { check: { limits: { states: 1 } } };',
    });
    const { stdout } = await allways(project, ['check', 'counters', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ distinct: 1, ended: { by: 'limit' } });
  });

  test('a script has the same figures, with node and with tsx', async () => {
    const project = projectOf({ type: 'commonjs', ending: 'cjs', syntax: 'require' });
    const script = `
const { check } = require('allways');
const { counters } = require('./models/counters.cjs');
const { low, counted } = require('./properties/counters.cjs');
check(counters, [low, counted]).then(({ distinct, figures: { ran, ...figures } }) =>
  console.log(JSON.stringify({ distinct, figures })));`;
    write(project, { 'script.cjs': script, 'script.ts': script });
    const plain = await run(project, process.execPath, 'script.cjs');
    const typed = await run(project, process.execPath, '--import', 'tsx', 'script.ts');
    for (const { stdout } of [plain, typed])
      expect(expected).toMatchObject({ check: JSON.parse(stdout) as object });
  });

  describe('that has the package twice', () => {
    /** A project with a copy of its own, beside the one that runs. */
    function projectWithCopy(name: string): { project: string; copy: string } {
      const project = join(folder, 'kinds', name);
      cpSync(projectOf(usual), project, { recursive: true });
      const copy = join(project, 'node_modules/allways');
      cpSync(join(folder, 'node_modules/allways'), copy, { recursive: true });
      return { project, copy };
    }

    test('both copies work as one', async () => {
      const { project, copy } = projectWithCopy('twice');
      expect(await checksIn(project)).toEqual(expected);
      expect(await checksIn(project, copy)).toEqual(expected);
    });

    test('the copies work as one if one requires what the other imports', async () => {
      const { project } = projectWithCopy('twice-commonjs');
      write(project, { 'package.json': JSON.stringify({ type: 'commonjs' }) });
      expect(await checksIn(project)).toEqual(expected);
    });

    test('two versions are refused in one sentence', async () => {
      const { project, copy } = projectWithCopy('two-versions');
      const file = join(copy, 'dist/validation/copies.js');
      const text = readFileSync(file, 'utf8');
      expect(text).toContain("version = '");
      writeFileSync(file, text.replace(/version = '[^']*'/, "version = '99.0.0'"));
      const check = await allways(project, ['check', 'counters']);
      expect(check).toMatchObject({ code: 3, stdout: '' });
      expect(check.stderr).toMatch(
        /^allways \(models\/counters\.ts\) was given a model that allways 99\.0\.0 made, and this is allways [\d.]+; install one version for both \(npm ls allways shows where each is\)\.\n$/,
      );
    });

    test('a clone that is linked runs what the project imports', async () => {
      const project = join(folder, 'kinds/linked');
      cpSync(projectOf({ ...usual, type: 'commonjs' }), project, { recursive: true });
      mkdirSync(join(project, 'node_modules'));
      symlinkSync(resolve('.'), join(project, 'node_modules/allways'));
      expect(await checksIn(project, resolve('.'))).toEqual(expected);
    });
  });
});
