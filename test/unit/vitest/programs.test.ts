import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { check, eventually, formatRecording, invariant, reachable, record } from 'allways';
import { describeCheck } from '../../../src/vitest/notes.js';
import { replayFile, replayRecordings } from '../../../src/vitest/replay-recordings.js';
import {
  careful,
  endless,
  fewCoins,
  hasty,
  nervous,
  noCoinIsLost,
  type Coins,
  lostCoinLines,
} from '../../support/till-program.js';
import { thrownBy, untyped } from '../model/thrown.js';

const twoCoins = reachable<Coins>('there are two coins', ({ coins }) => coins === 2);
const threeCoins = reachable<Coins>('there are three coins', ({ coins }) => coins === 3);

const lessThanAMillion = invariant<Coins>('less', ({ coins }) => coins < 1_000_000);

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'programs-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** The message with which an assertion fails. */
async function failure(assertion: Promise<void>): Promise<string> {
  return assertion.then(
    () => 'it passed',
    (error: unknown) => (error as Error).message,
  );
}

const firstLine = async (assertion: Promise<void>) => (await failure(assertion)).split('\n')[0];

describe('toHold of a program', () => {
  test('passes if every property holds in every interleaving, with exact numbers', async () => {
    await expect(careful).toHold(noCoinIsLost);
    const { distinct, generated, depth } = await check(careful, [noCoinIsLost, fewCoins]);
    await expect(careful).toHold([noCoinIsLost, fewCoins], { distinct, generated, depth });
    await expect(hasty).not.toHold([noCoinIsLost, fewCoins]);
    const wrong = expect(careful).toHold(noCoinIsLost, { distinct: 7 });
    expect(await firstLine(wrong)).toBe('distinct: expected 7, found 3');
  });

  test('fails with the timeline, and records the counterexample, which can be replayed', async () => {
    const message = await failure(expect(hasty).toHold(noCoinIsLost, { recordings: folder }));
    expect(message.split('\n').slice(0, -1)).toEqual([
      'hasty till: violated',
      '✗ no coin is lost: violated in 10 steps: there is 1, of 2',
      '',
      'How "no coin is lost" is violated',
      '',
      ...lostCoinLines,
      '',
      'What each step changed; the others changed nothing:',
      '  7  coins 0 → 1',
      '',
      expect.stringMatching(
        /^\d+ runs, \d+ events, the longest run 10 events, .* ms; ended as all/,
      ),
      expect.stringMatching(/^The counterexample is recorded in .*no-coin-is-lost\.json\.$/),
    ]);
    expect(message).toMatch(/\nReplay it: npx allways replay .*no-coin-is-lost\.json$/);
    expect(readdirSync(join(folder, 'hasty-till'))).toEqual(['no-coin-is-lost.json']);
    const path = join(folder, 'hasty-till', 'no-coin-is-lost.json');
    const { outcome, problem } = await replayFile(path, hasty, [noCoinIsLost]);
    expect(outcome).toBe('reproduced');
    expect(problem).toMatch(/"no coin is lost" is still violated: there is 1, of 2\n\n +clerk 1\n/);
  });

  test('fails if a task throws, and records that too', async () => {
    const message = await failure(expect(nervous).toHold(fewCoins, { recordings: folder }));
    expect(message).toContain('✓ there are few coins: holds\n');
    expect(message).toContain(
      '✗ clerk 2 does not throw: violated in 8 steps: clerk 2 threw Error: not mine\n',
    );
    expect(readdirSync(join(folder, 'nervous-till'))).toEqual([
      'clerk-1-does-not-throw.json',
      'clerk-2-does-not-throw.json',
    ]);
    const path = join(folder, 'nervous-till', 'clerk-2-does-not-throw.json');
    const { outcome, problem } = await replayFile(path, nervous, []);
    expect(outcome).toBe('reproduced');
    expect(problem).toContain(
      '"clerk 2 does not throw" is still violated: clerk 2 threw Error: not mine\n',
    );
  });

  test('refuses a program that ran into a limit, with not as without', async () => {
    const limits = { runs: 2, preemptions: 1 };
    for (const matcher of [expect(careful), expect(careful).not]) {
      const message = await failure(matcher.toHold(noCoinIsLost, { limits }));
      expect(message).toMatch(/^careful till: undecided\n\? no coin is lost: undecided, though /);
      expect(message).toMatch(/\n\n2 runs, .*; ended by the limit of 2 runs; .*\.$/);
    }
  });

  test('ends before its test does, and says how far it came', { timeout: 3000 }, async () => {
    const message = await failure(expect(endless).toHold(lessThanAMillion));
    expect(message).toMatch(/^endless till: undecided\n/);
    expect(message).toMatch(/; ended by the limit of [\d.]+ m?s[;.]/);
    expect(message).toMatch(/\nGive it more time \(the test's timeout\), or bound the program\.$/);
  });
});

describe('toViolate and toReach of a program', () => {
  test('pass with the length of the trace', async () => {
    await expect(hasty).toViolate(noCoinIsLost, { steps: 10 });
    await expect(careful).not.toViolate(noCoinIsLost);
    await expect(careful).toReach(twoCoins, { steps: 5, limits: { preemptions: 0 } });
    await expect(careful).toReach(({ coins }) => coins === 2);
    await expect(careful).not.toReach(threeCoins);
  });

  test('say what was found instead', async () => {
    expect(await firstLine(expect(careful).toViolate(noCoinIsLost))).toMatch(
      /^expected "no coin is lost" to be violated in careful till, but it holds in every interleaving \(\d+ runs\):$/,
    );
    expect(await firstLine(expect(hasty).toViolate(noCoinIsLost, { steps: 9 }))).toBe(
      'expected "no coin is lost" to be violated in hasty till in 9 steps, but its counterexample has 10 steps:',
    );
    expect(await firstLine(expect(careful).toReach(twoCoins, { steps: 9 }))).toBe(
      'expected "there are two coins" to be reached in careful till in 9 steps, but the way there has 5 steps:',
    );
    expect(await firstLine(expect(careful).toReach(threeCoins))).toBe(
      'expected "there are three coins" to be reached in careful till, but it is in none of 3 reachable states:',
    );
    expect(await firstLine(expect(nervous).toViolate(fewCoins))).toBe(
      'expected "there are few coins" to be violated in nervous till, but it holds in every interleaving (62 runs); "clerk 2 does not throw" and "clerk 1 does not throw" are violated instead:',
    );
  });
});

describe('what a program does not have is refused', () => {
  const temporal = eventually<Coins>('it is empty', ({ coins }) => coins === 0);

  test.each<[string, () => Promise<void>, string]>([
    [
      'an option of models',
      () => expect(careful).toHold(noCoinIsLost, untyped({ fairness: 'weak' })),
      'toHold of a program has no option "fairness"; it has limits, signal, onProgress, workers, modules, reduction, distinct, generated, depth, recordings.',
    ],
    [
      'a limit of models',
      () => expect(careful).toViolate(noCoinIsLost, untyped({ limits: { states: 1 } })),
      'toViolate of a program has no limit "states"; it has runs, seconds, preemptions.',
    ],
    [
      'an option of another matcher',
      () => expect(careful).toReach(twoCoins, untyped({ recordings: folder })),
      'toReach of a program has no option "recordings"; it has limits, signal, onProgress, workers, modules, reduction, distinct, generated, depth, steps.',
    ],
    [
      'a temporal property',
      () => expect(careful).toHold(untyped(temporal)),
      'toHold: property "it is empty" is temporal, and runs of a program end; say it with whenDone, or of a model.',
    ],
    [
      'a list to violate',
      () => expect(careful).toViolate(untyped([noCoinIsLost])),
      'toViolate takes one property, and was given a list; ask for each on its own.',
    ],
    [
      'no property',
      () => expect(careful).toViolate(untyped({})),
      'toViolate: instead of a property there is an object; give what invariant, transition, reachable, noDeadlock or whenDone made.',
    ],
    [
      'nothing to hold',
      () => expect(careful).toHold([]),
      'toHold was given no properties, so there is nothing that could hold; give one or more. To count states only, use check(model, []).',
    ],
    [
      'what is not about reaching',
      () => expect(careful).toReach(noCoinIsLost),
      'toReach: "no coin is lost" is no reachable(…); use toHold or toViolate.',
    ],
  ])('%s', async (_, assert, message) => {
    expect(await failure(assert())).toBe(message);
  });
});

test('a check of a program is a line for the reporter', async ({ task }) => {
  const result = await check(careful, noCoinIsLost);
  const program = { runs: 1402, redundant: 10, events: 25_416, bounds: {} };
  expect(describeCheck({ ...result, program, seconds: 1.26 })).toBe(
    'careful till: holds: 1,412 runs, 25,416 events, 1.3 s',
  );
  await expect(hasty).toViolate(noCoinIsLost);
  expect(task.meta.allways).toEqual([
    expect.stringMatching(/^hasty till: violated: \d+ runs, \d+ events, \d+ ms, ended early$/),
  ]);
});

const [lost] = (await check(hasty, noCoinIsLost)).properties;
const recorded = record(untyped(lost?.trace), 'no coin is lost', 'violated');

describe('recordings of a program', () => {
  const own = mkdtempSync(join(tmpdir(), 'programs-'));
  const path = join(own, 'lost.json');
  writeFileSync(path, formatRecording(recorded));

  // Its test passes as long as the violation is reproduced.
  replayRecordings(own, hasty, [noCoinIsLost]);

  test('say what became of them', async () => {
    const other = join(folder, 'other.json');
    const problem = async (changed: object) => {
      writeFileSync(other, formatRecording({ ...recorded, ...changed }));
      return (await replayFile(other, hasty, [noCoinIsLost])).problem;
    };
    const { actions } = recorded;
    expect(await problem({ actions: actions.slice(0, 4) })).toBe(
      `${other}: "no coin is lost" is no longer violated along it; if that is meant, set "expect" to "holds".`,
    );
    expect(await problem({ expect: 'holds', actions: actions.slice(0, 4) })).toBeUndefined();
    expect(await problem({ expect: 'holds', actions: actions.slice(1) })).toBeUndefined();
    expect(await problem({ actions: actions.slice(1) })).toBe(
      `${other}: it is no longer possible: at step 1, clerk 1.till.look cannot happen there; possible instead: clerk 1.starts, clerk 2.starts; if that is meant, delete it or record it again.`,
    );
    const renamed = { expect: 'holds', actions: [{ actor: 'clerk 9', step: 'starts' }] };
    expect(await problem(renamed)).toBe(
      `${other}: it is no longer possible: at step 1, the program has no "clerk 9" any more; if that is meant, delete it or record it again.`,
    );
    expect(await problem({ property: 'gone' })).toBe(
      `${other}: The recording is of property "gone", which is not among those given: "no coin is lost".`,
    );
  });

  test('need properties of programs', () => {
    expect(thrownBy(() => replayRecordings(own, hasty, untyped({})))).toMatchObject({
      message:
        'replayRecordings: instead of a property there is an object; give what invariant, transition, reachable, noDeadlock or whenDone made.',
    });
  });
});
