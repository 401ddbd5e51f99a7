/** A cache that fetches what it does not have, and keeps what it fetched although nobody waits any more. */
import { defineProgram, reads } from 'allways';

/** The part of an LRUCache that is used here. */
interface Cache {
  fetch: (product: string, options: { readonly signal: AbortSignal }) => Promise<unknown>;
  peek: (product: string) => number | undefined;
}

/** The options of an LRUCache that are used here. */
export interface CacheOptions {
  readonly max: number;
  readonly ignoreFetchAbort: boolean;
  readonly allowStaleOnFetchAbort: boolean;
  readonly fetchMethod: (product: string) => Promise<number>;
}

/** A backend with a price for each product. */
class Prices {
  get(product: string): Promise<number> {
    return Promise.resolve(product.length);
  }
}

/**
 * A request asks for the prices of some products, and the client goes away.
 *
 * @param make - Makes the cache.
 */
export function backgroundFetch(
  make: (options: CacheOptions) => Cache,
  products: readonly string[],
) {
  return defineProgram({
    name: 'background fetch',
    start: (io) => {
      const prices = io.service('prices', new Prices(), { get: (product) => reads(product) });
      const fetched: Promise<number>[] = [];
      const cache = make({
        max: 10,
        ignoreFetchAbort: true,
        allowStaleOnFetchAbort: true,
        fetchMethod: (product) => {
          const price = prices.get(product);
          fetched.push(price);
          return price;
        },
      });
      return { cache, fetched, client: new AbortController() };
    },
    tasks: {
      request: async ({ cache, fetched, client: { signal } }) => {
        await Promise.all(products.map((product) => cache.fetch(product, { signal })));
        await Promise.all(fetched);
      },
      client: ({ client }) => client.abort(),
    },
    state: ({ cache }) => ({
      missing: products.filter((product) => cache.peek(product) !== product.length),
    }),
  });
}
