import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { follow, ModelError, type Action } from 'allways';
import { account } from '../../../models/bank-account/model.js';
import { noLostUpdate } from '../../../properties/bank-account.js';
import { replay } from '../../../src/check/replay.js';
import { formatRecording, record, type Recording } from '../../../src/trace/recording.js';
import { problemOf, replayFile, replayRecordings } from '../../../src/vitest/replay-recordings.js';
import { thrownBy, untyped } from '../model/thrown.js';

const read = (actor: string): Action => ({ actor, step: 'read' });
const write = (actor: string): Action => ({ actor, step: 'write' });
const lost = [read('deposit'), read('withdraw'), write('deposit'), write('withdraw')];

/** What the test of a recording with these actions says. */
function said(actions: Action[], expected: Recording['expect']): string | undefined {
  const recording = {
    ...record(follow(account, []).trace, 'no update is lost', expected),
    actions,
  };
  return problemOf(recording, replay(recording, account, noLostUpdate));
}

describe('a recording as a test', () => {
  test('that expects a violation passes while it is reproduced', () => {
    expect(said(lost, 'violated')).toBeUndefined();
    expect(said(lost.slice(1), 'violated')).toMatch(
      /^it is no longer possible: at step 2, deposit/,
    );
    expect(said(lost.slice(0, 3), 'violated')).toBe(
      '"no update is lost" is no longer violated along it; if that is meant, set "expect" to "holds".',
    );
  });

  test('that expects the property to hold fails while it is violated, with the timeline', () => {
    const problem = said(lost, 'holds');
    expect(problem).toMatch(
      /^"no update is lost" is still violated: both are done and the balance is 950\n\n/,
    );
    expect(problem).toContain('writes 1000 - 50');
    expect(said(lost.slice(0, 3), 'holds')).toBeUndefined();
    expect(said(lost.slice(1), 'holds')).toBeUndefined();
  });

  test('fails where its step has no such name any more', () => {
    expect(said([{ actor: 'deposit', step: 'look' }], 'holds')).toMatch(
      /^it is no longer possible: at step 1, the model has no step deposit\.look any more/,
    );
  });
});

describe('a folder without recordings', () => {
  const empty = mkdtempSync(join(tmpdir(), 'replay-'));
  const missing = join(empty, 'no', 'such', 'folder');
  afterAll(() => {
    rmSync(empty, { recursive: true });
  });

  // Each is a test that is skipped; what it is called is looked at below.
  replayRecordings(empty, account, noLostUpdate);
  replayRecordings(missing, account, noLostUpdate);

  test('is a skipped test that says so', ({ task }) => {
    const tests = task.suite?.tasks.flatMap((one) => (one.type === 'suite' ? one.tasks : []));
    expect(tests?.map(({ name, mode }) => [name, mode])).toEqual([
      [`no recording yet in ${empty}`, 'skip'],
      [`no recording yet in ${missing}`, 'skip'],
    ]);
  });

  test('is refused where the recordings are in its folders, or it is a file', () => {
    const folder = join(empty, 'counterexamples');
    for (const name of ['b', 'a', 'c']) mkdirSync(join(folder, name), { recursive: true });
    for (const name of ['b', 'a']) writeFileSync(join(folder, name, 'x.json'), '');
    expect(thrownBy(() => replayRecordings(folder, account, noLostUpdate))).toEqual(
      new ModelError(
        `replayRecordings: there is no recording in ${folder} itself; give one of its folders: a, b.`,
      ),
    );
    const file = join(folder, 'a', 'x.json');
    expect(thrownBy(() => replayRecordings(file, account, noLostUpdate))).toEqual(
      new ModelError(`replayRecordings: ${file} is a file; give the folder that holds it.`),
    );
    rmSync(folder, { recursive: true });
  });
});

describe('a file that cannot be replayed is a test that fails, and names the file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'replay-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const good = record(follow(account, []).trace, 'no update is lost');
  const problem = async (file: string) =>
    (await replayFile(join(folder, file), account, [noLostUpdate])).problem;

  test.each([
    ['of a property that is gone', { ...good, property: 'gone' }, ': The recording is of property'],
    ['of another model', { ...good, model: 'other' }, ': The recording is of model "other"'],
    ['with a parameter that is gone', { ...good, parameters: { n: 1 } }, ': The recording is of'],
  ])('%s', async (_, recording, says) => {
    writeFileSync(join(folder, 'x.json'), formatRecording(recording));
    expect((await problem('x.json'))?.startsWith(join(folder, 'x.json') + says)).toBe(true);
  });

  test('that is broken, is not there, or is a folder', async () => {
    writeFileSync(join(folder, 'x.json'), '{');
    mkdirSync(join(folder, 'y.json'));
    expect(await problem('x.json')).toMatch(/^\S*\/x\.json is not JSON/);
    expect(await problem('y.json')).toMatch(
      /^\S*\/y\.json is no file; give the file of a recording\.$/,
    );
    expect(await problem('z.json')).toMatch(
      /^\S*\/z\.json cannot be read: no such file or directory \(ENOENT\); give/,
    );
  });

  test('a good one has no problem', async () => {
    writeFileSync(join(folder, 'x.json'), formatRecording(good));
    expect(await replayFile(join(folder, 'x.json'), account, [noLostUpdate])).toEqual({
      outcome: 'no longer violated',
    });
  });
});

describe('what cannot be replayed is refused before there are tests', () => {
  test.each<[string, () => unknown, string]>([
    [
      'no folder',
      () => replayRecordings(untyped(undefined), account, noLostUpdate),
      'replayRecordings: the folder is undefined; give its path.',
    ],
    [
      'no model',
      () => replayRecordings('test/counterexamples/bank-account', untyped({}), noLostUpdate),
      'replayRecordings wants a model or a system, and was given an object; give what defineModel, fromReducer or defineSystem made.',
    ],
    [
      'no property',
      () => replayRecordings('test/counterexamples/bank-account', account, untyped({})),
      'replayRecordings: instead of a property there is an object; give what invariant, transition, reachable, noDeadlock or eventually made.',
    ],
  ])('%s', (_, replayThem, message) => {
    expect(thrownBy(replayThem)).toEqual(new ModelError(message));
  });
});
