import { describe, expect, test } from 'vitest';
import { check, compareSafeguards, weak, type FairnessOption, type Property } from 'allways';
import { replayRecordings } from 'allways/vitest';
import { bank } from '../../models/bank/model.js';
import type { BankSafeguard } from '../../models/bank/safeguards.js';
import type { Bank } from '../../models/bank/state.js';
import {
  balanceIsDue,
  bankLiveness,
  bankProperties,
  bankSafety,
  entriesInSequence,
  everyOrderDone,
  getsThrough,
  nobodyIsStuck,
  oneAtATime,
  ordersCanBeDone,
  somebodyGetsThrough,
} from '../../properties/bank.js';
import { isDeep } from '../support/deep.js';
import { nameOf, variantsOf, violations } from '../support/variants.js';

type Parameters = Partial<typeof bank.parameters>;

/** In the order of `bankProperties`. */
const shortNames = ['lost', 'sequence', 'two', 'stuck', '', 'undone'];

const { violated, testRows } = variantsOf(bank, bankProperties, shortNames);

/** The shortest counterexample, told line by line. */
async function toldOf(
  property: Property<Bank>,
  on: readonly BankSafeguard[],
  parameters: Parameters = {},
  fairness: FairnessOption = 'weak',
): Promise<string[]> {
  const { properties } = await check(bank.with(on, parameters), property, { fairness });
  const { model, states, actions, lasso } = properties[0]?.trace ?? {};
  const lines = states?.flatMap((state, at) => {
    const action = actions?.[at];
    return action === undefined ? [] : [`${action.actor} ${model?.says(state, action)}`];
  });
  return [...(lines ?? []), ...(lasso === undefined ? [] : [`back to ${lasso.from}`])];
}

const oneStep: BankSafeguard[] = ['atomicStep'];
const compared: BankSafeguard[] = ['compareVersion', 'retry'];
const fenced: BankSafeguard[] = ['lock', 'lease', 'fencing', 'fenceReads', 'retry'];
/** Tokens that come with writes only, and a balance that is compared. */
const fencedAndCompared: BankSafeguard[] = ['lock', 'lease', 'fencing', 'compareBalance', 'retry'];
/** Enough for all, whoever is slow or crashes. */
const enough = [oneStep, compared, fenced, fencedAndCompared];

describe('the bank: what is violated, in how many steps', { timeout: 600_000 }, () => {
  testRows([
    // As the two tellers of the account, and in as many steps.
    [[], 'lost 4, sequence 4, two 2', 484],
    [['retry'], 'lost 4, sequence 4, two 2', 484],
    // Who crashes with the lock keeps it, and does not know when it is back.
    [['lock'], 'stuck 3, undone 3:3', 81],
    [['lock', 'atomicStep'], 'stuck 3, undone 3:3', 69],
    // A lease ends that. It ends too for who is only slow.
    [['lock', 'lease'], 'lost 7, sequence 7, two 5', 1227],
    // An old token is refused only after a newer one has come with a write: too late for who has read.
    [['lock', 'lease', 'fencing'], 'lost 7, sequence 7, two 5, undone 13:13', 1363],
    [['lock', 'lease', 'fencing', 'retry'], 'lost 7, sequence 7, two 5', 1293],
    [['lock', 'lease', 'fencing', 'fenceReads'], 'two 5, undone 13:13', 1153],
    // The balance is what was read, and is not the same balance.
    [['compareBalance', 'retry'], 'sequence 7, two 2', 256],
    [['compareBalance'], 'sequence 7, two 2, undone 9:9', 304],
    [['compareVersion'], 'two 2, undone 9:9', 304],
    // Two tellers at a time, and none of their updates is lost.
    [fenced, 'two 5', 1061],
    [fencedAndCompared, 'two 5', 1071],
    [compared, 'two 2', 256],
    [oneStep, '', 66],
  ]);

  describe('where nobody crashes, and who crashes does not come back', () => {
    test('a lock is enough if nobody crashes', async () => {
      expect(await violated(['lock'], { crashes: 0 })).toEqual(['', 45]);
    });

    testRows(
      [
        [['lock'], 'stuck 2, undone 2:2', 63],
        [fenced, 'two 5', 615],
        [compared, 'two 2', 159],
        [oneStep, '', 45],
      ],
      { restarts: false },
    );
  });
});

describe('the bank: how', () => {
  test('a lock is kept by who has crashed', async () => {
    expect(await toldOf(nobodyIsStuck, ['lock'])).toEqual([
      'teller 1 takes the lock',
      'teller 1 crashes with the lock',
      'teller 1 restarts, and does not know that the lock is its own',
    ]);
  });

  test('a lease lets two tellers in, and tokens that come with writes are seen too late', async () => {
    for (const more of [[], ['fencing', 'retry']] satisfies BankSafeguard[][]) {
      expect(await toldOf(balanceIsDue, ['lock', 'lease', ...more])).toEqual([
        'teller 1 takes the lock',
        'teller 1 reads a balance of 1000',
        'lease ends: teller 1, which is slow, has the lock no more',
        'teller 2 takes the lock',
        'teller 2 reads a balance of 1000',
        'teller 1 writes 1000 + 100',
        'teller 2 writes 1000 - 50 over a balance of 1100',
      ]);
    }
  });

  test('a balance comes back, and the statement has a number twice', async () => {
    expect(await toldOf(entriesInSequence, ['compareBalance', 'retry'])).toEqual([
      'teller 1 reads a balance of 1000',
      'teller 2 reads a balance of 1000',
      'teller 1 writes 1000 + 100',
      'teller 1 goes on with its next order',
      'teller 1 reads a balance of 1100',
      'teller 1 writes 1100 - 100',
      'teller 2 writes 1000 - 50: the balance is again what it was',
    ]);
  });
});

describe('the bank: what is enough', { timeout: 600_000 }, () => {
  test('of all 256 sets', { timeout: 600_000 }, async () => {
    const { complete, together, properties } = await compareSafeguards(
      bank,
      [...bankSafety, ...bankLiveness],
      { fairness: 'weak' },
    );
    expect(complete).toBe(true);
    expect(together.minimal.map(({ on }) => on)).toEqual(enough);
    expect(together.idle).toEqual([]);
    const minimal = properties.map((one) => one.minimal.map(({ on }) => nameOf(on)));
    expect(minimal).toEqual([
      ['lock', 'compareBalance', 'compareVersion', 'atomicStep'],
      ['lock', 'compareVersion', 'atomicStep'],
      ['no safeguard'],
    ]);
    const harm = properties.map((one) =>
      one.harmful.map(({ safeguard, added }) => `${safeguard} beside ${nameOf(added)}`),
    );
    expect(harm).toEqual([
      // Without a lease a lock keeps all updates, and may keep its tellers from going on.
      ['lease beside lock'],
      ['lease beside lock'],
      [
        'lock beside no safeguard',
        'fencing beside lock + lease',
        'compareBalance beside no safeguard',
        'compareVersion beside no safeguard',
      ],
    ]);
  });

  test('where nobody crashes or is late, a lock too', async () => {
    const { complete, together } = await compareSafeguards(bank, [...bankSafety, ...bankLiveness], {
      fairness: 'weak',
      parameters: { crashes: 0, delays: 0 },
    });
    expect(complete).toBe(true);
    expect(together.minimal.map(({ on }) => on)).toEqual([['lock'], oneStep, compared]);
    expect(together.idle).toEqual(['lease', 'fencing', 'fenceReads', 'compareBalance']);
  });

  test.each(enough.map((on) => [nameOf(on), on] as const))('no part of %s is', async (_, on) => {
    for (const off of on) {
      const { verdict } = await check(
        bank.with(on.filter((one) => one !== off)),
        [...bankSafety, ...bankLiveness],
        { fairness: 'weak' },
      );
      expect([off, verdict]).toEqual([off, 'violated']);
    }
  });

  test.runIf(isDeep)('with three tellers', async () => {
    expect(await violated(oneStep, { tellers: 3 })).toEqual(['', 392]);
    expect(await violated(compared, { tellers: 3 })).toEqual(['two 2', 5267]);
    expect(await violated(fenced, { tellers: 3 })).toEqual(['two 5', 10202]);
  });

  test.runIf(isDeep)('with leases that end early more often', async () => {
    expect(await violated(fenced, { delays: 3 })).toEqual(['two 5', 3293]);
    expect(await violated(fencedAndCompared, { delays: 3 })).toEqual(['two 5', 3409]);
  });

  describe('with three tellers, two of whom together change nothing', () => {
    const three = { tellers: 3, orders: 1, delays: 2, opposite: true };

    testRows(
      [
        [oneStep, '', 73],
        [compared, 'two 2', 572],
        [fenced, 'two 5', 5995],
        [['compareBalance', 'retry'], 'sequence 6, two 2', 572],
        // Late tellers write one after the other, each with a newer token, and bring the balance back.
        [fencedAndCompared, 'sequence 11, two 5', 6366],
      ],
      three,
    );

    test('how', async () => {
      expect(await toldOf(entriesInSequence, fencedAndCompared, three)).toEqual([
        'teller 1 takes the lock',
        'teller 1 reads a balance of 1000',
        'lease ends: teller 1, which is slow, has the lock no more',
        'teller 3 takes the lock',
        'lease ends: teller 3, which is slow, has the lock no more',
        'teller 2 takes the lock',
        'teller 2 reads a balance of 1000',
        'teller 1 writes 1000 + 100',
        'teller 3 reads a balance of 1100',
        'teller 3 writes 1100 - 100',
        'teller 2 writes 1000 - 50: the balance is again what it was',
      ]);
    });

    test(
      'it takes two leases that end early, and both of the two',
      { timeout: 600_000 },
      async () => {
        const one = { ...three, delays: 1 };
        expect((await violated(fencedAndCompared, one))[0]).toBe('two 5');
        expect((await violated(fencedAndCompared, { ...three, opposite: false }))[0]).toBe('two 5');
      },
    );
  });
});

describe('the bank: versions whose numbers begin again', () => {
  test.each<[string, Parameters, number]>([
    ['three numbers, two tellers', { wraps: 3, orders: 3 }, 10],
    ['two numbers, three tellers', { wraps: 2, orders: 1, tellers: 3 }, 6],
    ['three numbers, three tellers', { wraps: 3, orders: 2, tellers: 3 }, 9],
    ['five numbers, orders without end', { wraps: 5, forever: true }, 16],
  ])('are fooled: %s', async (_, parameters, steps) => {
    await expect(bank.with(compared, parameters)).toViolate(balanceIsDue, { steps });
  });

  test.each<[string, Parameters, number]>([
    ['fewer orders than numbers', { wraps: 3, orders: 2, crashes: 0 }, 97],
    // After an even number of orders of one teller the balance is the same again.
    ['two numbers, two tellers', { wraps: 2, forever: true, crashes: 0 }, 84],
    ['four numbers, two tellers', { wraps: 4, forever: true, crashes: 0 }, 132],
  ])('are not: %s', async (_, parameters, distinct) => {
    await expect(bank.with(compared, parameters)).toHold(balanceIsDue, { distinct });
  });

  test('a full round later the write goes through', async () => {
    const parameters = { wraps: 3, orders: 3, crashes: 0 };
    expect(await toldOf(balanceIsDue, compared, parameters)).toEqual([
      'teller 1 reads a balance of 1000',
      'teller 2 reads a balance of 1000',
      'teller 1 writes 1000 + 100',
      'teller 1 goes on with its next order',
      'teller 1 reads a balance of 1100',
      'teller 1 writes 1100 - 100',
      'teller 1 goes on with its next order',
      'teller 1 reads a balance of 1000',
      'teller 1 writes 1000 + 100',
      'teller 2 writes 1000 - 50 over a balance of 1100',
    ]);
  });

  test('a balance that comes back does not do this', async () => {
    const parameters = { wraps: 3, orders: 3, crashes: 0 };
    expect(await violated([...compared, 'compareBalance'], parameters)).toEqual(['two 2', 238]);
  });
});

/** Orders come again and again: does each teller get through, and does anybody? */
describe.runIf(isDeep)('the bank: orders without end', { timeout: 600_000 }, () => {
  const forever = { forever: true, orders: 1, crashes: 0, delays: 0 };

  /** Whose orders wait for ever, and at which balances the account may stay for ever. */
  async function waiting(
    on: readonly BankSafeguard[],
    fairness: FairnessOption,
    parameters: Parameters = {},
  ): Promise<[string, string, number]> {
    const tellers = parameters.tellers ?? 2;
    const names = Array.from({ length: tellers }, (_, index) => `teller ${index + 1}`);
    const each = names.flatMap(getsThrough);
    const any = somebodyGetsThrough(tellers);
    const { properties, distinct } = await check(
      bank.with(on, { ...forever, ...parameters }),
      [balanceIsDue, ...each, ...any],
      { fairness },
    );
    const [lost, ...rest] = properties;
    expect(lost?.verdict).toBe('holds');
    return [
      violations(
        rest.slice(0, each.length),
        names.flatMap((name) => [`${name} in`, `${name} out`]),
      ),
      violations(
        rest.slice(each.length),
        any.map(({ name }) => name.replace('the balance does not stay ', '')),
      ),
      distinct,
    ];
  }

  const anyOf = (...names: string[]) => [weak(...names)];
  const both = anyOf('teller 1', 'teller 2');

  test('in one step, each gets through', async () => {
    expect(await waiting(oneStep, 'weak')).toEqual(['', '', 16]);
    expect(await waiting(oneStep, 'weak', { tellers: 3 })).toEqual(['', '', 64]);
  });

  test('before a lock one may wait for ever, unless who can take it now and then does', async () => {
    const waits = 'teller 1 in 8:0, teller 1 out 12:4, teller 2 in 8:0, teller 2 out 12:4';
    expect(await waiting(['lock'], 'weak')).toEqual([waits, '', 28]);
    expect(await waiting(['lock'], 'strong')).toEqual(['', '', 28]);
    expect(await waiting(['lock'], 'strong', { tellers: 3 })).toEqual(['', '', 80]);
    expect(await waiting(fenced, 'strong', { crashes: 1, delays: 1 })).toEqual(['', '', 904]);
  });

  test('who compares may be refused for ever, however fair all are', async () => {
    const waits = 'teller 1 in 9:0, teller 1 out 12:3, teller 2 in 9:0, teller 2 out 12:3';
    for (const fairness of ['weak', 'strong'] as const) {
      expect(await waiting(compared, fairness)).toEqual([waits, '', 108]);
      expect(await waiting(['compareBalance', 'retry'], fairness)).toEqual([waits, '', 108]);
    }
    const [first] = getsThrough('teller 1');
    if (first === undefined) throw new Error('There is no such property.');
    expect(await toldOf(first, compared, forever, 'strong')).toEqual([
      'teller 1 reads a balance of 1000',
      'teller 2 reads a balance of 1000',
      'teller 2 writes 1000 - 50',
      'teller 1 is refused: another has written since the read',
      'teller 1 begins the order anew',
      'teller 2 goes on with its next order',
      'teller 2 reads a balance of 950',
      'teller 2 writes 950 + 50',
      'teller 2 goes on with its next order',
      'back to 0',
    ]);
  });

  test('but somebody who compares gets through, whoever stops where', async () => {
    const alone = [both, anyOf('teller 1'), anyOf('teller 2')];
    for (const on of [compared, ['compareBalance', 'retry']] satisfies BankSafeguard[][]) {
      for (const fairness of alone) expect((await waiting(on, fairness))[1]).toBe('');
    }
    const three = { tellers: 3 };
    for (const name of ['teller 1', 'teller 2', 'teller 3']) {
      const [, stays, distinct] = await waiting(compared, anyOf(name), three);
      expect([stays, distinct]).toEqual(['', 2808]);
    }
  });

  test('who stops with the lock stops all', async () => {
    // Where either goes on, it is the one who has the lock.
    expect((await waiting(['lock'], both))[1]).toBe('');
    expect((await waiting(['lock'], anyOf('teller 2')))[1]).toBe(
      '1000 1:1, 950 5:5, 1100 3:3, 1050 7:7',
    );
  });

  test('who crashes with the lock stops all for good, and a lease helps', async () => {
    const rows = [
      [true, '1000 3:3, 950 5:5, 1100 5:5, 1050 9:9'],
      [false, '1000 2:2, 950 4:4, 1100 4:4, 1050 8:8'],
    ] as const;
    for (const [restarts, stays] of rows) {
      const crash = { crashes: 1, restarts };
      expect((await waiting(['lock'], 'strong', crash))[1]).toBe(stays);
      expect((await waiting(fenced, 'strong', crash)).slice(0, 2)).toEqual(['', '']);
      expect((await waiting(compared, 'weak', crash))[1]).toBe('');
      expect((await waiting(oneStep, 'weak', crash)).slice(0, 2)).toEqual(['', '']);
    }
  });

  test('a balance that is compared is fooled, and the sum is right all the same', async () => {
    for (const tellers of [2, 3]) {
      const model = bank.with(['compareBalance', 'retry'], { ...forever, tellers });
      await expect(model).toViolate(entriesInSequence, { steps: 7 });
      await expect(model).toHold(balanceIsDue, { distinct: tellers === 2 ? 108 : 2808 });
    }
  });
});

describe('the bank: the size of the system', () => {
  test('it is no toy that does nothing', async () => {
    await expect(bank.with([])).toReach(ordersCanBeDone, { steps: 10 });
    for (const on of enough) await expect(bank.with(on)).toHold(ordersCanBeDone);
  });

  test('every step is taken, but for those that a safeguard replaces or needs', async () => {
    const never = async (on: BankSafeguard[]) =>
      (await check(bank.with(on), [])).neverTaken.map(({ actor, step }) => `${actor}.${step}`);
    expect(await never(['lock', 'lease'])).toEqual(['teller 1.update', 'teller 2.update']);
    expect(await never(['lock', 'lease', 'atomicStep'])).toEqual([
      'teller 1.read',
      'teller 1.write',
      'teller 2.read',
      'teller 2.write',
    ]);
  });

  test('one teller alone loses nothing, and can keep the lock from itself', async () => {
    expect(await violated([], { tellers: 1 })).toEqual(['', 17]);
    await expect(bank.with(['lock'], { tellers: 1 })).toViolate(everyOrderDone, {
      steps: 3,
      fairness: 'weak',
    });
  });

  test('only one teller at a time is what a lock without a lease gives', async () => {
    await expect(bank.with(['lock'])).toHold(oneAtATime);
    await expect(bank.with(['lock', 'lease'], { delays: 0 })).toHold(oneAtATime);
    await expect(bank.with(['lock', 'lease'])).toViolate(oneAtATime, { steps: 5 });
  });
});

replayRecordings('test/counterexamples/bank', bank, [
  ...bankProperties,
  ...getsThrough('teller 1'),
]);
