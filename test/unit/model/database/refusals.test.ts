import { describe, expect, test } from 'vitest';
import { database, defineModel, type Isolation } from 'allways';
import { refusalOf } from '../../../support/refusal.js';

const options = { isolation: 'snapshot' as const, tables: { t: { a: 1 } } };

test.each<[given: unknown, says: string]>([
  [
    { ...options, isolation: 'snapshto' },
    'Database "db" has no isolation level "snapshto"; did you mean snapshot?',
  ],
  [
    { ...options, level: 'snapshot' },
    'Database "db" has no option "level"; it has isolation, tables.',
  ],
  [
    { ...options, tables: [] },
    'Database "db" has a list for its tables; give it { itsTable: { itsKey: row } }.',
  ],
  [{ ...options, tables: {} }, 'Database "db" has no tables; give it at least one.'],
  [
    { ...options, tables: { t: 1 } },
    'Database "db": table t is a number; give an object with each key and its row.',
  ],
  [
    { ...options, tables: { t: { valueOf: 1 } } },
    'Database "db": table t: no key can be "valueOf", which every object has; give it another name.',
  ],
])('a database that cannot work: %j', async (given, says) => {
  expect(await refusalOf(() => database('db', given as never))).toBe(says);
});

test('a row that is no plain data', async () => {
  const tables = { t: { a: () => 1 } };
  expect(await refusalOf(() => database('db', { ...options, tables }))).toContain('db.tables.t.a');
});

describe('wrong use of a database', () => {
  const db = database('db', options);
  const state = () =>
    structuredClone(defineModel<object>({ name: 'm', initial: {}, actors: [db] }).initial[0] ?? {});
  const opened = () => {
    const s = state();
    db.begin(s, 'me');
    return s;
  };

  test.each<[act: () => unknown, says: string]>([
    [
      () => db.begin({}, 'me'),
      'Database "db" is not in the state; give it to defineModel, among the actors, and use it on states of that model.',
    ],
    [
      () => db.begin(state(), ''),
      'Database "db": a transaction is ""; give a text that is not empty.',
    ],
    [
      () => db.read(opened(), 'me', 'T' as never, 'a' as never),
      'Database "db" has no table "T"; did you mean t?',
    ],
    [() => db.scan(opened(), 'me', 'u' as never), 'Database "db" has no table "u"; it has t.'],
    [
      () => db.scan(opened(), 'me', 't', 1 as never),
      'Database "db": scan of t: where is 1; make it a function.',
    ],
    [() => db.committed(state(), 'u' as never), 'Database "db" has no table "u"; it has t.'],
    [
      () => {
        db.write(opened(), 'me', 't', 'a', undefined as never);
      },
      'Database "db": me writes undefined to t; give a row, or use delete.',
    ],
    [
      () => {
        db.write(opened(), 'me', 't', 5 as never, 1 as never);
      },
      'Database "db": a key is 5; give a text that is not empty.',
    ],
    [
      () => db.read(state(), undefined as never, 't', 'a'),
      'Database "db": a transaction is undefined; give a text that is not empty.',
    ],
  ])('is refused: %s', async (act, says) => {
    expect(await refusalOf(act)).toBe(says);
  });

  test('a transaction that is not open, or open twice, is an error of the step', () => {
    expect(() => db.read(state(), 'me', 't', 'a')).toThrow(
      'me has no open transaction of db; it must begin one first',
    );
    expect(() => db.commit(state(), 'me')).toThrow('me has no open transaction of db');
    expect(() => {
      db.begin(opened(), 'me');
    }).toThrow('me has an open transaction of db; it must end that first');
  });
});

test('two databases of one name are refused, also with different levels', async () => {
  const twin = (isolation: Isolation) => database('db', { ...options, isolation });
  const actors = [twin('snapshot'), twin('serializable')];
  expect(await refusalOf(() => defineModel<object>({ name: 'm', initial: {}, actors }))).toContain(
    'has two actors named "db"',
  );
});
