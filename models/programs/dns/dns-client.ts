/** The record of the service, as DNS keeps it: it points at the addresses of one plan. */
export interface DnsRecord {
  plan: number;
  /** How often the record was changed. */
  version: number;
}

/** Under which conditions DNS makes a change. Without any it makes every change. */
export interface Conditions {
  /** The record must still have this version. */
  readonly version?: number;
  /** The record must not point at a newer plan. */
  readonly notNewer?: boolean;
}

/**
 * The service of DNS. As with an alias record of Route 53, the addresses of each plan are a record set of its own, and
 * the record that the world asks for points at one of these.
 */
export class DnsClient {
  readonly #recordSets = new Map<number, string[]>();
  /** The plans that the record has pointed at, the current one last. */
  readonly #shown: number[] = [];

  /** Creates the record set of a plan. The record does not point at it yet. */
  createRecordSet(plan: number, addresses: readonly string[]): Promise<void> {
    this.#recordSets.set(plan, [...addresses]);
    return Promise.resolve();
  }

  /** The record: the addresses to which it points. */
  read(): Promise<DnsRecord> {
    return Promise.resolve(this.#record());
  }

  /**
   * Lets the record point at a plan, if it meets the conditions. DNS checks and changes in one step, and never asks
   * whether the plan's addresses exist.
   *
   * @returns Whether the change was made.
   */
  pointTo(plan: number, { version, notNewer = false }: Conditions = {}): Promise<boolean> {
    const current = this.#record();
    if (version !== undefined && version !== current.version) return Promise.resolve(false);
    if (notNewer && plan < current.plan) return Promise.resolve(false);
    this.#shown.push(plan);
    return Promise.resolve(true);
  }

  /** Deletes the record set of a plan, even if the record points at it. */
  deleteRecordSet(plan: number): Promise<void> {
    this.#recordSets.delete(plan);
    return Promise.resolve();
  }

  /** The plan that the world sees, and its addresses. */
  resolve(): { plan: number; addresses: string[] } {
    const { plan } = this.#record();
    return { plan, addresses: [...(this.#recordSets.get(plan) ?? [])] };
  }

  /** The plans whose addresses exist. */
  plansWithAddresses(): number[] {
    return [...this.#recordSets.keys()];
  }

  /** The plans that the world has seen, one after the other. */
  history(): number[] {
    return [...this.#shown];
  }

  #record(): DnsRecord {
    return { plan: this.#shown.at(-1) ?? 0, version: this.#shown.length };
  }
}
