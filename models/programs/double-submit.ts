import { defineProgram, reads, writes } from 'allways';

/** The orders that are known by their key, and what the customer has paid. */
export interface Shop {
  readonly orders: readonly string[];
  readonly payments: readonly number[];
}

/** A table of orders with a unique key. */
class Orders {
  readonly keys = new Set<string>();

  has(key: string): Promise<boolean> {
    return Promise.resolve(this.keys.has(key));
  }

  /** Inserts an order. False: there is one with this key already. */
  insert(key: string): Promise<boolean> {
    const isNew = !this.keys.has(key);
    this.keys.add(key);
    return Promise.resolve(isNew);
  }
}

/** A payment provider. */
class Provider {
  readonly payments: number[] = [];

  charge(amount: number): Promise<void> {
    this.payments.push(amount);
    return Promise.resolve();
  }
}

/** Looks whether an order is known, and charges for it if not. The other request may look in between. */
class Checkout {
  constructor(
    protected readonly orders: Orders,
    protected readonly provider: Provider,
  ) {}

  async submit(key: string, amount: number): Promise<void> {
    if (await this.orders.has(key)) return;
    await this.provider.charge(amount);
    await this.orders.insert(key);
  }
}

/** Inserts an order first, and charges for it only if it was new. */
class CarefulCheckout extends Checkout {
  override async submit(key: string, amount: number): Promise<void> {
    if (await this.orders.insert(key)) await this.provider.charge(amount);
  }
}

/** A customer clicks twice. Each click reaches another server. */
const program = (name: string, AnyCheckout: typeof Checkout) =>
  defineProgram({
    name,
    start: (io) => ({
      orders: io.service('orders', new Orders(), {
        has: (key) => reads(key),
        insert: (key) => writes(key),
      }),
      provider: io.service('provider', new Provider()),
    }),
    processes: {
      'server 1': ({ orders, provider }) => {
        const checkout = new AnyCheckout(orders, provider);
        return { 'first click': () => checkout.submit('order 1', 30) };
      },
      'server 2': ({ orders, provider }) => {
        const checkout = new AnyCheckout(orders, provider);
        return { 'second click': () => checkout.submit('order 1', 30) };
      },
    },
    state: ({ orders, provider }): Shop => ({
      orders: [...orders.keys],
      payments: [...provider.payments],
    }),
  });

export const naive = program('double submit', Checkout);
export const repaired = program('double submit, repaired', CarefulCheckout);
