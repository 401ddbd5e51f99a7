import { describe, expect, test } from 'vitest';
import { check } from 'allways';
import {
  articleChecks,
  dnsProgram,
  fenced,
  naive,
  type DnsSize,
} from '../../models/programs/dns/model.js';
import type { SafeguardName } from '../../models/programs/dns/safeguards.js';
import {
  dnsNeverEmpty,
  dnsProgress,
  dnsSafety,
  recordMatchesCompleted,
} from '../../properties/programs/dns.js';
import { isDeep } from '../support/deep.js';
import { nameOf, violations } from '../support/variants.js';

const properties = [...dnsSafety, recordMatchesCompleted, ...dnsProgress];
const shortNames = ['empty', 'in use', 'back', 'done', 'live', 'swept'];

/** The safeguards that are on; what is violated, each with the events of its counterexample; how much was run. */
type Row = [on: SafeguardName[], violated: string, runs: number, redundant: number];

const checked = async (on: readonly SafeguardName[], size: DnsSize) => {
  const { properties: outcomes, program } = await check(dnsProgram(on, size), properties);
  return { violated: violations(outcomes, shortNames), program };
};

// The sets that are enough here are those of the model: see test/models/dns.test.ts.
const table: Row[] = [
  [[], 'empty 21, in use 21, back 19, done 20', 2962, 20],
  [['stateCheck', 'safetyBuffer', 'referenceCount'], 'empty 22, back 19, done 20', 3642, 1307],
  [['stateCheck'], 'empty 22, back 19, done 20', 3214, 727],
  [['safetyBuffer'], 'empty 21, in use 21, back 19, done 20', 2980, 34],
  [['referenceCount'], 'empty 22, back 19, done 20', 3214, 727],
  [['fencing'], 'in use 22', 3348, 958],
  [['neverSweepLive'], 'empty 22, in use 22, back 19, done 20', 2967, 26],
  [['checkAgain'], 'in use 21', 3214, 743],
  // To read and then to change is not to check and change in one step.
  [['readAgain'], 'empty 23, in use 23, back 21, done 22', 2976, 20],
  [['stateCheck', 'readAgain'], 'empty 24, back 21, done 22', 3328, 957],
  [['stateCheck', 'neverSweepLive'], 'back 19, done 20', 844, 783],
  [['referenceCount', 'neverSweepLive'], 'back 19, done 20', 844, 783],
  [['stateCheck', 'fencing'], '', 500, 944],
  [['referenceCount', 'fencing'], '', 500, 944],
  [['stateCheck', 'checkAgain'], '', 438, 723],
  [['referenceCount', 'checkAgain'], '', 438, 723],
];

describe('the code of the DNS system, two enactors: what is violated, after how many events', () => {
  test.each(table.map((row) => [nameOf(row[0]), ...row] as const))(
    '%s',
    { timeout: 60_000 },
    async (_, on, violated, runs, redundant) => {
      const found = await checked(on, { enactors: 2 });
      expect(found).toMatchObject({ violated, program: { runs, redundant } });
    },
  );

  test('with one enactor, and no safeguard, there is no race', async () => {
    expect((await checked([], { enactors: 1 })).violated).toBe('');
  });
});

// Thousands of runs each: three enactors are the system of the article.
describe('the code of the DNS system, three enactors', { timeout: 300_000 }, () => {
  test('the naive cleanup empties DNS', async () => {
    const result = await check(naive, dnsNeverEmpty);
    expect(violations(result.properties, shortNames)).toBe('empty 24');
    expect(result.program).toMatchObject({ runs: 2700, redundant: 154 });
  });

  test("so does a cleanup with the article's four checks", async () => {
    const result = await check(articleChecks, dnsNeverEmpty);
    expect(violations(result.properties, shortNames)).toBe('empty 24');
    expect(result.program).toMatchObject({ runs: 2759, redundant: 293 });
  });

  test('the state check and fencing are enough', async () => {
    const result = await check(fenced, properties);
    expect(result).toMatchObject({ verdict: 'holds', ended: { by: 'complete' } });
    expect(result.program).toMatchObject({ runs: 5406, redundant: 12_784 });
  });

  test.runIf(isDeep).each<[SafeguardName, SafeguardName]>([
    ['referenceCount', 'fencing'],
    ['stateCheck', 'checkAgain'],
    ['referenceCount', 'checkAgain'],
  ])('%s and %s are enough', async (...on) => {
    expect((await checked(on, {})).violated).toBe('');
  });
});

describe('the code of the DNS system, where enactors crash', () => {
  test('DNS shows a plan that is never completed', async () => {
    expect((await checked(['stateCheck', 'fencing'], { enactors: 1, crashes: 1 })).violated).toBe(
      'done 21',
    );
  });

  test.runIf(isDeep)('what is enough is enough', { timeout: 300_000 }, async () => {
    const program = dnsProgram(['stateCheck', 'fencing'], { enactors: 2, crashes: 1 });
    expect((await check(program, dnsSafety)).verdict).toBe('holds');
  });
});
