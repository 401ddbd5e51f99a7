import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { formatRecording, type Recording } from '../../../src/trace/recording.js';
import { keepRecording, recordingsFolder, writeRecording } from '../../../src/files/recordings.js';

const recording: Recording = {
  model: 'Bank account!',
  safeguards: ['rowLock', 'fencing'],
  parameters: {},
  property: 'no update is lost',
  expect: 'holds',
  actions: [{ actor: 'a', step: 'b' }],
};

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recordings-'));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

describe('writing a recording', () => {
  const directory = () => join(folder, 'bank-account');
  const name = 'no-update-is-lost.row-lock.fencing';

  test('in a folder of its model, under a name that says what is in it', () => {
    const path = writeRecording(folder, recording);
    expect(path.endsWith(join('bank-account', `${name}.json`))).toBe(true);
    expect(readFileSync(join(directory(), `${name}.json`), 'utf8')).toBe(
      formatRecording(recording),
    );
  });

  test('once, whatever is expected of it', () => {
    const path = writeRecording(folder, { ...recording, expect: 'violated' });
    expect(writeRecording(folder, recording)).toBe(path);
    expect(readdirSync(directory())).toEqual([`${name}.json`]);
  });

  test('never over another', () => {
    mkdirSync(directory());
    writeFileSync(join(directory(), `${name}.json`), 'mine');
    writeFileSync(join(directory(), `${name}-2.json`), 'mine too');
    expect(writeRecording(folder, recording).endsWith(`${name}-3.json`)).toBe(true);
    expect(readFileSync(join(directory(), `${name}.json`), 'utf8')).toBe('mine');
  });
});

describe('the name of a recording', () => {
  const written = (change: Partial<Recording>) =>
    relative(folder, writeRecording(folder, { ...recording, ...change }));

  test('is shortened where it is long, and stays one of a kind', () => {
    const long = 'a plan that is in use is never deleted, '.repeat(10);
    const [one, other] = [written({ property: long }), written({ property: `${long}!` })];
    expect(one).toMatch(
      /^bank-account.a-plan-that-is-in-use-[a-z-]+-[0-9a-f]{8}\.row-lock\.fencing\.json$/,
    );
    expect(other).not.toBe(one);
    expect(Buffer.byteLength(one)).toBeLessThan(200);
    expect(written({ property: long })).toBe(one);
  });

  test('is shortened by bytes, between letters', () => {
    const name = written({ property: 'ß漢'.repeat(200), model: '漢'.repeat(300) });
    expect(name).toMatch(/^漢+-[0-9a-f]{8}.(ß漢)+ß?-[0-9a-f]{8}\.row-lock\.fencing\.json$/u);
    expect(Math.max(...name.split(sep).map((part) => Buffer.byteLength(part)))).toBeLessThan(200);
  });

  test('is shortened where many safeguards are on', () => {
    const safeguards = Array.from({ length: 60 }, (_, index) => `safeguard number ${index}`);
    const name = written({ safeguards });
    expect(name).toMatch(
      /^bank-account.no-update-is-lost\.safeguard-number-0\..*-[0-9a-f]{8}\.json$/,
    );
    expect(Buffer.byteLength(name)).toBeLessThan(230);
    expect(written({ safeguards: safeguards.slice(1) })).not.toBe(name);
  });

  test('is a digest where no letter is left', () => {
    const name = written({ property: '?!', model: '…', safeguards: [] });
    expect(name).toMatch(/^[0-9a-f]{8}.[0-9a-f]{8}\.json$/);
    expect(written({ property: '!?', model: '…', safeguards: [] })).not.toBe(name);
  });
});

test('a recording from before kinds were kept is the same', () => {
  const old: Recording = { ...recording, property: 'a.b does not throw' };
  const path = writeRecording(folder, old);
  expect(writeRecording(folder, { ...old, kind: 'step' })).toBe(path);
});

describe('a recording that is kept', () => {
  test('says where', () => {
    expect(keepRecording(folder, recording, '{ recordings: … }').says).toMatch(
      /^The counterexample is recorded in .*fencing\.json\.\nReplay it: npx allways replay \S*fencing\.json$/,
    );
  });

  test('so that it can be copied, whatever the folder is called', () => {
    const text = keepRecording(join(folder, 'a b'), recording, '{ recordings: … }').says;
    expect(text).toMatch(/\nReplay it: npx allways replay "[^"]*a b[^"]*\.json"$/);
  });

  test('or why it is not', () => {
    const broken = { ...recording, actions: [{ actor: 'a', step: 'b', choice: { '#a': 1 } }] };
    expect(keepRecording(folder, broken, '{ recordings: … }')).toEqual({
      isKept: false,
      says:
        'The counterexample is not recorded: A recording cannot hold the key "#a": ' +
        'keys that start with # are taken; rename it.',
    });
    writeFileSync(join(folder, 'file'), '');
    expect(keepRecording(join(folder, 'file'), recording, '{ recordings: … }').says).toMatch(
      /^The counterexample is not recorded: Error: E.*; name a folder that can be written to, as \{ recordings: … \}\.$/,
    );
  });
});

describe('the folder for recordings', () => {
  test('is beside the test where there is none yet', () => {
    vi.spyOn(process, 'cwd').mockReturnValue(folder);
    expect(recordingsFolder(join(folder, 'test', 'deep', 'a.test.ts'))).toBe(
      join(folder, 'test', 'deep', 'counterexamples'),
    );
  });

  test('is the nearest one above', () => {
    vi.spyOn(process, 'cwd').mockReturnValue(folder);
    mkdirSync(join(folder, 'test', 'counterexamples'), { recursive: true });
    mkdirSync(join(folder, 'counterexamples'));
    expect(recordingsFolder(join(folder, 'test', 'deep', 'a.test.ts'))).toBe(
      join(folder, 'test', 'counterexamples'),
    );
  });

  test('is looked for up to the root where the test lies outside the working directory', () => {
    vi.spyOn(process, 'cwd').mockReturnValue(join(folder, 'elsewhere'));
    expect(recordingsFolder('/a.test.ts')).toBe('/counterexamples');
  });
});
