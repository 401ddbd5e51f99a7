import { describe, expectTypeOf, test } from 'vitest';
import { database, forState, type StateOf } from 'allways';

interface Order {
  readonly item: string;
  tags: string[];
}
interface Orders {
  first: Order;
  second?: Order;
}

const orders: Orders = { first: { item: 'apples', tags: [] } };
const log: Record<string, string> = {};

const shop = database('shop', {
  isolation: 'snapshot',
  tables: {
    stock: { apples: 3, pears: 2 },
    orders,
    log,
  },
});

const { actor, defineModel } = forState<{ open: boolean }>();

describe('a database', () => {
  const state = {};

  test('knows the rows of its tables', () => {
    expectTypeOf(shop.read(state, 'me', 'stock', 'apples')).toEqualTypeOf<number>();
    expectTypeOf(shop.readForUpdate(state, 'me', 'stock', 'apples')).toEqualTypeOf<number>();
    expectTypeOf(shop.read(state, 'me', 'log', 'any')).toEqualTypeOf<string | undefined>();
    const first = shop.read(state, 'me', 'orders', 'first');
    expectTypeOf(first.item).toEqualTypeOf<string>();
    expectTypeOf(first.tags).toEqualTypeOf<readonly string[]>();
    expectTypeOf(shop.read(state, 'me', 'orders', 'second')?.item).toEqualTypeOf<
      string | undefined
    >();
    expectTypeOf(shop.scan(state, 'me', 'stock', (n, key) => n > key.length)).toEqualTypeOf<
      readonly (readonly [key: 'apples' | 'pears', row: number])[]
    >();
    expectTypeOf(shop.committed(state, 'stock').pears).toEqualTypeOf<number>();
    expectTypeOf(shop.commit(state, 'me')).toEqualTypeOf<'committed' | 'aborted'>();
  });

  test('refuses what is not in a table', () => {
    shop.write(state, 'me', 'orders', 'second', shop.read(state, 'me', 'orders', 'first'));
    shop.write(state, 'me', 'log', 'any', 'text');
    shop.delete(state, 'me', 'log', 'any');
    shop.delete(state, 'me', 'orders', 'second');
    // @ts-expect-error There is no such table.
    shop.read(state, 'me', 'sotck', 'apples');
    // @ts-expect-error There is no such row.
    shop.read(state, 'me', 'stock', 'plums');
    // @ts-expect-error A row of this table is a number.
    shop.write(state, 'me', 'stock', 'apples', 'many');
    // @ts-expect-error This row is always there.
    shop.delete(state, 'me', 'stock', 'apples');
    // @ts-expect-error There is no such level.
    database('db', { isolation: 'serialisable', tables: { t: { a: 1 } } });
    // @ts-expect-error A table is an object of rows.
    database('db', { isolation: 'snapshot', tables: { t: 1 } });
  });

  test('stands in the state of a model', () => {
    const model = defineModel({
      name: 'shop',
      initial: { open: true },
      actors: [shop, actor('clerk', { close: { then: (s) => void (s.open = false) } })],
    });
    type State = StateOf<typeof model>;
    expectTypeOf<State['open']>().toEqualTypeOf<boolean>();
    expectTypeOf<State['databases']['shop']['tables']['stock']>().toEqualTypeOf<{
      apples: number;
      pears: number;
    }>();
    forState<typeof model>().transition('typed', (_, action) => {
      expectTypeOf(action.actor).toEqualTypeOf<'clerk'>();
      return true;
    });
  });
});
