/** Soft and hard delete, and optimistic concurrency: what the article's own remedies do and do not. */
import { describe, expect, test } from 'vitest';
import { check, transition } from 'allways';
import { dns } from '../../models/dns/model.js';
import type { DnsSafeguard } from '../../models/dns/safeguards.js';
import { isDeleted, planNumbers, planOf, type Dns } from '../../models/dns/state.js';
import { dnsNeverEmpty, dnsSafety } from '../../properties/dns.js';
import { nameOf, violations } from '../support/variants.js';

const noDeleteTakenBack = transition<Dns>('no delete is taken back', (before, _, after) =>
  planNumbers(before).every(
    (number) => !isDeleted(planOf(before, number)) || isDeleted(planOf(after, number)),
  ),
);

const noMarkTakenBack = transition<Dns>('no mark is taken back', (before, _, after) =>
  planNumbers(before).every((number) => {
    const { marked } = planOf(before, number);
    return (
      marked === null || planOf(after, number).marked !== null || isDeleted(planOf(after, number))
    );
  }),
);

describe('soft delete', { timeout: 600_000 }, () => {
  test('is undone where an enactor touches the plan in time; a hard delete never is', async () => {
    await expect(dns.with([])).toHold(noDeleteTakenBack);
    await expect(dns.with(['softDelete'])).toHold(noDeleteTakenBack);
    await expect(dns.with(['softDelete'])).toViolate(noMarkTakenBack, { steps: 14 });
  });

  test('is never undone where cleanup spares what is in use: nobody is left to touch it', async () => {
    for (const check of ['stateCheck', 'referenceCount'] as const) {
      await expect(dns.with(['softDelete', check])).toHold(noMarkTakenBack);
    }
  });

  type Row = [on: DnsSafeguard[], violated: string];
  const rows: Row[] = [
    [['softDelete'], 'A 14, B 12, C 8, D 14'],
    // What DNS shows is used by the whole world, and touched by nobody.
    [['softDelete', 'stateCheck'], 'A 15, C 8, D 15'],
    [['stateCheck', 'safetyBuffer', 'referenceCount', 'softDelete'], 'A 16, C 8, D 16'],
    [['softDelete', 'neverSweepLive'], 'A 14, B 12, C 8, D 14'],
    [['fencing', 'softDelete'], 'B 12'],
    [['stateCheck', 'fencing', 'softDelete'], ''],
  ];
  test.each(rows.map((row) => [nameOf(row[0]), ...row] as const))('%s', async (_, on, violated) => {
    const { properties } = await check(dns.with(on), dnsSafety);
    expect(violations(properties, ['A', 'B', 'C', 'D'])).toBe(violated);
  });

  test('however long it waits, DNS is emptied, a step later for each tick', async () => {
    for (const ticks of [1, 2, 3]) {
      const model = dns.with(['softDelete'], { ticks });
      await expect(model).toViolate(dnsNeverEmpty, { steps: 13 + ticks });
    }
  });
});

describe('optimistic concurrency', { timeout: 600_000 }, () => {
  const noNewerRefused = transition<Dns>('no newer plan is refused', (before, action, after) => {
    const number = before.enactors[action.actor]?.plan ?? null;
    if (action.step !== 'write' || number === null || number < before.record.plan) return true;
    return after.record.plan === number;
  });

  test('a version refuses the newer plan as well as the older, even of one enactor', async () => {
    await expect(dns.with(['fencing'])).toViolate(noNewerRefused, { steps: 8 });
    await expect(dns.with(['fencing'], { enactors: 1 })).toViolate(noNewerRefused, { steps: 9 });
    await expect(dns.with(['checkAgain'])).toHold(noNewerRefused);
  });

  test('one that is taken at pick-up refuses what overlaps only', async () => {
    const rebases = true;
    await expect(dns.with(['fencing'], { rebases, enactors: 1 })).toHold(noNewerRefused);
    await expect(dns.with(['fencing'], { rebases })).toViolate(noNewerRefused, { steps: 8 });
  });
});
