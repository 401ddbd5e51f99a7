/** What the DNS system comes to in the end: what must happen, where whoever can go on goes on. */
import { describe, expect, test } from 'vitest';
import { check, compareSafeguards, type FairnessOption } from 'allways';
import { dns } from '../../models/dns/model.js';
import type { DnsSafeguard } from '../../models/dns/safeguards.js';
import {
  dnsFairness,
  dnsLiveness,
  dnsSafety,
  emptyRecordHeals,
  emptyRecordStaysEmpty,
  newestGoesLiveInTheEnd,
} from '../../properties/dns.js';
import { isDeep } from '../support/deep.js';
import { nameOf, violations } from '../support/variants.js';

type Parameters = Partial<typeof dns.parameters>;

const articleChecks: DnsSafeguard[] = ['stateCheck', 'safetyBuffer', 'referenceCount'];

/** In the order of `dnsLiveness`. */
const shortNames = ['newest', 'stale', 'back', 'heals'];

/**
 * What is violated, each with the steps of its lasso and the state that it goes back to, the same
 * number where all stops there; and the number of distinct states.
 */
async function inTheEnd(
  on: readonly DnsSafeguard[],
  parameters: Parameters,
  fairness: FairnessOption = 'weak',
): Promise<[string, number]> {
  const { distinct, properties } = await check(dns.with(on, parameters), dnsLiveness, { fairness });
  return [violations(properties, shortNames), distinct];
}

type Row = [on: DnsSafeguard[], violated: string, distinct: number];

function testRows(rows: Row[], parameters: Parameters, fairness?: FairnessOption): void {
  test.each(rows.map((row) => [nameOf(row[0]), ...row] as const))(
    '%s',
    async (_, on, violated, distinct) => {
      expect(await inTheEnd(on, parameters, fairness)).toEqual([violated, distinct]);
    },
  );
}

describe('where nobody fails', () => {
  testRows(
    [
      // An old plan is written over the newest: it stays, or it is swept while it is live.
      [[], 'newest 15:15, heals 15:15', 1449],
      [['stateCheck'], 'newest 15:15, heals 15:15', 1101],
      [['safetyBuffer'], 'newest 15:15, heals 15:15', 1321],
      [['referenceCount'], 'newest 15:15, heals 15:15', 1101],
      [['softDelete'], 'newest 19:19, heals 19:19', 2208],
      [['neverSweepLive'], 'newest 13:13, heals 15:15', 1429],
      [['oneStepSweep'], 'newest 13:13, heals 13:13', 1034],
      [articleChecks, 'newest 15:15, heals 15:15', 1063],
      [['stateCheck', 'neverSweepLive'], 'newest 13:13', 1081],
      // The newest is refused, and nobody tries again.
      [['fencing'], 'newest 12:12', 1046],
      [['stateCheck', 'fencing'], 'newest 12:12', 860],
      [['referenceCount', 'fencing'], 'newest 12:12', 860],
      [['fencing', 'checkAgain'], 'newest 12:12', 1046],
      // Only older ones are refused.
      [['checkAgain'], '', 1258],
      [['stateCheck', 'checkAgain'], '', 994],
      [['referenceCount', 'checkAgain'], '', 994],
      [['softDelete', 'checkAgain'], '', 1820],
    ],
    { failures: false },
  );

  test('who is not assumed to go on may stop for ever', async () => {
    const model = dns.with(['checkAgain'], { failures: false });
    const { properties } = await check(model, newestGoesLiveInTheEnd);
    expect(properties[0]).toMatchObject({
      verdict: 'violated',
      trace: { actions: [{ actor: 'planner', step: 'generate' }], lasso: { from: 1 } },
    });
  });
});

describe('a version that any write moves, and the newest plan', () => {
  test('it is refused even where one enactor applies one plan after the other', async () => {
    const alone = { failures: false, enactors: 1 };
    expect(await inTheEnd([], alone)).toEqual(['', 208]);
    expect(await inTheEnd(['fencing'], alone)).toEqual(['newest 12:12', 178]);
    expect(await inTheEnd(['checkAgain'], alone)).toEqual(['', 208]);
  });

  test('to try again is in vain: it is refused again and again', async () => {
    const tried = { failures: false, retries: true };
    expect(await inTheEnd(['fencing'], tried)).toEqual(['newest 14:10', 1046]);
    expect(await inTheEnd(['fencing', 'checkAgain'], tried)).toEqual(['newest 14:10', 1046]);
  });

  test('to make it one for the version by then is enough for one enactor, not for two', async () => {
    const rebased = { failures: false, rebases: true };
    expect(await inTheEnd(['fencing'], { ...rebased, enactors: 1 })).toEqual(['', 151]);
    expect(await inTheEnd(['fencing'], { ...rebased, enactors: 2 })).toEqual(['newest 12:12', 618]);
    expect(await inTheEnd(['fencing'], rebased)).toEqual(['newest 12:12', 1010]);
  });

  describe('both together are a remedy', () => {
    testRows(
      [
        [['fencing'], '', 1010],
        [['stateCheck', 'fencing'], '', 824],
        [['referenceCount', 'fencing'], '', 824],
        [['fencing', 'checkAgain'], '', 1010],
        [['checkAgain'], '', 1213],
        // They are no safeguard themselves.
        [[], 'newest 15:15, heals 15:15', 1404],
      ],
      { failures: false, retries: true, rebases: true },
    );
  });

  test.runIf(isDeep)('both remedies are enough with 4 plans', { timeout: 600_000 }, async () => {
    const four = { plans: 4, failures: false };
    const remedied = { ...four, retries: true, rebases: true };
    expect(await inTheEnd(['referenceCount', 'checkAgain'], four)).toEqual(['', 33868]);
    expect(await inTheEnd(['referenceCount', 'fencing'], remedied)).toEqual(['', 22053]);
  });

  test.runIf(isDeep)(
    'safe and live: pairs with checkAgain, and all pairs with the remedy',
    async () => {
      const minimal = async (parameters: Parameters) => {
        const comparison = await compareSafeguards(dns, [...dnsSafety, newestGoesLiveInTheEnd], {
          parameters: { failures: false, ...parameters },
          fairness: 'weak',
        });
        expect(comparison.complete).toBe(true);
        return comparison.together.minimal.map(({ on }) => nameOf(on));
      };
      const withCheckAgain = ['stateCheck + checkAgain', 'referenceCount + checkAgain'];
      expect(await minimal({})).toEqual(withCheckAgain);
      expect(await minimal({ retries: true })).toEqual(withCheckAgain);
      expect(await minimal({ retries: true, rebases: true })).toEqual([
        'stateCheck + fencing',
        'stateCheck + checkAgain',
        'referenceCount + fencing',
        'referenceCount + checkAgain',
      ]);
    },
    600_000,
  );

  test('the remedy does no harm, whatever fails or crashes', async () => {
    const parameters = { retries: true, rebases: true, crashes: true, recovers: true };
    for (const on of ['stateCheck', 'referenceCount'] as const) {
      await expect(dns.with([on, 'fencing'], parameters)).toHold(dnsSafety, { distinct: 2498 });
    }
  });
});

describe('where plans fail', () => {
  // The newest fails, and nobody tries again, whatever is on.
  testRows(
    [
      [[], 'newest 7:7, heals 15:15', 1907],
      [['stateCheck', 'fencing'], 'newest 7:7', 1100],
      [['stateCheck', 'checkAgain'], 'newest 7:7', 1340],
    ],
    {},
  );

  const remedied = { retries: true, rebases: true };

  test('to try again may fail again and again', async () => {
    expect(await inTheEnd(['fencing'], remedied)).toEqual(['newest 11:4', 1250]);
    expect(await inTheEnd(['checkAgain'], remedied)).toEqual(['newest 11:4', 1547]);
  });

  test('where it does not, it is enough', async () => {
    expect(await inTheEnd(['fencing'], remedied, dnsFairness())).toEqual(['', 1250]);
    expect(await inTheEnd(['checkAgain'], remedied, dnsFairness())).toEqual(['', 1547]);
    const onlyRetries = { retries: true };
    expect(await inTheEnd(['checkAgain'], onlyRetries, dnsFairness())).toEqual(['', 1604]);
    expect(await inTheEnd(['fencing'], onlyRetries, dnsFairness())).toEqual(['newest 12:8', 1286]);
  });
});

describe('where enactors crash', () => {
  describe('a restart is in vain for the plan in hand, and the checks that spare it leak', () => {
    testRows(
      [
        [[], 'newest 9:9, back 9:9, heals 15:15', 4261],
        [['stateCheck'], 'newest 9:9, stale 12:12, back 9:9, heals 15:15', 3449],
        [['referenceCount'], 'newest 9:9, stale 12:12, back 9:9, heals 15:15', 3449],
        [['fencing'], 'newest 9:9, back 9:9', 3133],
        [['checkAgain'], 'newest 9:9, back 9:9', 3720],
        [['stateCheck', 'checkAgain'], 'newest 9:9, stale 12:12, back 9:9', 3104],
        [['referenceCount', 'checkAgain'], 'newest 9:9, stale 12:12, back 9:9', 3104],
        [['stateCheck', 'fencing'], 'newest 9:9, stale 12:12, back 9:9', 2699],
      ],
      { failures: false, crashes: true },
    );
  });

  const recovering = { failures: false, crashes: true, recovers: true };

  describe('who goes on with the plan in hand may crash and restart for ever', () => {
    testRows(
      [
        [['checkAgain'], 'newest 9:5, back 10:6', 3061],
        [['stateCheck', 'checkAgain'], 'newest 9:5, stale 12:10, back 10:6', 2533],
      ],
      recovering,
    );
  });

  describe('where nobody does, the system comes back, if it is live without crashes', () => {
    testRows(
      [
        [[], 'newest 15:15, back 17:17, heals 15:15', 3510],
        [['fencing'], 'newest 12:12, back 14:14', 2573],
        [['checkAgain'], '', 3061],
        [['stateCheck', 'checkAgain'], '', 2533],
        [['referenceCount', 'checkAgain'], '', 2533],
      ],
      recovering,
      dnsFairness(),
    );
  });

  describe.runIf(isDeep)('all that may go wrong at once, and all remedies', () => {
    testRows(
      [
        [[], 'newest 15:15, back 17:17, heals 15:15', 5059],
        [['stateCheck', 'fencing'], '', 2498],
        [['referenceCount', 'checkAgain'], '', 2936],
      ],
      { retries: true, rebases: true, crashes: true, recovers: true },
      dnsFairness(),
    );
  });
});

describe('an empty record', () => {
  test('does not heal: nothing can happen any more, however fair all are', async () => {
    const { properties } = await check(dns.with([]), emptyRecordHeals, { fairness: 'strong' });
    expect(properties[0]).toMatchObject({
      verdict: 'violated',
      says: 'what must follow does not come: nothing can happen any more',
      trace: { lasso: { from: 15 } },
    });
  });

  test('never heals with three plans', async () => {
    for (const on of [[], articleChecks, ['softDelete']] satisfies DnsSafeguard[][]) {
      await expect(dns.with(on)).toHold(emptyRecordStaysEmpty);
    }
    const tryingAgain = { retries: true, rebases: true, crashes: true, recovers: true };
    await expect(dns.with([], tryingAgain)).toHold(emptyRecordStaysEmpty);
  });

  // A planner that goes on may end the outage, then; one that has no more to say cannot.
  test('is filled by a newer plan, where one is to come', async () => {
    const model = dns.with([], { plans: 4, failures: false });
    await expect(model).toViolate(emptyRecordStaysEmpty, { steps: 15 });
  });
});
