import { describe, expect, test } from 'vitest';
import { check, compareSafeguards } from 'allways';
import { replayRecordings } from 'allways/vitest';
import { dnsLeases } from '../../models/dns-leases/model.js';
import type { LeaseSafeguard } from '../../models/dns-leases/safeguards.js';
import {
  canBeSwept,
  canGoLive,
  leaseLiveness,
  leaseProgress,
  leaseProperties,
  leaseSafety,
} from '../../properties/dns-leases.js';
import { isDeep } from '../support/deep.js';
import { nameOf, variantsOf } from '../support/variants.js';

type Parameters = Partial<typeof dnsLeases.parameters>;

/** In the order of `leaseProperties`. */
const shortNames = ['empty', 'in use', 'back', 'deleted', 'live', 'swept', 'stale', 'newest'];

const { violated, testRows } = variantsOf(dnsLeases, leaseProperties, shortNames, {
  timeout: 600_000,
});

const enough: LeaseSafeguard[] = ['holdCheck', 'lease', 'heartbeat', 'checkAgain'];

describe('leases: what an enactor leaves behind that crashes', () => {
  testRows([
    [[], 'empty 9, in use 8, back 6, deleted 9, newest 10:10', 275],
    // The plan is held for ever by nobody: cleanup spares it for ever, no enactor picks it up.
    [['holdCheck'], 'empty 10, back 6, stale 10:10, newest 10:10', 205],
    [['holdCheck', 'checkAgain'], 'stale 10:10, newest 10:10', 181],
  ]);

  test('nothing, where none does', async () => {
    expect(await violated(['holdCheck', 'checkAgain'], { crashes: 0 })).toEqual(['', 79]);
  });
});

describe('leases: what they mend, and what they break', () => {
  testRows([
    // Nothing leaks any more. But whose lease is up may only be slow.
    [['holdCheck', 'lease'], 'empty 10, in use 9, back 6, deleted 10, newest 12:12', 2688],
    [
      ['holdCheck', 'lease', 'lookFirst'],
      'empty 12, in use 10, back 8, deleted 12, newest 14:14',
      4319,
    ],
    // Who holds a plan says nothing of the record: two hold two plans, each rightly.
    [['holdCheck', 'lease', 'fencing'], 'empty 10, in use 9, back 6, newest 12:12', 2674],
    [['holdCheck', 'lease', 'checkAgain'], 'in use 9', 2180],
    // A heart may be late as well.
    [enough, 'in use 9', 2236],
    [[...enough, 'lookFirst', 'fencing', 'claim'], 'in use 10', 3570],
  ]);

  test('they break nothing where nobody is slow and nobody crashes', async () => {
    const well = { crashes: 0, delays: 0 };
    expect(await violated(['holdCheck', 'lease', 'checkAgain'], well)).toEqual(['', 79]);
  });
});

describe('leases: hearts that are never late', () => {
  testRows(
    [
      [enough, '', 496],
      [['holdCheck', 'lease', 'heartbeat'], 'empty 10, in use 12, back 6, newest 12:12', 615],
      // One takes a plan over between cleanup's check and its delete, unless cleanup has taken it.
      [
        ['holdCheck', 'lease', 'heartbeat', 'fencing'],
        'empty 10, in use 12, back 6, newest 12:12',
        615,
      ],
      [
        ['holdCheck', 'lease', 'heartbeat', 'fencing', 'claim'],
        'empty 10, back 6, newest 12:12',
        571,
      ],
    ],
    { lateBeats: 0 },
  );

  test.runIf(isDeep)(
    'with more enactors, longer leases and more crashes',
    { timeout: 600_000 },
    async () => {
      expect(await violated(enough, { lateBeats: 0, enactors: 3 })).toEqual(['', 966]);
      expect(await violated(enough, { lateBeats: 0, time: 2 })).toEqual(['', 898]);
      expect(await violated(enough, { lateBeats: 0, crashes: 2 })).toEqual(['', 1225]);
    },
  );
});

describe('leases: an enactor that hangs while its heart beats', { timeout: 600_000 }, () => {
  const hanging = { lateBeats: 0, hangs: 1 };

  test('keeps its plan for ever, however fair all are', async () => {
    expect(await violated(enough, hanging)).toEqual(['stale 9:9, newest 9:9', 746]);
    expect(await violated(enough, hanging, 'strong')).toEqual(['stale 9:9, newest 9:9', 746]);
  });

  test('loses it where no heart beats', async () => {
    expect(await violated(['lease', 'checkAgain'], hanging)).toEqual(['in use 8', 6095]);
  });
});

describe.runIf(isDeep)(
  'leases: which safeguards are enough, of all 128 sets',
  { timeout: 600_000 },
  () => {
    const compare = async (parameters: Parameters) => {
      const { complete, properties, together } = await compareSafeguards(
        dnsLeases,
        [...leaseSafety, ...leaseLiveness],
        { parameters, fairness: 'weak' },
      );
      expect(complete).toBe(true);
      return {
        each: properties.map(({ minimal }) => minimal.map(({ on }) => nameOf(on))),
        harmful: properties.map((one) => one.harmful.map(({ safeguard }) => safeguard)),
        together: together.minimal.map(({ on }) => on),
      };
    };
    const each = [
      ['checkAgain'],
      ['holdCheck'],
      ['checkAgain'],
      ['holdCheck', 'fencing', 'checkAgain'],
      ['no safeguard'],
      ['lease + checkAgain'],
    ];
    const harmful = [[], ['lease'], [], ['lease'], ['holdCheck'], []];

    test('none, as a heart may be late: what leaks, or what is in use', async () => {
      expect(await compare({})).toEqual({ each, harmful, together: [] });
    });

    test('one, where no heart is ever late', async () => {
      expect(await compare({ lateBeats: 0 })).toEqual({ each, harmful, together: [enough] });
    });
  },
);

describe('leases: the size of the system', { timeout: 600_000 }, () => {
  test('it is no toy that does nothing', async () => {
    await expect(dnsLeases.with([])).toReach(canGoLive, { steps: 3 });
    await expect(dnsLeases.with([])).toReach(canBeSwept, { steps: 6 });
    await expect(dnsLeases.with(enough)).toHold(leaseProgress);
  });

  test('every step is taken', async () => {
    const model = dnsLeases.with([...enough, 'lookFirst'], { hangs: 1, time: 2 });
    expect((await check(model, [])).neverTaken).toEqual([]);
  });
});

replayRecordings('test/counterexamples/dns-leases', dnsLeases, leaseProperties);
