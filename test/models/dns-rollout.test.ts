/** A cleanup that is rolled out by and by: a share of its runs skips. How often, only an estimate says. */
import { describe, expect, test } from 'vitest';
import { check } from 'allways';
import { dns } from '../../models/dns/model.js';
import type { DnsSafeguard } from '../../models/dns/safeguards.js';
import { dnsLiveness, dnsNeverEmpty, dnsProperties } from '../../properties/dns.js';
import { nameOf, violations } from '../support/variants.js';

const articleChecks: DnsSafeguard[] = ['stateCheck', 'safetyBuffer', 'referenceCount'];
const letters = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I'];

const violated = async (on: DnsSafeguard[], rollout: boolean) => {
  const { properties, distinct } = await check(dns.with(on, { rollout }), dnsProperties);
  return [violations(properties, letters), distinct];
};

describe(
  'rollout: nothing is violated less, only later by a step for each sweep',
  { timeout: 600_000 },
  () => {
    type Row = [on: DnsSafeguard[], fully: string, rolledOut: string, distinct: number];
    const rows: Row[] = [
      [[], 'A 11, B 9, C 8, D 11, E 5, F 4', 'A 12, B 10, C 8, D 12, E 5, F 4', 2309],
      [articleChecks, 'A 13, C 8, D 13, E 5, F 4', 'A 14, C 8, D 14, E 5, F 4', 1729],
      [
        [...articleChecks, 'oneStepSweep'],
        'A 12, C 8, D 12, E 5, F 4',
        'A 13, C 8, D 13, E 5, F 4',
        1473,
      ],
      // Two sweeps, as one marks and another deletes.
      [
        ['softDelete'],
        'A 14, B 12, C 8, D 14, E 5, F 4, G 9',
        'A 16, B 14, C 8, D 16, E 5, F 4, G 10',
        2859,
      ],
      [['stateCheck', 'fencing'], 'E 5, F 4', 'E 5, F 4', 1259],
      [['referenceCount', 'checkAgain'], 'E 5, F 4', 'E 5, F 4', 1555],
    ];

    test.each(rows.map((row) => [nameOf(row[0]), ...row] as const))(
      '%s',
      async (_, on, fully, rolledOut, distinct) => {
        expect((await violated(on, false))[0]).toBe(fully);
        expect(await violated(on, true)).toEqual([rolledOut, distinct]);
      },
    );
  },
);

describe('rollout', { timeout: 600_000 }, () => {
  test('the way to an empty record has one draw more, and no skip', async () => {
    const [outcome] = (await check(dns.with([], { rollout: true }), dnsNeverEmpty)).properties;
    const draws = outcome?.trace?.actions.filter(({ step }) => step === 'draw');
    expect(draws).toEqual([{ actor: 'cleanup', step: 'draw', choice: 'runs' }]);
  });

  test('what it runs for may go live again before it looks', async () => {
    const never = async (on: DnsSafeguard[]) =>
      (await check(dns.with(on, { rollout: true }), [])).neverTaken;
    expect(await never(['neverSweepLive'])).toEqual([]);
    expect(await never([])).toEqual([{ actor: 'cleanup', step: 'pass' }]);
  });

  test('in the end it changes nothing, where cleanup does not skip for ever', async () => {
    const inTheEnd = async (on: DnsSafeguard[]) => {
      const model = dns.with(on, { rollout: true, failures: false });
      const { properties, distinct } = await check(model, dnsLiveness, { fairness: 'weak' });
      return [violations(properties, ['newest', 'stale', 'back', 'heals']), distinct];
    };
    expect(await inTheEnd([])).toEqual(['newest 17:17, heals 17:17', 1792]);
    expect(await inTheEnd(['fencing'])).toEqual(['newest 13:13', 1259]);
    expect(await inTheEnd(['referenceCount', 'checkAgain'])).toEqual(['', 1173]);
  });
});
