import { defineProgram, reads, writes } from 'allways';

/** The price in the database, and the price in the cache if there is one. */
export interface Price {
  readonly stored: number;
  readonly cached: number | null;
}

/** A table of prices. */
class Database {
  readonly #prices = new Map<string, number>();

  get(item: string): Promise<number> {
    return Promise.resolve(this.peek(item));
  }

  set(item: string, price: number): Promise<void> {
    this.#prices.set(item, price);
    return Promise.resolve();
  }

  peek(item: string): number {
    return this.#prices.get(item) ?? 1;
  }
}

/** Keeps prices in memory, and forgets a price when it changes. */
class Prices {
  protected readonly cache = new Map<string, number>();

  constructor(protected readonly database: Database) {}

  async read(item: string): Promise<number> {
    const cached = this.cache.get(item);
    if (cached !== undefined) return cached;
    const price = await this.database.get(item);
    this.cache.set(item, price);
    return price;
  }

  async write(item: string, price: number): Promise<void> {
    await this.database.set(item, price);
    this.cache.delete(item);
  }

  cached(item: string): number | null {
    return this.cache.get(item) ?? null;
  }
}

/** Keeps a price only if no price has changed since it was asked for. */
class CarefulPrices extends Prices {
  #changes = 0;

  override async read(item: string): Promise<number> {
    const cached = this.cache.get(item);
    if (cached !== undefined) return cached;
    const changes = this.#changes;
    const price = await this.database.get(item);
    if (changes === this.#changes) this.cache.set(item, price);
    return price;
  }

  override async write(item: string, price: number): Promise<void> {
    await super.write(item, price);
    this.#changes++;
  }
}

/** Two customers look at a price while it changes. */
const program = (name: string, AnyPrices: typeof Prices) =>
  defineProgram({
    name,
    start: (io) => {
      const database = io.service('database', new Database(), {
        get: (item) => reads(item),
        set: (item) => writes(item),
      });
      return { database, prices: new AnyPrices(database) };
    },
    tasks: {
      'customer 1': ({ prices }) => prices.read('tea'),
      'customer 2': ({ prices }) => prices.read('tea'),
      manager: ({ prices }) => prices.write('tea', 2),
    },
    state: ({ database, prices }): Price => ({
      stored: database.peek('tea'),
      cached: prices.cached('tea'),
    }),
  });

export const naive = program('stale cache', Prices);
export const repaired = program('stale cache, repaired', CarefulPrices);
