import { describe, expect, test } from 'vitest';
import { check, compareSafeguards, noDeadlock, sample, stepsOf } from 'allways';
import { replayRecordings } from 'allways/vitest';
import { dns } from '../../models/dns/model.js';
import { dnsSafeguards, type DnsSafeguard } from '../../models/dns/safeguards.js';
import type { Dns } from '../../models/dns/state.js';
import {
  dnsLiveness,
  dnsNeverEmpty,
  dnsProgress,
  dnsProperties,
  dnsSafety,
  newestGoesLive,
  noPlanInUseDeleted,
  stalePlanSwept,
} from '../../properties/dns.js';
import { isDeep } from '../support/deep.js';
import { nameOf } from '../support/variants.js';

const articleChecks: DnsSafeguard[] = ['stateCheck', 'safetyBuffer', 'referenceCount'];

/** The properties that are violated, by their letters in `npm start`, each with its shortest length. */
type Row = [
  on: DnsSafeguard[],
  lengths: string,
  distinct: number,
  generated: number,
  depth: number,
];

const table: Row[] = [
  [[], 'A 11, B 9, C 8, D 11, E 5, F 4', 1907, 6478, 16],
  [articleChecks, 'A 13, C 8, D 13, E 5, F 4', 1489, 5075, 16],
  [[...articleChecks, 'oneStepSweep'], 'A 12, C 8, D 12, E 5, F 4', 1233, 4310, 14],
  [['stateCheck'], 'A 12, C 8, D 12, E 5, F 4', 1559, 5197, 16],
  [['safetyBuffer'], 'A 12, B 10, C 8, D 12, E 5, F 4', 1747, 5966, 16],
  [['referenceCount'], 'A 12, C 8, D 12, E 5, F 4', 1559, 5197, 16],
  [['fencing'], 'B 9, E 5, F 4', 1286, 4507, 16],
  [['softDelete'], 'A 14, B 12, C 8, D 14, E 5, F 4, G 9', 2353, 7396, 15],
  [['neverSweepLive'], 'A 11, B 9, C 8, D 11, E 5, F 4', 1887, 6368, 16],
  [['checkAgain'], 'B 9, E 5, F 4', 1604, 5516, 16],
  [['oneStepSweep'], 'A 10, B 8, C 8, D 10, E 5, F 4', 1421, 4946, 14],
  [['stateCheck', 'fencing'], 'E 5, F 4', 1100, 3826, 16],
  [['referenceCount', 'fencing'], 'E 5, F 4', 1100, 3826, 16],
  [['stateCheck', 'checkAgain'], 'E 5, F 4', 1340, 4550, 16],
  [['referenceCount', 'checkAgain'], 'E 5, F 4', 1340, 4550, 16],
];

describe('the DNS system: what is violated, in how many steps', () => {
  test.each(table.map((row) => [nameOf(row[0]), ...row] as const))(
    '%s',
    async (_, on, lengths, distinct, generated, depth) => {
      const result = await check(dns.with(on), dnsProperties);
      const violated = result.properties.flatMap(({ verdict, trace }, index) =>
        verdict === 'violated' && trace !== undefined
          ? [`${String.fromCharCode(65 + index)} ${stepsOf(trace)}`]
          : [],
      );
      expect(violated.join(', ')).toBe(lengths);
      expect(result).toMatchObject({ verdict: 'violated', distinct, generated, depth });
      expect(result.properties.some(({ verdict }) => verdict === 'undecided')).toBe(false);
    },
  );
});

describe('the DNS system is no toy that does nothing', () => {
  test('the newest plan goes live in 4 steps, a stale one is deleted in 7', async () => {
    await expect(dns.with([])).toReach(newestGoesLive, { steps: 4 });
    await expect(dns.with([])).toReach(stalePlanSwept, { steps: 7 });
  });

  test('every step is taken, but for those that a safeguard makes impossible', async () => {
    const names = Object.keys(dnsSafeguards) as DnsSafeguard[];
    const never = async (on: DnsSafeguard[]) =>
      (await check(dns.with(on, { crashes: true }), [])).neverTaken;
    expect(await never([])).toEqual([]);
    expect(await never(['softDelete'])).toEqual([]);
    expect(await never(names)).toEqual([{ actor: 'cleanup', step: 'keep' }]);
  });

  test('it stops only where all plans have come to an end', async () => {
    const allEnded = (s: Dns) =>
      s.plans.length === 3 && Object.values(s.enactors).every(({ plan }) => plan === null);
    await expect(dns.with([])).toHold(noDeadlock(allEnded));
  });
});

describe('which safeguards are enough', () => {
  const minimal = async (
    ...args: Parameters<typeof compareSafeguards<Dns, DnsSafeguard, object>>
  ) => {
    const comparison = await compareSafeguards(...args);
    expect(comparison.complete).toBe(true);
    return comparison.together.minimal.map(({ on }) => nameOf(on));
  };

  test('for DNS never to be empty, of all 256 sets', { timeout: 600_000 }, async () => {
    expect(await minimal(dns, dnsNeverEmpty)).toEqual([
      'fencing',
      'checkAgain',
      'stateCheck + neverSweepLive',
      'referenceCount + neverSweepLive',
    ]);
  });

  test.runIf(isDeep)(
    'for all that must never happen, of all 256 sets',
    { timeout: 600_000 },
    async () => {
      expect(await minimal(dns, dnsSafety)).toEqual([
        'stateCheck + fencing',
        'stateCheck + checkAgain',
        'referenceCount + fencing',
        'referenceCount + checkAgain',
      ]);
    },
  );

  // With one plan more, DNS can go back to a plan that is older than one not picked up yet, which
  // cleanup has found to be stale: three plans are not four.
  test('never sweeping what is live is not, with 4 plans', { timeout: 600_000 }, async () => {
    const model = dns.with(['stateCheck', 'neverSweepLive'], { plans: 4 });
    await expect(model).toViolate(dnsNeverEmpty, { steps: 15 });
  });

  test('fencing and the reference count are, with 4 plans', { timeout: 600_000 }, async () => {
    const model = dns.with(['referenceCount', 'fencing'], { plans: 4 });
    await expect(model).toHold(dnsSafety, { distinct: 31962, generated: 141144, depth: 23 });
  });
});

// The shortest lengths are known from the search: shrinking finds its way down to them.
describe('samples of the DNS system', () => {
  const lengths = (on: DnsSafeguard[], numRuns: number) =>
    sample(dns.with(on), dnsSafety, { seed: 42, numRuns }).properties.map(({ verdict, trace }) =>
      trace === undefined ? verdict : stepsOf(trace),
    );

  test('find the naive cleanup out, and shrink what they find to the shortest', () => {
    expect(lengths([], 1000)).toEqual([11, 9, 8, 11]);
  });

  test("find out the article's four checks", () => {
    expect(lengths(articleChecks, 1000)).toEqual([13, 'undecided', 8, 13]);
  });

  test('find nothing where there is nothing, and do not say that it holds', () => {
    expect(lengths(['stateCheck', 'fencing'], 500)).toEqual(Array(4).fill('undecided'));
  });
});

describe('the size of the DNS system', () => {
  test('with one enactor there is no race', async () => {
    await expect(dns.with([], { enactors: 1 })).toHold([...dnsSafety, ...dnsProgress], {
      distinct: 409,
      generated: 838,
      depth: 16,
    });
  });

  test('two enactors are enough for it', async () => {
    await expect(dns.with([], { enactors: 2 })).toViolate(dnsNeverEmpty, { steps: 11 });
  });

  test('with two plans there is no race either', async () => {
    await expect(dns.with([], { plans: 2 })).toHold(dnsSafety);
  });

  test('a longer safety buffer only takes longer', async () => {
    await expect(dns.with(articleChecks, { ticks: 3 })).toViolate(dnsNeverEmpty, { steps: 15 });
  });

  test('what is enough is enough where enactors crash', async () => {
    for (const on of ['stateCheck', 'referenceCount'] as const) {
      await expect(dns.with([on, 'fencing'], { crashes: true })).toHold(dnsSafety);
    }
  });

  test('a crash leaves a plan that the reference count spares for ever', async () => {
    const { model, states } = await crashed();
    const last = states.at(-1);
    expect(last?.plans[1]).toMatchObject({ status: 'IN_PROGRESS', references: 1 });
    expect(model.actions(last as Dns).map(({ step }) => step)).toContain('restart');
    await expect(model).toHold(noPlanInUseDeleted);
  });
});

/** A way to a state in which an enactor has crashed over plan 2, and plan 3 is completed. */
async function crashed() {
  const model = dns.with(['referenceCount'], { crashes: true });
  const goal = {
    kind: 'reachable' as const,
    name: 'crashed over plan 2',
    holds: ({ plans, enactors }: Dns) =>
      enactors['enactor 1']?.down === true &&
      plans[1]?.status === 'IN_PROGRESS' &&
      plans[2]?.status === 'COMPLETED',
  };
  const [outcome] = (await check(model, goal)).properties;
  if (outcome?.trace === undefined) throw new Error('It cannot be reached.');
  return outcome.trace;
}

replayRecordings('test/counterexamples/dns', dns, [...dnsProperties, ...dnsLiveness]);
