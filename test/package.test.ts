/** What the package says of itself. The deep suite packs, installs and runs it. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  countersIn,
  figuresOf,
  mistake,
  mistakenIn,
  propertiesIn,
  type Syntax,
} from './support/counters.js';
import { run, write } from './support/programs.js';

interface Manifest {
  readonly version: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string | { types: string; default: string }>>;
  readonly files: readonly string[];
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly repository: { readonly type: string; readonly url: string };
  readonly homepage: string;
  readonly bugs: { readonly url: string };
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;

describe('package.json', () => {
  test('names files that there are, or that the build makes of sources', () => {
    const { bin, exports, files } = manifest;
    const named = [
      ...Object.values(bin),
      ...files.filter((file) => file !== 'dist'),
      ...Object.values(exports).flatMap((one) => (typeof one === 'string' ? one : one.default)),
    ];
    expect(named).toHaveLength(9);
    for (const file of named) {
      const source = file.replace(/^\.\/dist\/(.*)\.js$/, 'src/$1.ts');
      expect(existsSync(source), source).toBe(true);
    }
  });

  test('asks for the vitest and fast-check of the project that uses it', () => {
    const { dependencies, peerDependencies } = manifest;
    expect(Object.keys(peerDependencies)).toEqual(['fast-check', 'memfs', 'vitest']);
    expect(Object.keys(dependencies)).not.toContain('vitest');
    expect(Object.keys(dependencies)).not.toContain('fast-check');
  });

  test('says where the repository is, from which a page of the package resolves links', () => {
    const { repository, homepage, bugs } = manifest;
    expect(repository.type).toBe('git');
    const [, web] = /^git\+(https:\/\/.*)\.git$/.exec(repository.url) ?? [];
    expect(web).toBeDefined();
    expect(homepage).toBe(`${web}#readme`);
    expect(bugs.url).toBe(`${web}/issues`);
  });
});

describe('the README', () => {
  const readme = readFileSync('README.md', 'utf8');
  const links = [...readme.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);

  test('links to files that there are', () => {
    const inside = links.filter((link) => !/^(https?:|#)/.test(link));
    expect(inside.length).toBeGreaterThan(0);
    for (const link of inside) {
      // A page of the package resolves a link from the top of the repository.
      expect(link).not.toMatch(/^(\/|\.\.)/);
      expect(existsSync(link.replace(/#.*$/, '')), link).toBe(true);
    }
  });
});

describe('the command in a project of either module format', () => {
  let folder = '';

  beforeAll(() => {
    // Inside the repository the command runs its sources, whether or not there is a build.
    // There it finds the package by the repository's tsconfig.json. Git and lint ignore `coverage`.
    mkdirSync('coverage', { recursive: true });
    folder = mkdtempSync(resolve('coverage/formats-'));
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  async function checkIn(type: 'module' | 'commonjs', ending: string, syntax: Syntax) {
    const project = join(folder, `${type}-${ending}-${syntax}`);
    write(project, {
      'package.json': JSON.stringify({ type }),
      [`models/counters.${ending}`]: countersIn(syntax),
      [`properties/counters.${ending}`]: propertiesIn(syntax),
      [`models/mistaken.${ending}`]: mistakenIn(syntax),
      [`properties/mistaken.${ending}`]: propertiesIn(syntax),
    });
    const command = resolve('src/cli/allways.js');
    const check = await run(project, process.execPath, command, 'check', 'counters', '--json');
    const refused = await run(project, process.execPath, command, 'check', 'mistaken');
    return { figures: figuresOf(check), code: check.code, refused };
  }

  test('one copy of the package is loaded: figures and messages are the same', async () => {
    const esm = await checkIn('module', 'ts', 'import');
    const commonJs = await checkIn('commonjs', 'ts', 'import');
    expect(esm).toMatchObject({ code: 1, figures: { verdict: 'violated', distinct: 648 } });
    expect(esm.figures).toHaveProperty('figures.remembered');
    expect(esm.refused).toMatchObject({ code: 3, stdout: '' });
    expect(esm.refused.stderr.trim()).toMatch(new RegExp(`^[abc]\\.up: ${mistake}$`));
    expect(commonJs).toEqual(esm);
  });
});
