import { describe, expect, test } from 'vitest';
import {
  check,
  database,
  defineModel,
  done,
  forState,
  noDeadlock,
  reachable,
  wait,
  type Isolation,
} from 'allways';

const { actor, process } = forState<object>();

const log: Record<string, { by: string }> = {};

const bankWith = (isolation: Isolation) =>
  database('bank', {
    isolation,
    tables: { accounts: { a: 100, b: 100 }, log },
  });

/** A state with the database, to be changed by hand. */
const opened = (isolation: Isolation) => {
  const bank = bankWith(isolation);
  const [initial] = defineModel<object>({ name: 'm', initial: {}, actors: [bank] }).initial;
  return { bank, s: structuredClone(initial ?? {}) as { databases?: unknown } };
};

const all: readonly Isolation[] = [
  'read uncommitted',
  'read committed',
  'snapshot',
  'serializable',
];

describe('a database', () => {
  test('stands in the state', () => {
    const { initial } = defineModel<object>({
      name: 'm',
      initial: {},
      actors: [bankWith('snapshot')],
    });
    expect(initial).toEqual([
      {
        databases: {
          bank: { tables: { accounts: { a: 100, b: 100 }, log: {} }, transactions: {} },
        },
      },
    ]);
  });

  test.each(all)('%s: a transaction sees its own writes, and commits them at once', (isolation) => {
    const { bank, s } = opened(isolation);
    bank.begin(s, 'one');
    expect(bank.isOpen(s, 'one')).toBe(true);
    bank.write(s, 'one', 'accounts', 'a', 50);
    bank.write(s, 'one', 'log', 'first', { by: 'one' });
    expect(bank.read(s, 'one', 'accounts', 'a')).toBe(50);
    expect(bank.read(s, 'one', 'log', 'first')).toEqual({ by: 'one' });
    expect(bank.committed(s, 'accounts')).toEqual({ a: 100, b: 100 });
    expect(bank.scan(s, 'one', 'accounts')).toEqual([
      ['a', 50],
      ['b', 100],
    ]);
    expect(bank.commit(s, 'one')).toBe('committed');
    expect(bank.isOpen(s, 'one')).toBe(false);
    expect(bank.committed(s, 'accounts')).toEqual({ a: 50, b: 100 });
    expect(bank.committed(s, 'log')).toEqual({ first: { by: 'one' } });
  });

  test.each(all)('%s: an abort undoes inserts and deletes', (isolation) => {
    const { bank, s } = opened(isolation);
    const before = structuredClone(s);
    bank.begin(s, 'one');
    bank.write(s, 'one', 'log', 'first', { by: 'one' });
    bank.delete(s, 'one', 'log', 'first');
    expect(bank.read(s, 'one', 'log', 'first')).toBe(undefined);
    expect(bank.scan(s, 'one', 'log')).toEqual([]);
    bank.abort(s, 'one');
    expect(s).toEqual(before);
    bank.abort(s, 'one');
    expect(s).toEqual(before);
  });

  test('scans only what satisfies the predicate, in the order of the keys', () => {
    const { bank, s } = opened('snapshot');
    bank.begin(s, 'one');
    bank.write(s, 'one', 'log', 'z', { by: 'one' });
    bank.write(s, 'one', 'log', 'y', { by: 'two' });
    bank.write(s, 'one', 'log', 'x', { by: 'one' });
    expect(bank.scan(s, 'one', 'log', ({ by }) => by === 'one').map(([key]) => key)).toEqual([
      'x',
      'z',
    ]);
    expect(bank.scan(s, 'one', 'log', (_, key) => key > 'y')).toEqual([['z', { by: 'one' }]]);
  });

  test('gives copies of rows, which cannot be changed', () => {
    const { bank, s } = opened('read committed');
    const row = { by: 'one', tags: ['x'] };
    bank.begin(s, 'one');
    bank.write(s, 'one', 'log', 'first', row);
    row.by = 'two';
    const read = bank.read(s, 'one', 'log', 'first') as { by: string };
    expect(read).toEqual({ by: 'one', tags: ['x'] });
    expect(() => {
      read.by = 'two';
    }).toThrow(TypeError);
  });

  test('keeps nothing of a transaction that has ended', () => {
    for (const isolation of all) {
      const { bank, s } = opened(isolation);
      const before = structuredClone(s);
      for (const me of ['one', 'two']) bank.begin(s, me);
      bank.scan(s, 'two', 'accounts');
      bank.read(s, 'two', 'log', 'first');
      bank.readForUpdate(s, 'one', 'accounts', 'a');
      expect(bank.commit(s, 'one')).toBe('committed');
      bank.commit(s, 'two');
      expect(s).toEqual(before);
    }
  });
});

describe('a snapshot', () => {
  test('keeps the rows that others changed since it began, and no others', () => {
    const { bank, s } = opened('snapshot');
    bank.begin(s, 'reader');
    bank.begin(s, 'writer');
    bank.write(s, 'writer', 'accounts', 'a', 1);
    bank.write(s, 'writer', 'log', 'first', { by: 'writer' });
    bank.commit(s, 'writer');
    bank.begin(s, 'writer');
    bank.write(s, 'writer', 'accounts', 'a', 2);
    bank.commit(s, 'writer');
    expect(s.databases).toMatchObject({
      bank: {
        transactions: {
          reader: { before: { accounts: { a: { row: 100 } }, log: { first: {} } } },
        },
      },
    });
    expect(bank.read(s, 'reader', 'accounts', 'a')).toBe(100);
    expect(bank.read(s, 'reader', 'log', 'first')).toBe(undefined);
    expect(bank.scan(s, 'reader', 'log')).toEqual([]);
    expect(bank.commit(s, 'reader')).toBe('committed');
  });

  test.each([
    ['snapshot', 'aborted'],
    // Nothing was read, so the last to commit comes last in the serial order.
    ['serializable', 'committed'],
  ] as const)('%s: the second of two blind writes is %s', (isolation, ends) => {
    const { bank, s } = opened(isolation);
    for (const me of ['one', 'two']) {
      bank.begin(s, me);
      bank.write(s, me, 'accounts', 'a', 1);
    }
    expect(bank.commit(s, 'one')).toBe('committed');
    expect(bank.commit(s, 'two')).toBe(ends);
    expect(bank.isOpen(s, 'two')).toBe(false);
  });
});

describe('serializable', () => {
  /** How a transaction ends that reads so, if another inserts a row meanwhile. */
  const ends = (reads: (of: ReturnType<typeof opened>) => unknown, writes = true) => {
    const of = opened('serializable');
    const { bank, s } = of;
    bank.begin(s, 'one');
    reads(of);
    if (writes) bank.write(s, 'one', 'accounts', 'a', 1);
    bank.begin(s, 'two');
    bank.write(s, 'two', 'log', 'x', { by: 'two' });
    bank.commit(s, 'two');
    return bank.commit(s, 'one');
  };

  test('aborts what has read a row that another has written since', () => {
    expect(ends(({ bank, s }) => bank.read(s, 'one', 'log', 'x'))).toBe('aborted');
    expect(ends(({ bank, s }) => bank.read(s, 'one', 'log', 'y'))).toBe('committed');
    expect(ends(({ bank, s }) => bank.scan(s, 'one', 'log'))).toBe('aborted');
    expect(ends(({ bank, s }) => bank.scan(s, 'one', 'accounts'))).toBe('committed');
  });

  test('commits what only reads, and a read of an own write does not count', () => {
    expect(ends(({ bank, s }) => bank.scan(s, 'one', 'log'), false)).toBe('committed');
    const own = ends(({ bank, s }) => {
      bank.write(s, 'one', 'log', 'x', { by: 'one' });
      bank.read(s, 'one', 'log', 'x');
    });
    expect(own).toBe('committed');
  });
});

describe('locks', () => {
  const both = (order: readonly ('a' | 'b')[], isolation: Isolation = 'read committed') => {
    const bank = bankWith(isolation);
    const clerk = (me: string, [first = 'a', second = 'b']: readonly ('a' | 'b')[]) =>
      process(
        me,
        {},
        {
          first: (s) => {
            bank.begin(s, me);
            bank.write(s, me, 'accounts', first, 1);
            return 'second';
          },
          second: (s) => {
            bank.write(s, me, 'accounts', second, 2);
            return 'commit';
          },
          commit: (s) => (bank.commit(s, me) === 'committed' ? done : wait),
        },
      );
    return forState<object>().defineModel({
      name: 'clerks',
      initial: {},
      actors: [bank, clerk('one', ['a', 'b']), clerk('two', order)],
    });
  };
  const allDone = ({ processes: { one, two } }: { processes: Record<string, { at: string }> }) =>
    one?.at === 'done' && two?.at === 'done';

  test('make a block wait, and a deadlock of locks is one of the model', async () => {
    const orderly = await check(both(['a', 'b']), noDeadlock(allDone));
    expect(orderly.verdict).toBe('holds');
    // One clerk after the other: five states in each order, between the same beginning and end.
    expect(orderly.distinct).toBe(12);
    const crossed = await check(both(['b', 'a']), noDeadlock(allDone));
    expect(crossed.verdict).toBe('violated');
    expect(crossed.properties[0]?.trace?.actions.length).toBe(2);
    const optimistic = await check(both(['b', 'a'], 'serializable'), noDeadlock(allDone));
    expect(optimistic.verdict).toBe('holds');
  });

  test('make an ordinary step wait', async () => {
    const bank = bankWith('read committed');
    const clerk = (me: string) =>
      actor(me, {
        write: {
          when: (s) => !bank.isOpen(s, me),
          then: (s) => {
            bank.begin(s, me);
            bank.write(s, me, 'accounts', 'a', 1);
          },
        },
      });
    const model = defineModel<object>({
      name: 'm',
      initial: {},
      actors: [bank, clerk('one'), clerk('two')],
    });
    // Nobody, or one of them.
    expect(
      (
        await check(
          model,
          noDeadlock(() => true),
        )
      ).distinct,
    ).toBe(3);
    const [start = {}] = model.initial;
    const [first] = model.actions(start);
    expect(first && model.actions(model.reduce(start, first))).toEqual([]);
  });

  test('are asked by the guard of an ordinary step', async () => {
    const bank = bankWith('read committed');
    const clerk = (me: string) =>
      actor(me, {
        write: {
          when: (s) => !bank.isOpen(s, me) && !bank.isLocked(s, me, 'accounts', 'a'),
          then: (s) => {
            bank.begin(s, me);
            bank.write(s, me, 'accounts', 'a', 1);
          },
        },
        commit: { when: (s) => bank.isOpen(s, me), then: (s) => void bank.commit(s, me) },
      });
    const model = defineModel<object>({
      name: 'm',
      initial: {},
      actors: [bank, clerk('one'), clerk('two')],
    });
    const isOpen = (me: string) => (s: object) => bank.isOpen(s, me);
    const result = await check(model, [
      noDeadlock(),
      reachable('one', isOpen('one')),
      reachable('two', isOpen('two')),
    ]);
    expect(result.verdict).toBe('holds');
    // Nobody or one of them is open, before and after the first commit.
    expect(result.distinct).toBe(6);
  });
});

describe('rows that are objects', () => {
  const start: Record<string, { n: number; by: readonly string[] }> = { a: { n: 0, by: [] } };
  const shop = database('shop', { isolation: 'snapshot', tables: { stock: start } });
  const buyer = (me: string) =>
    process(
      me,
      {},
      {
        buy: (s) => {
          shop.begin(s, me);
          const row = shop.read(s, me, 'stock', 'a');
          if (row === undefined) return wait;
          shop.write(s, me, 'stock', 'a', { n: row.n + 1, by: [...row.by, me] });
          shop.write(s, me, 'stock', 'copy', row);
          return 'commit';
        },
        commit: (s) => (shop.commit(s, me) === 'committed' ? done : 'buy'),
      },
    );

  test('are read, kept and committed whole', async () => {
    const model = forState<object>().defineModel({
      name: 'shop',
      initial: {},
      actors: [shop, buyer('one'), buyer('two')],
    });
    const [whole, last] = (
      await check(model, [
        noDeadlock((s) => Object.values(s.processes).every(({ at }) => at === 'done')),
        reachable('the last state', (s) => shop.committed(s, 'stock').a?.n === 2),
      ])
    ).properties;
    expect(whole?.verdict).toBe('holds');
    expect(last?.verdict).toBe('holds');
    const end = last?.trace?.states.at(-1);
    const { a, copy } = (end && shop.committed(end, 'stock')) ?? {};
    expect(copy).toEqual({ n: 1, by: a?.by.slice(0, 1) });
    expect(a?.by.toSorted()).toEqual(['one', 'two']);
  });
});
