/** The three forms of the methods, and open files: in memory as in the real file system. */
import * as realFs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { fileSystem } from '../../../../../src/program/boundary/fs/fs.js';

const inMemory = fileSystem({}, { service: (_, object) => object });
const directory = realFs.mkdtempSync(join(realFs.realpathSync(tmpdir()), 'allways-forms-'));
inMemory.mkdirSync(directory, { recursive: true });
afterAll(() => realFs.rmSync(directory, { recursive: true }));

describe.each([
  ['the real file system', realFs],
  ['a file system in memory', inMemory],
])('%s', (_, fs) => {
  const at = (name: string) => join(directory, name);

  test('calls back', async () => {
    const heard = await new Promise((resolve) => {
      fs.writeFile(at('back'), 'text', () => {
        fs.readFile(at('back'), 'utf8', (error, text) => resolve([error, text]));
      });
    });
    expect(heard).toEqual([null, 'text']);
    const failed = await new Promise<unknown>((resolve) => {
      fs.readFile(at('nothing'), (error) => resolve(error?.code));
    });
    expect(failed).toBe('ENOENT');
  });

  test('calls back with what it read', async () => {
    fs.writeFileSync(at('read'), 'hello');
    const file = fs.openSync(at('read'), 'r+');
    const bytes = Buffer.alloc(4);
    const read = await new Promise((resolve) => {
      fs.read(file, bytes, 0, 4, 1, (error, count, buffer) => resolve([error, count, buffer]));
    });
    expect(read).toEqual([null, 4, Buffer.from('ello')]);
    const written = await new Promise((resolve) => {
      fs.write(file, Buffer.from('J'), 0, 1, 0, (error, count) => resolve([error, count]));
    });
    expect(written).toEqual([null, 1]);
    fs.closeSync(file);
    expect(fs.readFileSync(at('read'), 'utf8')).toBe('Jello');
  });

  test('tells whether there is something', async () => {
    fs.writeFileSync(at('there'), '');
    const ask = (name: string) =>
      new Promise((resolve) => {
        // eslint-disable-next-line typescript/no-deprecated -- Old code calls it.
        fs.exists(at(name), resolve);
      });
    expect([await ask('there'), await ask('not there')]).toEqual([true, false]);
    expect([fs.existsSync(at('there')), fs.existsSync(at('not there'))]).toEqual([true, false]);
  });

  test('gives promises', async () => {
    const { promises } = fs;
    await promises.writeFile(pathToFileURL(at('promised')), 'one');
    await promises.appendFile(Buffer.from(at('promised')), ' two');
    expect(await promises.readFile(at('promised'), 'utf8')).toBe('one two');
    expect(await promises.realpath(at('./x/../promised'))).toBe(at('promised'));
    expect(fs.realpathSync.native(at('promised'))).toBe(at('promised'));
    await expect(promises.rmdir(at('nothing'))).rejects.toMatchObject({
      code: 'ENOENT',
      syscall: 'rmdir',
    });
  });

  test('opens files', async () => {
    const file = await fs.promises.open(at('open'), 'wx+');
    expect(await file.write('hello')).toEqual({ bytesWritten: 5, buffer: 'hello' });
    expect(await file.writev([Buffer.from(' '), Buffer.from('you')])).toMatchObject({
      bytesWritten: 4,
    });
    const some = await file.read(Buffer.alloc(5), 0, 5, 0);
    expect([some.bytesRead, some.buffer.toString()]).toEqual([5, 'hello']);
    const more = await file.read({ buffer: Buffer.alloc(3), position: 6 });
    expect([more.bytesRead, more.buffer.toString()]).toEqual([3, 'you']);
    const parts = await file.readv([Buffer.alloc(2), Buffer.alloc(2)], 0);
    expect(parts.buffers.map(String)).toEqual(['he', 'll']);
    await file.truncate(4);
    await file.chmod(0o600);
    await file.utimes(5, 7);
    await file.sync();
    await file.datasync();
    const { size, mode, atimeMs, mtimeMs } = await file.stat();
    expect([size, mode & 0o777, atimeMs, mtimeMs]).toEqual([4, 0o600, 5000, 7000]);
    await fs.promises.writeFile(file, '!');
    await file.appendFile('!');
    await file.close();
    expect(await fs.promises.readFile(at('open'), 'utf8')).toBe('hell\0\0\0\0\0!!');
    await expect(fs.promises.open(at('open'), 'wx')).rejects.toMatchObject({ code: 'EEXIST' });
  });

  test('tells what entries are', () => {
    fs.mkdirSync(at('several/below'), { recursive: true });
    fs.writeFileSync(at('several/file'), '');
    const entries = fs.readdirSync(at('several'), { withFileTypes: true });
    expect(entries.map((entry) => [entry.name, entry.isDirectory()])).toEqual([
      ['below', true],
      ['file', false],
    ]);
    expect(fs.statSync(at('several'))).toBeInstanceOf(fs.Stats);
    expect(fs.statSync(at('several'), { bigint: true }).size).toBeTypeOf('bigint');
    expect(fs.statSync(at('nothing'), { throwIfNoEntry: false })).toBeUndefined();
    expect(fs.mkdtempSync(at('several/t-'))).toMatch(/t-.{6}$/);
  });
});

describe('a file system in memory', () => {
  test('shows an entry in few words', () => {
    inMemory.writeFileSync('/file', '12345');
    inMemory.utimesSync('/file', 0, 0);
    expect(inspect(inMemory.statSync('/file'))).toBe(
      'a file of 5 bytes, changed 1970-01-01T00:00:00.000Z',
    );
    expect(inspect(inMemory.statSync('/'))).toContain('a directory, changed');
  });

  test('says what it does not have', () => {
    expect(() => inMemory.symlinkSync('/a', '/b')).toThrow(
      'io.fs has no symlinkSync: links would make two paths one file.',
    );
    expect(() => inMemory.createReadStream('/a')).toThrow('streams are missing');
  });

  test('cannot be written to', () => {
    expect(() => Object.assign(inMemory, { extra: 1 })).toThrow('not extensible');
    expect({ ...inMemory, extra: 1 }.existsSync('/')).toBe(true);
  });

  test('begins anew in each run', () => {
    const search = {};
    const io = { service: <Service>(_: string, object: Service) => object };
    const first = fileSystem(search, io, { '/a': 'first' });
    first.openSync('/a', 'r');
    first.writeFileSync('/b', '');
    const second = fileSystem(search, io, { '/a': 'second', '/d': null });
    expect(second.readFileSync('/a', 'utf8')).toBe('second');
    expect([second.existsSync('/b'), second.existsSync('/d')]).toEqual([false, true]);
    expect(second.openSync('/a', 'r')).toBe(3);
  });
});
