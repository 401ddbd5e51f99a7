import { defineProgram, reads, writes } from 'allways';

/** The balance of each account. */
export type Balances = Readonly<Record<string, number>>;

/** A key-value store, as a hosted service offers it. */
class Store {
  readonly #values: Map<string, number>;

  constructor(values: Balances) {
    this.#values = new Map(Object.entries(values));
  }

  get(key: string): Promise<number> {
    return Promise.resolve(this.#values.get(key) ?? 0);
  }

  set(key: string, value: number): Promise<void> {
    this.#values.set(key, value);
    return Promise.resolve();
  }

  /** Sets a value if the old one is as expected. */
  compareAndSet(key: string, expected: number, value: number): Promise<boolean> {
    const isExpected = this.#values.get(key) === expected;
    if (isExpected) this.#values.set(key, value);
    return Promise.resolve(isExpected);
  }

  snapshot(): Balances {
    return Object.fromEntries(this.#values);
  }
}

/** Reads a balance, and writes the new one. Another clerk may write in between. */
class Bank {
  constructor(protected readonly store: Store) {}

  async transfer(from: string, to: string, amount: number): Promise<void> {
    await this.add(from, -amount);
    await this.add(to, amount);
  }

  protected async add(account: string, amount: number): Promise<void> {
    const balance = await this.store.get(account);
    await this.store.set(account, balance + amount);
  }
}

/** Writes the new balance only if the old one is still there, and otherwise starts again. */
class CarefulBank extends Bank {
  protected override async add(account: string, amount: number): Promise<void> {
    for (;;) {
      const balance = await this.store.get(account);
      if (await this.store.compareAndSet(account, balance, balance + amount)) return;
    }
  }
}

/** Two clerks transfer money at the same time. Each has a process of its own; they share only the store. */
const program = (name: string, AnyBank: typeof Bank) =>
  defineProgram({
    name,
    start: (io) => {
      const store = io.service('store', new Store({ alice: 100, bob: 0 }), {
        get: (key) => reads(key),
        set: (key) => writes(key),
        compareAndSet: (key) => writes(key),
      });
      return { store };
    },
    processes: {
      'clerk 1': ({ store }) => {
        const bank = new AnyBank(store);
        return { transfer: () => bank.transfer('alice', 'bob', 50) };
      },
      'clerk 2': ({ store }) => {
        const bank = new AnyBank(store);
        return { transfer: () => bank.transfer('alice', 'bob', 50) };
      },
    },
    state: ({ store }) => store.snapshot(),
  });

export const naive = program('lost update', Bank);
export const repaired = program('lost update, repaired', CarefulBank);
