import { defineProgram, reads, writes } from 'allways';

/** What is left, and what was bought. */
export interface Account {
  readonly balance: number;
  readonly bought: readonly string[];
}

/** A ledger: payments are only ever added to it. */
class Ledger {
  readonly #payments: { readonly item: string; readonly price: number }[] = [];
  readonly #deposit: number;

  constructor(deposit: number) {
    this.#deposit = deposit;
  }

  balance(): Promise<number> {
    return Promise.resolve(this.account().balance);
  }

  append(item: string, price: number): Promise<void> {
    this.#payments.push({ item, price });
    return Promise.resolve();
  }

  account(): Account {
    const paid = this.#payments.reduce((sum, { price }) => sum + price, 0);
    return { balance: this.#deposit - paid, bought: this.#payments.map(({ item }) => item) };
  }
}

/** Checks the balance, and then pays. Another payment may come in between. */
class Wallet {
  constructor(protected readonly ledger: Ledger) {}

  async buy(item: string, price: number): Promise<boolean> {
    if ((await this.ledger.balance()) < price) return false;
    await this.ledger.append(item, price);
    return true;
  }
}

/** Runs one piece of work after the other. */
class Mutex {
  #last: Promise<unknown> = Promise.resolve();

  run<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined);
    return result;
  }
}

/** Makes one payment after the other. */
class CarefulWallet extends Wallet {
  readonly #mutex = new Mutex();

  override buy(item: string, price: number): Promise<boolean> {
    return this.#mutex.run(() => super.buy(item, price));
  }
}

/** Two purchases at the same time, and money for one of them. */
const program = (name: string, AnyWallet: typeof Wallet) =>
  defineProgram({
    name,
    start: (io) => {
      const ledger = io.service('ledger', new Ledger(100), {
        balance: () => reads('payments'),
        append: () => writes('payments'),
      });
      return { ledger, wallet: new AnyWallet(ledger) };
    },
    tasks: {
      phone: ({ wallet }) => wallet.buy('shoes', 80),
      laptop: ({ wallet }) => wallet.buy('coat', 70),
    },
    state: ({ ledger }) => ledger.account(),
  });

export const naive = program('double spend', Wallet);
export const repaired = program('double spend, repaired', CarefulWallet);
