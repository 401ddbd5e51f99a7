/** Each recording is reported by itself: one that cannot be replayed never keeps the others from it. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { allways, project, projectForEach } from './host.js';

const own = projectForEach();
const { write } = own;
beforeEach(() => {
  for (const part of ['models/till.ts', 'properties/till.ts']) {
    cpSync(join(project, part), join(own.folder, part));
  }
  write('kept/b/well.json', recording({}));
});

const replay = (line: string) => allways(`replay ${line}`.split(' '), own);
const good = JSON.parse(
  readFileSync(join(project, 'recordings/well/on-purpose.json'), 'utf8'),
) as Record<string, unknown>;
const recording = (changed: Record<string, unknown>) => JSON.stringify({ ...good, ...changed });

describe('a recording that cannot be replayed', () => {
  test.each([
    [
      'of a property that is gone',
      recording({ property: 'no coin is gone' }),
      'kept/a.json: The recording is of property "no coin is gone", which is not among those given: "all can be done", "no coin is lost"',
    ],
    [
      'of a parameter that is gone',
      recording({ parameters: { cashiers: 2, coins: 1 } }),
      'kept/a.json: System "till" has no parameter "coins"; did you mean coin?',
    ],
    [
      'of a parameter out of its bounds',
      recording({ parameters: { coin: 3000000 } }),
      'kept/a.json: The recording sets parameter coin to 3000000, and system "till" allows a whole number from 1 to 5; correct the recording, or widen the bounds in the system.',
    ],
    [
      'of a number that is too large for a parameter without bounds',
      recording({ parameters: { cashiers: 2 ** 53 } }),
      'kept/a.json: The recording sets parameter cashiers to 9007199254740992, and system "till" declares no max for it, so a recording may set at most 1000; to allow more, declare cashiers as { default: 2, min: …, max: … } in the system.',
    ],
    [
      'of a safeguard that is gone',
      recording({ safeguards: ['atmic'] }),
      'kept/a.json: System "till" has no safeguard "atmic"; did you mean atomic?',
    ],
    [
      'of a model that is gone',
      recording({ model: 'tull' }),
      'kept/a.json is of model "tull", which is none of those here; did you mean till?',
    ],
    [
      'of a model that is gone, and no other is near',
      recording({ model: 'a mill' }),
      'kept/a.json is of model "a mill", which is none of those here; see allways list.',
    ],
    ['that is broken', '{ "allways": 1', 'kept/a.json is not JSON ('],
    ['that is empty', '', 'kept/a.json is not JSON ('],
    ['that is none', '[]', 'kept/a.json is no recording: it has no "allways" version'],
    [
      'of another version',
      recording({ allways: 2 }),
      'kept/a.json has recording version 2, and this allways reads version 1; record it again.',
    ],
    ['without actions', recording({ actions: 'none' }), 'kept/a.json: actions is wrong ('],
    [
      'of a model that cannot be built with its parameters',
      recording({ parameters: { cashiers: -1 } }),
      'kept/a.json: ',
    ],
  ])('%s is named, and the others are replayed', async (_, text, says) => {
    write('kept/a.json', text);
    const { code, out, err } = await replay('kept');
    expect({ code, err }).toEqual({ code: 3, err: '' });
    const lines = out.trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]?.startsWith(`✗ ${says}`)).toBe(true);
    expect(lines[1]).toBe('✓ kept/b/well.json: still violates "no coin is lost", as it should');
    expect(lines[2]).toBe('2 recordings: 1 as expected, 0 not, 1 that cannot be replayed.');
  });

  test('that cannot be read, or is a folder, is named, too', async () => {
    symlinkSync(join(own.folder, 'nowhere'), join(own.folder, 'kept/a.json'));
    mkdirSync(join(own.folder, 'kept/empty.json'));
    const { code, out } = await replay('kept');
    expect(code).toBe(3);
    expect(out).toMatch(
      /^✗ kept\/a\.json cannot be read: no such file or directory \(ENOENT\); give[^\n]*\n✓ kept\/b\/well\.json: /,
    );
    expect(out).toContain('2 recordings: 1 as expected, 0 not, 1 that cannot be replayed.');
  });

  test('that is too large for a recording is named, and not read', async () => {
    write('kept/a.json', '');
    truncateSync(join(own.folder, 'kept/a.json'), 101 * 2 ** 20);
    const { code, out } = await replay('kept');
    expect(code).toBe(3);
    expect(out.split('\n')[0]).toBe(
      '✗ kept/a.json has 101 MB, and a recording has at most 100 MB; give the file of a recording.',
    );
  });

  test('that is behind a link is replayed, and a link to where it began is no trap', async () => {
    write('real/a.json', recording({}));
    symlinkSync('../real', join(own.folder, 'kept/linked'));
    symlinkSync('..', join(own.folder, 'kept/b/up'));
    const { code, out } = await replay('kept');
    expect(code).toBe(0);
    expect(out).toContain('✓ kept/linked/a.json: ');
    expect(out).toContain('2 recordings: 2 as expected');
  });

  test.runIf(process.platform !== 'win32')(
    'that is a pipe or a device is named, and not read',
    async () => {
      execFileSync('mkfifo', [join(own.folder, 'kept/a.json')]);
      symlinkSync('/dev/zero', join(own.folder, 'kept/aa.json'));
      const { code, out } = await replay('kept');
      expect(code).toBe(3);
      expect(out.split('\n').slice(0, 3)).toEqual([
        '✗ kept/a.json is no file; give the file of a recording.',
        '✗ kept/aa.json is no file; give the file of a recording.',
        '✓ kept/b/well.json: still violates "no coin is lost", as it should',
      ]);
    },
  );

  test('a path where there is nothing is named, and the other paths are replayed', async () => {
    const { code, out, err } = await replay('nowhere kept');
    expect({ code, err }).toEqual({ code: 3, err: '' });
    expect(out.split('\n')).toEqual([
      '✗ There is no file or folder "nowhere"; give that of a recording.',
      '✓ kept/b/well.json: still violates "no coin is lost", as it should',
      '2 recordings: 1 as expected, 0 not, 1 that cannot be replayed.',
      '',
    ]);
  });

  test('in JSON it has an error in place of an outcome', async () => {
    write('kept/a.json', recording({ model: 'tull' }));
    const { code, out } = await replay('kept --json');
    expect(code).toBe(3);
    expect(JSON.parse(out)).toMatchObject([
      { file: 'kept/a.json', error: expect.stringMatching(/tull/) as string },
      { file: 'kept/b/well.json', outcome: 'reproduced' },
    ]);
  });

  test('what is violated again decides the exit code', async () => {
    write('kept/a.json', recording({ model: 'tull' }));
    write('kept/c.json', recording({ expect: 'holds' }));
    const { code, out } = await replay('kept');
    expect(code).toBe(1);
    expect(out).toContain('3 recordings: 1 as expected, 1 not, 1 that cannot be replayed.');
  });

  test('a model that cannot be loaded is named, and recordings of the others are replayed', async () => {
    write('models/broken.ts', 'throw new Error("out of order");');
    write('kept/a.json', recording({ model: 'broken' }));
    const { code, out, err } = await replay('kept');
    expect(code).toBe(3);
    expect(err).toBe('models/broken.ts cannot be loaded: Error: out of order\n');
    expect(out).toContain('✓ kept/b/well.json: ');
    expect(out).toContain('✗ kept/a.json is of model "broken", which is none of those here');
  });
});

test('recordings are data of other people: a terminal obeys nothing in them', async () => {
  write('kept/\u001b[2J.json', recording({ property: '\u001b[31mno\u202e\n  ✓ all: well' }));
  write('kept/c.json', `\uFEFF${recording({})}`);
  const { out } = await replay('kept');
  expect(out.split('\n')[0]).toBe(
    String.raw`✗ kept/\x1b[2J.json: The recording is of property "\u001b[31mno\u202e\n  ✓ all: well", which is not among those given: "all can be done", "no coin is lost".`,
  );
  expect(out).toContain('✓ kept/c.json: still violates "no coin is lost", as it should');
  expect(out.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
});
