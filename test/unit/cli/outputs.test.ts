/** Files that the user asks for: refused before the search, written as a whole, or reported as not written. */
import { execFileSync } from 'node:child_process';
import fs, {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { allways, project, projectForEach } from './host.js';

/** From now on, in this test, no file can be written. */
function fillDisk(): void {
  vi.spyOn(fs, 'writeSync').mockImplementation(() => {
    const message = 'ENOSPC: no space left on device, write';
    throw Object.assign(new Error(message), { code: 'ENOSPC' });
  });
}

const own = projectForEach();
beforeEach(() => {
  for (const part of ['models/till.ts', 'properties/till.ts']) {
    cpSync(join(project, part), join(own.folder, part));
  }
});
afterEach(() => {
  vi.restoreAllMocks();
});

const run = (line: string) => allways(line.split(' '), own);
const long = 'a'.repeat(300);

describe('a file that cannot be written is refused before the search', () => {
  test.each([
    ['--html', `${long}.html`, 'name too long (ENAMETOOLONG)'],
    ['--junit', `${long}/a.xml`, 'name too long (ENAMETOOLONG)'],
    ['--itf', 'models/till.ts/a.json', 'a folder in its path is a file'],
    ['--html', '/proc/a.html', 'no such file or directory (ENOENT)'],
    ['--html', '/proc/a/b.html', 'no such file or directory (ENOENT)'],
    ['--junit', '/proc/self/a/b/c.xml', 'no such file or directory (ENOENT)'],
  ])('%s %s', async (flag, file, why) => {
    const { code, out, err } = await run(`check till ${flag} ${file}`);
    expect(err.split('\n')).toHaveLength(2);
    expect(err).toMatch(/^The .* cannot be written to /);
    expect(err).toContain(why);
    expect({ code, out }).toEqual({ code: 3, out: '' });
  });

  test.each([
    ['check till --junit a.xml --html a.xml', '--junit and --html both name a.xml'],
    ['check till --mermaid a.md --itf ./a.md', '--mermaid and --itf both name ./a.md'],
  ])('nor is one file for two: %s', async (line, says) => {
    expect(await run(line)).toEqual({
      code: 3,
      out: '',
      err: `${says}; give each a file of its own.\n`,
    });
    expect(readdirSync(own.folder)).toEqual(['models', 'properties']);
  });
});

test('nor is one file for two by a link', async () => {
  mkdirSync(join(own.folder, 'out'));
  symlinkSync('out', join(own.folder, 'same'));
  const { code, err } = await run('check till --junit out/a.xml --html same/a.xml');
  expect(code).toBe(3);
  expect(err).toBe('--junit and --html both name same/a.xml; give each a file of its own.\n');
});

test.each(['html', 'junit', 'mermaid', 'itf', 'property', 'with', 'set', 'states', 'symmetric'])(
  'an empty value is refused: --%s',
  async (flag) => {
    for (const value of ['', ' ']) {
      const { code, out, err } = await allways(['check', 'till', `--${flag}`, value], own);
      expect({ code, out }).toEqual({ code: 3, out: '' });
      expect(err).toMatch(/ is invalid\. It is empty; give a value\.\n$/);
    }
  },
);

test('a folder of recordings on /proc is told, and the result is printed', async () => {
  own.write('allways.config.mjs', "export default { counterexamples: '/proc/a/b' };");
  const { code, out, err } = await run('check till --record');
  expect(out).toContain('violated');
  expect(err).toMatch(
    /^The counterexample is not recorded: Error: ENOENT.*; name a folder that can be written to, as \{ counterexamples: … \} in allways\.config\.\n$/,
  );
  expect(code).toBe(3);
});

test.each([
  ['with text after many blanks', `${' '.repeat(1100)}precious`],
  ['with a blank line and text', '\n\nprecious'],
])('a file %s is not taken for an empty one', async (_, text) => {
  own.write('a.html', text);
  const { code, err } = await run('check till --html a.html');
  expect(code).toBe(3);
  expect(err).toContain('a.html is there already and is not a page of results; name another file');
  expect(readFileSync(join(own.folder, 'a.html'), 'utf8')).toBe(text);
});

test('no other file is touched to see whether one can be written', async () => {
  const names = ['a.html.0000000000', 'a.html.tmp'];
  for (const name of names) own.write(name, 'precious');
  await run('check till --html a.html');
  for (const name of names) expect(readFileSync(join(own.folder, name), 'utf8')).toBe('precious');
});

test('a link to a file is written through, also if the file is not there yet', async () => {
  symlinkSync('real.html', join(own.folder, 'a.html'));
  for (let time = 0; time < 2; time++) {
    expect((await run('check till --html a.html')).err).toBe('The page of results is in a.html.\n');
    expect(fs.lstatSync(join(own.folder, 'a.html')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(own.folder, 'real.html'), 'utf8')).toContain('allways report');
  }
  symlinkSync('b.html', join(own.folder, 'c.html'));
  symlinkSync('c.html', join(own.folder, 'b.html'));
  expect((await run('check till --html b.html')).code).toBe(3);
});

test('a name with a line break is one line in each message', async () => {
  const { err } = await allways(['check', 'till', '--html', 'a\u001b[31m\nb.html'], own);
  expect(err).toBe('The page of results is in a\\x1b[31m\\nb.html.\n');
  own.write('models/x\ny.ts', readFileSync(join(project, 'models/till.ts'), 'utf8'));
  const found = await allways(['check'], own);
  expect(found.err.split('\n')).toHaveLength(2);
  expect(found.err).toContain('x\\ny has no properties');
});

describe('a disk that is full in the end', () => {
  test.each([
    ['check till --html a.html', 'The page of results', 'a.html'],
    ['check till --with atomic --junit a.xml', 'The JUnit report', 'a.xml'],
    ['compare till --html a.html', 'The page of results', 'a.html'],
  ])(
    'is told, the result is printed, and the file before it stays: %s',
    async (line, what, file) => {
      expect((await run(line)).code).not.toBe(3);
      const before = readFileSync(join(own.folder, file), 'utf8');
      fillDisk();
      const { code, out, err } = await run(line);
      expect(err).toBe(
        `${what} could not be written to ${file}: no space left on device (ENOSPC). The result was printed all the same.\n`,
      );
      expect(out).toMatch(/holds|violated|Enough/);
      expect(code).toBe(3);
      expect(readFileSync(join(own.folder, file), 'utf8')).toBe(before);
      expect(readdirSync(own.folder).sort()).toEqual([file, 'models', 'properties']);
    },
  );

  test('keeps no other file from being written', async () => {
    writeFileSync(join(own.folder, 'test'), 'This is no folder.');
    const { code, err } = await run('check till --record --html a.html');
    expect(err).toContain('The page of results is in a.html.');
    expect(err).toContain('The counterexample is not recorded: Error: E');
    expect(code).toBe(3);
    expect(existsSync(join(own.folder, 'a.html'))).toBe(true);
  });
});

describe('a path that leads nowhere is told in a sentence', () => {
  test.each([
    [`check ${long}`, 'There is no model "aaa'],
    [`check models/${long}.ts`, 'There is no file models/aaa'],
    ['check models/till.ts/x', 'There is no model, file or folder "models/till.ts/x"'],
    ['check till -c models', 'models is a folder; give the file of a configuration.'],
    [`check till -c ${long}`, 'There is no configuration aaa'],
    [`replay ${long}`, 'There is no file or folder "aaa'],
    ['replay models/till.ts/x', 'There is no file or folder "models/till.ts/x"'],
    ['check /', '/ is a folder outside of the project in '],
    ['list ..', 'is a folder outside of the project in '],
    [
      'check properties',
      'There is no model in the folder properties; models are in folders with the name models, or',
    ],
  ])('%s', async (line, says) => {
    const { code, out, err } = await run(line);
    expect(err).toContain(says);
    expect(err.split('\n')).toHaveLength(2);
    expect({ code, out }).toEqual({ code: 3, out: '' });
  });
});

describe('a folder', () => {
  const till = readFileSync(join(project, 'models/till.ts'), 'utf8');

  test('means the folders of models in it, and nothing in folders that nobody means', async () => {
    const harm = "throw new Error('loaded');";
    own.write('part/models/other.ts', till);
    own.write('part/script.ts', harm);
    own.write('node_modules/some/models/harm.ts', harm);
    own.write('.hidden/models/harm.ts', harm);
    own.write(`${'deep/'.repeat(10)}models/harm.ts`, harm);
    const { code, out, err } = await run('list .');
    expect({ code, err }).toEqual({
      code: 0,
      err: '',
    });
    expect(out.match(/^\S.*$/gm)).toEqual(['till', 'other  till']);
  });

  test('that is a link out of the project is refused; one inside of it is none', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'allways-outside-'));
    try {
      mkdirSync(join(outside, 'models'));
      writeFileSync(join(outside, 'models/harm.ts'), "throw new Error('loaded');");
      writeFileSync(join(outside, 'index.ts'), "throw new Error('loaded');");
      for (const [link, to] of [
        ['models/up', '..'],
        ['models/out', outside],
        ['sub', outside],
      ] as const) {
        symlinkSync(to, join(own.folder, link));
      }
      for (const line of [
        'list models/out',
        'list models/out/models',
        'check sub',
        'list sub/models',
      ]) {
        const { code, out, err } = await run(line);
        expect({ code, out }).toEqual({ code: 3, out: '' });
        expect(err).toMatch(/is a link to \/.*, outside of the project in \/.*; name the files of/);
      }
      for (const link of ['models/out', 'models/up']) {
        rmSync(join(own.folder, link));
        const { code, out, err } = await run('list');
        expect({ code, out }).toEqual({
          code: link === 'models/out' ? 3 : 0,
          out: code === 0 ? out : '',
        });
        if (code === 3)
          expect(err).toMatch(
            /^models\/up is a link to \/.*, in which the link itself is; take it/,
          );
      }
      mkdirSync(join(own.folder, 'more'));
      writeFileSync(join(own.folder, 'more/other.ts'), till);
      symlinkSync('../more', join(own.folder, 'models/linked'));
      expect((await run('list')).out.match(/^\S.*$/gm)).toEqual(['linked/other  till', 'till']);
      symlinkSync('nowhere.ts', join(own.folder, 'models/gone.ts'));
      expect((await run('list')).err).toBe(
        'models/gone.ts is no file; make it a module, or take it away.\n',
      );
    } finally {
      rmSync(outside, { recursive: true });
    }
  });

  test.runIf(process.platform !== 'win32')('a pipe in it is no module', async () => {
    execFileSync('mkfifo', [join(own.folder, 'models/pipe.ts')]);
    expect(await run('list')).toEqual({
      code: 3,
      out: '',
      err: 'models/pipe.ts is no file; make it a module, or take it away.\n',
    });
  });

  test('of many modules: they are named before they are loaded', async () => {
    const files = ['a', 'b', 'c', 'd', 'e'].map((name) => `models/many/${name}.ts`);
    for (const file of files) own.write(file, till);
    const { err } = await run('list models/many');
    expect(err).toBe('');
    own.write('models/many/f.ts', till);
    expect((await run('list models/many')).err).toBe(
      `Loads 6 modules: ${[...files, 'models/many/f.ts'].join(', ')}.\n`,
    );
  });
});
