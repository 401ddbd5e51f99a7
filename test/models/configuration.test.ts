import { describe, expect, test } from 'vitest';
import { check, compareSafeguards, follow } from 'allways';
import { replayRecordings } from 'allways/vitest';
import { configuration } from '../../models/configuration/model.js';
import type { ConfigurationSafeguard } from '../../models/configuration/safeguards.js';
import {
  allRunTarget,
  configurationProgress,
  configurationProperties,
  configurationSafety,
  newestCanRun,
  noServerGoesBack,
  rollbackCanRun,
  rollbackNeedNotWait,
  runsWhatIsThere,
  targetIsThere,
  unwantedCanGo,
  withdrawnStaysAway,
} from '../../properties/configuration.js';
import { isDeep } from '../support/deep.js';
import { nameOf, variantsOf } from '../support/variants.js';

/** In the order of `configurationProperties`. */
const shortNames = ['runs', 'target', 'back', 'withdrawn', '', '', 'waits', '', 'end'];

const { violated, testRows } = variantsOf(configuration, configurationProperties, shortNames);

/** A cleanup and a rollback that do no harm, where none comes from a late applier. */
const careful: ConfigurationSafeguard[] = ['spareRunning', 'checkAtDelete', 'checkedRollback'];

describe('configuration: what is violated, in how many steps', () => {
  testRows([
    // What a server runs is deleted as soon as another version is wanted: no race is needed.
    [[], 'runs 3, target 4, back 6, withdrawn 4, end 8:8', 1501],
    [['spareRunning'], 'runs 6, target 5, back 6, withdrawn 4, end 6:6', 1107],
    [['pins'], 'runs 3, target 4, back 6, withdrawn 4, end 8:8', 1006],
    [['keepPrevious'], 'runs 4, target 5, back 6, withdrawn 4, end 7:7', 581],
    // All checks of cleanup: what is left is between appliers.
    [
      ['spareRunning', 'pins', 'keepPrevious', 'checkAtDelete'],
      'back 6, withdrawn 4, end 6:6',
      291,
    ],
  ]);
});

describe('configuration: what is compared when a server is given a version', () => {
  testRows([
    // There and back again, and nothing seems to have happened.
    [[...careful, 'pins', 'compareVersion'], 'back 6, withdrawn 4, end 6:6', 368],
    // The older change gets in first, and the newer one is refused: nobody tries again.
    [[...careful, 'pins', 'compareRevision'], 'withdrawn 4, end 6:6', 363],
    [[...careful, 'pins', 'compareRevision', 'reconcile'], 'withdrawn 4', 713],
    [[...careful, 'pins', 'epoch'], 'withdrawn 4', 341],
    [[...careful, 'compareTarget'], '', 524],
    // Nobody is late where nobody may begin before all is done; but that is a price.
    [[...careful, 'freeze'], 'waits', 72],
  ]);

  test('two comparisons are worse than one: the newest change is refused', async () => {
    const both: ConfigurationSafeguard[] = [...careful, 'pins', 'epoch', 'compareRevision'];
    await expect(configuration.with(both)).toViolate(allRunTarget, { fairness: 'weak', steps: 6 });
    const one: ConfigurationSafeguard[] = [...careful, 'pins', 'epoch'];
    await expect(configuration.with(one)).toHold(allRunTarget, { fairness: 'weak' });
  });

  // The server itself goes from version 1 to 2 and back to 1, between the look and the write.
  const thereAndBack = [
    { actor: 'deployer', step: 'release' },
    { actor: 'applier 1', step: 'read', choice: 'server 1' },
    { actor: 'applier 2', step: 'read', choice: 'server 1' },
    { actor: 'applier 2', step: 'activate' },
    { actor: 'operator', step: 'rollBack' },
    { actor: 'applier 2', step: 'read', choice: 'server 1' },
    { actor: 'applier 2', step: 'activate' },
    { actor: 'applier 1', step: 'activate' },
  ];

  test.each([
    ['compareVersion', [1, 2, 1, 2]],
    ['compareRevision', [1, 2, 1]],
    ['epoch', [1, 2, 1]],
    ['compareTarget', [1, 2, 1]],
  ] as const)('there and back in 8 steps: %s', (on, expected) => {
    const { trace, stopped } = follow(configuration.with([on, 'reconcile']), thereAndBack);
    expect(stopped).toBeUndefined();
    const ran = trace.states.map(({ servers }) => servers['server 1']?.version);
    expect(ran.filter((version, index) => version !== ran[index - 1])).toEqual(expected);
  });
});

describe('configuration: what is enough', () => {
  const repairs: [ConfigurationSafeguard[], string][] = [
    [[...careful, 'pins', 'epoch', 'reconcile'], 'withdrawn 4'],
    [[...careful, 'pins', 'compareRevision', 'reconcile'], 'withdrawn 4'],
    [[...careful, 'compareTarget', 'reconcile'], ''],
  ];

  test.each([
    ['a crash', { crashes: 1 }, [1527, 1549, 1854]],
    ['two servers and a crash', { servers: 2, crashes: 1 }, [14310, 14868, 17093]],
    ['three appliers', { appliers: 3 }, [3598, 3722, 4238]],
    ['four versions and five changes', { versions: 4, changes: 5 }, [17556, 17861, 22729]],
  ] as const)('with %s', { timeout: 600_000 }, async (_, parameters, distinct) => {
    for (const [index, [on, found]] of repairs.entries()) {
      expect(await violated(on, parameters)).toEqual([found, distinct[index]]);
    }
  });

  test('who crashes forgets, and only who looks again makes up for it', async () => {
    for (const compared of ['epoch', 'compareTarget', 'freeze'] as const) {
      const on = [...careful, 'pins' as const, compared];
      const model = configuration.with(on, { crashes: 1 });
      await expect(model).toViolate(allRunTarget, { fairness: 'weak', steps: 3 });
    }
  });

  test('keeping the previous version is, for three changes; not for four', async () => {
    const on: ConfigurationSafeguard[] = ['keepPrevious', 'checkAtDelete'];
    await expect(configuration.with(on)).toHold(targetIsThere);
    // Two releases, and two rollbacks.
    await expect(configuration.with(on, { changes: 4 })).toViolate(targetIsThere, { steps: 6 });
    const looks = configuration.with(['checkedRollback', 'checkAtDelete'], { changes: 5 });
    await expect(looks).toHold(targetIsThere);
  });

  const time = { timeout: 600_000 };

  test.runIf(isDeep)(
    'for all but what is rolled back just then, of all 2048 sets',
    time,
    async () => {
      const properties = [runsWhatIsThere, targetIsThere, noServerGoesBack, allRunTarget];
      const found = await compareSafeguards(configuration, properties, { fairness: 'weak' });
      expect(found.complete).toBe(true);
      expect(found.together.minimal.map(({ on }) => nameOf(on))).toEqual([
        'spareRunning + keepPrevious + checkAtDelete + compareTarget',
        'spareRunning + keepPrevious + checkAtDelete + freeze',
        'spareRunning + checkAtDelete + checkedRollback + compareTarget',
        'spareRunning + checkAtDelete + checkedRollback + freeze',
        'spareRunning + pins + keepPrevious + checkAtDelete + epoch',
        'spareRunning + pins + checkAtDelete + checkedRollback + epoch',
        'spareRunning + pins + keepPrevious + checkAtDelete + compareRevision + reconcile',
        'spareRunning + pins + checkAtDelete + checkedRollback + compareRevision + reconcile',
      ]);
      expect(found.together.harmful.map(({ safeguard }) => safeguard)).toEqual([
        'compareVersion',
        'compareRevision',
      ]);
      expect(found.properties[2]?.minimal.map(({ on }) => nameOf(on))).toEqual([
        'compareRevision',
        'epoch',
        'compareTarget',
        'freeze',
      ]);
    },
  );

  test.runIf(isDeep)('for all, where an applier crashes, of all 2048 sets', time, async () => {
    const properties = [...configurationSafety, allRunTarget];
    const parameters = { crashes: 1 };
    const found = await compareSafeguards(configuration, properties, {
      parameters,
      fairness: 'weak',
    });
    expect(found.complete).toBe(true);
    expect(found.together.minimal.map(({ on }) => nameOf(on))).toEqual([
      'spareRunning + keepPrevious + checkAtDelete + compareTarget + reconcile',
      'spareRunning + keepPrevious + checkAtDelete + freeze + reconcile',
      'spareRunning + checkAtDelete + checkedRollback + compareTarget + reconcile',
      'spareRunning + checkAtDelete + checkedRollback + freeze + reconcile',
    ]);
    // Where a server takes only what is wanted, to be about to apply something else is no use of it.
    expect(found.together.idle).toEqual(['pins', 'compareVersion', 'compareRevision', 'epoch']);
  });
});

describe('configuration: the size of the system', () => {
  test('it is no toy that does nothing', async () => {
    const model = configuration.with([]);
    await expect(model).toReach(newestCanRun, { steps: 4 });
    await expect(model).toReach(rollbackCanRun, { steps: 4 });
    await expect(model).toReach(rollbackNeedNotWait, { steps: 2 });
    await expect(model).toReach(unwantedCanGo, { steps: 3 });
    const enough = [...careful, 'compareTarget' as const, 'reconcile' as const];
    await expect(configuration.with(enough)).toHold(configurationProgress);
  });

  test('every step is taken', async () => {
    const { neverTaken } = await check(configuration.with([], { crashes: 1 }), []);
    expect(neverTaken).toEqual([]);
  });

  test('with one applier no server goes back, and the last word reaches all', async () => {
    const model = configuration.with([], { appliers: 1 });
    await expect(model).toHold([noServerGoesBack, allRunTarget], { fairness: 'weak' });
    // But what it holds may be rolled back all the same, and what is in use be deleted.
    await expect(model).toViolate(withdrawnStaysAway, { steps: 4 });
    await expect(model).toViolate(runsWhatIsThere, { steps: 3 });
  });

  test('two servers can be left with different versions for good', async () => {
    const on: ConfigurationSafeguard[] = [...careful, 'pins'];
    const model = configuration.with(on, { servers: 2 });
    await expect(model).toViolate(allRunTarget, { fairness: 'weak', steps: 8 });
  });
});

replayRecordings('test/counterexamples/configuration', configuration, configurationProperties);
