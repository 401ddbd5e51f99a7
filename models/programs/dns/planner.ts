import type { DnsClient } from './dns-client.js';
import type { PlanStore } from './store.js';

/** Makes plans. It does not wait until an enactor has applied them. */
export class Planner {
  readonly #store: PlanStore;
  readonly #dns: DnsClient;
  readonly #fencing: boolean;
  #newest: number;

  /**
   * @param newest - The number of the newest plan that there is.
   * @param options - `fencing`: a plan notes the version of the record that it is made for.
   */
  constructor(store: PlanStore, dns: DnsClient, newest: number, options: { fencing: boolean }) {
    this.#store = store;
    this.#dns = dns;
    this.#newest = newest;
    this.#fencing = options.fencing;
  }

  /** Makes a plan of the servers that are healthy. */
  async generate(addresses: readonly string[]): Promise<void> {
    const number = ++this.#newest;
    const baseVersion = this.#fencing ? (await this.#dns.read()).version : 0;
    await this.#dns.createRecordSet(number, addresses);
    await this.#store.add(number, baseVersion);
  }
}
