/** How often each step can be taken, and why one never can. */
import { describe, expect, test } from 'vitest';
import { actor, check, defineModel, report, step } from 'allways';
import { referenceSearch } from '../../../src/search/reference/reference.js';
import { engine } from '../../support/engine.js';

interface Shop {
  open: boolean;
  stock: number;
  sold: string[];
}

const isLarge = (shop: Shop) => shop.stock > 9;
const restock = (s: Shop) => {
  s.stock++;
};

/** A shop with steps that are never taken, each for another reason. */
const shop = defineModel<Shop>({
  name: 'shop',
  initial: { open: false, stock: 0, sold: [] },
  actors: [
    actor<Shop>('keeper', {
      open: {
        when: (s) => !s.open,
        then: (s) => {
          s.open = true;
        },
      },
      restock: { when: (s) => s.open && s.stock < 2, then: restock },
      // It is open, and there is never so much.
      overfill: { when: (s) => s.open && s.stock > 5 && s.sold.length > 7, then: restock },
      // What a function looks at, its text does not say.
      enlarge: { when: (s) => isLarge(s) && s.open, then: restock },
      // Two parts look at the same, so which of them looked?
      halve: { when: (s) => s.stock > 2 && s.open && s.stock < 9, then: restock },
      either: { when: (s) => s.stock > 5 || s.stock < 0, then: restock },
      // Destructured, all is looked at before the first part.
      unpack: { when: ({ open, stock }) => open && stock > 5, then: restock },
    }),
    actor<Shop>('customer', {
      buy: step({
        choose: (s: Shop) => (s.stock > 0 ? ['cash', 'card'] : []),
        then: (s, how) => {
          s.stock--;
          if (s.sold.length < 2) s.sold.push(how);
        },
      }),
    }),
  ],
});

describe.each(Object.entries({ engine, referenceSearch }))('%s', (_, search) => {
  test('counts states and choices, and names what never held', async () => {
    const { coverage, distinct } = await search(shop, [], { coverage: true });
    expect(distinct).toBe(1 + 3 * 7);
    expect(coverage).toEqual([
      { actor: 'keeper', step: 'open', states: 1, taken: 1 },
      { actor: 'keeper', step: 'restock', states: 14, taken: 14 },
      { actor: 'keeper', step: 'overfill', states: 0, taken: 0, fails: 's.stock > 5' },
      { actor: 'keeper', step: 'enlarge', states: 0, taken: 0 },
      { actor: 'keeper', step: 'halve', states: 0, taken: 0 },
      { actor: 'keeper', step: 'either', states: 0, taken: 0 },
      { actor: 'keeper', step: 'unpack', states: 0, taken: 0 },
      { actor: 'customer', step: 'buy', states: 14, taken: 28 },
    ]);
  });

  test('only where it is asked for, and all was explored', async () => {
    expect(await search(shop, [])).not.toHaveProperty('coverage');
    const cut = await search(shop, [], { coverage: true, limits: { depth: 2 } });
    expect(cut).not.toHaveProperty('coverage');
  });
});

test('a report has a line for each step', async () => {
  const lines = report(await check(shop, [], { coverage: true })).split('\n');
  expect(lines.slice(-8)).toEqual([
    'keeper.open      1 time in 1 state',
    'keeper.restock   14 times in 14 states',
    'keeper.overfill  never, as this never holds: s.stock > 5',
    'keeper.enlarge   never',
    'keeper.halve     never',
    'keeper.either    never',
    'keeper.unpack    never',
    'customer.buy     28 times in 14 states',
  ]);
});
