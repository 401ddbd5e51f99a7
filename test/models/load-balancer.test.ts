/** What happens to requests under way when the endpoint that they go to is replaced. */
import { describe, expect, test } from 'vitest';
import { check, compareSafeguards } from 'allways';
import { replayRecordings } from 'allways/vitest';
import { loadBalancer } from '../../models/load-balancer/model.js';
import type { LoadBalancerSafeguard } from '../../models/load-balancer/safeguards.js';
import type { Mesh } from '../../models/load-balancer/state.js';
import {
  loadBalancerLiveness,
  loadBalancerProgress,
  loadBalancerProperties,
  loadBalancerSafety,
  newCanWork,
  noRequestCutShort,
  noRequestLost,
  oldCanGo,
  oldGoes,
  timeGoesOn,
} from '../../properties/load-balancer.js';
import { isDeep } from '../support/deep.js';
import { nameOf, violations } from '../support/variants.js';

type Parameters = Partial<typeof loadBalancer.parameters>;
type On = readonly LoadBalancerSafeguard[];

/** In the order of `loadBalancerProperties`. */
const shortNames = ['cut', 'lost', 'refused', 'empty', 'back', '', '', 'stays', 'waits'];

const fairnessOf = ({ prompt = false }: Parameters) => (prompt ? timeGoesOn : 'weak');

/** What is violated, each with its shortest length, a lasso also with where it goes back to. */
async function violated(on: On, parameters: Parameters = {}): Promise<[string, number]> {
  const { distinct, properties } = await check(
    loadBalancer.with(on, parameters),
    loadBalancerProperties,
    { fairness: fairnessOf(parameters) },
  );
  return [violations(properties, shortNames), distinct];
}

const slow = { timeout: 600_000 };

type Row = [on: On, violated: string, distinct: number];

function testRows(rows: Row[], parameters: Parameters = {}): void {
  test.each(rows.map((row) => [nameOf(row[0]), ...row] as const))(
    '%s',
    slow,
    async (_, on, found, distinct) => {
      expect(await violated(on, parameters)).toEqual([found, distinct]);
    },
  );
}

/** What every repair needs: updates in order, and a list that is never empty. */
const inOrder: On = ['versionedUpdate', 'makeBeforeBreak'];
/** What is often said to be enough. */
const graceful: On = ['draining', 'inFlightCount', 'retry'];

/** No proxy sends to the old endpoint any more, and what they sent is over. */
const askedAndCounted: On = [...inOrder, 'acknowledge', 'proxyCount'];
const askedAndGivenUp: On = [...inOrder, 'acknowledge', 'gracePeriod', 'deadline'];
const expiredAndCounted: On = [...inOrder, 'gracePeriod', 'proxyCount', 'lease'];
const expiredAndGivenUp: On = [...inOrder, 'gracePeriod', 'lease', 'deadline'];
const repairs = [askedAndCounted, askedAndGivenUp, expiredAndCounted, expiredAndGivenUp];

describe('load balancer: what is violated, in how many steps', () => {
  testRows([
    // The article's: a list is newer, so the old endpoint goes.
    [[], 'cut 6, lost 6, empty 2, back 4, waits 9:9', 223],
    // What is refused comes sooner than what is lost.
    [['draining'], 'cut 6, lost 6, refused 5, empty 2, back 4, waits 9:9', 247],
    // Proxies that went back to an older list send on, and the count need never be zero.
    [['inFlightCount'], 'lost 6, empty 2, back 4, stays 9:6, waits 9:9', 211],
    [graceful, 'lost 6, empty 2, back 4, waits 9:9', 235],
    [inOrder, 'cut 7, lost 7, waits 9:9', 87],
    // What is on the wire, no endpoint can count.
    [[...inOrder, ...graceful], 'lost 7, waits 9:9', 91],
    [[...inOrder, 'acknowledge', ...graceful], 'lost 8, waits 9:9', 63],
    [[...inOrder, 'acknowledge', 'gracePeriod', ...graceful], 'lost 9, waits 10:10', 73],
    [[...inOrder, 'gracePeriod', 'lease', ...graceful], 'lost 8, waits 12:9', 815],
    // That no request is under way now says nothing of the next one.
    [[...inOrder, 'gracePeriod', 'proxyCount', ...graceful], 'lost 8, waits 10:10', 105],
    // Cleanup that waits for an acknowledgement that a late update has undone waits for ever.
    [
      ['makeBeforeBreak', 'acknowledge', 'proxyCount'],
      'cut 9, lost 9, back 4, stays 4:4, waits 9:9',
      72,
    ],
    // Where lists expire, an old one does no harm for long.
    [['makeBeforeBreak', 'gracePeriod', 'lease', 'deadline'], 'back 4', 504],
  ]);
});

describe('load balancer: what is enough', () => {
  testRows([
    [askedAndCounted, '', 51],
    [askedAndGivenUp, '', 57],
    [expiredAndCounted, '', 683],
    [expiredAndGivenUp, '', 283],
  ]);

  test.runIf(isDeep)('with two requests at a time', slow, async () => {
    for (const [index, distinct] of [213, 231, 2991, 767].entries()) {
      expect(await violated(repairs[index] ?? [], { requests: 2 })).toEqual(['', distinct]);
    }
  });

  test.runIf(isDeep)('with two proxies', slow, async () => {
    for (const [on, distinct] of [
      [askedAndCounted, 237],
      [askedAndGivenUp, 257],
      [expiredAndGivenUp, 8123],
    ] as const) {
      expect(await violated(on, { proxies: 2 })).toEqual(['', distinct]);
    }
  });

  test.runIf(isDeep)('of all 2048 sets', { timeout: 600_000 }, async () => {
    const { complete, together, properties } = await compareSafeguards(
      loadBalancer,
      [...loadBalancerSafety, ...loadBalancerLiveness],
      { fairness: 'weak' },
    );
    expect(complete).toBe(true);
    expect(together.minimal.map(({ on }) => nameOf(on))).toEqual([
      'versionedUpdate + makeBeforeBreak + acknowledge + proxyCount',
      'versionedUpdate + neverEmpty + acknowledge + proxyCount',
      'versionedUpdate + makeBeforeBreak + acknowledge + gracePeriod + deadline',
      'versionedUpdate + makeBeforeBreak + gracePeriod + proxyCount + lease',
      'versionedUpdate + makeBeforeBreak + gracePeriod + lease + deadline',
      'versionedUpdate + neverEmpty + acknowledge + gracePeriod + deadline',
      'versionedUpdate + neverEmpty + gracePeriod + proxyCount + lease',
      'versionedUpdate + neverEmpty + gracePeriod + lease + deadline',
    ]);
    // All that the endpoint itself can do, and to try again what it refuses, never matters for all.
    expect(together.idle).toEqual(['draining', 'inFlightCount', 'retry']);
    expect(together.harmful).toEqual([]);
    const minimal = properties.map((one) => one.minimal.map(({ on }) => nameOf(on)));
    const noneLost = [
      'versionedUpdate + acknowledge + proxyCount',
      'gracePeriod + proxyCount + lease',
      'gracePeriod + lease + deadline',
      'versionedUpdate + acknowledge + gracePeriod + deadline',
    ];
    expect(minimal).toEqual([
      // For what is in work the endpoint's own count is enough.
      ['inFlightCount', 'proxyCount + draining', ...noneLost],
      noneLost,
      ['no safeguard'],
      ['makeBeforeBreak', 'neverEmpty'],
      ['versionedUpdate'],
      ['no safeguard'],
      noneLost,
    ]);
    const harm = properties.map((one) => one.harmful.map(({ safeguard }) => safeguard));
    expect(harm).toEqual([
      [],
      [],
      ['draining'],
      [],
      [],
      ['acknowledge', 'proxyCount', 'inFlightCount'],
      [],
    ]);
  });
});

describe('load balancer: in-flight counts at the endpoint', () => {
  const asked: On = [...inOrder, 'acknowledge', 'gracePeriod'];
  const expired: On = [...inOrder, 'gracePeriod', 'lease'];

  describe('are enough once nobody sends to it any more, and after a wait for what is on the wire', () => {
    testRows(
      [
        [[...asked, 'inFlightCount'], '', 61],
        [[...expired, 'inFlightCount'], '', 505],
        // Not without one of these, whatever else the endpoint does.
        [asked, 'cut 9, waits 10:10', 63],
        [[...inOrder, 'acknowledge', ...graceful], 'lost 8, waits 9:9', 63],
        [[...inOrder, 'gracePeriod', ...graceful], 'lost 8, waits 10:10', 109],
        [[...inOrder, 'lease', ...graceful], 'lost 7, waits 12:9', 613],
      ],
      { prompt: true },
    );
  });

  test.each([
    ['all have acknowledged', [...asked, 'inFlightCount'] as const],
    ['all lists have expired', [...expired, 'inFlightCount'] as const],
  ])('are so with no less than that: %s', slow, async (_, on) => {
    for (const off of on) {
      const [found] = await violated(
        on.filter((name) => name !== off),
        { prompt: true },
      );
      expect(found, `without ${off}`).not.toBe('');
    }
  });

  describe('need no such wait where nothing is ever on the wire', () => {
    testRows(
      [
        [[...inOrder, 'acknowledge', 'inFlightCount'], '', 34],
        [[...inOrder, ...graceful], 'lost 6, waits 8:8', 59],
      ],
      { wire: false },
    );
  });

  describe('are not needed where a request may be sent twice: who tries again needs nothing else', () => {
    testRows(
      [
        [[...inOrder, 'retry'], '', 83],
        [['versionedUpdate', 'retry'], 'empty 2', 171],
        [[...inOrder, 'draining', 'inFlightCount'], 'lost 7, refused 6, waits 9:9', 91],
        // Unless lists may always be too old when they come, and nobody ever gives up.
        [[...inOrder, 'lease', 'retry'], 'waits 12:9', 831],
        [[...inOrder, 'lease', 'deadline', 'retry'], '', 351],
      ],
      { repeatable: true },
    );
  });
});

describe.runIf(isDeep)('load balancer: how long is long enough', () => {
  test.each<[Parameters, string]>([
    [{ lease: 1, deadline: 2, grace: 1 }, 'cut 8, lost 8, waits 12:9'],
    [{ lease: 1, deadline: 2, grace: 2 }, ''],
    [{ lease: 2, deadline: 1, grace: 1 }, 'cut 8, lost 8, waits 13:10'],
    [{ lease: 2, deadline: 1, grace: 2 }, ''],
    [{ lease: 2, deadline: 2, grace: 2 }, 'cut 9, lost 9, waits 14:10'],
    [{ lease: 2, deadline: 2, grace: 3 }, ''],
    [{ lease: 3, deadline: 2, grace: 3 }, 'cut 10, lost 10, waits 16:11'],
    [{ lease: 3, deadline: 2, grace: 4 }, ''],
    // A tick that the clock of a proxy misses is a tick more to wait.
    [{ slowTicks: 1, grace: 1 }, 'cut 8, lost 8, waits 12:9'],
    [{ slowTicks: 1, grace: 2 }, ''],
    [{ slowTicks: 2, grace: 2 }, 'cut 9, lost 9, waits 13:10'],
    [{ slowTicks: 2, grace: 3 }, ''],
  ])('lease and deadline, less a tick: %o', slow, async (parameters, found) => {
    expect((await violated(expiredAndGivenUp, parameters))[0]).toBe(found);
  });

  test.each<[Parameters, string]>([
    [{ deadline: 2, grace: 1 }, 'cut 9, lost 9, waits 10:10'],
    [{ deadline: 2, grace: 2 }, ''],
    [{ deadline: 3, grace: 2 }, 'cut 10, lost 10, waits 11:11'],
    [{ deadline: 3, grace: 3 }, ''],
  ])('the deadline alone, once all have acknowledged: %o', async (parameters, found) => {
    expect((await violated(askedAndGivenUp, parameters))[0]).toBe(found);
  });

  test.each<[Parameters, string]>([
    [{ lease: 2, grace: 1 }, 'cut 8, lost 8, waits 13:10'],
    [{ lease: 2, grace: 2 }, ''],
    [{ lease: 3, grace: 2 }, 'cut 9, lost 9, waits 15:11'],
    [{ lease: 3, grace: 3 }, ''],
  ])('the lease alone, where requests are counted then: %o', slow, async (parameters, found) => {
    expect((await violated(expiredAndCounted, parameters))[0]).toBe(found);
  });
});

describe.runIf(isDeep)('load balancer: a proxy that is cut off from the control plane', () => {
  const all = [...repairs, [...expiredAndGivenUp, ...graceful]];

  test('for a while, even twice', slow, async () => {
    for (const [index, distinct] of [140, 155, 1517, 649, 649].entries()) {
      expect(await violated(all[index] ?? [], { cutOffs: 1 })).toEqual(['', distinct]);
    }
    for (const [index, distinct] of [229, 253, 2351, 1015].entries()) {
      expect(await violated(all[index] ?? [], { cutOffs: 2 })).toEqual(['', distinct]);
    }
  });

  test('for good: only who asks nobody ever comes to an end', slow, async () => {
    const found = ['stays 3:3', 'stays 3:3', 'stays 5:5', '', ''];
    for (const [index, on] of all.entries()) {
      expect((await violated(on, { cutOffs: 1, forGood: true }))[0]).toBe(found[index]);
    }
    // Then to ask on top of it does harm.
    for (const one of ['acknowledge', 'proxyCount'] as const) {
      const model = loadBalancer.with([...expiredAndGivenUp, one], { cutOffs: 1, forGood: true });
      await expect(model).not.toHold(oldGoes, { fairness: 'weak' });
    }
  });

  test('has nobody to send to, where its list expires: that is the price', slow, async () => {
    const knowsNobody = ({ proxies }: Mesh) =>
      Object.values(proxies).some(({ cutOff, age }) => cutOff && age > 0);
    const cutOffs = { cutOffs: 1 };
    await expect(loadBalancer.with(expiredAndGivenUp, cutOffs)).toReach(knowsNobody, { steps: 2 });
    await expect(loadBalancer.with(askedAndGivenUp, cutOffs)).not.toReach(knowsNobody);
  });
});

describe.runIf(isDeep)('load balancer: what cleanup is told too soon', () => {
  const early = ['cut 7, lost 7, waits 9:9', 'cut 8, lost 8, waits 10:10', '', ''];
  const stale = ['cut 8, lost 8, waits 9:9', '', 'cut 8, lost 8, waits 12:9', ''];

  test('an acknowledgement as the list comes, before the proxy goes by it', slow, async () => {
    for (const [index, on] of repairs.entries()) {
      expect((await violated(on, { earlyAcks: true }))[0]).toBe(early[index]);
    }
  });

  test('a count that was zero when it was told', slow, async () => {
    for (const [index, on] of repairs.entries()) {
      expect((await violated(on, { staleCounts: true }))[0]).toBe(stale[index]);
    }
  });
});

describe('load balancer: the size of the system', () => {
  test('it is no toy that does nothing', slow, async () => {
    await expect(loadBalancer.with([])).toReach(oldCanGo, { steps: 4 });
    await expect(loadBalancer.with([])).toReach(newCanWork, { steps: 4 });
    for (const on of repairs) {
      await expect(loadBalancer.with(on)).toHold(loadBalancerProgress);
    }
  });

  test('every step is taken', async () => {
    const on: On = ['lease', 'draining', 'retry'];
    const parameters = { cutOffs: 1, slowTicks: 1, staleCounts: true };
    const { neverTaken } = await check(loadBalancer.with(on, parameters), []);
    expect(neverTaken).toEqual([]);
  });

  test('where there is no request, none is lost, and the old endpoint goes', async () => {
    const model = loadBalancer.with([], { requests: 0 });
    await expect(model).toHold([noRequestCutShort, noRequestLost, oldGoes], { fairness: 'weak' });
  });
});

replayRecordings('test/counterexamples/load-balancer', loadBalancer, loadBalancerProperties);
