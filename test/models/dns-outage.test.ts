/** The outage of 19 October 2025: whether it happens here as it was told, and what would have prevented it. */
import { describe, expect, test } from 'vitest';
import { check, compareSafeguards, reachable } from 'allways';
import { replayRecordings } from 'allways/vitest';
import { dnsOutage } from '../../models/dns-outage/model.js';
import { outageSafeguards, type OutageSafeguard } from '../../models/dns-outage/safeguards.js';
import { isAnyEmpty, type Outage } from '../../models/dns-outage/state.js';
import { chapters } from '../../models/dns-outage/story.js';
import {
  neverBack,
  noRecordEmpty,
  outageLiveness,
  outageProgress,
  outageProperties,
  outageSafety,
  regionalNeverEmpty,
  repairLasts,
  storyDoesNotHappen,
} from '../../properties/dns-outage.js';
import { isDeep } from '../support/deep.js';
import { nameOf, violations } from '../support/variants.js';

type Parameters = Partial<typeof dnsOutage.parameters>;

const asked = [...outageSafety, repairLasts, ...outageLiveness];
/** In the order of `asked`. */
const shortNames = ['empty', 'regional', 'back', 'turned away', 'again', 'no recovery', 'still'];

const rest = { timeout: 600_000 };

type Row = [on: OutageSafeguard[], violated: string, distinct: number];

/** What is violated, each with the steps of its counterexample, a lasso also with where it goes back to. */
function testRows(rows: Row[], parameters: Parameters = {}): void {
  test.each(rows.map((row) => [nameOf(row[0]), ...row] as const))(
    '%s',
    rest,
    async (_, on, violated, distinct) => {
      const found = await check(dnsOutage.with(on, parameters), asked, { fairness: 'weak' });
      const said = [violations(found.properties, shortNames), found.distinct];
      expect(said).toEqual([violated, distinct]);
    },
  );
}

describe('the outage', () => {
  const told = { plans: 5, tells: true };

  test.runIf(isDeep)('happens as it was told, with three enactors', rest, async () => {
    const model = dnsOutage.with([], { ...told, enactors: 3 });
    const { properties } = await check(model, storyDoesNotHappen, { stopAtViolation: true });
    const [, slow, quick, later] = ['planner', 'enactor 1', 'enactor 2', 'enactor 3'];
    const trace = properties[0]?.trace;
    expect(trace?.actions.map(({ actor, step }) => `${actor}.${step}`)).toEqual([
      'planner.generate',
      // It checks, for the one time. Then it is slow.
      `${slow}.take`,
      'planner.generate',
      'planner.generate',
      `${slow}.write`,
      `${quick}.take`,
      'planner.generate',
      `${quick}.write`,
      `${quick}.write`,
      `${quick}.finish`,
      // The old plan, over the newer one.
      `${slow}.write`,
      // And no address is left.
      `${quick}.delete`,
      `${later}.take`,
      `${later}.write`,
      // It is turned away.
      `${later}.write`,
      'people.repair',
      'people.turnOff',
    ]);
    expect(trace?.states.map(({ story }) => story.chapter)).toEqual([
      ...Array.from({ length: 10 }, () => 0),
      ...[1, 2, 3, 3, 3, 4, 5, 6],
    ]);
    expect(trace?.states.map(({ records }) => records[1])).toEqual([
      ...Array.from({ length: 9 }, () => 1),
      ...[4, 4, 2, 2, 2, 2, 2, 5, 5],
    ]);
  });

  test.each<[OutageSafeguard[], number]>([
    [[], 18],
    [['lookAgain'], 24],
    [['spareActive'], 18],
    [['spareInUse'], 22],
  ])('happens so with two enactors, and with %j', rest, async (on, steps) => {
    await expect(dnsOutage.with(on, told)).toViolate(storyDoesNotHappen, { steps });
  });

  // Chapter 2 is the old plan over the newer one: only the first two rule it out.
  test.each<[OutageSafeguard[], number]>([
    [['conditionalWrite'], 1],
    [['oneAtATime'], 0],
    [['neverEmpty'], 2],
    [['selfRepair'], 3],
  ])('with %j it does not go on after a chapter of its own', rest, async (on, last) => {
    const model = dnsOutage.with(on, told);
    const each = chapters.map((name, number) =>
      reachable<Outage>(name, ({ story }) => story.chapter === number),
    );
    const { properties } = await check(model, each);
    expect(properties.findLastIndex(({ verdict }) => verdict === 'holds')).toBe(last);
  });
});

describe('which single change would have been enough', () => {
  testRows([
    [
      [],
      'empty 10, regional 11, back 6, turned away 13, again 13, no recovery 19:13, still 19:13',
      1347,
    ],
    [['conditionalWrite'], '', 464],
    [['oneAtATime'], '', 74],
    // Looked at, and written later: somebody is between.
    [
      ['lookAgain'],
      'empty 13, regional 15, back 8, turned away 17, again 17, no recovery 21:15, still 21:15',
      2738,
    ],
    // The record shows it only after clean-up has looked.
    [
      ['spareActive'],
      'empty 10, regional 11, back 6, turned away 13, again 13, no recovery 19:13, still 19:13',
      1366,
    ],
    // The slow one has written and let go of it before clean-up looks.
    [
      ['spareInUse'],
      'empty 12, regional 12, back 6, turned away 14, no recovery 19:13, still 19:13',
      1227,
    ],
    // It is deleted while no record shows it yet.
    [
      ['neverEmpty'],
      'empty 10, regional 11, back 6, turned away 13, again 13, no recovery 19:13, still 19:13',
      1378,
    ],
    // As many outages, and none that lasts.
    [['selfRepair'], 'empty 10, regional 11, back 6, again 13', 1405],
  ]);

  test.runIf(isDeep)('of all 128 sets', rest, async () => {
    const { complete, together, properties } = await compareSafeguards(
      dnsOutage,
      [...outageSafety, ...outageLiveness],
      { fairness: 'weak', parameters: { repairs: 0 } },
    );
    expect(complete).toBe(true);
    expect(together.counts).toEqual({ holds: 96, violated: 32, undecided: 0 });
    expect(together.minimal.map(({ on }) => on)).toEqual([['conditionalWrite'], ['oneAtATime']]);
    // Each of these is of no use, where all is asked for.
    const others = Object.keys(outageSafeguards).slice(2);
    expect(together.idle).toEqual(others);
    expect(together.harmful).toEqual([]);
    // All of them together are not enough.
    expect(together.maximal.map(({ on, steps }) => [on, steps])).toEqual([[others, 8]]);
    const full = ['conditionalWrite', 'oneAtATime'];
    const pairs = ['spareActive + spareInUse', 'spareInUse + neverEmpty'];
    const going = [...full, 'selfRepair', ...pairs];
    expect(properties.map(({ minimal }) => minimal.map(({ on }) => nameOf(on)))).toEqual([
      [...full, ...pairs],
      [...full, ...pairs],
      full,
      going,
      going,
      going,
    ]);
    expect(properties.filter(({ idle }) => !idle.includes('lookAgain'))).toEqual([]);
  });

  describe('to keep clean-up from plans in use prevents emptiness, and lets old plans win', () => {
    testRows([
      [['spareActive', 'spareInUse'], 'back 6', 1083],
      [['spareInUse', 'neverEmpty'], 'back 6', 1111],
    ]);
    testRows(
      [
        [['spareActive', 'spareInUse'], 'back 6', 3717],
        [['spareInUse', 'neverEmpty'], 'back 6', 3873],
      ],
      { plans: 5 },
    );
  });

  describe('where a plan that is deleted cannot be written', () => {
    testRows(
      [
        [[], 'empty 10, regional 11, back 6, turned away 13, no recovery 16:12, still 16:12', 1285],
        [['neverEmpty'], 'back 6', 1136],
        [['conditionalWrite'], '', 464],
      ],
      { writesDeleted: false },
    );
  });
});

describe.runIf(isDeep)('the two that are enough, in larger systems', () => {
  test.each<[OutageSafeguard, Parameters, number]>([
    ['conditionalWrite', { plans: 5 }, 1449],
    ['conditionalWrite', { enactors: 3 }, 5556],
    ['conditionalWrite', { endpoints: 3 }, 722],
    ['conditionalWrite', { generations: 1 }, 928],
    ['oneAtATime', { plans: 5, enactors: 3 }, 225],
    ['oneAtATime', { endpoints: 3 }, 94],
    ['oneAtATime', { generations: 1 }, 102],
  ])('%s, with %o', rest, async (name, parameters, distinct) => {
    const model = dnsOutage.with([name], parameters);
    await expect(model).toHold(asked, { fairness: 'weak', distinct });
  });

  test('and newest plans come, old ones go', async () => {
    for (const name of ['conditionalWrite', 'oneAtATime'] as const) {
      await expect(dnsOutage.with([name])).toHold(outageProgress);
    }
  });
});

describe('a clean-up that leaves more generations', () => {
  const further = { generations: 3, plans: 5 };

  test.runIf(isDeep)('only needs one plan more for an outage', rest, async () => {
    await expect(dnsOutage.with([], further)).toViolate(regionalNeverEmpty, { steps: 12 });
    await expect(dnsOutage.with([], { ...further, plans: 4 })).toHold(regionalNeverEmpty);
  });
});

describe('what a lock costs', () => {
  describe('whose holder dies: all stands still, with nothing wrong', () => {
    testRows(
      [
        [['conditionalWrite'], '', 1240],
        [['oneAtATime'], 'still 5:5', 138],
        [['conditionalWrite', 'oneAtATime'], 'still 5:5', 138],
      ],
      { crashes: 1 },
    );
  });

  describe.runIf(isDeep)(
    'that ends by itself: the outage is back, as its holder may be only slow',
    () => {
      const lease = { crashes: 1, lease: true };
      testRows(
        [
          [
            ['oneAtATime'],
            'empty 11, regional 12, back 7, turned away 14, again 14, no recovery 15:13, still 15:13',
            7633,
          ],
          [['conditionalWrite', 'oneAtATime'], '', 2766],
        ],
        lease,
      );

      test.runIf(isDeep)('of all 128 sets: such a lock is of no use', rest, async () => {
        const { complete, together, properties } = await compareSafeguards(
          dnsOutage,
          outageSafety,
          {
            parameters: { lease: true, repairs: 0, endpoints: 1 },
          },
        );
        expect(complete).toBe(true);
        expect(together.minimal.map(({ on }) => on)).toEqual([['conditionalWrite']]);
        expect(properties.filter(({ idle }) => !idle.includes('oneAtATime'))).toEqual([]);
      });
    },
  );
});

describe('people who repair', () => {
  test.runIf(isDeep)(
    'may see it emptied again with automation off, by what was under way',
    rest,
    async () => {
      const { complete, properties } = await compareSafeguards(dnsOutage, repairLasts);
      expect(complete).toBe(true);
      expect(properties.flatMap(({ minimal }) => minimal.map(({ on }) => nameOf(on)))).toEqual([
        'conditionalWrite',
        'oneAtATime',
        'spareInUse',
        'lookAgain + spareActive',
        'lookAgain + neverEmpty',
      ]);
    },
  );

  // With three enactors it does not hold: a recording shows how.
  test.runIf(isDeep)(
    'where no deleted plan can be written, two enactors never do that',
    rest,
    async () => {
      const model = dnsOutage.with([], { writesDeleted: false, plans: 5 });
      await expect(model).toHold(repairLasts);
    },
  );

  test.runIf(isDeep)('and first turn automation off, and wait, repair for good', rest, async () => {
    const model = dnsOutage.with([], { patient: true });
    await expect(model).toHold(repairLasts);
    await expect(model).toReach((s) => s.repaired > 0 && !isAnyEmpty(s), { steps: 15 });
  });
});

describe('the size of the system', () => {
  test('it is no toy that does nothing', async () => {
    for (const property of outageProgress) await expect(dnsOutage.with([])).toHold(property);
  });

  test('with one enactor nothing goes wrong', async () => {
    const model = dnsOutage.with([], { enactors: 1, plans: 5 });
    await expect(model).toHold(asked, { fairness: 'weak', distinct: 85 });
  });

  // Many endpoints only leave more time for it.
  test('with one endpoint it goes as wrong', async () => {
    const model = dnsOutage.with([], { endpoints: 1 });
    await expect(model).toViolate(noRecordEmpty, { steps: 9 });
    await expect(model).toViolate(neverBack, { steps: 6 });
  });

  test('every step is taken', rest, async () => {
    const never = async (on: OutageSafeguard[], parameters: Parameters) =>
      (await check(dnsOutage.with(on, parameters), [])).neverTaken.map(
        ({ actor, step }) => `${actor}.${step}`,
      );
    const all = { crashes: 1, lease: true };
    expect(await never(['lookAgain', 'oneAtATime'], all)).toEqual([]);
    // Nobody is called where nothing happens.
    expect(await never(['conditionalWrite'], {})).toEqual(['people.repair', 'people.turnOff']);
  });
});

replayRecordings('test/counterexamples/dns-outage', dnsOutage, outageProperties);
