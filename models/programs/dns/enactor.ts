import type { Conditions, DnsClient } from './dns-client.js';
import type { Plan, PlanStore } from './store.js';

/** What an enactor makes sure of when it changes the record. */
export interface EnactorOptions {
  /** Nothing else changed the record since the plan was made. */
  readonly fencing: boolean;
  /** The record shows no newer plan. */
  readonly checkAgain: boolean;
  /** The same, but the enactor asks itself, in a call of its own. */
  readonly readAgain: boolean;
}

/** Applies plans, one at a time. Several enactors work side by side, and know nothing of each other. */
export class Enactor {
  readonly #store: PlanStore;
  readonly #dns: DnsClient;
  readonly #options: EnactorOptions;

  constructor(store: PlanStore, dns: DnsClient, options: EnactorOptions) {
    this.#store = store;
    this.#dns = dns;
    this.#options = options;
  }

  /** Picks up a plan that waits, and applies it if it is newer than what DNS shows. */
  async applyNext(): Promise<void> {
    const plan = await this.#store.claim();
    if (plan === undefined) return;
    const isApplied = await this.#apply(plan);
    await this.#store.finish(plan.number, isApplied ? 'COMPLETED' : 'FAILED');
  }

  async #apply(plan: Plan): Promise<boolean> {
    if (!(await this.#isNewer(plan))) return false;
    await this.#store.begin(plan.number);
    if (this.#options.readAgain && !(await this.#isNewer(plan))) return false;
    return this.#dns.pointTo(plan.number, this.#conditions(plan));
  }

  async #isNewer(plan: Plan): Promise<boolean> {
    return plan.number > (await this.#dns.read()).plan;
  }

  #conditions({ baseVersion }: Plan): Conditions {
    const { fencing, checkAgain } = this.#options;
    return { ...(fencing ? { version: baseVersion } : {}), notNewer: checkAgain };
  }
}
