import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { formatRecording, type Recording } from '../../src/trace/recording.js';
import { recordingsFolder, writeRecording } from '../../src/vitest/recordings.js';

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
