/** Programs with a file system. */
import { check, defineProgram, invariant, report, whenDone, type FileSystem } from 'allways';
import { describe, expect, test } from 'vitest';

const isOver = whenDone<object>('it is over', () => true);

/** Two processes that write a file, read it and remove it. */
const twoWriters = (one: string, other: string) => {
  const writer =
    (path: string) =>
    ({ fs }: { readonly fs: FileSystem }) => ({
      run: async () => {
        await fs.promises.writeFile(path, 'text');
        await fs.promises.readFile(path);
        await fs.promises.rm(path);
      },
    });
  return defineProgram({
    name: 'two writers',
    start: (io) => ({ fs: io.fs({ '/a': null, '/b': null }) }),
    processes: { one: (world) => writer(one)(world), other: (world) => writer(other)(world) },
    state: () => ({}),
  });
};

describe('a file system', () => {
  test('has independent calls: files in different directories need one order', async () => {
    const options = { reduction: 'source sets' } as const;
    const apart = await check(twoWriters('/a/1', '/b/1'), [isOver], options);
    expect(apart).toMatchObject({ verdict: 'holds', program: { runs: 1, redundant: 0 } });
    const near = await check(twoWriters('/a/1', '/a/2'), [isOver], options);
    expect(near).toMatchObject({ verdict: 'holds', program: { runs: 6, redundant: 0 } });
    const same = await check(twoWriters('/a/1', '/a/1'), [isOver], options);
    expect(same).toMatchObject({ verdict: 'violated' });
  });

  test('shows a lost update of two that read and write', async () => {
    const count = async ({ fs }: { readonly fs: FileSystem }) => {
      const file = await fs.promises.open('/count', 'r+');
      const before = Number(await file.readFile('utf8'));
      await file.write(String(before + 1), 0);
      await file.close();
    };
    const program = defineProgram({
      name: 'count',
      start: (io) => ({ fs: io.fs({ '/count': '0' }) }),
      tasks: { one: (world) => count(world), other: (world) => count(world) },
      state: ({ fs }) => ({ count: fs.readFileSync('/count', 'utf8') }),
    });
    const both = whenDone<{ count: string }>('both count', (state) => state.count === '2');
    expect(await check(program, [both])).toMatchObject({
      verdict: 'violated',
      program: { runs: 7 },
    });
  });

  test('shows a file that is half written, and that a rename avoids it', async () => {
    const saving = (save: (fs: FileSystem) => Promise<void>) =>
      defineProgram({
        name: 'save',
        start: (io) => ({ fs: io.fs({ '/data': 'old' }) }),
        processes: {
          saver: {
            start: ({ fs }) => ({ save: () => save(fs) }),
            restart: () => ({}),
          },
        },
        faults: { saver: { crash: 1 } },
        state: ({ fs }) => ({ data: fs.readFileSync('/data', 'utf8') }),
      });
    const isWhole = whenDone<{ data: string }>('the file is whole', ({ data }) =>
      ['old', 'new'].includes(data),
    );
    const inPlace = saving(async (fs) => {
      const file = await fs.promises.open('/data', 'w');
      await file.write('new');
      await file.close();
    });
    expect(await check(inPlace, [isWhole])).toMatchObject({ verdict: 'violated' });
    const aside = saving(async (fs) => {
      await fs.promises.writeFile('/data.new', 'new');
      await fs.promises.rename('/data.new', '/data');
    });
    const always = invariant<{ data: string }>('the file is always whole', ({ data }) =>
      ['old', 'new'].includes(data),
    );
    expect(await check(aside, [isWhole, always])).toMatchObject({
      verdict: 'holds',
      ended: { by: 'complete' },
    });
  });

  test('fills the buffers of the caller, and shows entries in few words', async () => {
    const read = async ({ fs }: { readonly fs: FileSystem }) => {
      const file = await fs.promises.open('/a');
      const { buffer } = await file.read(Buffer.alloc(3), 0, 3, 1);
      const [one, two] = [Buffer.alloc(2), Buffer.alloc(2)];
      const called = new Promise((resolve) => {
        fs.read(file.fd, one, 0, 2, 0, (_, count, given) => resolve([count, given === one]));
      });
      const heard = await called;
      fs.readSync(file.fd, two, 0, 2, 3);
      const { mtimeMs } = await fs.promises.stat(new URL('file:///a'));
      expect([String(buffer), heard, String(one), String(two), mtimeMs]).toEqual([
        'ell',
        [2, true],
        'he',
        'lo',
        7000,
      ]);
    };
    const program = defineProgram({
      name: 'read',
      start: (io) => {
        const fs = io.fs({ '/a': 'hello' });
        fs.utimesSync('/a', 5, 7);
        return { fs };
      },
      tasks: { read: (world) => read(world) },
      state: () => ({}),
    });
    expect(await check(program, [isOver])).toMatchObject({ verdict: 'holds' });
    const never = invariant<object>('never', () => false);
    const wrong = defineProgram({
      name: 'stat',
      start: (io) => ({ fs: io.fs({ '/a': 'hello' }) }),
      tasks: { one: ({ fs }) => fs.promises.stat('/a').then(() => Promise.reject(new Error('!'))) },
      state: () => ({}),
    });
    expect(report(await check(wrong, [never]))).toContain('a file of 5 bytes, changed');
  });

  test('refuses what it does not have, with the way out', async () => {
    const program = defineProgram({
      name: 'links',
      start: (io) => ({ fs: io.fs() }),
      tasks: { link: ({ fs }) => fs.promises.symlink('/a', '/b') },
      state: () => ({}),
    });
    await expect(check(program, [isOver])).rejects.toThrow(
      'io.fs has no symlink: links would make two paths one file.',
    );
  });
});
