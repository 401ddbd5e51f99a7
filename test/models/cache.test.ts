import { describe, expect, test } from 'vitest';
import {
  check,
  compareSafeguards,
  formatAction,
  type FairnessOption,
  type Property,
} from 'allways';
import { replayRecordings } from 'allways/vitest';
import { cache } from '../../models/cache/model.js';
import type { CacheSafeguard } from '../../models/cache/safeguards.js';
import type { Caching } from '../../models/cache/state.js';
import {
  cacheFills,
  cacheLiveness,
  cacheNeverGoesBack,
  cacheProgress,
  cacheProperties,
  cacheSafety,
  freshAfterWrite,
  newestCanBeCached,
  newestCanBeFound,
  noLeaseForGood,
  noReaderGoesBack,
  notStaleForGood,
} from '../../properties/cache.js';
import { isDeep } from '../support/deep.js';
import { nameOf, violations } from '../support/variants.js';

type Parameters = Partial<typeof cache.parameters>;

/** In the order of `cacheProperties`. */
const shortNames = ['back', 'sees', 'fresh', '', '', 'stale', 'lease', 'fills'];

/** What is violated, each with its shortest length, a lasso also with where it goes back to. */
async function violated(
  on: readonly CacheSafeguard[],
  parameters: Parameters = {},
  fairness: FairnessOption = 'weak',
): Promise<[violated: string, distinct: number, depth: number]> {
  const { distinct, depth, properties } = await check(cache.with(on, parameters), cacheProperties, {
    fairness,
  });
  return [violations(properties, shortNames), distinct, depth];
}

type Row = [on: CacheSafeguard[], violated: string, distinct: number, depth: number];

function testRows(rows: Row[], parameters: Parameters = {}): void {
  test.each(rows.map((row) => [nameOf(row[0]), ...row] as const))(
    '%s',
    async (_, on, ...expected) => {
      expect(await violated(on, parameters)).toEqual(expected);
    },
  );
}

/** The steps of a shortest counterexample. */
async function stepsTo(
  property: Property<Caching>,
  on: readonly CacheSafeguard[],
  parameters: Parameters = {},
): Promise<string[] | undefined> {
  const model = cache.with(on, parameters);
  const [outcome] = (await check(model, property, { fairness: 'weak' })).properties;
  return outcome?.trace?.actions.map(formatAction);
}

const markers: CacheSafeguard[] = ['versionedSet', 'tombstone'];
/** Enough for all, where one of them may crash. */
const enough: CacheSafeguard[] = ['leases', 'leaseTimeout', 'journal', 'memory'];

describe('cache: what is violated, in how many steps', () => {
  testRows([
    [[], 'back 7, sees 8, fresh 5, stale 6:6', 1040, 14],
    // What is not cached is not older: nothing is deleted, and no lease voided.
    [['checkGeneration'], 'back 7, sees 8, fresh 5, stale 6:6', 1272, 16],
    [['checkGeneration', 'leases'], 'sees 9, fresh 5, stale 6:6', 861, 16],
    // Between invalidation and write there is time to fill the cache with what is old.
    [['invalidateFirst'], 'back 8, sees 9, fresh 5, stale 6:6', 764, 14],
    [['invalidateFirst', 'leases'], 'sees 9, fresh 5, stale 6:6', 1096, 14],
    // Stale, but not for good.
    [['ttl'], 'back 7, sees 8, fresh 5', 1160, 14],
    // An empty cache has nothing newer.
    [['versionedSet'], 'sees 9, fresh 5, stale 6:6', 1034, 14],
    [['tombstone'], 'back 7, sees 8, fresh 6, stale 7:7', 1248, 14],
    [markers, 'sees 9, fresh 6, stale 7:7', 1230, 14],
    [['memory'], 'back 7, fresh 5, stale 6:6', 1046, 14],
    // Whose lease is void has seen the new version; another one's lease still is good for the old one.
    [['leases'], 'sees 9', 1061, 14],
    [['leases', 'memory'], '', 1087, 14],
  ]);

  test('a late set comes after the invalidation', async () => {
    const race = ['reader 1.look', 'reader 1.read', 'writer.begin', 'writer.goOn', 'reader 1.set'];
    expect(await stepsTo(freshAfterWrite, [])).toEqual(race);
    // With the article's check, too: it finds nothing, and a lease does not help.
    const checks: CacheSafeguard[] = ['checkGeneration', 'leases', ...markers];
    expect(await stepsTo(freshAfterWrite, checks)).toEqual(race);
  });

  test('to invalidate once more later is only one step more', async () => {
    for (const [on, evictions, found, distinct, depth] of [
      [[], 1, 'back 7, sees 8, fresh 6, stale 7:7', 1588, 16],
      [[], 0, 'back 7, sees 8, fresh 6, stale 7:7', 748, 15],
      [['invalidateFirst'], 1, 'back 8, sees 9, fresh 6, stale 7:7', 1312, 16],
    ] as const) {
      const parameters = { invalidatesTwice: true, evictions };
      expect(await violated(on, parameters)).toEqual([found, distinct, depth]);
    }
    expect(await stepsTo(freshAfterWrite, [], { invalidatesTwice: true })).toEqual([
      'reader 1.look',
      'reader 1.read',
      'writer.begin',
      'writer.goOn',
      'writer.goOn',
      'reader 1.set',
    ]);
  });
});

describe('cache: what is violated where nothing is evicted', () => {
  testRows(
    [
      // The first set takes the place of the marker, and the second one knows of nothing.
      [['tombstone'], 'back 7, sees 8, fresh 8, stale 9:9', 408, 13],
      [markers, '', 390, 13],
      [[...markers, 'invalidateFirst'], '', 254, 13],
      [[...markers, 'checkGeneration'], 'fresh 5, stale 6:6', 535, 16],
      // With the value goes the version that a late set would have been compared with.
      [[...markers, 'ttl'], 'sees 9, fresh 9', 714, 16],
      [['leases'], 'sees 10', 368, 12],
    ],
    { evictions: 0 },
  );

  test.runIf(isDeep)(
    'markers are enough, with more readers and writes',
    { timeout: 600_000 },
    async () => {
      const larger = { evictions: 0, writes: 3, readers: 3 };
      expect(await violated(markers, larger)).toEqual(['', 9725, 19]);
    },
  );

  test('with one write leases seem to be, and with two they are not', async () => {
    const model = (writes: number) => cache.with(['leases'], { evictions: 0, writes });
    await expect(model(1)).toHold([...cacheSafety, ...cacheLiveness], { fairness: 'weak' });
    await expect(model(2)).toViolate(noReaderGoesBack, { steps: 10 });
  });

  test('one eviction takes the marker, and with it all that it prevents', async () => {
    expect(await stepsTo(freshAfterWrite, markers)).toEqual([
      'reader 1.look',
      'reader 1.read',
      'writer.begin',
      'writer.goOn',
      'cache.evict',
      'reader 1.set',
    ]);
  });
});

describe('cache: crashes', () => {
  testRows(
    [
      [[], 'back 7, sees 8, fresh 5, stale 6:6', 2100, 14],
      [['ttl'], 'back 7, sees 8, fresh 5', 2340, 14],
      // The writer wrote and will never invalidate; who had the lease will never set.
      [['leases', 'memory'], 'fresh 5, stale 6:6, lease 2:2, fills 2:2', 1847, 14],
      [enough, '', 5641, 16],
      // Each is needed.
      [['leaseTimeout', 'journal', 'memory'], 'back 7, fresh 5, stale 6:6', 2112, 15],
      [['leases', 'journal', 'memory'], 'lease 2:2, fills 2:2', 2278, 15],
      [['leases', 'leaseTimeout', 'memory'], 'fresh 5, stale 6:6', 5995, 17],
      [['leases', 'leaseTimeout', 'journal'], 'sees 9', 5529, 16],
      // A marker of a version that was never written refuses what there is, until it is evicted.
      [
        ['invalidateFirst', 'tombstone'],
        'back 8, sees 9, fresh 6, stale 7:7, fills 12:6',
        1980,
        16,
      ],
    ],
    { crashes: 1 },
  );

  test('a writer that crashes before it invalidates leaves it undone', async () => {
    const on: CacheSafeguard[] = ['leases', 'leaseTimeout', 'memory'];
    expect(await stepsTo(freshAfterWrite, on, { crashes: 1 })).toEqual([
      'reader 1.look',
      'reader 1.read',
      'writer.begin',
      'writer.crash',
      'reader 1.set',
    ]);
  });

  test.runIf(isDeep).each([
    ['two crashes', { crashes: 2 }, 8634, 17],
    ['three readers', { crashes: 1, readers: 3 }, 47065, 21],
    ['three writes, two evictions', { crashes: 1, writes: 3, evictions: 2 }, 19334, 22],
    ['longer leases', { crashes: 1, timeout: 2, delays: 2 }, 13942, 22],
  ] as const)(
    'what is enough: %s',
    { timeout: 600_000 },
    async (_, parameters, distinct, depth) => {
      expect(await violated(enough, parameters)).toEqual(['', distinct, depth]);
    },
  );

  test('leases that are always too short keep the cache empty, however fair all are', async () => {
    const on: CacheSafeguard[] = ['leases', 'leaseTimeout', 'memory'];
    const slow = { alwaysSlow: true };
    expect(await violated(on, slow)).toEqual(['fills 6:2', 1833, 15]);
    expect(await violated(on, slow, 'strong')).toEqual(['fills 13:5', 1833, 15]);
    await expect(cache.with(['memory'], slow)).toHold(cacheFills, { fairness: 'weak' });
  });
});

describe.runIf(isDeep)('cache: what is enough, of all 512 sets', () => {
  const time = { timeout: 600_000 };

  test('where nobody crashes', time, async () => {
    const properties = [...cacheSafety, notStaleForGood];
    const {
      complete,
      together,
      properties: each,
    } = await compareSafeguards(cache, properties, {
      parameters: { writes: 1 },
      fairness: 'weak',
    });
    expect(complete).toBe(true);
    expect(together.minimal.map(({ on }) => nameOf(on))).toEqual(['leases + memory']);
    expect(together.harmful.map(({ safeguard }) => safeguard)).toEqual([
      'checkGeneration',
      'invalidateFirst',
    ]);
    expect(each.map((one) => one.minimal.map(({ on }) => nameOf(on)))).toEqual([
      ['versionedSet', 'leases'],
      ['memory'],
      ['leases'],
      ['ttl', 'leases'],
    ]);
  });

  test('where nothing is evicted', time, async () => {
    const { complete, together } = await compareSafeguards(cache, cacheSafety, {
      parameters: { evictions: 0 },
    });
    expect(complete).toBe(true);
    expect(together.minimal.map(({ on }) => nameOf(on))).toEqual([
      'versionedSet + tombstone',
      'leases + memory',
      'invalidateFirst + tombstone + leases',
    ]);
    expect(together.harmful.map(({ safeguard }) => safeguard)).toEqual([
      'checkGeneration',
      'invalidateFirst',
      'ttl',
      'leases',
    ]);
  });

  test('where somebody may crash, and leases end only then', time, async () => {
    const properties = [...cacheSafety, noLeaseForGood];
    const {
      complete,
      together,
      properties: each,
    } = await compareSafeguards(cache, properties, {
      parameters: { writes: 1, crashes: 1, delays: 0 },
      fairness: 'weak',
    });
    expect(complete).toBe(true);
    expect(together.minimal.map(({ on }) => on)).toEqual([enough]);
    // Eight sets are enough: these four, with or without what is of no use to them.
    expect(together.counts).toEqual({ holds: 8, violated: 504, undecided: 0 });
    expect(together.idle).toEqual(['ttl', 'versionedSet', 'tombstone']);
    expect(each.map((one) => one.minimal.map(({ on }) => nameOf(on)))).toEqual([
      ['versionedSet', 'leases'],
      ['memory'],
      ['leases + journal'],
      ['no safeguard'],
    ]);
  });
});

describe('cache: the size of the system', () => {
  test('it is no toy that does nothing', async () => {
    await expect(cache.with([])).toReach(newestCanBeCached, { steps: 4 });
    await expect(cache.with([])).toReach(newestCanBeFound, { steps: 5 });
    for (const on of [markers, enough]) await expect(cache.with(on)).toHold(cacheProgress);
  });

  test('every step is taken', async () => {
    const never = async (on: CacheSafeguard[]) =>
      (await check(cache.with(on, { crashes: 1 }), [])).neverTaken.map(formatAction);
    expect(await never(enough)).toEqual([]);
    expect(await never([])).toEqual(['clock.tick']);
  });

  test('one reader is enough to leave the cache stale for good, two to go back', async () => {
    const alone = cache.with([], { readers: 1 });
    await expect(alone).toViolate(notStaleForGood, { steps: 5, fairness: 'weak' });
    await expect(alone).toHold([cacheNeverGoesBack, noReaderGoesBack]);
  });
});

replayRecordings('test/counterexamples/cache', cache, cacheProperties);
