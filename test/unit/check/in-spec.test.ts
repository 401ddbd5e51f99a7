import { expect, test } from 'vitest';
import { check, defineProgram, duration, estimate, refines, replay, record, sample } from 'allways';
import { bank, bankOf, branches, total, type Bank, type Branches } from '../../support/branches.js';

const shop = (price: number) =>
  defineProgram({
    name: 'shop',
    start: (io) => {
      const till = io.service('till', { take: (n: number) => Promise.resolve(n) });
      return { till, coins: { left: 2 }, price };
    },
    tasks: {
      buyer: async ({ till, coins, price }: Shop) => {
        coins.left -= await till.take(price);
      },
    },
    state: ({ coins }: Shop) => ({ total: coins.left }),
  });
interface Shop {
  till: { take: (n: number) => Promise<number> };
  coins: { left: number };
  price: number;
}

test('a program refines a spec, or shows where it does not', async () => {
  const same = refines(bank, (s: Bank) => s);
  expect((await check(shop(1), same)).verdict).toBe('holds');
  const still = await check(shop(0), same);
  expect(still.properties).toMatchObject([{ vacuous: 'no step of the spec was ever taken' }]);
  const { properties } = await check(shop(2), same);
  expect(properties).toMatchObject([
    { verdict: 'violated', says: expect.stringContaining('"bank" cannot do that') as string },
  ]);
  expect(properties[0]).toHaveProperty('inSpec.instead.0.says', 'spends a coin');
  const elsewhere = refines(bank, (s: Bank) => ({ total: s.total + 1 }));
  expect((await check(shop(0), elsewhere)).properties).toMatchObject([
    { verdict: 'violated', says: 'it does not start in an initial state of "bank"' },
  ]);
});

test('samples and replayed recordings show the spec as well', async () => {
  const stingy = refines(
    bankOf((s) => void s.total--),
    total,
  );
  const model = branches(true);
  const [sampled] = sample(model, stingy, { seed: 1 }).properties;
  expect(sampled).toHaveProperty('inSpec.spec', 'bank');
  const replayed = sampled?.trace && replay(record(sampled.trace, 'refines bank'), model, stingy);
  expect(replayed).toHaveProperty('inSpec', (sampled as { inSpec?: unknown }).inSpec);

  const same = refines(bank, (s: Bank) => s);
  const ofProgram = (await sample(shop(2), same, { seed: 1 })).properties[0];
  expect(ofProgram).toHaveProperty('inSpec.instead.0.says', 'spends a coin');
  const recording = ofProgram?.trace && record(ofProgram.trace, 'refines bank');
  expect(recording && (await replay(recording, shop(2), same))).toHaveProperty('inSpec');
});

test('an estimate says how often a run leaves the spec, and refuses a wrong start', async () => {
  const stingy = bankOf((s) => void s.total--);
  const options = { durations: { '*': duration.fixed(1) }, runs: 20, seed: 1 };
  const { properties } = await estimate(branches(true), refines(stingy, total), options);
  expect(properties).toMatchObject([{ kind: 'transition', hits: 20 }]);
  const rich = refines(bank, (s: Branches) => ({ total: 1 + total(s).total }));
  await expect(estimate(branches(true), rich, options)).rejects.toThrow(
    'estimate cannot ask "refines bank": an initial state violates it (it does not start in an initial state of "bank"); ask check.',
  );
});
