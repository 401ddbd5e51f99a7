import { setTimeout as sleep } from 'node:timers/promises';
import type { DnsClient } from './dns-client.js';
import type { Plan, PlanStore, Status } from './store.js';

const minutes = 60_000;
const sweepEvery = 15 * minutes;
const safetyBuffer = 10 * minutes;

/** The article's "currently being applied". */
const underWay: readonly Status[] = ['PICKED_UP', 'IN_PROGRESS'];

/** What cleanup looks at, beside the age of a plan. */
export interface CleanupChecks {
  /** It spares a plan that is being applied. */
  readonly stateCheck: boolean;
  /** It spares a plan that was accessed a short time ago. */
  readonly safetyBuffer: boolean;
  /** It spares a plan that an enactor holds. */
  readonly referenceCount: boolean;
  /** It spares the plan that DNS shows. */
  readonly neverSweepLive: boolean;
}

/** Deletes the addresses of plans that look obsolete. */
export class Cleanup {
  readonly #store: PlanStore;
  readonly #dns: DnsClient;
  readonly #checks: CleanupChecks;

  constructor(store: PlanStore, dns: DnsClient, checks: CleanupChecks) {
    this.#store = store;
    this.#dns = dns;
    this.#checks = checks;
  }

  /** Sweeps now and then. */
  async run(sweeps: number): Promise<void> {
    for (let sweep = 0; sweep < sweeps; sweep++) {
      await sleep(sweepEvery);
      await this.sweep();
    }
  }

  /** Deletes what is older than the newest completed plan, and passes the checks that are on. */
  async sweep(): Promise<void> {
    const plans = await this.#store.list();
    const completed = plans.filter(({ status }) => status === 'COMPLETED');
    const newest = Math.max(0, ...completed.map(({ number }) => number));
    const stale = plans.filter((plan) => plan.number < newest && this.#mayDelete(plan));
    if (stale.length === 0) return;
    const shown = this.#checks.neverSweepLive ? await this.#dns.read() : undefined;
    for (const { number } of stale) {
      if (number !== shown?.plan) await this.#dns.deleteRecordSet(number);
    }
  }

  #mayDelete({ status, references, accessed }: Plan): boolean {
    const checks = this.#checks;
    if (checks.stateCheck && underWay.includes(status)) return false;
    if (checks.safetyBuffer && Date.now() - accessed < safetyBuffer) return false;
    return !(checks.referenceCount && references > 0);
  }
}
