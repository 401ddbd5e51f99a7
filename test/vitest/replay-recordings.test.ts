import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { follow, type Action } from 'allways';
import { account } from '../../models/bank-account/model.js';
import { noLostUpdate } from '../../properties/bank-account.js';
import { replay } from '../../src/check/replay.js';
import { record, type Recording } from '../../src/trace/recording.js';
import { problemOf, replayRecordings } from '../../src/vitest/replay-recordings.js';

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
  test('is refused', () => {
    expect(() => {
      replayRecordings('no/such/folder', account, noLostUpdate);
    }).toThrow(
      'There is no recording in no/such/folder; give the folder that holds them, or leave the call out.',
    );
    const folder = mkdtempSync(join(tmpdir(), 'replay-'));
    expect(() => {
      replayRecordings(folder, account, noLostUpdate);
    }).toThrow('There is no recording in');
    rmSync(folder, { recursive: true });
  });
});
