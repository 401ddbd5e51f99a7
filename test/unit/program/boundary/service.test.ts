import { describe, expect, test } from 'vitest';
import {
  check,
  reads,
  writes,
  type Footprints,
  type Program,
  type Reduction,
  type ServiceOptions,
} from 'allways';
import {
  endOf,
  endsOf,
  logging,
  storyOf,
  type Log,
  type Logged,
} from '../../../support/program-runs.js';
import { refusalOf } from '../../../support/refusal.js';

/** A store with private memory. */
class Store {
  readonly #values = new Map<string, number>();
  label = 'store';

  get(key: string): Promise<number> {
    return Promise.resolve(this.#values.get(key) ?? 0);
  }

  set(key: string, value: number): Promise<void> {
    this.#values.set(key, value);
    return Promise.resolve();
  }

  async add(key: string, value: number): Promise<number> {
    await this.set(key, (await this.get(key)) + value);
    return this.get(key);
  }

  sum(): number {
    return [...this.#values.values()].reduce((sum, value) => sum + value, 0);
  }
}

/** A program with one task that uses a service. */
const using = <Service extends object>(
  object: () => Service,
  task: (service: Service, write: Logged['write']) => unknown,
  options?: ServiceOptions<Service>,
  footprints?: Footprints<Service>,
): Program<Log> =>
  logging({
    start: (io) => ({ service: io.service('service', object(), footprints, options) }),
    tasks: { task: ({ service, write }) => task(service, write) },
  });

/** How many runs a program has in which two processes make one call each. */
async function runsOfTwo(
  one: (store: Store) => unknown,
  other: (store: Store) => unknown,
  reduction: Reduction,
  footprints?: Footprints<Store>,
  options?: ServiceOptions<Store>,
): Promise<number> {
  const program = logging({
    start: (io) => ({ store: io.service('store', new Store(), footprints, options) }),
    processes: {
      one: ({ store }) => ({ run: () => one(store) }),
      other: ({ store }) => ({ run: () => other(store) }),
    },
  });
  const { runs, wrong } = await endsOf(program, reduction);
  expect(wrong).toEqual([]);
  return runs;
}

const ofKeys: Footprints<Store> = { get: (key) => reads(key), set: (key) => writes(key) };

describe('io.service', () => {
  test('a call is performed, and later it is answered', async () => {
    const program = using(
      () => new Store(),
      async (store, write) => {
        await store.set('a', 5);
        write(await store.get('a'));
      },
    );
    expect(await endOf(program)).toBe('5');
    expect(await storyOf(program)).toEqual([
      'task starts',
      'task asks service.set a 5',
      'service answers task',
      'task asks service.get a',
      'service answers task: 5',
    ]);
  });

  test('counts of runs', async () => {
    const get = (store: Store) => store.get('a');
    // Two tasks of three events each: 6! / (3! 3!); of two events each: 4! / (2! 2!).
    expect(await runsOfTwo(get, get, 'none')).toBe(20);
    expect(await runsOfTwo(get, get, 'none', {}, { atomic: true })).toBe(6);
    // The calls in two orders, if they depend on each other.
    for (const reduction of ['sleep sets', 'source sets'] as const) {
      const runs = (one: (store: Store) => unknown, other: (store: Store) => unknown) =>
        runsOfTwo(one, other, reduction, ofKeys);
      expect(await runsOfTwo(get, get, reduction)).toBe(2);
      expect(await runs(get, get)).toBe(1);
      expect(await runs(get, (store) => store.set('a', 1))).toBe(2);
      expect(await runs(get, (store) => store.set('b', 1))).toBe(1);
      expect(
        await runs(
          (store) => store.set('a', 1),
          (store) => store.set('a', 1),
        ),
      ).toBe(2);
      // A method without a footprint touches everything.
      expect(await runs(get, (store) => store.add('b', 1))).toBe(2);
    }
  });

  test('a lost update is found, and none if the service adds by itself', async () => {
    const programOf = (deposit: (store: Store) => Promise<unknown>) =>
      logging({
        start: (io) => ({ store: io.service('store', new Store(), ofKeys) }),
        tasks: { one: ({ store }) => deposit(store), other: ({ store }) => deposit(store) },
        state: ({ store }) => ({ log: [String(store.sum())] }),
      });
    const lost = programOf(async (store) => store.set('a', (await store.get('a')) + 1));
    expect((await endsOf(lost)).ends).toEqual(['1', '2']);
    expect((await endsOf(programOf((store) => store.add('a', 1)))).ends).toEqual(['2']);
  });

  test('a method that calls others of its object is one call', async () => {
    const program = using(
      () => new Store(),
      async (store, write) => write(await store.add('a', 2)),
    );
    expect(await endOf(program)).toBe('2');
    expect(await storyOf(program)).toHaveLength(3);
  });

  test('outside of tasks, methods are called as they are', async () => {
    const seen: unknown[] = [];
    const program = logging({
      start: (io) => ({ store: io.service('store', new Store()) }),
      tasks: { task: ({ store }) => store.set('a', 1) },
      state: ({ log, store }) => {
        seen.push(store.sum(), store instanceof Store, store.label);
        return { log };
      },
    });
    expect(await endOf(program)).toBe('');
    expect(new Set(seen)).toEqual(new Set([0, 1, true, 'store']));
  });

  test('errors are handed over as they are', async () => {
    const thrown = new RangeError('planted');
    const service = {
      throws: (): Promise<void> => {
        throw thrown;
      },
      rejects: () => Promise.reject(thrown),
    };
    const program = using(
      () => service,
      async ({ throws, rejects }, write) => {
        await throws().catch((error: unknown) => write(error === thrown));
        await rejects().catch((error: unknown) => write(error === thrown));
      },
    );
    expect(await endOf(program)).toBe('true, true');
    expect((await storyOf(program))[2]).toBe('service fails task: RangeError: planted');
  });

  test('a rejection that the task does not catch is a violation', async () => {
    const program = using(
      () => ({ pay: () => Promise.reject(new Error('planted')) }),
      ({ pay }) => pay(),
    );
    expect((await endsOf(program)).wrong).toEqual(['task threw Error: planted']);
  });

  test('arguments and results are copied', async () => {
    class Secret {
      readonly #amount = 1;
      get amount(): number {
        return this.#amount;
      }
    }
    const money = new Secret();
    const service = () => {
      const kept: { n: number; money: Secret }[] = [];
      return {
        put: (one: { n: number; money: Secret }) => {
          kept.push(one);
          return Promise.resolve(kept);
        },
        first: () => Promise.resolve(kept[0]?.n),
      };
    };
    const task = async ({ put, first }: ReturnType<typeof service>, write: Logged['write']) => {
      const one = { n: 1, money };
      const waits = put(one);
      one.n = 2;
      const kept = await waits;
      const [copy] = kept;
      // An instance with private fields cannot be copied.
      write(copy?.n, copy === one, copy?.money === money);
      if (copy !== undefined) copy.n = 3;
      write(await first());
    };
    expect(await endOf(using(service, task))).toBe('1 false true, 1');
    expect(await endOf(using(service, task, { copy: false }))).toBe('2 true true, 3');
  });

  test('a trace has arguments as they were, although the service changes them', async () => {
    const service = () => {
      let kept = { n: 0 };
      return {
        put: (one: { n: number }) => Promise.resolve((kept = one)),
        add: () => Promise.resolve(kept.n++),
      };
    };
    const program = logging({
      start: (io) => ({ service: io.service('service', service(), {}, { copy: false }) }),
      tasks: {
        task: async ({ service: { put, add } }) => {
          await put({ n: 1 });
          await add();
          throw new Error('planted');
        },
      },
    });
    const { properties } = await check(program, []);
    expect(properties[0]?.trace?.actions[1]).toEqual({
      actor: 'task',
      step: 'service.put',
      choice: { n: 1 },
    });
  });

  test('callbacks in the style of Node', async () => {
    type Callback = (error: Error | null, ...values: unknown[]) => void;
    const service = {
      read: (name: string, callback: Callback) => callback(null, name, { n: 1 }),
      later: (callback: Callback) => void Promise.resolve().then(() => callback(null, 'later')),
      fails: (callback: Callback) => callback(new Error('planted')),
      throws: (callback: Callback): void => {
        throw new Error(`thrown beside ${typeof callback}`);
      },
      twice: (callback: Callback) => {
        callback(null, 1);
        callback(null, 2);
      },
    };
    const program = using(
      () => service,
      ({ read, later, fails, throws, twice }, write) => {
        read('a', (error, name, one) => {
          write(error, name, JSON.stringify(one));
          later((...given) => {
            write(...given);
            fails((failed) => {
              write(failed);
              throws((thrown) => {
                write(thrown);
                twice((_, value) => write(value));
              });
            });
          });
        });
        write('asked');
      },
      { callbacks: true },
    );
    expect(await endOf(program)).toBe(
      'asked, null a {"n":1}, null later, Error: planted, Error: thrown beside function, 1',
    );
  });

  test('a callback that throws is a violation', async () => {
    const program = using(
      () => ({ read: (callback: (error: null) => void) => callback(null) }),
      ({ read }) => {
        read(() => {
          throw new Error('planted');
        });
      },
      { callbacks: ['read'] },
    );
    expect((await endsOf(program)).wrong).toEqual(['a callback of task threw Error: planted']);
  });

  test('a function that is no callback is refused, also if the code catches the error', async () => {
    const program = using(
      () => ({ update: (change: (n: number) => number) => Promise.resolve(change(1)) }),
      ({ update }) => {
        try {
          return update((n) => n + 1);
        } catch {
          return undefined;
        }
      },
    );
    expect(await refusalOf(() => check(program, []))).toBe(
      'service.update was given a function, which cannot be sent to a service; if it is a callback in the style of ' +
        'Node, name the method in callbacks, otherwise give { copy: false }.',
    );
  });

  test('a result that is no promise is refused, also if the code catches the error', async () => {
    const program = using(
      () => new Store(),
      (store) => Promise.resolve(store.sum()).catch(() => {}),
    );
    expect(await refusalOf(() => check(program, []))).toBe(
      'service.sum returned a number and no promise; if it answers at once, name it in immediate: ' +
        'io.service("service", …, {}, { immediate: ["sum"] }).',
    );
  });

  test('parts of a service are behind the boundary too', async () => {
    const program = using(
      () => ({ users: { find: (id: number) => Promise.resolve(`user ${id}`) } }),
      async (db, write) => write(await db.users.find(1), db.users === db.users),
    );
    expect(await endOf(program)).toBe('user 1 true');
    expect((await storyOf(program))[1]).toBe('task asks service.users.find 1');
  });

  test('each step of an async iterator is a call', async () => {
    class Numbers {
      readonly #most = 2;
      async *upTo(from: { n: number }): AsyncGenerator<number> {
        for (let { n } = from; n <= this.#most; n++) yield await Promise.resolve(n);
      }
      list(): AsyncIterable<number> {
        return this.upTo({ n: 2 });
      }
      async *[Symbol.asyncIterator](): AsyncGenerator<number> {
        yield* this.upTo({ n: 1 });
      }
    }
    const program = using(
      () => new Numbers(),
      async (numbers, write) => {
        const from = { n: 1 };
        const all = numbers.upTo(from);
        from.n = 2;
        for await (const n of all) write(n);
        for await (const n of numbers.list()) write('list', n);
        for await (const n of numbers) {
          write('own', n);
          break;
        }
      },
      { iterators: ['list'] },
    );
    expect(await endOf(program)).toBe('1, 2, list 2, own 1');
    const story = await storyOf(program);
    const calls = story.filter((line) => line.startsWith('task asks'));
    expect(calls).toEqual([
      'task asks service.upTo.next [object]'.replace('[object]', '{ n: 1 }'),
      'task asks service.upTo.next { n: 1 }',
      'task asks service.upTo.next { n: 1 }',
      'task asks service.list.next',
      'task asks service.list.next',
      'task asks service.iterate.next',
      'task asks service.iterate.return undefined',
    ]);
  });

  test('what is no async iterator', async () => {
    const program = using(
      () => ({ list: () => [1] as unknown as AsyncIterable<number> }),
      async ({ list }, write) => {
        const [step] = [list()[Symbol.asyncIterator]().next()];
        await step.catch((error: unknown) => write(error));
      },
      { iterators: ['list'] },
    );
    expect(await endOf(program)).toBe('TypeError: It is no async iterator.');
  });

  test('an immediate method is part of the event that calls it', async () => {
    const program = using(
      () => ({ now: (one: { n: number }) => one, fails: () => Number(null).toFixed(-1) }),
      ({ now, fails }, write) => {
        const one = { n: 1 };
        write(now(one).n, now(one) === one);
        try {
          fails();
        } catch (error) {
          write((error as Error).name);
        }
      },
      { immediate: ['now', 'fails'] },
    );
    expect(await endOf(program)).toBe('1 false, RangeError');
    expect(await storyOf(program)).toEqual(['task starts']);
  });

  test('an immediate method touches what its footprint says', async () => {
    const program = (footprints: Footprints<{ peek: (key: string) => number }>) =>
      logging({
        start: (io) => ({
          service: io.service('service', { peek: () => 1 }, footprints, { immediate: ['peek'] }),
        }),
        processes: {
          one: ({ service }) => ({ run: () => service.peek('a') }),
          other: ({ service }) => ({ run: () => service.peek('a') }),
        },
      });
    expect((await endsOf(program({}), 'source sets')).runs).toBe(2);
    expect((await endsOf(program({ peek: (key) => reads(key) }), 'source sets')).runs).toBe(1);
  });

  test('properties are read and written without a call', async () => {
    const program = using(
      () => new Store(),
      (store, write) => {
        store.label = 'mine';
        write(
          store.label,
          'label' in store,
          Object.hasOwn(store, 'label'),
          store.valueOf() === store,
        );
      },
    );
    expect(await endOf(program)).toBe('mine true true true');
    expect(await storyOf(program)).toEqual(['task starts']);
  });

  test('a frozen object, and a function', async () => {
    const frozen = using(
      () => Object.freeze({ get: () => Promise.resolve(1), name: 'frozen' }),
      async (service, write) => write(await service.get(), service.name, Object.keys(service)),
    );
    expect(await endOf(frozen)).toBe('1 frozen get,name');
    expect(await storyOf(frozen)).toHaveLength(3);
    const query = using(
      () =>
        Object.assign((n: number) => Promise.resolve(n + 1), { end: () => Promise.resolve('end') }),
      async (sql, write) => write(await sql(1), await sql.end()),
    );
    expect(await endOf(query)).toBe('2 end');
    expect((await storyOf(query))[1]).toBe('task asks service.call 1');
  });

  test('a method that is replaced', async () => {
    const program = using(
      () => ({ get: () => Promise.resolve(1) }),
      async (service, write) => {
        write(Reflect.get(service, 'get') === Reflect.get(service, 'get'));
        const before = service.get();
        service.get = () => Promise.resolve(2);
        write(await before, await service.get());
      },
    );
    expect(await endOf(program)).toBe('true, 1 2');
  });
});
