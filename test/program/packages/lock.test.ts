/**
 * proper-lockfile 4.1.2, and the fork proper-lockfile2 5.0.0. To take a lock over that nobody holds any more is a race:
 * a process removes the new lock of another in place of the old one.
 *
 * https://github.com/moxystudio/node-proper-lockfile/issues/121
 *
 * The fork renames the old lock first, and gives it back if it was a new one. Meanwhile there is no lock, so a third
 * process may get it.
 */
import { check, invariant } from 'allways';
import { describe, expect, test } from 'vitest';
import { isDeep } from '../../support/deep.js';
import { staleLock } from './lock.js';

const isExclusive = invariant<{ holders: readonly string[] }>(
  'one process at a time holds the lock',
  ({ holders }) => holders.length <= 1 || `${holders.join(' and ')} hold it`,
);

describe('processes that find an old lock', () => {
  test('two of them get it', async () => {
    const result = await check(staleLock('proper-lockfile', 2), [isExclusive]);
    expect(result).toMatchObject({ verdict: 'violated', program: { runs: 11 } });
  });

  test.runIf(isDeep)('only one of two gets it that renames it first', async () => {
    const result = await check(staleLock('@bybrave/proper-lockfile2', 2), [isExclusive]);
    expect(result).toMatchObject({
      verdict: 'holds',
      ended: { by: 'complete' },
      program: { runs: 298, redundant: 607 },
    });
  });

  test.runIf(isDeep)('two of three get it although they rename it first', async () => {
    const program = staleLock('@bybrave/proper-lockfile2', 3);
    const result = await check(program, [isExclusive], { limits: { preemptions: 2 } });
    expect(result).toMatchObject({ verdict: 'violated', program: { runs: 920 } });
  });
});
