import { describe, expect, test } from 'vitest';
import { check, compareSafeguards, noDeadlock, type Property } from 'allways';
import { replayRecordings } from 'allways/vitest';
import { dnsEndpoints } from '../../models/dns-endpoints/model.js';
import type { EndpointSafeguard } from '../../models/dns-endpoints/safeguards.js';
import type { Dns } from '../../models/dns-endpoints/state.js';
import {
  canBeSwept,
  canGoLive,
  endpointLiveness,
  endpointProgress,
  endpointProperties,
  endpointSafety,
  noEndpointEmpty,
  noEndpointGoesBack,
  noPlanInUseDeleted,
  notHalfAppliedAtRest,
} from '../../properties/dns-endpoints.js';
import { isDeep } from '../support/deep.js';
import { nameOf, variantsOf } from '../support/variants.js';

type Parameters = Partial<typeof dnsEndpoints.parameters>;

/** In the order of `endpointProperties`. */
const shortNames = ['empty', 'in use', 'back', 'half', 'live', 'swept', 'agree', 'newest'];

const { violated, testRows } = variantsOf(dnsEndpoints, endpointProperties, shortNames, {
  timeout: 600_000,
});

const nothingFails = { failures: 0, crashes: 0 };
const writesFail = { failures: 1, crashes: 0 };

describe('two endpoints, where nothing fails', () => {
  testRows(
    [
      // A late write reaches one endpoint of two: the world sees two plans, or one and none.
      [[], 'empty 10, in use 9, back 6, half 10, agree 14:14, newest 14:14', 251],
      [['stateCheck'], 'empty 12, back 6, half 10, agree 14:14, newest 14:14', 181],
      // Each endpoint's version is right, and both together are not.
      [['fencing'], 'in use 9, half 9, agree 11:11, newest 10:10', 177],
      [['stateCheck', 'fencing'], 'half 9, agree 11:11, newest 10:10', 147],
      // The newest plan wins at each endpoint, so at all of them.
      [['checkAgain'], 'in use 9', 139],
      [['stateCheck', 'checkAgain'], '', 109],
      [['lock'], '', 61],
      // Nobody sees the half of a plan, and the race is what it was.
      [['oneTransaction'], 'empty 9, in use 8, back 6, newest 12:12', 121],
      [['stateCheck', 'fencing', 'oneTransaction'], 'newest 9:9', 92],
    ],
    nothingFails,
  );

  describe('written in opposite orders', () => {
    testRows(
      [
        // Each keeps the other from its second endpoint, and both give up.
        [['fencing'], 'in use 9, half 8, agree 8:8, newest 8:8', 170],
        [['checkAgain'], 'in use 9', 139],
        [['lock'], '', 61],
      ],
      { ...nothingFails, sameOrder: false },
    );
  });

  describe('one endpoint is the system without halves', () => {
    testRows(
      [
        [[], 'empty 9, in use 8, back 6, newest 12:12', 121],
        [['fencing'], 'in use 8, newest 9:9', 112],
      ],
      { ...nothingFails, endpoints: 1 },
    );
  });
});

describe('two endpoints, where a write fails', () => {
  testRows(
    [
      [['stateCheck', 'checkAgain'], 'half 3, agree 4:4, newest 4:4', 167],
      [['lock'], 'half 3, agree 4:4, newest 4:4', 105],
      [['stateCheck', 'checkAgain', 'retry'], '', 261],
      [['lock', 'retry'], '', 143],
      // The first try was done, and only its answer was lost: the second is refused for it.
      [['stateCheck', 'fencing', 'retry'], 'half 4, agree 5:5, newest 5:5', 397],
      [['fencing', 'retry', 'lock'], 'half 4, agree 5:5, newest 5:5', 173],
    ],
    writesFail,
  );
});

describe('two endpoints, where an enactor crashes as well', () => {
  testRows([
    // It leaves a half behind that no retry ends, as nobody holds it any more.
    [['stateCheck', 'checkAgain', 'retry'], 'half 4, agree 6:6, newest 6:6', 543],
    [['retry', 'lock'], 'half 4, agree 6:6, newest 6:6', 313],
    // It is found and ended, some time. But two may have one plan in hand then, and its state is
    // what the first of them says.
    [['reconcile'], 'empty 10, in use 9, back 6, half 3', 13970],
    [['stateCheck', 'checkAgain', 'reconcile'], 'in use 11, half 3', 4633],
    [['referenceCount', 'checkAgain', 'reconcile'], 'half 3', 4193],
    [['referenceCount', 'fencing', 'reconcile'], 'half 3', 7027],
    [['reconcile', 'lock'], 'half 3', 644],
    [['reconcile', 'lock', 'oneTransaction'], '', 431],
  ]);

  test('the state alone is not enough for two, even where nothing fails', async () => {
    const model = dnsEndpoints.with(['stateCheck', 'checkAgain', 'reconcile'], nothingFails);
    await expect(model).toViolate(noPlanInUseDeleted, { steps: 13 });
  });

  test('no race is needed for a half: one enactor is enough', { timeout: 600_000 }, async () => {
    const alone = { enactors: 1 };
    expect(await violated([], alone)).toEqual(['half 3, agree 4:4, newest 4:4', 152]);
    expect(await violated(['reconcile'], alone)).toEqual(['half 3', 442]);
    expect(await violated([], { ...alone, ...nothingFails })).toEqual(['', 43]);
  });
});

describe.runIf(isDeep)('two endpoints: which safeguards are enough', { timeout: 600_000 }, () => {
  const neverWrong = [noEndpointEmpty, noPlanInUseDeleted, noEndpointGoesBack];

  const compare = async (properties: Property<Dns>[], parameters: Parameters) => {
    const comparison = await compareSafeguards(dnsEndpoints, properties, {
      parameters,
      fairness: 'weak',
    });
    expect(comparison.complete).toBe(true);
    const { minimal, idle, harmful } = comparison.together;
    return {
      minimal: minimal.map(({ on }) => nameOf(on)),
      idle,
      harmful: harmful.map(({ safeguard }) => safeguard),
    };
  };

  test('for all that must never happen, of all 256 sets, where nothing fails', async () => {
    expect(await compare(endpointSafety, nothingFails)).toEqual({
      minimal: [
        'lock',
        'stateCheck + checkAgain',
        'referenceCount + checkAgain',
        'stateCheck + fencing + oneTransaction',
        'referenceCount + fencing + oneTransaction',
      ],
      idle: ['retry'],
      harmful: ['fencing', 'reconcile'],
    });
  });

  test('for all but halves for a moment, of all 256 sets, where a write fails', async () => {
    expect(await compare([...neverWrong, ...endpointLiveness], writesFail)).toEqual({
      minimal: [
        'retry + lock',
        'reconcile + lock',
        'stateCheck + retry + checkAgain',
        'referenceCount + retry + checkAgain',
        'referenceCount + fencing + reconcile',
        'referenceCount + checkAgain + reconcile',
      ],
      idle: [],
      // Fencing refuses what is tried again, and reconciling deceives the state.
      harmful: ['fencing', 'reconcile'],
    });
  });

  test('where an enactor crashes as well, those that reconcile, none of which has one too many', async () => {
    const reconciling: EndpointSafeguard[][] = [
      ['reconcile', 'lock'],
      ['referenceCount', 'fencing', 'reconcile'],
      ['referenceCount', 'checkAgain', 'reconcile'],
    ];
    for (const on of reconciling) {
      for (const dropped of on) {
        const rest = on.filter((one) => one !== dropped);
        expect((await violated(rest, {}))[0].replace(/half \d+/, '')).not.toBe('');
      }
    }
    const all = Object.keys(dnsEndpoints.safeguards) as EndpointSafeguard[];
    const found = await violated(
      all.filter((one) => one !== 'reconcile'),
      {},
    );
    expect(found[0]).toMatch(/newest/);
  });

  test('so it is with more of everything', async () => {
    const counted: EndpointSafeguard[] = ['referenceCount', 'checkAgain', 'reconcile'];
    const locked: EndpointSafeguard[] = ['reconcile', 'lock'];
    const threeAcross = { endpoints: 3, sameOrder: false };
    expect(await violated(counted, threeAcross)).toEqual(['half 3', 7893]);
    expect(await violated(locked, threeAcross)).toEqual(['half 3', 1351]);
    expect(await violated(locked, { enactors: 3 })).toEqual(['half 3', 846]);
    expect(await violated(locked, { failures: 2, crashes: 2 })).toEqual(['half 3', 2278]);
  });
});

describe('two endpoints: the size of the system', { timeout: 600_000 }, () => {
  test('it is no toy that does nothing', async () => {
    await expect(dnsEndpoints.with([])).toReach(canGoLive, { steps: 4 });
    await expect(dnsEndpoints.with([])).toReach(canBeSwept, { steps: 7 });
    await expect(dnsEndpoints.with(['reconcile', 'lock'])).toHold(endpointProgress);
  });

  test('every step is taken', async () => {
    expect((await check(dnsEndpoints.with([]), [])).neverTaken).toEqual([]);
  });

  test('it stops only where all plans are there and nobody has one in hand', async () => {
    const allEnded = (s: Dns) =>
      s.plans.length === 3 &&
      Object.values(s.enactors).every(({ plan, isDown }) => plan === null && !isDown);
    await expect(dnsEndpoints.with([])).toHold(noDeadlock(allEnded));
    await expect(dnsEndpoints.with(['reconcile', 'lock'])).toHold(noDeadlock(allEnded));
  });

  test('two plans are enough for a half, and for no other harm', async () => {
    const two = dnsEndpoints.with([], { plans: 2 });
    await expect(two).toHold([noEndpointEmpty, noEndpointGoesBack]);
    await expect(two).toViolate(notHalfAppliedAtRest, { steps: 3 });
  });
});

replayRecordings('test/counterexamples/dns-endpoints', dnsEndpoints, endpointProperties);
